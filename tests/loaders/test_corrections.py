"""Corrected cells: laid over the sheet before any rule looks at it, each of them said, none on trust."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from loaders import Receipt, read_workbook
from schema.corrections import CellPlace, Correction
from schema.known import Known
from schema.limits import MAX_ROWS_TO_CORRECT
from schema.reading import SheetReading
from schema.term import load_term
from tests.workbooks import building

TERM = load_term()
RECEIVED = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
PLAN = dict.fromkeys(("01001203", "01001204", "01203"), TERM.unit_names[0])
HEADER = ["教学班号", "课程名称", "建群日期"]


def book(*rows: list[object], merged: str = "", sheet: str = "群") -> bytes:
    made = openpyxl.Workbook()
    page = made.active
    page.title = sheet
    for row in (HEADER, *rows):
        page.append(row)
    if merged:
        page.merge_cells(merged)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(content: bytes, *corrections: Correction, name: str = "群.xlsx") -> SheetReading:
    known = Known(corrections=corrections)
    (reading,) = read_workbook(content, name, Receipt(TERM, RECEIVED, plan=PLAN, known=known))
    return reading


def at(row: int, column: int, original: str | None, corrected: str, sheet: str | None = "群") -> Correction:
    return Correction(CellPlace(sheet, row, column), original, corrected)


def codes(reading: SheetReading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_the_ordinary_rules_look_at_the_corrected_cell() -> None:
    """A lost zero comes back and a day is read; a day that cannot be is found in a correction too."""
    content = book([1001203, "甲", "2020-02-30"], [1001204, "乙", "2020-02-21"])
    assert codes(read(content)) == ["bad_date", "unknown_class", "unknown_class"]
    mended = read(content, at(2, 0, "1001203", "01001203"), at(2, 2, "2020-02-30", "2.22"))
    assert mended.rows["class_id"].tolist() == ["01001203", "1001204"]
    assert str(mended.rows["created_on"].iloc[0].date()) == "2020-02-22"
    assert codes(mended) == ["corrected", "corrected", "unknown_class"]
    assert (mended.errors, mended.warnings) == (0, 1)
    assert "bad_date" in codes(read(content, at(2, 2, "2020-02-30", "2020-02-31")))


def test_each_correction_is_said_where_it_was_made() -> None:
    """Old and new value at the cell, in both languages; a cell that was blank, or is now, is called so."""
    content = book(["01001203", "甲", "2020-02-30"])
    reading = read(content, at(2, 1, "甲", ""), at(2, 2, None, "2020-02-21"))
    name, day = reading.findings
    assert (name.severity, name.row, name.column, name.column_no) == ("note", 2, "课程名称", 1)
    assert name.message("zh") == "“课程名称”原为“甲”，已更正为空白；原表不变。"
    assert "“2020-02-30” and was corrected to “2020-02-21”" in day.message("en")
    assert [each.original for each in reading.corrections] == ["甲", "2020-02-30"]


@pytest.mark.parametrize(
    ("correction", "code"),
    [
        (at(2, 0, "1001204", "01001203"), "correction_unfit"),
        (at(9, 0, "", "01001203"), "correction_unfit"),
        (at(2, 99, "", "01001203"), "correction_unfit"),
        (at(0, 0, "", "01001203"), "correction_unfit"),
        (at(2, 0, "1001203", "01001203", "别的表"), "correction_of_no_sheet"),
        (at(2, 0, "1001203", "01001203", None), "correction_of_no_sheet"),
    ],
)
def test_what_does_not_fit_is_left_out_and_said(correction: Correction, code: str) -> None:
    """Over another text, outside the sheet or in a sheet that is not read nothing is corrected."""
    reading = read(book([1001203, "甲", "2020-02-21"]), correction)
    assert reading.rows["class_id"].tolist() == ["1001203"]
    assert code in codes(reading)
    assert reading.corrections == ()


FORMATS = {
    "xlsx": lambda: building.write_openpyxl([building.row_of(1203, 60)], building.nothing),
    "xls": lambda: building.write_xlwt([building.row_of(1203, 60)], {}, building.nothing),
    "ods": lambda: building.write_ods(
        [building.HEADER, building.ods_row(building.ods_number(1203, "1203"), building.ods_number(60, "60"))]
    ),
    "html": lambda: building.write_html([["1203", "2020-02-22", "50", "60", "40"]]),
    "csv": lambda: f"{','.join(building.HEADER)}\n1203,2020-02-22,50,60,40\n".encode("gbk"),
}


@pytest.mark.parametrize("ending", FORMATS)
def test_a_correction_holds_in_every_format(ending: str) -> None:
    """The text that a sheet shows is the original, however the format stores it."""
    content, name = FORMATS[ending](), f"进群.{ending}"
    sheet = read(content, name=name).sheet
    corrections = at(2, 0, "1203", "01203", sheet), at(2, 3, "60", "45", sheet)
    reading = read(content, *corrections, name=name)
    assert codes(reading) == ["corrected", "corrected"]
    assert reading.rows[["class_id", "joined"]].to_numpy().tolist() == [["01203", 45]]


def test_a_correction_in_a_merged_cell_is_of_its_row_only() -> None:
    """The other rows keep what the merged cell says, whether its first row is corrected or another."""
    content = book(["C-1", "甲", None], ["C-2", None, None], ["C-3", None, None], merged="B2:B4")
    assert read(content).written[4][1].text == "甲"
    for row, names in ((2, ["乙", "甲", "甲"]), (3, ["甲", "乙", "甲"])):
        reading = read(content, at(row, 1, "甲", "乙"))
        assert reading.rows["course_name"].tolist() == names


def test_a_correction_of_one_class_leaves_the_doubt_of_the_others() -> None:
    """One number for several classes stays doubtful in those rows that nobody corrected."""
    rows = [["教学班号", "统计日期", "应进群人数", "已进群人数"]]
    rows += [[f"C-{n}", "2020-02-21", 40, 30 if n == 1 else None] for n in (1, 2)]
    made = openpyxl.Workbook()
    page = made.active
    page.title = "群"
    for row in rows:
        page.append(row)
    page.merge_cells("D2:D3")
    stream = io.BytesIO()
    made.save(stream)
    reading = read(stream.getvalue(), at(2, 3, "30", "12"))
    assert reading.rows["joined"].tolist() == [12]
    assert [f.row for f in reading.findings if f.code == "merged_count"] == [3]


def test_rows_that_may_be_corrected_come_with_their_texts() -> None:
    """All of a small sheet; of a large one those in error first, no more than anyone corrects."""
    content = book([1001203, "甲", "2020-02-30"])
    assert {place: tuple(cell) for place, cell in read(content).written[2].items()} == {
        0: ("教学班号", "1001203"),
        1: ("课程名称", "甲"),
        2: ("建群日期", "2020-02-30"),
    }
    many = [[f"C-{n}", "甲", "x"] for n in range(2 * MAX_ROWS_TO_CORRECT)]
    large = read(book(*many, ["CS101-01/02", "乙", None]))
    assert len(large.written) == MAX_ROWS_TO_CORRECT
    assert max(large.written) == len(many) + 2


def test_a_correction_of_a_header_is_read_as_one() -> None:
    """What nobody knows what it means becomes a column once its title is corrected."""
    rows = [["C-1", "甲", "2020-02-21"]]
    made = openpyxl.load_workbook(io.BytesIO(book(*rows)))
    made.active["C1"] = "开通日"
    stream = io.BytesIO()
    made.save(stream)
    reading = read(stream.getvalue(), at(1, 2, "开通日", "建群日期"))
    assert str(reading.rows["created_on"].iloc[0].date()) == "2020-02-21"
    assert "corrected" in codes(reading)
