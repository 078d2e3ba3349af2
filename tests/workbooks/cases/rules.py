"""Rows that cannot be true, rows that contradict each other, words that are not on the list."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sample_data import producers
from sample_data.layout import Cell, Table
from tests.workbooks.case import Case, Sheet

_DAY = dt.date(2020, 2, 21)
_LATE = dt.date(2020, 2, 24)  # the day after the sheets are received
_LAST_YEAR = dt.date(2019, 2, 21)


def _case(file: str, grid: list[list[Cell]], sheet: Sheet) -> Case:
    return Case(file, producers.write_wps([Table("Sheet1", grid, header_rows=(0,))]), [sheet])


def _impossible() -> list[Case]:
    """Counts above expected, days outside the window or after receipt: each costs its row."""
    grid: list[list[Cell]] = [
        ["教学班号", "统计日期", "应进群人数", "已进群人数", "已通知人数", "已收到资料人数"],
        ["03000101", _DAY, 45, 45, 45, 45],
        ["03000102", _DAY, 45, 46, 45, 45],
        ["03000103", _DAY, 45, 45, 50, 45],
        ["03000104", _DAY, 45, 45, 45, 99],
        ["03000105", _LATE, 45, 45, 45, 45],
        ["03000106", _LAST_YEAR, 45, 45, 45, 45],
        ["03000107", "2020-02-05", 45, 45, 45, 45],
        ["03000108", "2020-02-06", 45, 45, 45, 45],
        ["03000109", "2020-02-23", 0, 0, 0, 0],
        ["03000110", "昨天", 45, 45, 45, 45],
        [None, _DAY, 45, 45, 45, 45],
    ]
    found = [
        (3, "已进群人数", "error", "count_exceeds"),
        (4, "已通知人数", "error", "count_exceeds"),
        (5, "已收到资料人数", "error", "count_exceeds"),
        (6, "统计日期", "error", "date_after_receipt"),
        (7, "统计日期", "error", "date_before_window"),
        (8, "统计日期", "error", "date_before_window"),
        (10, "应进群人数", "warning", "nobody_due"),
        (11, "统计日期", "error", "bad_date"),
        (12, "教学班号", "error", "missing_value"),
    ]
    rows: dict[int, dict[str, object]] = {
        2: {"joined": 45, "received": 45},
        9: {"as_of": "2020-02-06"},
        10: {"as_of": "2020-02-23", "expected": 0, "joined": 0},
    }
    return [
        _case("规则-不可能的行.xlsx", grid, Sheet("Sheet1", "enrollment", 3, rows, found, form="aggregate"))
    ]


def _visits() -> list[Case]:
    """听课 needs one day of two; plans may lie ahead inside the term; scores lie from 0 to 100."""
    grid: list[list[Cell]] = [
        [
            "教学班号",
            "安排日期",
            "听课日期",
            "听课人",
            "听课人类别",
            "应到人数",
            "实到人数",
            "评分",
            "整改完成日期",
        ],
        ["03000101", dt.date(2020, 3, 2), None, "陆苇舟", "学院督导组", None, None, None, None],
        ["03000102", None, _DAY, "陆苇舟", "校级督导", 45, 44, "95分", None],
        ["03000103", None, None, "陆苇舟", "学院督导组", None, None, None, None],
        ["03000104", dt.date(2020, 8, 1), None, "陆苇舟", "学院督导组", None, None, None, None],
        ["03000105", None, _LATE, "陆苇舟", "学院督导组", 45, 44, 90, None],
        ["03000106", None, _DAY, "陆苇舟", "家长", 45, 44, 90, None],
        ["03000107", None, _DAY, "陆苇舟", "学院督导组", 45, 46, 90, None],
        ["03000108", None, _DAY, "陆苇舟", "学院督导组", 45, 44, 105, None],
        ["03000109", None, _DAY, "陆苇舟", "学院督导组", 45, 44, "优秀", None],
        ["03000110", _DAY, "2月30日", "陆苇舟", "学院督导组", 45, 44, 87.5, None],
        ["03000111", None, _DAY, None, "学院督导组", 45, 44, 90, None],
        ["03000112", None, _DAY, "陆苇舟", "校领导", 45, 44, 0, "下周"],
        ["03000113", None, "2月30日", "陆苇舟", "校领导", 45, 44, 90, None],
    ]
    found = [
        (4, "听课日期", "error", "missing_value"),
        (5, "安排日期", "error", "plan_outside_window"),
        (6, "听课日期", "error", "date_after_receipt"),
        (7, "听课人类别", "error", "unknown_choice"),
        (8, "实到人数", "error", "count_exceeds"),
        (9, "评分", "warning", "bad_score"),
        (10, "评分", "warning", "bad_score"),
        (11, "听课日期", "warning", "bad_date"),
        (12, "听课人", "error", "missing_value"),
        (13, "整改完成日期", "warning", "bad_date"),
        (14, "听课日期", "error", "bad_date"),
    ]
    rows: dict[int, dict[str, object]] = {
        2: {"planned_on": "2020-03-02", "visited_on": None, "score": None},
        3: {"visited_on": "2020-02-21", "visitor_kind": "校督导组", "score": 95, "present": 44},
        9: {"score": None, "present": 44},
        10: {"score": None},
        11: {"planned_on": "2020-02-21", "visited_on": None, "score": 87.5},
        13: {"visitor_kind": "校领导", "score": 0, "resolved_on": None},
    }
    return [_case("规则-听课.xlsx", grid, Sheet("Sheet1", "visits", 6, rows, found))]


def _materials() -> list[Case]:
    """Kinds of material come from a list; a blank number means one; a long title is left blank."""
    grid: list[list[Cell]] = [
        ["教学班号", "资料类型", "资料名称", "上传日期", "数量"],
        ["03000101", "课件", "绪论", _DAY, None],
        ["03000101", "ppt", None, _DAY, 0],
        ["03000101", "电子版教材", "教材", _DAY, "3份"],
        ["03000101", "（微课）视频", "导学", _DAY, 2],
        ["03000101", "PPT和视频", "混合", _DAY, 2],
        ["03000101", None, "无类型", _DAY, 1],
        ["03000101", "作业", "作业一", None, 1],
        ["03000101", "作业", "长" * 2001, _DAY, 1],
        ["03000101", "习题", "习题一", _DAY, "若干"],
    ]
    found = [
        (3, "数量", "warning", "nothing_uploaded"),
        (6, "资料类型", "error", "unknown_choice"),
        (7, "资料类型", "error", "missing_value"),
        (8, "上传日期", "error", "missing_value"),
        (9, "资料名称", "warning", "text_too_long"),
        (10, "数量", "warning", "bad_count"),
    ]
    rows: dict[int, dict[str, object]] = {
        2: {"material_kind": "PPT", "count": 1},
        3: {"material_kind": "PPT", "title": None, "count": 0},
        4: {"material_kind": "电子教材", "count": 3},
        5: {"material_kind": "微课视频"},
        9: {"title": None, "count": 1},
        10: {"material_kind": "习题"},
    }
    return [_case("规则-资料.xlsx", grid, Sheet("Sheet1", "materials", 6, rows, found))]


def _repeats() -> list[Case]:
    """A row said twice counts once; two answers for one class are both left out; other days are other rows."""
    grid: list[list[Cell]] = [
        ["教学班号", "统计日期", "应进群人数", "已进群人数"],
        ["03000101", _DAY, 45, 44],
        ["03000102", _DAY, 60, 60],
        ["03000101", "2月21日", "45人", "44"],
        ["03000102", _DAY, 60, 58],
        ["03000101", "2020-02-22", 45, 45],
        ["03000103", _DAY, 30, 30],
        ["03000103", _DAY, 30, 31],
    ]
    found = [
        (4, "教学班号", "warning", "repeated_row"),
        (3, "教学班号", "error", "conflicting_rows"),
        (5, "教学班号", "error", "conflicting_rows"),
        (8, "已进群人数", "error", "count_exceeds"),
    ]
    rows = {
        2: {"class_id": "03000101", "joined": 44},
        6: {"as_of": "2020-02-22", "joined": 45},
        7: {"class_id": "03000103", "joined": 30},
    }
    return [
        _case("规则-重复与矛盾.xlsx", grid, Sheet("Sheet1", "enrollment", 3, rows, found, form="aggregate"))
    ]


def _roster() -> list[Case]:
    """One row a student, by 学号; 进群日期 and 是否进群 may both be there and disagree."""
    grid: list[list[Cell]] = [
        ["学院", "教学班号", "学号", "姓名", "辅导员", "进群日期", "是否进群", "是否通知", "是否收到资料"],
        ["汽车学院", "03000101", "2019030001", "苏砚汀", "陆苇舟", _DAY, "是", "√", "√"],
        ["汽车学院", "03000101", "2019030002", "沈岫溪", "陆苇舟", None, "否", "√", "×"],
        ["汽车学院", "03000101", "2019030003", "顾霁澜", "陆苇舟", None, "是", None, None],
        ["汽车学院", "03000101", "2019030004", "程澍畔", "陆苇舟", _DAY, "否", "√", "√"],
        ["汽车学院", "03000101", 2019030005, "叶棠遥", "陆苇舟", "已进", "是", "√", "√"],
        ["汽车学院", "03000101", None, "温筱屿", "陆苇舟", _DAY, "是", "√", "√"],
        ["汽车学院", "03000101", "2019030001", "苏砚汀", "陆苇舟", _DAY, "是", "√", "√"],
        ["汽车学院", "03000102", "2019030001", "苏砚汀", "陆苇舟", _LATE, "是", "√", "√"],
    ]
    found = [
        (5, "是否进群", "warning", "contradiction"),
        (7, "学号", "error", "missing_value"),
        (8, "教学班号", "warning", "repeated_row"),
        (9, "进群日期", "error", "date_after_receipt"),
    ]
    rows: dict[int, dict[str, object]] = {
        2: {
            "student_id": "2019030001",
            "joined_on": "2020-02-21",
            "joined": True,
            "notified": True,
            "received": True,
        },
        3: {"joined_on": None, "joined": False, "notified": True, "received": False},
        4: {"joined_on": None, "joined": True, "notified": None, "received": None},
        5: {"joined_on": None, "joined": False},
        6: {"student_id": "2019030005", "joined_on": None, "joined": True},
    }
    return [
        _case(
            "规则-学生名单.xlsx",
            grid,
            Sheet("Sheet1", "enrollment", 5, rows, found, form="roster", unit="汽车工程学院"),
        )
    ]


def _known_plan() -> list[Case]:
    """Against the plan: an unknown class is taken with a warning, a class of another unit is not."""
    grid: list[list[Cell]] = [
        ["学院", "教学班号", "平台", "建群日期"],
        ["汽车工程学院", "03000101", "QQ群", _DAY],
        ["汽车工程学院", "03009999", "QQ群", _DAY],
        ["理学院", "09000101", "QQ群", _DAY],
        ["汽车工程学院", "09000102", "QQ群", _DAY],
        [None, "03000102", "QQ群", _DAY],
    ]
    plan = {
        "03000101": "汽车工程学院",
        "03000102": "汽车工程学院",
        "09000101": "理学院",
        "09000102": "理学院",
    }
    found = [
        (3, "教学班号", "warning", "unknown_class"),
        (4, "学院", "error", "other_unit"),
        (5, "教学班号", "error", "class_of_other_unit"),
    ]
    sheet = Sheet(
        "Sheet1",
        "groups",
        3,
        {2: {"class_id": "03000101"}, 3: {"class_id": "03009999"}, 6: {"class_id": "03000102"}},
        found,
        unit="汽车工程学院",
    )
    case = _case("规则-对照开课计划.xlsx", grid, sheet)
    return [replace(case, unit="汽车工程学院", plan=plan)]


def cases() -> list[Case]:
    """All rules."""
    parts = (_impossible, _visits, _materials, _repeats, _roster, _known_plan)
    return [case for part in parts for case in part()]
