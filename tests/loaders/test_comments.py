"""Comments on cells are not read, and said."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile

import olefile
import openpyxl
import pytest
import xlwt
from openpyxl.comments import Comment
from xlwt.CompoundDoc import XlsDoc

from loaders import Receipt, read_workbook
from sample_data.layout import Table
from schema.term import load_term
from tests.workbooks import biff12
from tests.workbooks.building import write_ods

HEAD = ["教学班号", "统计日期", "应进群人数", "已进群人数"]
ROWS = [["A1", "2月22日", "45", "40"], ["A2", "2月22日", "45", "40"]]
COMMENTS = {
    (1, 4): "应为39",
    (2, 1): "按文本填写",
    (0, 3): "按实际填写",
    (2, 3): "含2名教师\n【如期】提醒：请核对",
    (1, 2): "[Ruqi] check",
}


def as_xlsx(comments: dict[tuple[int, int], str]) -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in (HEAD, *ROWS):
        book.active.append(row)
    for (row, column), words in comments.items():
        book.active.cell(row + 1, column).comment = Comment(words, "张三")
    book.save(data)
    return data.getvalue()


def as_ods(comments: dict[tuple[int, int], str]) -> bytes:
    def cell(row: int, column: int, text: str) -> str:
        words = comments.get((row, column + 1), "").replace("\n", "</text:p><text:p>")
        said = (
            f"<office:annotation><dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>张三</dc:creator><text:p>{words}</text:p></office:annotation>"
            * bool(words)
        )
        return (
            f'<table:table-cell office:value-type="string">{said}<text:p>{text}</text:p></table:table-cell>'
        )

    return write_ods(
        [[cell(r, c, text) for c, text in enumerate(row)] for r, row in enumerate((HEAD, *ROWS))]
    )


def as_xls(comments: dict[tuple[int, int], str]) -> bytes:
    """As Excel writes them: an object, its text in records of their own, and the notes behind them all."""
    book, plain, data = xlwt.Workbook(encoding="utf-8"), io.BytesIO(), io.BytesIO()
    sheet = book.add_sheet("进群")
    for r, row in enumerate((HEAD, *ROWS)):
        for c, text in enumerate(row):
            sheet.write(r, c, text)
    book.save(plain)
    with olefile.OleFileIO(plain) as file:
        stream = file.openstream("Workbook").read()
    end = stream.rindex(b"\x0a\x00\x00\x00")  # of the only sheet
    objects, notes = b"", b""
    for number, ((row, column), words) in enumerate(comments.items(), start=1):
        at = len(words) // 2
        texts = [b"\x01" + part.encode("utf-16-le") for part in (words[:at], words[at:])]
        objects += record(0x5D, struct.pack("<4H", 0x15, 0x12, 0x19, number) + bytes(14) + bytes(4))
        objects += record(0x1B6, struct.pack("<HH6xHH4x", 0, 0, len(words), 16))
        objects += b"".join(record(0x3C, text) for text in (*texts, bytes(16)))
        notes += record(0x1C, struct.pack("<4H", row, column - 1, 0, number) + b"\x01\x00\x00A\x00")
    picture = record(0x5D, struct.pack("<4H", 0x15, 0x12, 0x08, 99)) + record(
        0x1B6, struct.pack("<HH6xHH4x", 0, 0, 2, 0)
    )
    picture += record(0x3C, b"\x00no")
    XlsDoc().save(data, stream[:end] + objects + picture + notes + stream[end:])
    return data.getvalue()


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def as_xlsb(comments: dict[tuple[int, int], str]) -> bytes:
    """A part of comments beside that of the sheet."""
    plain, data = biff12.write_xlsb([Table("进群", [HEAD, *ROWS])]), io.BytesIO()
    listed = b"".join(
        biff12.record(635, struct.pack("<5I16x", 0, row, row, column - 1, column - 1))
        + biff12.record(637, b"\x00" + biff12.wide(words))
        + biff12.record(636)
        for (row, column), words in comments.items()
    )
    with zipfile.ZipFile(io.BytesIO(plain)) as before, zipfile.ZipFile(data, "w") as package:
        for name in before.namelist():
            package.writestr(name, before.read(name))
        package.writestr(
            "xl/worksheets/_rels/sheet1.bin.rels",
            biff12.relations({"rId1": ("comments", "../comments1.bin")}),
        )
        package.writestr("xl/comments1.bin", listed)
    return data.getvalue()


@pytest.mark.parametrize("write", [as_xlsx, as_ods, as_xls, as_xlsb])
def test_comments_on_rows_of_data_are_said(write: object) -> None:
    """Not those that tell how to fill a column in, nor what an annotated copy says itself."""
    receipt = Receipt(load_term(), dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00"))
    (reading,) = read_workbook(write(COMMENTS), "表", receipt)  # type: ignore[operator]
    (finding,) = reading.findings
    assert (finding.code, finding.details["count"]) == ("comments_not_read", 3)
    assert finding.details["comments"] == "D2“应为39”；A3“按文本填写”；C3“含2名教师”"
    assert reading.rows["joined"].tolist() == [40, 40]
    (plain,) = read_workbook(write({(0, 1): "按文本填写"}), "表", receipt)  # type: ignore[operator]
    assert not plain.findings
