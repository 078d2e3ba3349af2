"""The kinds of fault that sheets have, each as several producers save it, with what a careful person reads.

| kind | what goes wrong | workbooks |
|---|---|---|
| 1 | shown is not stored | ``FAULTS`` by 6 producers |
| 2 | formulas without a result | ``FAULTS`` by 5 producers |
| 3 | struck and raised letters | ``FAULTS`` by 5 producers |
| 4 | numerals as they are spoken | ``FAULTS`` by 8 producers |
| 5 | days, clocks and spans | ``FAULTS`` by 8 producers |
| 6 | headers of another meaning | ``FAULTS`` by 8 producers |
| 7 | rows that are no data | ``FAULTS`` by 8 producers |
| 8 | several tables in a sheet | ``FAULTS`` by 8 producers |
| 9 | whose the rows are | ``FAULTS`` by 8 producers |
| 10 | ids changed or several | ``FAULTS`` by 8 producers |
| 11 | merged and hidden cells | ``FILES`` |
| 12 | odd containers | ``FILES`` |
| 13 | of which kind a sheet is | ``FAULTS`` by 8 producers |
| 14 | attributes that no program writes | ``FILES``, and the fuzz of ``test_hostile_files`` |
| 15 | a bad value in an optional column | ``FAULTS`` by 8 producers |
| 16 | a column that is not there | ``FAULTS`` by 8 producers |
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.workbooks.producers import PRODUCERS, Cell, Grid

DAY = dt.date(2020, 2, 22)
COUNTS = ["教学班号", "统计日期", "应进群人数", "已进群人数"]
GROUPS = ["教学班号", "课程名称", "平台", "建群日期"]
VISITS = ["教学班号", "听课日期", "听课人", "听课人类别"]
ALL = tuple(PRODUCERS)
# Only texts: their files keep no formats, no formulas and no letters that look different.
_RICH = ("openpyxl", "XlsxWriter", "xlwt", "ods", "html")
_CALCULATING = ("openpyxl", "XlsxWriter", "xlwt", "ods", "SpreadsheetML")


@dataclass(frozen=True)
class Fault:
    """A sheet with faults of one kind: ``read`` gives the rows taken, ``said`` code and row of each finding."""

    kind: int
    grid: Grid
    columns: tuple[str, ...]
    read: Sequence[tuple[object, ...]]
    said: frozenset[tuple[str, int | None]] = frozenset()
    producers: tuple[str, ...] = ALL
    form: str = "groups"


def _count(id: object, joined: object) -> list[object]:
    return [id, DAY, 50, joined]


def _group(id: object, created: object = DAY) -> list[object]:
    return [id, "高等数学", "QQ群", created]


def _said(*findings: tuple[str, int | None]) -> frozenset[tuple[str, int | None]]:
    return frozenset(findings)


_IN, _ON = ("class_id", "joined"), ("class_id", "created_on")
_D = DAY.isoformat()

FAULTS = (
    Fault(1, [
        COUNTS, _count(Cell(7, '"CS101-"00', "CS101-07"), 45), _count("CS102-01", Cell(0.9, "0%", "90%")),
        _count("CS103-01", Cell(45, '"约"0', "约45")), _count("CS104-01", Cell(45, '0"人"', "45人")),
    ], _IN, [("CS101-07", "45"), ("CS104-01", "45")],
        _said(("bad_count", 3), ("shown_differs", 4)), (*_CALCULATING,), "enrollment"),
    Fault(1, [COUNTS, _count(Cell(7, '"CS101-"00', "CS101-07"), 45), _count("CS102-01", Cell(0.9, "0%", "90%"))],
        _IN, [("CS101-07", "45")], _said(("bad_count", 3)), ("html",), "enrollment"),
    Fault(2, [COUNTS, _count("CS101-01", Cell(formula="=C2-5")), _count("CS102-01", 0)],
        _IN, [("CS102-01", "0")], _said(("formula_without_value", 2)), _CALCULATING, "enrollment"),
    Fault(3, [COUNTS, _count("CS101-01", Cell("45", struck="40")), _count("CS102-01", Cell("32", raised="1"))],
        _IN, [("CS101-01", "45"), ("CS102-01", "32")], _said(("partly_struck_out", 2), ("footnote_mark", 3)), _RICH,
        "enrollment"),
    Fault(4, [COUNTS, ["CS101-01", DAY, 500, "一百二"], _count("CS102-01", "四五"), _count("CS103-01", "４５名学生")],
        _IN, [("CS101-01", "120"), ("CS103-01", "45")], _said(("bad_count", 3)), form="enrollment"),
    Fault(5, [
        VISITS, ["CS101-01", "2020-02-24 08:00-09:40", "王伟", "校领导"], ["CS102-01", "2.20-2.23", "王伟", "校领导"],
        ["CS103-01", "2月24日（周二）", "王伟", "校领导"], ["CS104-01", "2月25日星期二第1-2节", "王伟", "校领导"],
    ], ("class_id", "visited_on"), [("CS101-01", "2020-02-24"), ("CS104-01", "2020-02-25")],
        _said(("bad_date", 3), ("doubtful_date", 4)), form="visits"),
    Fault(6, [
        ["教学班", "教学班号\n(与开课计划一致)", "统计日期", "进群人数（%）", "应进群人数", "已进群人数"],
        ["高数1班", "CS101-01", DAY, 90, 50, 45],
    ], _IN, [("CS101-01", "45")], _said(("duplicate_header", 1), ("columns_not_read", None)), form="enrollment"),
    Fault(7, [
        ["课程建群情况统计表"], GROUPS, ["必填", "选填", "可多选", "如2020-02-20"], ["甲", "乙", "丙", "丁"],
        ["例：CS000-01", "示例", "QQ群", DAY], _group("CS101-01"), ["第 1 页 共 2 页"], ["课程建群情况统计表"], GROUPS,
        _group("CS102-01"), ["建群率", "", "", "100%"], ["共2个教学班", "2"], ["填表人：王某", "", "审核人：李某"],
    ], _ON, [("CS101-01", _D), ("CS102-01", _D)]),
    Fault(8, [
        [*GROUPS, None, *VISITS], [*_group("CS101-01"), None, "CS201-01", "2020-02-24", "王伟", "校领导"],
        [], ["建群日期*", "教学班号*", "平台*"], [DAY, "CS102-01", "QQ群"],
    ], _ON, [("CS101-01", _D), ("CS102-01", _D)]),
    Fault(9, [
        ["课程建群情况    抄送：汽车工程学院、教务处"], GROUPS, ["一、理学院"], _group("SC101-01"), ["二、汽车工程学院（1个班）"],
        _group("AE101-01"),
    ], ("class_id", "unit"), [("SC101-01", "理学院"), ("AE101-01", "汽车工程学院")]),
    Fault(10, [
        GROUPS, _group("CS101-01/02"), _group("CS103-01等3个班"), _group("1月2日"), _group("2.02E+11"), _group("####"),
        _group("船舶原理(NA101-01)"), _group("NA102-01 船舶设计"), _group("CS104-01*"),
    ], _ON, [("NA101-01", _D), ("NA102-01", _D), ("CS104-01", _D)], _said(
        ("several_ids", 2), ("several_ids", 3), ("id_became_date", 4), ("id_digits_lost", 5), ("id_digits_lost", 6),
        ("footnote_mark", 9))),
    Fault(13, [
        ["教学班号", "课程名称", "授课教师", "选课人数", "辅导员", "首次上课日期", "QQ群号", "建群时间"],
        ["CS101-01", "高等数学", "王伟", 50, "李强", "2020-02-24", "123456", DAY],
    ], _ON, [("CS101-01", _D)]),
    Fault(15, [
        [*GROUPS, "群号", "辅导员进群日期"], [*_group("CS101-01"), 12345678901234567890, "待核实"],
    ], _ON, [("CS101-01", _D)], _said(("id_digits_lost", 2), ("bad_date", 2)), ("openpyxl", "XlsxWriter", "xlwt")),
    Fault(15, [[*GROUPS, "群号", "辅导员进群日期"], [*_group("CS101-01"), "1.23E+19", "待核实"]],
        _ON, [("CS101-01", _D)], _said(("id_digits_lost", 2), ("bad_date", 2)), ALL[3:]),
    Fault(16, [["教学班号", "平台", "授课地点"], ["CS101-01", "QQ群", ""]],
        ("class_id", "platform"), [("CS101-01", "('QQ群',)")]),
)  # fmt: skip

# Kind → workbooks of ``files/``, whose readings stand in ``expected.json``.
FILES: Mapping[int, tuple[str, ...]] = {
    11: (
        "合并人数.xlsx",
        "合并人数.xls",
        "合并人数网页.xls",
        "隐藏行列.xlsx",
        "隐藏行列.xls",
        "隐藏行列网页.xls",
        "两表同项.xlsx",
    ),
    12: (
        "容器-workbook2.xlsx",
        "容器-反斜杠.xlsx",
        "容器-前有字节.xls",
        "容器-大写.xlsx",
        "容器-单个文件网页.xls",
        "拒收-锁定文件.xlsx",
    ),
    14: (
        "拒收-实体炸弹SpreadsheetML.xls",
        "极端-远处单元格.xlsx",
        "极端-远处行.xlsx",
        "公式-无地址单引号.xlsx",
    ),
}
