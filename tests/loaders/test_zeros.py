"""Zeros that nobody sees, and zeros that nobody worked out, are doubtful."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from schema.term import load_term
from tests.workbooks.building import (
    HEADER,
    IDS,
    SHEET,
    UNIT,
    nothing,
    ods_number,
    ods_row,
    row_of,
    write_ods,
    write_openpyxl,
    write_spreadsheetml,
    write_xlwt,
    xml_row,
)

ROWS = [row_of(IDS[0], 0), row_of(IDS[1], 40)]


def read(data: bytes) -> SheetReading:
    received = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
    (reading,) = read_workbook(data, "进群", Receipt(term=load_term(), received_at=received, unit=UNIT))
    return reading


def _hide(sheet: Any) -> None:
    sheet.sheet_view.showZeros = False


def _hide_in_xls(sheet: Any) -> None:
    sheet.show_zero_values = False


def _spreadsheetml(options: str) -> bytes:
    zero = '<Cell><Data ss:Type="Number">0</Data></Cell>'
    data = write_spreadsheetml([xml_row(IDS[0], zero), xml_row(IDS[1], zero.replace("0", "40"))], "")
    return data.replace(
        b"</Worksheet>", f"<WorksheetOptions>{options}</WorksheetOptions></Worksheet>".encode()
    )


def _ods(shows: str) -> bytes:
    names = 'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"'
    view = f'<config:config-item {names} config:name="ShowZeroValues" config:type="boolean">{shows}</config:config-item>'
    rows = [HEADER, ods_row(IDS[0], ods_number(0, "0")), ods_row(IDS[1], ods_number(40, "40"))]
    return write_ods(rows, settings=view)


UNSHOWN = {
    "openpyxl": write_openpyxl(ROWS, _hide),
    "xlwt": write_xlwt(ROWS, {}, _hide_in_xls),
    "SpreadsheetML": _spreadsheetml("<DoNotDisplayZeros/>"),
    "ods": _ods("false"),
}
SHOWN = {
    "openpyxl": write_openpyxl(ROWS, nothing),
    "xlwt": write_xlwt(ROWS, {}, nothing),
    "SpreadsheetML": _spreadsheetml(""),
    "ods": _ods("true"),
}


@pytest.mark.parametrize("data", UNSHOWN.values(), ids=UNSHOWN)
def test_a_zero_that_the_sheet_does_not_show_is_doubtful(data: bytes) -> None:
    """Whoever reads the sheet sees a blank where 0 is stored: it is said, and not counted."""
    reading = read(data)
    assert [(f.row, f.column, f.code) for f in reading.findings] == [(2, HEADER[3], "shown_differs")]
    assert reading.rows["class_id"].tolist() == [IDS[1]]
    assert reading.sheet == SHEET


@pytest.mark.parametrize("data", SHOWN.values(), ids=SHOWN)
def test_a_zero_that_is_shown_is_one(data: bytes) -> None:
    """Nobody is asked about an ordinary 0."""
    reading = read(data)
    assert (reading.findings, reading.rows["joined"].tolist()) == ([], [0, 40])


@pytest.mark.parametrize(
    ("properties", "codes"), [("", ["formula_without_value"]), ("<Version>16.00</Version>", [])]
)
def test_a_zero_beside_a_formula_counts_where_a_program_worked_it_out(
    properties: str, codes: list[str]
) -> None:
    """A SpreadsheetML that no Excel or WPS has saved holds placeholders."""
    zero = '<Cell ss:Formula="=RC[-1]-50"><Data ss:Type="Number">0</Data></Cell>'
    data = write_spreadsheetml([xml_row(IDS[0], zero)], "")
    about = f"<DocumentProperties>{properties}</DocumentProperties><Styles>".encode()
    reading = read(data.replace(b"<Styles>", about))
    assert [finding.code for finding in reading.findings] == codes
