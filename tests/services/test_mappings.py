"""Titles set once at the desk: the next sheet of the unit needs no word, and the past reads as it was read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from access import Person, Role
from schema.mappings import NOT_READ, Heading, MappingEntry
from schema.term import load_term
from services import mappings, source_cells
from services.desk import Desk
from store import Store, open_store
from tests.shell.test_check import run, workbook

TERM = load_term()
UNIT, OTHER = TERM.unit_names[:2]
HEADER = ["课堂代号", "课程名称", "开群时间点"]
MEANT = ("--kind", "groups", "--column", "课堂代号=教学班号", "--column", "开群时间点=建群日期")
ADMIN = Person("admin", "教务", Role.ADMIN)


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'ruqi.db'}"
    columns = ["学院", "课程名称", "教学班号", "授课教师", "首次上课日期", "选课人数"]
    rows = [[unit, "甲", number, "王五", "2020-03-02", 4] for unit, number in ((UNIT, "C-1"), (OTHER, "C-2"))]
    plan = workbook(tmp_path / "计划.xlsx", columns, *rows)
    assert run("load", plan, "--received-at", "2020-02-20T08:00:00+08:00", database=url).exit_code == 0
    return url


def load(database: str, file: Path, unit: str, *options: str, hour: int) -> list[dict[str, object]]:
    at = f"2020-02-24T{hour:02}:00:00+08:00"
    done = run("load", file, "--json", "--unit", unit, "--received-at", at, *options, database=database)
    outcomes: list[dict[str, object]] = json.loads(done.stdout)
    return outcomes


def test_the_next_sheet_of_the_unit_needs_no_word(tmp_path: Path, database: str) -> None:
    """Two titles are set with the first sheet; another unit is not bound by them, until the campus is."""
    sheet = workbook(tmp_path / "群.xlsx", HEADER, ["C-1", "甲", "2020-02-21"])
    (refused,) = load(database, sheet, UNIT, hour=8)
    assert refused["refused"]
    (first,) = load(database, sheet, UNIT, *MEANT, hour=9)
    assert first["taken"] == 1
    later = workbook(tmp_path / "后.xlsx", HEADER, ["C-1", "甲", "2020-02-22"])
    (second,) = load(database, later, UNIT, hour=10)
    assert (second["kind"], second["taken"]) == ("groups", 1)
    theirs = workbook(tmp_path / "外.xlsx", HEADER, ["C-2", "甲", "2020-02-22"])
    assert load(database, theirs, OTHER, hour=11)[0]["refused"]
    with open_store(database) as store:
        desk = Desk(store, TERM, ADMIN)
        for heading, meaning in mappings.listed(desk)[UNIT].items():
            mappings.set_mapping(desk, MappingEntry(None, heading, meaning))
    done = run("load", theirs, "--json", "--unit", OTHER, database=database)
    assert json.loads(done.stdout)[0]["taken"] == 1


def cell_of(store: Store, submission: object) -> str:
    cells = source_cells.source_row(Desk(store, TERM, ADMIN), int(str(submission)), 2).cells
    return str(cells.set_index("column").loc["created_on", "cell"])


def test_a_submission_is_read_again_with_what_was_set_when_it_came(tmp_path: Path, database: str) -> None:
    """Whatever is set or taken back since, its cells are found where they were read."""
    sheet = workbook(tmp_path / "群.xlsx", HEADER, ["C-1", "甲", "2020-02-21"])
    (outcome,) = load(database, sheet, UNIT, *MEANT, hour=9)
    heading = Heading("groups", "开群时间点")
    with open_store(database) as store:
        for meaning in (None, NOT_READ, "tested_on"):
            mappings.set_mapping(Desk(store, TERM, ADMIN), MappingEntry(UNIT, heading, meaning))
        assert cell_of(store, outcome["submission"]) == "C2"


def test_check_reads_with_the_columns_that_it_is_told(tmp_path: Path) -> None:
    """Nothing is stored; a title that is known already, or a column that is none, is refused."""
    sheet = workbook(tmp_path / "群.xlsx", HEADER, ["C-1", "甲", "2020-02-21"])
    received = ("--received-at", "2020-02-24T08:00:00+08:00")
    (reading,) = json.loads(run("check", sheet, "--json", *MEANT, *received).stdout)
    assert reading["rows"][0]["class_id"] == "C-1"
    for wrong in ("教学班号=群号", "课堂代号=没有的列", "课堂代号"):
        assert run("check", sheet, "--kind", "groups", "--column", wrong, *received).exit_code == 2
    assert run("check", sheet, "--column", "课堂代号=教学班号", *received).exit_code == 2


def test_only_columns_of_the_kind_can_be_meant(tmp_path: Path, database: str) -> None:
    """What no form of the kind has is refused before it is stored."""
    with open_store(database) as store, pytest.raises(ValueError, match="no column"):
        mappings.set_mapping(Desk(store, TERM, ADMIN), MappingEntry(UNIT, Heading("groups", "甲"), "score"))


VISIT = ["学院", "教学班号", "听课日期", "听课人", "听课人类别"]


def test_a_word_is_set_in_the_shell_for_a_unit_and_kind(tmp_path: Path, database: str) -> None:
    """`--value` names the column, the word and what it is; check reads with it, load remembers it."""
    sheet = workbook(tmp_path / "听课.xlsx", VISIT, ["本院", "C-1", "2020-02-23", "王伟", "督导"])
    said = ("--kind", "visits", "--value", f"学院:本院={UNIT}", "--value", "听课人类别：督导=校督导组")
    checked = json.loads(run("check", sheet, "--json", *said).stdout)[0]
    assert [checked["rows"][0][id] for id in ("unit", "visitor_kind")] == [UNIT, "校督导组"]
    assert load(database, sheet, UNIT, hour=8)[0]["taken"] == 0
    assert load(database, sheet, UNIT, *said, hour=9)[0]["taken"] == 1
    later = workbook(tmp_path / "后.xlsx", VISIT, ["本院", "C-1", "2020-02-24", "李强", "督导"])
    assert load(database, later, UNIT, hour=10)[0]["taken"] == 1


@pytest.mark.parametrize(
    "value", ["听课人类别:督导=校长", "课程名称:甲=乙", "督导=校督导组", "听课人:督导=王伟"]
)
def test_a_word_means_a_unit_or_a_choice_and_nothing_else(tmp_path: Path, value: str) -> None:
    """Free text needs no explanation, and what is no word of the column explains nothing."""
    sheet = workbook(tmp_path / "听课.xlsx", VISIT, ["本院", "C-1", "2020-02-23", "王伟", "督导"])
    assert run("check", sheet, "--kind", "visits", "--value", value).exit_code == 2
