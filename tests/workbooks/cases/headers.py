"""Headers: of two rows, merged, reordered, annotated, in English."""

from __future__ import annotations

import datetime as dt

from sample_data import markup, producers
from sample_data.layout import Cell, Table
from tests.workbooks.biff12 import write_xlsb
from tests.workbooks.case import Case, Sheet, cell_grid

_DAY = dt.date(2020, 2, 22)


_TWO_ROWS: list[list[Cell]] = [
    ["序号", "教学班号", "课程群信息", None, None, "授课准备", None, "备注"],
    [None, None, "平台", "群号", "建群日期", "授课方式", "测试日期", None],
    [1, "03000101", "QQ群", "012345678", _DAY, "直播、录播", _DAY, None],
    [2, "03000102", "钉钉群", "087654321", _DAY, "MOOC", None, "补测"],
]
_TWO_ROW_MERGES = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4), (0, 5, 0, 6), (0, 7, 1, 7)]


def _two_row_headers() -> list[Case]:
    """A header of two rows, by merged cells, in four formats; and one whose titles span both rows."""
    rows: dict[int, dict[str, object]] = {
        3: {
            "class_id": "03000101",
            "platform": ["QQ群"],
            "created_on": "2020-02-22",
            "mode": ["直播", "录播"],
            "tested_on": "2020-02-22",
        },
        4: {"class_id": "03000102", "group_no": "087654321", "mode": ["MOOC"], "tested_on": None},
    }
    table = Table("Sheet1", _TWO_ROWS, _TWO_ROW_MERGES, (0, 1))
    spanning: list[list[Cell]] = [
        ["教学班号", "建群", None, "辅导员进群", None],
        [None, "平台", "日期", "日期", "备注"],
        ["03000101", "QQ群", _DAY, _DAY, None],
        ["03000102", "QQ群", _DAY, None, None],
    ]
    split = Table("Sheet1", spanning, [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)], (0, 1))
    split_rows = {
        3: {
            "class_id": "03000101",
            "platform": ["QQ群"],
            "created_on": "2020-02-22",
            "counselor_joined_on": "2020-02-22",
        }
    }
    sheets = [Sheet("Sheet1", "groups", 2, rows)]
    return [
        Case("布局-两行表头.xlsx", producers.write_wps([table]), sheets),
        Case("布局-两行表头.xls", producers.write_xls([table]), sheets),
        Case("布局-两行表头.xlsb", write_xlsb([table]), sheets),
        Case("布局-两行表头网页.xls", markup.write_html([table], "gbk"), [Sheet(None, "groups", 2, rows)]),
        Case("布局-两行表头SpreadsheetML.xls", markup.write_spreadsheetml([table]), sheets),
        Case(
            "布局-两行表头拼成列名.xlsx",
            producers.write_wps([split]),
            [Sheet("Sheet1", "groups", 2, split_rows)],
        ),
    ]


def _titles_as_written() -> list[Case]:
    """Columns reordered, aliased, unknown, annotated, starred, with breaks; one almost right, one twice."""
    header: list[Cell] = [
        "备注", "已进群人数（人）", "应进群\n人数（人）", "＊教学班号（必填）", "统计日期\n（如2020-02-22）",
        "收到资料 人数", "任课老师", "1、已通知人数",
    ]  # fmt: skip
    aliased = Table(
        "Sheet1", [header, ["正常", 44, 45, "03000101", _DAY, 40, "苏砚汀", 45]], header_rows=(0,)
    )
    found = [(1, "整改完成日", "warning", "similar_header"), (1, "教学班编号", "warning", "duplicate_header")]
    doubtful: list[list[Cell]] = [
        ["教学班号", "听课时间", "听课专家", "督导类别", "存在问题", "整改完成日", "教学班编号"],
        ["03000101", _DAY, "陆苇舟", "院督导", "无", _DAY, "03000101"],
    ]
    return [
        Case(
            "布局-列名带说明且乱序.xlsx",
            producers.write_wps([aliased]),
            [
                Sheet(
                    "Sheet1", "enrollment", 1,
                    {2: {"class_id": "03000101", "as_of": "2020-02-22", "expected": 45, "joined": 44, "notified": 45, "received": 40}},
                    form="aggregate",
                )
            ],
        ),
        Case(
            "布局-列名相近与重复.xlsx",
            producers.write_wps([Table("Sheet1", doubtful, header_rows=(0,))]),
            [Sheet("Sheet1", "visits", 1, {2: {"visited_on": "2020-02-22", "visitor_kind": "学院督导组", "resolved_on": None}}, found)],
        ),
    ]  # fmt: skip


def _english() -> list[Case]:
    """English headers, English and ISO dates, English words."""
    groups = """
    Class ID|Course Name|Teacher|Platform|Created On|Counselor Joined On|Assistant|Teaching Mode
    07000101|Microeconomics|Su Yanting|QQ, Tencent Meeting|21 Feb 2020|Feb 22, 2020|Lu Weizhou|live; MOOC
    07000102|Statistics|Shen Xiu|Rain Classroom|February 20, 2020|2020-02-21T08:30:00||
    """
    roster = """
    Class ID|Student ID|Name|In Group|Has Been Notified|Received Materials
    07000101|2019070001|Wen Ting|Yes|yes|Y
    07000101|2019070002|Bai Zhou|No|YES|n
    07000101|2019070003|Qi Lan|TRUE|true|false
    """
    visits = """
    College|Class ID|Planned On|Visited On|Visitor|Visitor Kind|Score
    School of Economics and Management|07000101|2020/02/21|Feb 21 2020|Mu Cen|College Supervisor|92.5
    """
    rows: dict[int, dict[str, object]] = {
        2: {
            "created_on": "2020-02-21",
            "counselor_joined_on": "2020-02-22",
            "assistant": "Lu Weizhou",
            "teacher": "Su Yanting",
        },
        3: {"created_on": "2020-02-20", "counselor_joined_on": "2020-02-21", "assistant": None},
    }
    seats: dict[int, dict[str, object]] = {
        2: {
            "student_id": "2019070001",
            "student_name": "Wen Ting",
            "joined": True,
            "notified": True,
            "received": True,
        },
        3: {"joined": False, "notified": True, "received": False},
        4: {"joined": True, "notified": True, "received": False},
    }
    visit = {
        2: {
            "planned_on": "2020-02-21",
            "visited_on": "2020-02-21",
            "visitor_kind": "学院督导组",
            "score": 92.5,
        }
    }
    return [
        Case(
            "布局-英文.xlsx",
            producers.write_pandas([Table("Groups", cell_grid(groups)), Table("Roster", cell_grid(roster))]),
            [Sheet("Groups", "groups", 2, rows), Sheet("Roster", "enrollment", 3, seats, form="roster")],
        ),
        Case(
            "布局-英文.csv",
            producers.write_csv_bom([Table("", cell_grid(visits))]),
            [Sheet(None, "visits", 1, visit, unit="经济管理学院")],
        ),
    ]


def cases() -> list[Case]:
    """All of them."""
    parts = (_two_row_headers, _titles_as_written, _english)
    return [case for part in parts for case in part()]
