"""Workbooks as LibreOffice saves them, from one messy source; written by ``convert.py``."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sample_data.layout import Table
from tests.workbooks.case import Case, Found, Sheet

_DAY = dt.date(2020, 2, 22)
SOURCE = Table(
    "学生进群",
    [
        ["材料科学与工程学院学生进群情况统计表", None, None, None, None, None],
        ["教学班号", "统计日期", "人数统计", None, None, "备注"],
        [None, None, "应进群人数（人）", "已进群人数（人）", "已通知人数", None],
        ["06000101", _DAY, 45, 44, "45人", None],
        [None, dt.date(2020, 2, 23), 45, 45, "４５", None],
        ["06000102", "2月22日", 60, "#N/A", 60, "待核"],
        ["06000103", "2020年2月22日", 30, 31, 30, None],
        ["06000104", _DAY, 30, 30, "不详", None],
        ["合计", None, 210, 120, None, None],
        [None, None, None, None, None, None],
        ["填表人：苏砚汀", None, None, None, None, None],
    ],
    [(0, 0, 0, 5), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 4), (1, 5, 2, 5), (3, 0, 4, 0)],
    (1, 2),
)  # fmt: skip
_ROWS: dict[int, dict[str, object]] = {
    4: {"class_id": "06000101", "as_of": "2020-02-22", "expected": 45, "joined": 44, "notified": 45},
    5: {"class_id": "06000101", "as_of": "2020-02-23", "joined": 45, "notified": 45},
    8: {"class_id": "06000104", "as_of": "2020-02-22", "joined": 30, "notified": None},
}
_FOUND: list[Found] = [
    (6, "已进群人数（人）", "error", "error_cell"),
    (7, "已进群人数（人）", "error", "count_exceeds"),
    (8, "已通知人数", "warning", "bad_count"),
]
# A csv knows no merged cells: the second row of a merged class has no class of its own.
FLAT = Table(
    "学生进群",
    [
        *SOURCE.grid[:1],
        ["教学班号", "统计日期", "应进群人数（人）", "已进群人数（人）", "已通知人数", "备注"],
        *SOURCE.grid[3:],
    ],
)
_FLAT_ROWS = {row - 1: values for row, values in _ROWS.items() if row != 5}
_FLAT_FOUND: list[Found] = [
    (4, "教学班号", "error", "missing_value"),
    (5, "已进群人数（人）", "error", "error_cell"),
    (6, "已进群人数（人）", "error", "count_exceeds"),
    (7, "已通知人数", "warning", "bad_count"),
]
UNIT = "材料科学与工程学院"
# A template with news in the first class of each sheet and in a row below the last.
_TEMPLATE = [
    Sheet(
        "课程建群",
        "groups",
        2,
        {
            5: {
                "class_id": "00101",
                "platform": ["QQ群", "钉钉"],
                "group_no": "0123456789",
                "created_on": "2020-02-21",
                "mode": ["直播", "录播"],
            },
            13: {"class_id": "00103", "created_on": "2020-02-21", "teacher": None},
        },
    ),
    Sheet(
        "学生进群",
        "enrollment",
        2,
        {
            5: {"class_id": "00101", "as_of": "2020-02-23", "expected": 40, "joined": 38, "received": None},
            13: {"class_id": "00103", "as_of": "2020-02-22", "expected": 40},
        },
        form="aggregate",
    ),
    Sheet("资料上传", "materials", 2, {5: {"class_id": "00101", "material_kind": "PPT"}}),
    Sheet("听课", "visits", 2, {13: {"class_id": "00103", "planned_on": "2020-02-25", "score": 92.5}}),
]


def cases() -> list[Case]:
    """A case a format of LibreOffice."""
    sheet = Sheet("学生进群", "enrollment", 3, _ROWS, _FOUND, form="aggregate", unit=UNIT)
    page = Sheet(None, "enrollment", 3, _ROWS, _FOUND, form="aggregate", unit=UNIT)
    flat = Sheet(None, "enrollment", 2, _FLAT_ROWS, _FLAT_FOUND, form="aggregate", unit=UNIT)
    return [
        Case("LibreOffice-进群.xlsx", b"", [sheet]),
        Case("LibreOffice-进群.xls", b"", [sheet]),
        Case("LibreOffice-进群.ods", b"", [sheet]),
        Case("LibreOffice-进群网页.xls", b"", [page]),
        Case("LibreOffice-进群UTF8.csv", b"", [flat]),
        Case("LibreOffice-进群GBK.csv", b"", [flat]),
        *(
            Case(f"LibreOffice-模板.{ending}", b"", [replace(sheet, unit="理学院") for sheet in _TEMPLATE])
            for ending in ("xlsx", "xls", "ods")
        ),
    ]
