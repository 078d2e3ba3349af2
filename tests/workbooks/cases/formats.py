"""One small sheet in every format: the same rows must come out of each."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl

from sample_data import markup, producers
from sample_data.freeze import freeze
from sample_data.layout import Cell, Table
from tests.workbooks.biff12 import write_xlsb
from tests.workbooks.case import Case, Sheet

_HEADER: list[Cell] = ["教学班号", "统计日期", "应进群人数", "已进群人数", "已通知人数", "已收到资料人数"]
_BODY: list[list[Cell]] = [
    ["01000101", dt.date(2020, 2, 23), 45, 44, 45, 40],
    ["01000102", dt.date(2020, 2, 23), 60, 60, 60, 58],
    ["B0012301", dt.date(2020, 2, 22), 30, 0, None, None],
]
TABLE = Table("学生进群", [_HEADER, *_BODY], header_rows=(0,))
ROWS: dict[int, dict[str, object]] = {
    2: {
        "class_id": "01000101",
        "as_of": "2020-02-23",
        "expected": 45,
        "joined": 44,
        "notified": 45,
        "received": 40,
    },
    3: {
        "class_id": "01000102",
        "as_of": "2020-02-23",
        "expected": 60,
        "joined": 60,
        "notified": 60,
        "received": 58,
    },
    4: {
        "class_id": "B0012301",
        "as_of": "2020-02-22",
        "expected": 30,
        "joined": 0,
        "notified": None,
        "received": None,
    },
}


def _case(file: str, data: bytes, name: str | None = "学生进群") -> Case:
    return Case(file, data, [Sheet(name, "enrollment", 3, ROWS, form="aggregate")])


def _text(separator: str) -> str:
    return "".join(separator.join("" if v is None else str(v) for v in row) + "\r\n" for row in TABLE.grid)


def _quoted_text() -> str:
    """Every cell in quotes, lines ended as on Unix, as scripts write it."""
    return "".join(",".join(f'"{"" if v is None else v}"' for v in row) + "\n" for row in TABLE.grid)


def _inline_strings() -> bytes:
    """Some systems write text into the cells and leave out the shared strings."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("学生进群")
    for row in TABLE.grid:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return freeze(stream.getvalue())


def cases() -> list[Case]:
    """A case a format."""
    sheetml = markup.write_spreadsheetml([TABLE])
    xlsx, xls = producers.write_wps([TABLE]), producers.write_xls([TABLE])
    return [
        _case("格式-WPS.xlsx", xlsx),
        _case("格式-XlsxWriter.xlsx", producers.write_xlsxwriter([TABLE])),
        _case("格式-pandas.xlsx", producers.write_pandas([TABLE])),
        _case("格式-逐行写出.xlsx", _inline_strings()),
        _case("格式-大写扩展名.XLSX", xlsx),
        _case("格式-旧版.xls", xls),
        _case("格式-二进制.xlsb", write_xlsb([TABLE])),
        _case("格式-开放文档.ods", producers.write_ods([TABLE])),
        _case("格式-UTF8.csv", _text(",").encode(), None),
        _case("格式-UTF8带BOM.csv", _text(",").encode("utf-8-sig"), None),
        _case("格式-GBK.csv", _text(",").encode("gbk"), None),
        _case("格式-UTF16.csv", _text(",").encode("utf-16"), None),
        _case("格式-UTF16大端.csv", b"\xfe\xff" + _text("\t").encode("utf-16-be"), None),
        _case("格式-分号.csv", _text(";").encode("utf-8-sig"), None),
        _case("格式-全部加引号.csv", _quoted_text().encode(), None),
        _case("格式-制表符.xls", _text("\t").encode("gbk"), None),
        _case("格式-网页.xls", markup.write_html([TABLE]), None),
        _case("格式-网页GBK.xls", markup.write_html([TABLE], "gbk"), None),
        _case("格式-网页GB2312.xls", markup.write_html([TABLE], "gb2312"), None),
        _case("格式-SpreadsheetML.xls", sheetml),
        _case("格式-SpreadsheetML的GBK.xls", sheetml.decode().replace("UTF-8", "GBK").encode("gbk")),
        _case("格式-xlsx误作xls.xls", xlsx),
        _case("格式-xls误作xlsx.xlsx", xls),
    ]
