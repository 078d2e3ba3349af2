"""Tracing at the desk: every figure down to its cells, and students only for those who may."""

from __future__ import annotations

import pandas as pd
import pytest

from access import Denied
from schema.figures import CAMPUS
from services import tracing
from store.intake import Envelope, add_submission
from tests.services.offices import ADMIN, LEADER, NEIGHBOUR, NETWORK, SECRETARY, STUDENT_AFFAIRS, TERM
from tests.services.sheets import at, feb, sheet

DAY = feb(24)


def sums(rows: pd.DataFrame) -> tuple[int, int]:
    """``n`` and ``d`` of what is behind a figure."""
    return tuple(int(rows["change"][rows["part"] == part].sum()) for part in ("n", "d"))


@pytest.fixture
def told(office):
    """An office with a group, a roster of two, one of whom has joined, and a group of the neighbours."""
    groups = [{"class_id": "002"}, {"class_id": "001", "created_on": feb(22)}]
    office.send("groups", groups, when=at(23, 9))
    students = [
        {"class_id": "001", "student_id": "s1", "student_name": "学生一", "joined_on": feb(22)},
        {"class_id": "001", "student_id": "s2", "student_name": "学生二", "joined": False},
    ]
    office.send("enrollment", students, when=at(23, 10), form="roster")
    neighbours = [{"class_id": "011", "created_on": feb(22)}]
    office.send("groups", neighbours, when=at(23, 11), person=NEIGHBOUR, unit="乙学院")
    return office


def test_a_figure_is_traced_to_the_cells_that_say_it(told):
    """Class, course, teacher, submission, file, sheet, and the row as the sheet has it."""
    rows = tracing.behind(told.desk(ADMIN), "group_creation", "甲学院", DAY)
    group = rows[rows["part"] == "n"].iloc[0]
    said = group[["item", "item_kind", "course_name", "teacher", "unit", "change", "table", "submission"]]
    assert list(said) == ["001", "class", "课程001", "教师001", "甲学院", 1, "groups", 3]
    assert list(group[["source_row", "kind", "file", "sheet"]]) == [3, "groups", "groups.xlsx", "表"]
    assert group["submitted_unit"] == "甲学院"
    assert group["received_at"] == pd.Timestamp("2020-02-23 01:00")
    assert list(rows["item"][rows["part"] == "d"]) == ["001", "002", "003"]
    assert sums(rows) == (1, 3)


def test_students_are_told_apart_only_for_those_who_may_see_them(told):
    """Others see how many of a class a submission counts; the sums are the same for everybody."""
    for person in (ADMIN, STUDENT_AFFAIRS, SECRETARY):
        rows = tracing.behind(told.desk(person), "enrollment", "甲学院", DAY)
        students = rows[rows["item_kind"] == "student"]
        assert list(students["item"]) == ["s1", "s1", "s2"]
        assert list(students["student_name"]) == ["学生一", "学生一", "学生二"]
        assert list(students["source_row"]) == [2, 2, 3]
        assert sums(rows) == (1, 120)
    rows = tracing.behind(told.desk(LEADER), "enrollment", "甲学院", DAY)
    students = rows[rows["item_kind"] == "student"]
    assert list(students["change"]) == [1, 2]
    assert list(students["class_id"]) == ["001", "001"]
    assert students[["item", "source_row", "student_name"]].isna().all(axis=None)
    assert sums(rows) == (1, 120)


def test_no_name_of_a_student_is_in_what_a_leader_is_given(told):
    """Whatever the indicator, neither numbers nor names of students are in any column."""
    for indicator in ("enrollment", "notification", "students_complete"):
        given = tracing.behind(told.desk(LEADER), indicator, CAMPUS, DAY).astype(str).to_numpy().ravel()
        assert not {"s1", "s2", "学生一", "学生二"} & set(given)


def test_a_secretary_sees_no_file_of_others_and_no_figure_of_others(told):
    """What the office filed for nobody in particular counts without its name; another unit is denied."""
    item = {"class_id": "001", "material_kind": "PPT", "uploaded_on": feb(22)}
    sent = {"unit": None, "term": TERM.name, "received_at": at(23, 12)}
    add_submission(told.store, sheet("materials", [item], unit=None), b"materials", Envelope(**sent))
    rows = tracing.behind(told.desk(SECRETARY), "material_coverage", "甲学院", DAY)
    assert sums(rows) == (1, 3)
    assert rows["file"][rows["table"] == "materials"].isna().all()
    assert (
        tracing.behind(told.desk(LEADER), "material_coverage", "甲学院", DAY)["file"].iloc[0]
        == "materials.xlsx"
    )
    for unit in ("乙学院", CAMPUS):
        with pytest.raises(Denied):
            tracing.behind(told.desk(SECRETARY), "group_creation", unit, DAY)
    with pytest.raises(Denied):
        tracing.behind(told.desk(NETWORK), "group_creation", "甲学院", DAY)


def test_what_nobody_says_has_no_source(told):
    """A unit is held against the whole term without a sheet that says so."""
    rows = tracing.behind(told.desk(LEADER), "visit_arrangement", CAMPUS, DAY)
    assert list(rows["item"]) == ["甲学院", "乙学院"]
    assert rows[["table", "submission", "source_row", "file"]].isna().all(axis=None)
