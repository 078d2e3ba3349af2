"""Bodies: merged cells, rows of several units, the plan."""

from __future__ import annotations

import datetime as dt

from sample_data import markup, producers
from sample_data.layout import Cell, Table
from tests.workbooks.biff12 import write_xlsb
from tests.workbooks.case import Case, Sheet, cell_grid

_DAY = dt.date(2020, 2, 22)


def _merged_body() -> list[Case]:
    """Class ids merged over their items are filled inside the merge only: row 7 has none of its own."""
    grid: list[list[Cell]] = [
        ["教学班号", "资料类型", "资料名称", "上传日期", "数量"],
        ["06000101", "PPT", "绪论", _DAY, 1],
        [None, "教学日历", "日历", _DAY, None],
        [None, "习题", "习题一", _DAY, 20],
        ["06000102", "PPT", "绪论", _DAY, 2],
        [None, "作业", "作业一", _DAY, 1],
        [None, "作业", "作业二", _DAY, 1],
    ]
    table = Table("资料", grid, [(1, 0, 3, 0), (4, 0, 5, 0)], (0,))
    rows: dict[int, dict[str, object]] = {
        2: {"class_id": "06000101", "material_kind": "PPT", "count": 1},
        3: {"class_id": "06000101", "material_kind": "教学日历", "count": 1},
        4: {"class_id": "06000101", "material_kind": "习题", "count": 20},
        6: {"class_id": "06000102", "material_kind": "作业", "title": "作业一"},
    }
    found = [(7, "教学班号", "error", "missing_value")]
    sheets = [Sheet("资料", "materials", 5, rows, found)]
    return [
        Case("布局-合并教学班.xlsx", producers.write_wps([table]), sheets),
        Case("布局-合并教学班.xls", producers.write_xls([table]), sheets),
        Case("布局-合并教学班.xlsb", write_xlsb([table]), sheets),
        Case(
            "布局-合并教学班网页.xls", markup.write_html([table]), [Sheet(None, "materials", 5, rows, found)]
        ),
        Case("布局-合并教学班SpreadsheetML.xls", markup.write_spreadsheetml([table]), sheets),
    ]


def _several_units() -> list[Case]:
    """A consolidated sheet names several units: it has none itself, each row keeps its own."""
    text = """
    学院（系、部）|教学班号|听课日期|听课人|听课人类别|应到人数|实到人数|评分
    计算机学院|01000101|2020-02-22|覃岫川|校领导|45|45|95
    马院|10000101|2020-02-22|覃岫川|校领导|80|78|93
    土木系|13000101|2020-02-22|冉栩屿|校督导|30|30|88分
    物理学院|99000101|2020-02-22|冉栩屿|校督导|30|30|88
    """
    rows: dict[int, dict[str, object]] = {
        2: {"unit": "计算机科学与技术学院", "class_id": "01000101", "score": 95},
        3: {"unit": "马克思主义学院", "present": 78},
        4: {"unit": "土木工程系", "visitor_kind": "校督导组", "score": 88},
        5: {"unit": None, "class_id": "99000101"},
    }
    found = [(5, "学院（系、部）", "warning", "unknown_unit")]
    table = Table("汇总", cell_grid(text), header_rows=(0,))
    return [
        Case(
            "布局-多单位汇总.xlsx",
            producers.write_xlsxwriter([table]),
            [Sheet("汇总", "visits", 4, rows, found)],
        )
    ]


def _plan() -> list[Case]:
    """开课计划 with a title, the unit merged over its classes, and one class without students."""
    grid: list[list[Cell]] = [
        ["2019-2020学年春季学期开课计划", *[None] * 8],
        [
            "开课学院",
            "课程代码",
            "课程名称",
            "教学班号",
            "教师工号",
            "授课教师",
            "首次上课日期",
            "选课人数",
            "辅导员",
        ],
        [
            "新能源学院",
            "NE20007",
            "能源概论",
            "12000101",
            "012101",
            "苏砚汀",
            dt.date(2020, 2, 24),
            60,
            "陆苇舟",
        ],
        [None, "NE20014", "工程热力学", "12000201", "012102", "沈岫溪", dt.date(2020, 3, 2), 0, None],
        [
            "光电科学系",
            "OE20007",
            "应用光学",
            "14000101",
            "014101",
            "顾霁澜",
            dt.date(2020, 2, 25),
            42,
            "程澍畔",
        ],
        [
            "光电科学系",
            "OE20014",
            "物理光学",
            "14000201",
            "014102",
            "叶棠遥",
            dt.date(2021, 2, 25),
            40,
            "程澍畔",
        ],
        ["光电科学系", "OE20021", "激光原理", "14000301", "014103", None, dt.date(2020, 2, 25), 40, "程澍畔"],
        [
            "光电科学系",
            "OE20028",
            "光纤技术",
            "14000401",
            "014104",
            "温筱屿",
            dt.date(2020, 2, 25),
            "四十多",
            "程澍畔",
        ],
    ]
    rows: dict[int, dict[str, object]] = {
        3: {
            "unit": "新能源学院",
            "class_id": "12000101",
            "teacher_id": "012101",
            "enrolled": 60,
            "first_session_on": "2020-02-24",
        },
        4: {"unit": "新能源学院", "class_id": "12000201", "enrolled": 0, "counselor": None},
        5: {"unit": "光电科学系", "course_id": "OE20007", "counselor": "程澍畔"},
    }
    found = [
        (6, "首次上课日期", "error", "plan_outside_window"),
        (7, "授课教师", "error", "missing_value"),
        (8, "选课人数", "error", "bad_count"),
    ]
    table = Table("开课计划", grid, [(0, 0, 0, 8), (2, 0, 3, 0)], (1,))
    return [
        Case(
            "布局-开课计划.xlsx",
            producers.write_xlsxwriter([table]),
            [Sheet("开课计划", "plan", 3, rows, found)],
        )
    ]


def cases() -> list[Case]:
    """All of them."""
    parts = (_merged_body, _several_units, _plan)
    return [case for part in parts for case in part()]
