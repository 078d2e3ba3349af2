"""Repairs are offered by exact rules with one answer, and editing rows changes what was edited only."""

from __future__ import annotations

import pytest

from loaders import Receipt, read_workbook
from schema.corrections import CellPlace, Correction
from schema.known import Known
from schema.limits import MAX_ROWS_TO_CORRECT
from schema.reading import SheetReading
from schema.term import load_term
from services.repairs import CASE, DIGITS, MARKS, NAME, ZEROS, offered
from services.rows_to_correct import changes_of, laid_from, pasted, rows_in_error, rows_to_correct
from tests.metrics.making import at

TERM = load_term()
OWN, OTHER = TERM.unit_names[:2]
IDS = ("01001203", "CS101-01", "cs202", "CS202", "200102345678", "200202345678", "123456789012345678")
PLAN = {**dict.fromkeys(IDS, OWN), "0777": OTHER}


def read(*lines: str, unit: str | None = OWN, corrections: tuple[Correction, ...] = ()) -> list[SheetReading]:
    receipt = Receipt(TERM, at(28), unit, plan=PLAN, known=Known(corrections=corrections))
    readings = read_workbook("\n".join(lines).encode(), "表.csv", receipt)
    return [part for reading in readings for part in reading.split_by_unit()]


def answers(*lines: str, unit: str | None = OWN) -> list[tuple[str, str, str | None]]:
    repairs = offered(read(*lines, unit=unit), PLAN, TERM)
    return [(cause, each.change[1], each.change[2]) for cause, of_it in repairs.items() for each in of_it]


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("1001203", (ZEROS, "01001203")),
        ("cs101-01", (CASE, "CS101-01")),
        ("CS101_01班", (MARKS, "CS101-01")),
        ("2.001E+11", (DIGITS, "200102345678")),
        ("1.23456789012345E+17", (DIGITS, "123456789012345678")),
        ("2E+11", None),  # two classes
        ("Cs202", None),  # two again
        ("CS101-02", None),  # like one, and none
        ("777", None),  # another unit's
        ("3.1E+11", None),
    ],
)
def test_an_id_is_offered_where_one_class_of_the_unit_fits(
    written: str, answer: tuple[str, str] | None
) -> None:
    """Zeros, case, marks and digits lost to a number have one cause each; two answers are none."""
    expected = [] if answer is None else [(answer[0], written, answer[1])]
    assert answers("教学班号,建群日期", f"{written},2020-02-22") == expected


def test_a_short_name_is_offered_where_one_name_begins_with_it() -> None:
    """A unit and a choice; what two begin with, or one holds elsewhere, is not."""
    header = "学院,教学班号,安排日期,听课人,听课人类别"
    assert answers(header, "计算机系,CS101-01,2020-02-25,甲,学院督", unit=None) == [
        (NAME, "计算机系", OWN),
        (NAME, "学院督", "学院督导组"),
    ]
    assert answers(header, "科学学院,CS101-01,2020-02-25,甲,校", unit=None) == []


def test_a_cell_that_was_corrected_keeps_the_text_of_the_file() -> None:
    """A second repair of it is one of the original, so that it fits the file when it is read again."""
    first = Correction(CellPlace(None, 2, 0), "7", "1001203")
    parts = read("教学班号,建群日期", "7,2020-02-22", corrections=(first,))
    (repair,) = offered(parts, PLAN, TERM)[ZEROS]
    assert repair.change == (CellPlace(None, 2, 0), "7", "01001203")
    (row,) = rows_to_correct(parts)
    assert changes_of([row], [{0: "CS101-01"}]) == [(CellPlace(None, 2, 0), "7", "CS101-01")]


def test_only_what_was_edited_is_changed() -> None:
    """Rows in error and in doubt are listed with their cells; an emptied cell is a change, the rest is none."""
    lines = ("教学班号,建群日期,群号", "CS101-01,2019-02-22,1", "CS202,2020-02-30,2", "cs202,2020-02-22,3")
    parts = read(*lines)
    error, doubt = rows_to_correct(parts)
    assert ([error.is_error, doubt.is_error], rows_in_error(parts)) == ([True, False], 1)
    assert (error.places, error.layout) == ({1}, doubt.layout)
    edited = [{0: "CS101-01", 1: "2020-02-22", 2: "1"}, {0: "CS202", 1: None, 2: "2"}]
    assert changes_of([error, doubt], edited) == [
        (CellPlace(None, 2, 1), "2019-02-22", "2020-02-22"),
        (CellPlace(None, 3, 1), "2020-02-30", ""),
    ]


def test_thousands_of_rows_are_offered_for_repair_at_once_and_for_editing_in_turn() -> None:
    """Every lost zero is in the list; the rows to edit are bounded, and those left are counted."""
    plan = {f"0{number}": OWN for number in range(100_000, 105_000)}
    lines = ["教学班号,建群日期", *(f"{number[1:]},2019-02-22" for number in plan)]
    receipt = Receipt(TERM, at(28), OWN, plan=plan)
    readings = read_workbook("\n".join(lines).encode(), "表.csv", receipt)
    assert (len(rows_to_correct(readings)), rows_in_error(readings)) == (MAX_ROWS_TO_CORRECT, len(plan))
    good = "\n".join(line.replace("2019", "2020") for line in lines).encode()
    (repairs,) = offered(read_workbook(good, "表.csv", receipt), plan, TERM).values()
    assert len(repairs) == len(plan)


def test_what_a_spreadsheet_copies_is_laid_over_the_rows_from_a_cell_on() -> None:
    """Tabs part cells and quotes keep a line break; what does not fit is laid nowhere, and nothing is cut."""
    rows = rows_to_correct(read("教学班号,建群日期,群号", "C-1,2019-02-22,1", "C-2,2019-02-22,2"))
    block = pasted('2020-02-22\t"七\n八"\r\n2020-02-23\t9\r\n')
    assert block == [["2020-02-22", "七\n八"], ["2020-02-23", "9"]]
    assert pasted("1\n\n3") == [["1"], [""], ["3"]]
    texts = laid_from(rows, 0, 1, block)
    assert texts == [{1: "2020-02-22", 2: "七\n八"}, {1: "2020-02-23", 2: "9"}]
    assert [change[2] for change in changes_of(rows, texts)] == ["2020-02-22", "七\n八", "2020-02-23", "9"]
    assert laid_from(rows, 1, 1, block) is None
    assert laid_from(rows, 0, 2, block) is None
