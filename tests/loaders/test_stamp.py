"""Recognising a template by its stamp, whatever people and programs did to the workbook."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from loaders import Receipt, read_workbook
from schema.stamp import FINDINGS_MARKS, STAMP_SHEET, Stamp, StampedSheet, stamp_in
from tests.metrics.making import at
from tests.workbooks.filling import ALL, NEWS, ON, OTHER, TERM, UNIT, blank, fill, filled, read, saved, told

ROWS = {name: {1: NEWS[name]} for name in ("课程建群", "学生进群", "资料上传", "听课")}


def changed(data: bytes, change: Any) -> bytes:
    """``data`` after ``change`` was done to the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    return saved(book)


def stamped(*rows: list[object]) -> bytes:
    """A filled template whose stamp says ``rows`` instead."""

    def forge(book: Any) -> None:
        del book[STAMP_SHEET]
        sheet = book.create_sheet(STAMP_SHEET)
        sheet.sheet_state = "veryHidden"
        for row in rows:
            sheet.append(row)

    return changed(fill(blank("groups"), {"课程建群": ROWS["课程建群"]}), forge)


def test_the_stamp_says_whose_the_sheet_is() -> None:
    """Without anyone saying the unit, the rows belong to the unit of the template."""
    (reading,) = read(filled("groups"), unit=None)
    assert (reading.unit, set(reading.rows["unit"])) == (UNIT, {UNIT})


def test_a_template_of_another_unit_is_refused() -> None:
    """A reporter who took a neighbour's file is told so, and nothing of it is read."""
    (reading,) = read(filled(*ALL), unit=OTHER)
    assert reading.refused is not None
    assert (reading.refused.code, reading.refused.details["found"]) == ("another_unit", UNIT)


def test_a_template_of_another_term_is_refused() -> None:
    """Last term's template lists last term's classes."""
    term = replace(TERM, name="2020秋")
    readings = read_workbook(filled("groups"), "a.xlsx", Receipt(term=term, received_at=at(23), unit=UNIT))
    assert [reading.refused and reading.refused.code for reading in readings] == ["another_term"]
    assert "2020春" in str(readings[0].refused and readings[0].refused.message("zh"))


def rename(book: Any) -> None:
    book["课程建群"].title = "理学院的群"


def show_everything(book: Any) -> None:
    for sheet in book.worksheets:
        sheet.sheet_state = "visible"


def hide_columns(book: Any) -> None:
    for letter in "BCD":
        book["课程建群"].column_dimensions[letter].hidden = True


def delete_rows(book: Any) -> None:
    book["课程建群"].delete_rows(6)


def turn_around(book: Any) -> None:
    sheet = book["课程建群"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    for row, line in enumerate(reversed(lines), start=5):
        for column, value in enumerate(line, start=1):
            sheet.cell(row, column).value = value


def drop_columns(book: Any) -> None:
    book["课程建群"].delete_cols(9, 3)


def add_notes(book: Any) -> None:
    book["课程建群"].cell(5, 20, "请核对")


@pytest.mark.parametrize(
    "change", [rename, show_everything, hide_columns, delete_rows, turn_around, drop_columns, add_notes]
)
def test_what_people_do_to_a_template_leaves_it_one(change: Any) -> None:
    """Renamed, shown, hidden, deleted, sorted, noted beside: no findings, and no empty rows taken."""
    data = changed(fill(blank(*ALL), {"课程建群": ROWS["课程建群"]}), change)
    assert told(read(data)) == [("groups", UNIT, None, 1, [])]


def test_a_merged_cell_over_given_rows_fills_them() -> None:
    """A platform merged over three classes is said of all three."""

    def merge(book: Any) -> None:
        book["课程建群"]["F5"] = "QQ群"
        book["课程建群"].merge_cells("F5:F7")

    assert told(read(changed(blank("groups"), merge))) == [("groups", UNIT, None, 3, [])]


def test_a_sheet_copied_elsewhere_is_read_as_any_sheet() -> None:
    """Without its stamp, rows of ids only are rows, and the columns beside them still produce nothing."""

    def copy_out(book: Any) -> None:
        for name in book.sheetnames:
            if name != "课程建群":
                del book[name]

    data = changed(fill(blank(*ALL), {"课程建群": ROWS["课程建群"]}), copy_out)
    assert told(read(data)) == [("groups", UNIT, None, 3, [])]


def test_without_its_stamp_a_missing_count_is_an_error_again() -> None:
    """Only a template knows which cells it filled in itself."""

    def unstamp(book: Any) -> None:
        del book[STAMP_SHEET]

    (reading,) = read(changed(fill(blank("enrollment"), {"学生进群": {1: NEWS["学生进群"]}}), unstamp))
    assert [f.code for f in reading.findings if f.row] == ["missing_value", "missing_value"]


@pytest.mark.parametrize(
    "rows",
    [
        [], [["ruqi template"]], [["ruqi template", "x", None], [None, None], ["sheet"]], [[1.5, ON], [True]],
        [["ruqi template", "99"], ["sheet", "课程建群", "visits", "", "class_id"]],
        [["ruqi template", "99" * 5000], ["unit", "没有的学院"], ["sheet", "课程建群", "exams", "a", "b"]],
    ],
)  # fmt: skip
def test_a_damaged_stamp_does_no_harm(rows: list[list[object]]) -> None:
    """What cannot be understood is left out, and the sheet is read by its headers."""
    (reading,) = read(stamped(*rows))
    assert (reading.kind, reading.unit, reading.refused) == ("groups", UNIT, None)
    assert "00101" in set(reading.rows["class_id"])


def test_a_forged_stamp_cannot_make_rows_disappear() -> None:
    """Columns that no template fills in beforehand are never taken for given."""
    every = "class_id,course_id,course_name,teacher,first_session_on,platform,group_no,created_on,mode"
    (reading,) = read(
        stamped(["ruqi template", "1"], ["unit", UNIT], ["sheet", "课程建群", "groups", "", every])
    )
    assert list(reading.rows["class_id"]) == ["00101"]


def test_a_forged_stamp_does_not_change_what_rows_say() -> None:
    """Classes of one unit under the stamp of another are errors, each of them."""
    forged = stamped(["ruqi template", "1"], ["unit", OTHER], ["sheet", "课程建群", "groups", "", "class_id"])
    (reading,) = read(forged, unit=None)
    assert reading.refused is not None
    assert reading.refused.code == "another_unit"

    def untitle(book: Any) -> None:
        book["课程建群"]["A1"] = None

    (reading,) = read(changed(forged, untitle), unit=None)
    assert {f.code for f in reading.findings} == {"class_of_other_unit"}
    assert reading.rows.empty


def test_the_stamp_of_another_version_is_read_as_far_as_it_goes() -> None:
    """A template of last week keeps working after the next version of the program."""
    given = "class_id,course_id,course_name,teacher,first_session_on,later"
    data = stamped(
        ["ruqi template", "2", "x"], ["term", TERM.name], ["colour", "blue"], ["unit", UNIT],
        ["sheet", "课程建群", "groups", "", given, "more"],
    )  # fmt: skip
    assert told(read(data)) == [("groups", UNIT, None, 1, [])]


def test_a_kind_that_was_asked_for_goes_before_the_stamp() -> None:
    """Reading a template of groups as visits is told like any sheet of the wrong kind."""
    (reading,) = read(filled("groups"), kind="visits")
    assert reading.refused is not None
    assert reading.refused.code == "wrong_kind"


def test_a_stamp_survives_being_written_and_read() -> None:
    """Its rows give the same stamp back."""
    stamp = Stamp("2020春", None, (StampedSheet("名单", "enrollment", "roster", ("class_id",)),))
    assert stamp_in(stamp.rows()) == stamp
    assert stamp_in([]) is None


@pytest.mark.parametrize("mark", FINDINGS_MARKS.values())
def test_the_list_of_findings_in_a_returned_workbook_is_no_data(mark: str) -> None:
    """Whatever stands in it, it is neither read nor reported."""

    def add_list(book: Any) -> None:
        sheet = book.create_sheet("问题清单", 0)
        for row in ([mark], ["教学班号", "建群日期", "平台"], ["00101", "2020-02-22", "QQ群"]):
            sheet.append(row)

    assert told(read(changed(filled("visits"), add_list))) == [("visits", UNIT, None, 2, [])]
