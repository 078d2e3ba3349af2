"""From bytes to submissions: the way that the shell and the pages share."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from access import Person, Role
from loaders.files import read_together
from loaders.request import Receipt
from schema.reading import SheetReading
from schema.term import load_term
from services import intake, sample
from services.desk import Desk
from store import Store, open_store
from store.acts import read_acts
from store.deadlines import read_deadlines
from store.facts import read_facts
from store.intake import Envelope
from store.submissions import read_original, read_submissions
from store.versions import read_version

TERM = load_term()
RECEIVED = dt.datetime.fromisoformat("2020-02-23T22:00:00+08:00")
PLAN_HEADER = ["学院", "课程名称", "教学班号", "授课教师", "首次上课日期", "选课人数"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'ruqi.db'}")


def workbook(*sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def take(store: Store, data: bytes, name: str = "a.xlsx", **options: Any) -> list[intake.Outcome]:
    readings = read(store, data, name, **options)
    return intake.record(store, readings, data, Envelope(TERM.name, None, RECEIVED))


def read(store: Store, data: bytes, name: str, unit: str | None = None) -> list[SheetReading]:
    """The sheets of a file as academic affairs sends it."""
    desk = Desk(store, TERM, Person("jiaowu", "教务", Role.ADMIN))
    return intake.read(desk, data, name, intake.Arrival(RECEIVED, unit))


def test_reading_stores_nothing(store: Store) -> None:
    """What is shown for review is no fact yet."""
    before = read_version(store)
    readings = read(store, workbook([["教学班号", "建群日期"], ["001", "2月22日"]]), "a.xlsx")
    assert isinstance(readings[0], SheetReading)
    assert read_version(store) == before


def test_the_plan_that_stands_judges_the_classes(store: Store) -> None:
    """Once a plan is in, a class that it does not know is said."""
    take(store, workbook([PLAN_HEADER, ["理学院", "力学", "A01", "教师甲", "2020-02-24", 40]]))
    groups = workbook([["教学班号", "建群日期"], ["A01", "2月22日"], ["a01", "2月22日"]])
    (reading,) = read(store, groups, "b.xlsx", unit="理学院")
    (finding,) = reading.findings
    assert (finding.code, finding.row) == ("unknown_class", 3)
    assert "A01" in finding.message("zh")


def test_each_unit_of_a_consolidated_sheet_is_a_submission(store: Store) -> None:
    """Rows keep their unit, and the row that names none is refused by itself."""
    rows = [
        ["学院", "教学班号", "建群日期"],
        ["理学院", "001", "2月22日"],
        ["土木系", "002", "2月22日"],
        [None, "003", "2月22日"],
    ]
    outcomes = take(store, workbook(rows))
    assert [(o.unit, o.taken, o.refused and o.refused.code) for o in outcomes] == [
        ("理学院", 1, None), ("土木工程系", 1, None), (None, 0, "unit_unknown"),
    ]  # fmt: skip
    assert read_facts(store, "groups", TERM.name, TERM.timezone)["unit"].tolist() == ["理学院", "土木工程系"]


def test_each_sheet_of_a_workbook_is_a_submission(store: Store) -> None:
    """Several kinds in one file are kept apart, and the file comes back unchanged from each."""
    data = workbook(
        [["教学班号", "建群日期"], ["001", "2月22日"]],
        [["教学班号", "资料类型", "上传日期"], ["001", "课件", "2月22日"]],
    )
    outcomes = take(store, data, unit="理学院")
    assert [o.kind for o in outcomes] == ["groups", "materials"]
    assert [read_original(store, o.submission or 0) for o in outcomes] == [("a.xlsx", data)] * 2


def test_a_sheet_without_a_good_row_is_no_report(store: Store) -> None:
    """Nothing is stored of a sheet in which every row has an error, and it is said why."""
    (outcome,) = take(store, workbook([["教学班号", "建群日期"], ["001", "2021-02-22"]]), unit="理学院")
    assert outcome.refused is not None
    assert outcome.refused.code == "no_good_rows"
    assert read_submissions(store, TERM.name).empty


def test_a_workbook_split_into_units_lists_every_finding_once() -> None:
    """Findings go to the unit of their row, and those of rows not taken are not lost."""
    rows = [
        ["学院", "教学班号", "建群日期", "平台"],
        ["理学院", "001", "某日", "QQ群"],
        ["土木系", "002", "某日", "QQ群"],
        ["理学院", None, "2月22日", "QQ群"],
    ]
    ((reading,),) = read_together([("a.xlsx", workbook(rows))], Receipt(TERM, RECEIVED))
    parts = reading.split_by_unit()
    assert [[finding.row for finding in part.findings] for part in parts] == [[2, 4], [3]]


def test_loads_a_sample_only_for_a_term_that_has_one(store: Store) -> None:
    """Another term starts empty."""
    other = replace(TERM, name="2021秋")
    assert not sample.is_wanted(store, other)
    assert sample.load_sample(store, other) == 0
    assert read_submissions(store, other.name).empty


def test_a_sample_is_not_mixed_with_what_people_submitted(store: Store) -> None:
    """Once somebody's own sheet is in, the sample is no longer wanted."""
    assert sample.is_wanted(store, TERM)
    take(store, workbook([["教学班号", "建群日期"], ["001", "2月22日"]]), unit="理学院")
    assert not sample.is_wanted(store, TERM)


def test_loading_that_was_stopped_halfway_is_finished_the_next_time(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there is not taken twice, what was withdrawn does not come back, the rest follows."""
    folder = tmp_path / "样例"
    (folder / TERM.name).mkdir(parents=True)
    acts: list[dict[str, Any]] = []
    for day in (20, 21, 22):
        data = workbook([["教学班号", "建群日期"], ["001", f"2020-02-{day}"]])
        (folder / TERM.name / f"{day}.xlsx").write_bytes(data)
        received = f"2020-02-{day}T20:00:00+08:00"
        acts.append(
            {
                "act": "submit",
                "file": f"{day}.xlsx",
                "unit": "理学院",
                "received_at": received,
                "submitter": "某",
            }
        )
    acts.insert(2, {"act": "withdraw", "file": "21.xlsx", "at": "2020-02-21T21:00:00+08:00"})
    deadline = {
        "kind": "visits",
        "period": "weekly",
        "starts": "2020-02-20",
        "ends": "2020-03-01",
        "by": "教务处",
    }
    acts.insert(0, {"act": "deadline", "at": "2020-02-20T09:00:00+08:00", **deadline})
    manifest = folder / TERM.name / "manifest.json"
    monkeypatch.setattr(sample, "SAMPLE_FOLDER", folder)
    manifest.write_text(json.dumps(acts[:4]), "utf-8")
    sample.load_sample(store, TERM)
    manifest.write_text(json.dumps(acts), "utf-8")
    assert sample.is_wanted(store, TERM)
    sample.load_sample(store, TERM)
    assert not sample.is_wanted(store, TERM)
    known = read_submissions(store, TERM.name)
    assert known["file"].tolist() == ["20.xlsx", "21.xlsx", "22.xlsx"]
    assert known["withdrawn_at"].notna().tolist() == [False, True, False]
    assert read_acts(store, TERM.name)["act"].tolist().count("deadline_set") == 1
    assert [(one.kind, one.period) for one in read_deadlines(store, TERM.name)] == [("visits", "weekly")]
