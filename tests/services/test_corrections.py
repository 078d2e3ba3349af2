"""Corrected files at the desk: another submission of the same bytes, read again as it was, and shown to its own."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from access import Denied, Person, Role
from exports.annotated.remarks import COLOURS
from loaders import Receipt, read_workbook
from schema.corrections import CellPlace, Correction
from schema.known import Known
from schema.term import load_term
from services import corrections, drafts, source_cells, submission_history
from services.annotated import annotated
from services.desk import Desk
from store import Store, StoreError, open_store
from store.corrections import read_corrections
from tests.metrics.making import at
from tests.shell.test_check import run, workbook

TERM = load_term()
UNIT, OTHER = TERM.unit_names[:2]
ADMIN = Person("admin", "教务", Role.ADMIN)
LI, WANG = (Person(login, login, Role.REPORTER, (unit,)) for login, unit in (("li", UNIT), ("wang", OTHER)))
HEADER = ["教学班号", "课程名称", "建群日期"]


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'ruqi.db'}"
    columns = ["学院", "课程名称", "教学班号", "授课教师", "首次上课日期", "选课人数"]
    ids = ((UNIT, "0101"), (UNIT, "0102"), (OTHER, "0201"))
    rows = [[unit, "甲", number, "王五", "2020-03-02", 4] for unit, number in ids]
    plan = workbook(tmp_path / "计划.xlsx", columns, *rows)
    assert run("load", plan, "--received-at", "2020-02-20T08:00:00+08:00", database=url).exit_code == 0
    return url


def load(
    database: str, file: Path, *options: str, hour: int, unit: str | None = UNIT
) -> list[dict[str, object]]:
    at = f"2020-02-24T{hour:02}:00:00+08:00"
    whose = ("--unit", unit) if unit else ()
    done = run("load", file, "--json", *whose, "--received-at", at, *options, database=database)
    outcomes: list[dict[str, object]] = json.loads(done.stdout)
    return outcomes


def created(store: Store, submission: object, row: int = 2) -> tuple[object, ...]:
    traced = source_cells.source_row(Desk(store, TERM, ADMIN), int(str(submission)), row)
    cells = traced.cells.set_index("column")
    return cells.loc["class_id", "value"], cells.loc["created_on", "cell"], traced.corrections


def test_the_same_file_corrected_is_another_submission(tmp_path: Path, database: str) -> None:
    """Each counts as it was read and is traced with the text of its cell; again at once it is a repeat."""
    sheet = workbook(tmp_path / "群.xlsx", HEADER, ["101", "甲", "2020-02-21"])
    zero = ("--correct", "Sheet!A2=0101")
    numbers = [
        load(database, sheet, *options, hour=hour)[0]["submission"]
        for hour, options in ((8, ()), (9, zero), (10, zero), (11, ()))
    ]
    assert numbers[2] is None
    assert len({numbers[0], numbers[1], numbers[3]}) == 3
    with open_store(database) as store:
        correction = Correction(CellPlace("Sheet", 2, 0), "101", "0101")
        assert created(store, numbers[0]) == ("101", "C2", ())
        assert created(store, numbers[1]) == ("0101", "C2", (correction,))
        assert corrections.of_submission(Desk(store, TERM, ADMIN), int(str(numbers[1]))) == [correction]


def test_the_annotated_copy_carries_what_was_corrected(tmp_path: Path, database: str) -> None:
    """The cell says the corrected text, as text that nothing runs, and its remark the original."""
    sheet = workbook(tmp_path / "群.xlsx", HEADER, [101, "甲", "2020-02-21"], ["0102", "乙", "x"])
    said = ("--correct", "Sheet!A2=0101", "--correct", "Sheet!B2==1+1", "--correct", "Sheet!B3=")
    (outcome,) = load(database, sheet, *said, hour=9)
    with open_store(database) as store:
        file = submission_history.annotated(Desk(store, TERM, ADMIN), int(str(outcome["submission"])))
    assert file is not None
    page = openpyxl.load_workbook(io.BytesIO(file[1]))["Sheet"]
    assert [(page[cell].value, page[cell].data_type) for cell in ("A2", "B2")] == [
        ("0101", "s"),
        ("=1+1", "s"),
    ]
    assert page["B3"].value is None
    assert "原为“101”，已更正为“0101”" in page["A2"].comment.text
    assert page["A2"].fill.fgColor.rgb == f"00{COLOURS['note']}"


def test_a_copy_of_another_format_carries_it_too_but_for_merged_cells() -> None:
    """A csv comes back corrected; a merged cell speaks for rows that nobody corrected, and stays."""
    made = read(
        b"\xef\xbb\xbf" + "教学班号,建群日期\n101,2020-02-21\n".encode(), "群.csv", None, (2, 0, "0101")
    )
    assert made["A2"].value == "0101"
    book = openpyxl.Workbook()
    for row in (HEADER, ["C-1", "甲", None], ["C-2", None, None]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    stream = io.BytesIO()
    book.save(stream)
    page = read(stream.getvalue(), "群.xlsx", "Sheet", (2, 1, "乙"), (3, 0, "C-9"))
    assert (page["B2"].value, page["A3"].value) == ("甲", "C-9")
    assert "已更正为“乙”" in page["B2"].comment.text


def read(content: bytes, name: str, sheet: str | None, *cells: tuple[int, int, str]) -> Any:
    """The sheet of the annotated copy of a file in which ``cells`` are corrected."""
    known = Known(corrections=tuple(Correction(CellPlace(sheet, r, c), None, text) for r, c, text in cells))
    receipt = Receipt(TERM, at(24), known=known)
    made = annotated(content, name, read_workbook(content, name, receipt))
    assert made is not None
    return openpyxl.load_workbook(io.BytesIO(made[1])).worksheets[-1]


def test_a_unit_sees_the_corrections_of_its_own_rows_only(tmp_path: Path, database: str) -> None:
    """A sheet of several units is read again with all its corrections, and shows each unit those of its rows."""
    rows = [[UNIT, "101", "2020-02-21"], [OTHER, "201", "2020-02-21"]]
    sheet = workbook(tmp_path / "群.xlsx", ["学院", "教学班号", "建群日期"], *rows)
    said = ("--correct", "Sheet!B2=0101", "--correct", "Sheet!B3=0201")
    outcomes = load(database, sheet, *said, hour=9, unit=None)
    numbers = {str(each["unit"]): int(str(each["submission"])) for each in outcomes}
    with open_store(database) as store:
        assert len(read_corrections(store, numbers[UNIT])) == 2
        for person, unit, cell in ((LI, UNIT, "B2"), (WANG, OTHER, "B3")):
            (own,) = corrections.of_submission(Desk(store, TERM, person), numbers[unit])
            assert own.place.address == cell
        with pytest.raises(Denied):
            corrections.of_submission(Desk(store, TERM, LI), numbers[OTHER])


def test_only_the_owner_corrects_a_file_that_waits(database: str) -> None:
    """Another reporter has no such draft; a text that no cell may hold is refused; the own text takes it back."""
    place = CellPlace("Sheet", 2, 0)
    with open_store(database) as store:
        mine, theirs = Desk(store, TERM, LI), Desk(store, TERM, WANG)
        draft = drafts.keep(mine, "群.xlsx", b"x", unit=UNIT, kind=None)
        corrections.correct(mine, draft, [(place, "101", "0101")])
        with pytest.raises(StoreError):
            corrections.correct(theirs, draft, [(place, "101", "9")])
        with pytest.raises(ValueError, match="characters"):
            corrections.correct(mine, draft, [(place, "101", "9" * 3_000)])
        assert (corrections.of_draft(theirs, draft), corrections.versions(theirs)) == ((), {})
        assert [each.corrected for each in corrections.of_draft(mine, draft)] == ["0101"]
        corrections.correct(mine, draft, [(place, "101", "101")])
        assert corrections.of_draft(mine, draft) == ()


@pytest.mark.parametrize("said", ["A2", "2A=x", "Sheet!=x", "Sheet!A0=x"])
def test_what_is_no_correction_is_refused_in_the_shell(tmp_path: Path, said: str) -> None:
    """So is one of several files, of which nobody can tell whose cell is meant."""
    sheet = workbook(tmp_path / "群.xlsx", HEADER, ["101", "甲", "2020-02-21"])
    assert run("check", sheet, "--correct", said).exit_code == 2
    assert run("check", sheet, sheet, "--correct", "Sheet!A2=x").exit_code == 2
