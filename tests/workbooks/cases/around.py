"""Layouts: what stands above, below and around the rows, and beside the sheet."""

from __future__ import annotations

import datetime as dt

from sample_data import producers
from sample_data.layout import Cell, Table
from tests.workbooks.biff12 import write_xlsb
from tests.workbooks.case import Case, Sheet, cell_grid

_DAY = dt.date(2020, 2, 22)
_GROUPS = """
教学班号|平台|群号|建群日期|辅导员进群日期|学生助教/课代表
03000101|QQ群|012345678|2020-02-21|2020-02-22|苏砚汀
03000102|微信群、雨课堂|087654321|2020-02-22||
03000201|||||
"""
_GROUP_1: dict[str, object] = {
    "class_id": "03000101", "platform": ["QQ群"], "group_no": "012345678", "created_on": "2020-02-21",
    "counselor_joined_on": "2020-02-22", "assistant": "苏砚汀",
}  # fmt: skip
_GROUP_2: dict[str, object] = {
    "class_id": "03000102", "platform": ["微信群", "雨课堂"], "group_no": "087654321", "created_on": "2020-02-22",
    "counselor_joined_on": None, "assistant": None,
}  # fmt: skip
_GROUP_3: dict[str, object] = {"class_id": "03000201", "platform": [], "group_no": None, "created_on": None}


def _padded(line: list[Cell], width: int) -> list[Cell]:
    return line + [None] * (width - len(line))


def _title_lines() -> list[Case]:
    """A title, a unit line and a note above the header; the unit line names the unit."""
    top: list[list[Cell]] = [
        _padded(["示例大学（滨海校区）网络教学课程建群情况统计表"], 6),
        _padded(["填报单位：汽车工程学院（盖章）", None, None, None, "填报日期：2020年2月22日"], 6),
        _padded(["说明：建群日期指课程群建立之日，未建群的请留空。"], 6),
    ]
    merges = [(0, 0, 0, 5), (1, 0, 1, 3), (2, 0, 2, 5)]
    rows = {5: _GROUP_1, 6: _GROUP_2, 7: _GROUP_3}
    table = Table("建群", [*top, *cell_grid(_GROUPS)], merges, (3,))
    expected = [Sheet("建群", "groups", 3, rows, unit="汽车工程学院")]
    short = Table("Sheet1", [_padded(["汽车学院课程建群统计"], 6), *cell_grid(_GROUPS)], [(0, 0, 0, 5)], (1,))
    return [
        Case("布局-标题单位说明.xlsx", producers.write_wps([table]), expected),
        Case("布局-标题单位说明.xls", producers.write_xls([table]), expected),
        Case("布局-标题单位说明.xlsb", write_xlsb([table]), expected),
        Case(
            "布局-标题用简称.xlsx",
            producers.write_xlsxwriter([short]),
            [Sheet("Sheet1", "groups", 3, {3: _GROUP_1}, unit="汽车工程学院")],
        ),
    ]


def _totals_and_footers() -> list[Case]:
    """Subtotals, totals, signatures and notes below are no rows; nor is the header repeated on page two."""
    text = """
    学院|教学班号|统计日期|应进群人数|已进群人数|已通知人数
    理学院|09000101|2020-02-22|50|48|50
    理学院|09000102|2020-02-22|40|40|40
    小计|||90|88|90
    学院|教学班号|统计日期|应进群人数|已进群人数|已通知人数
    理学院|09000201|2020-02-22|30|30|30
    小 计|||30|30|30
    合计：|||120|118|120
    |||||
    注：1.应进群人数按选课名单统计；2.每日22:00前报送。|||||
    填表人：苏砚汀||审核人：陆苇舟|||2020年2月22日
    联系电话：|||||
    """
    grid = cell_grid(text)
    rows = {
        2: {"class_id": "09000101", "expected": 50, "joined": 48},
        6: {"class_id": "09000201", "expected": 30, "joined": 30},
    }
    sheet = Sheet("Sheet1", "enrollment", 3, rows, form="aggregate", unit="理学院")
    return [
        Case("布局-小计合计签名.xlsx", producers.write_wps([Table("Sheet1", grid)]), [sheet]),
        Case("布局-小计合计签名.ods", producers.write_ods([Table("Sheet1", grid)]), [sheet]),
    ]


def _blank_edges() -> list[Case]:
    """Three blank rows above, two blank columns to the left; numbered but otherwise empty rows below."""
    lines = cell_grid(_GROUPS)
    grid: list[list[Cell]] = [[], [], [], [None, None, "序号", *lines[0]]]
    grid += [[None, None, i, *row] for i, row in enumerate(lines[1:], start=1)]
    grid += [[None, None, i] for i in range(4, 31)]
    sheet = Sheet("Sheet1", "groups", 3, {5: _GROUP_1, 6: _GROUP_2, 7: _GROUP_3})
    table = Table("Sheet1", grid, header_rows=(3,))
    return [
        Case("布局-空行空列与空序号.xlsx", producers.write_xlsxwriter([table]), [sheet]),
        Case("布局-空行空列与空序号.xls", producers.write_xls([table]), [sheet]),
        Case("布局-空行空列与空序号.xlsb", write_xlsb([table]), [sheet]),
    ]


def _several_sheets() -> list[Case]:
    """A cover, three kinds, a hidden sheet with last week's figures, an address list, an empty sheet."""
    cover = Table("填表说明", [["各学院（系、部）网络教学报表"], ["请于每日22:00前报送，逾期按未报统计。"]])
    groups = Table("课程建群", cell_grid(_GROUPS))
    materials = Table(
        "资料上传", cell_grid("教学班号|资料类型|资料名称|上传日期|数量\n03000101|PPT|绪论|2020-02-22|1")
    )
    visits = Table(
        "听课安排", cell_grid("教学班号|安排日期|听课人|听课人类别\n03000101|2020-02-24|陆苇舟|学院督导组")
    )
    old = Table(
        "上周",
        cell_grid("教学班号|资料类型|资料名称|上传日期|数量\n03000109|PPT|旧|2020-02-20|1"),
        hidden=True,
    )
    people = Table("通讯录", cell_grid("姓名|办公电话|办公地点\n陆苇舟|0|主楼\n苏砚汀|0|主楼"))
    tables = [cover, groups, materials, old, visits, people, Table("Sheet5", [[None]])]
    sheets = [
        Sheet(
            "课程建群", "groups", 3, {2: _GROUP_1},
            [(None, None, "warning", "sheet_not_recognised"), (None, None, "warning", "hidden_sheet")],
        ),
        Sheet("资料上传", "materials", 1, {2: {"class_id": "03000101", "title": "绪论"}}),
        Sheet("听课安排", "visits", 1, {2: {"planned_on": "2020-02-24", "visited_on": None, "visitor": "陆苇舟"}}),
    ]  # fmt: skip
    return [
        Case("布局-多个工作表.xlsx", producers.write_wps(tables), sheets),
        Case("布局-多个工作表.xls", producers.write_xls(tables), sheets),
        Case("布局-多个工作表.xlsb", write_xlsb(tables), sheets),
    ]


def cases() -> list[Case]:
    """All of them."""
    parts = (_title_lines, _totals_and_footers, _blank_edges, _several_sheets)
    return [case for part in parts for case in part()]
