"""Days and counts whose format shows something else than what is stored."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
import xlwt

from loaders import Receipt, read_workbook
from loaders.formats.biff8 import Workbook, workbook_stream
from loaders.formats.biff8_cells import sheet_details
from loaders.formats.number_format import hides_day
from schema.reading import SheetReading
from schema.term import load_term
from tests.workbooks.building import write_ods

HEAD = ["教学班号", "统计日期", "应进群人数", "已进群人数"]
FIRST, SECOND = dt.date(2020, 3, 1), dt.date(2020, 3, 2)


def read(data: bytes) -> SheetReading:
    received = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
    (reading,) = read_workbook(data, "表", Receipt(term=load_term(), received_at=received))
    return reading


def as_xlsx(day: dt.date, code: str, count_code: str = "General") -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in (HEAD, ["A1", day, 45, 40]):
        book.active.append(row)
    book.active["B2"].number_format, book.active["D2"].number_format = code, count_code
    book.save(data)
    return data.getvalue()


def as_xls(day: dt.date, code: str) -> bytes:
    book, data = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("表")
    for place, (title, cell) in enumerate(zip(HEAD, ["A1", day, 45, 40], strict=True)):
        sheet.write(0, place, title)
        sheet.write(
            1, place, cell, xlwt.easyxf(num_format_str=code) if place == 1 else xlwt.Style.default_style
        )
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("write", [as_xlsx, as_xls])
@pytest.mark.parametrize("code", ["mmm-yy", 'yyyy"年"m"月"', "yyyy-mm"])
def test_the_first_of_a_month_that_shows_no_day_was_never_typed(write: object, code: str) -> None:
    """Who types 2020年3月 gets the 1st; a later day that is shown by its month was typed in full."""
    first, second = (read(write(day, code)) for day in (FIRST, SECOND))  # type: ignore[operator]
    assert [finding.code for finding in first.findings] == ["day_not_shown"]
    assert first.rows.empty
    assert second.rows["as_of"].dt.day.tolist() == [2]


@pytest.mark.parametrize(("code", "hides"), [
    ("mmm-yy", True), ("[$-409]mmm-yy;@", True), ('m"月"', True), ("yyyy/m", True),
    ("m/d", False), ('yyyy"年"m"月"d"日"', False), ("General", False), ("0", False), ("h:mm", False), ('"m"0', False), ("@", False),
])  # fmt: skip
def test_a_format_hides_the_day_where_it_has_a_month_and_no_day(code: str, hides: bool) -> None:
    """Quoted letters are none of its own."""
    assert hides_day(code) is hides


@pytest.mark.parametrize(("code", "is_read"), [
    ('0"人"', True), ('"共"0"人"', True), ("#,##0", True), ("0.00E+00", True),
    ('0"班"', False), ('"差"0', False), ('"未"0"人"', False), ('0"页"', False), ("[Red](0)", False), ("¥#,##0", False),
])  # fmt: skip
def test_words_of_a_format_are_read_as_if_they_were_typed(code: str, is_read: bool) -> None:
    """A count that is shown as 差40 is as doubtful as the text 差40."""
    reading = read(as_xlsx(SECOND, "yyyy-mm-dd", code))
    assert reading.rows["joined"].tolist() == [40] * is_read
    assert [finding.code for finding in reading.findings] == ["shown_differs"] * (not is_read)


def test_a_picture_in_a_cell_of_an_xls_is_no_zero() -> None:
    """WPS keeps the picture in a formula with its number, and 0 as what that comes to."""
    book, data = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("表")
    for place, title in enumerate(HEAD):
        sheet.write(0, place, title)
    picture = xlwt.Formula('LEN("ID_0123456789ABCDEF0123456789ABCDEF")')
    for place, cell in enumerate(["A1", "2月22日", 45, picture]):
        sheet.write(1, place, cell)
    book.save(data)
    stream, _ = workbook_stream(data.getvalue())
    details = sheet_details(stream, Workbook(stream), 0, saves_placeholders=False)
    assert [cell.code for cell in details.cells.values()] == ["picture_cell"]
    assert [finding.code for finding in read(data.getvalue()).findings] == ["picture_cell"]


@pytest.mark.parametrize("function", ["DISPIMG", "_xlfn.DISPIMG", "dispimg"])
def test_a_picture_in_a_cell_of_an_ods_is_no_zero(function: str) -> None:
    """As another program saves it that knows no such function."""
    picture = f'<table:table-cell table:formula="of:={function}(&quot;ID_0123&quot;;1)" office:value-type="float" office:value="0"/>'
    reading = read(write_ods([HEAD, ["A1", "2月22日", "45", picture]]))
    assert [finding.code for finding in reading.findings] == ["picture_cell"]
