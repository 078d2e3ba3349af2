from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from metrics import compute_figures
from schema.figures import CAMPUS
from schema.reading import SheetReading
from services import cache
from services.differences import Comparing, compare, stored_rows
from services.preview import effect
from services.taken import with_parts
from store import Store, open_store
from store.intake import Envelope, add_submission
from tests.metrics.making import Submission
from tests.services.sheets import at, feb, frames_of, plan_row, sheet, small_term

TERM = small_term("甲学院", "乙学院")
PLAN = Submission(1, "plan", None, at(20), [plan_row("001"), plan_row("002"), plan_row("011", "乙学院")])


def group(class_id: str, day: int | None = None, **more: Any) -> dict[str, Any]:
    return {"class_id": class_id, "created_on": day and feb(day), **more}


def status(difference: Any) -> list[tuple[int, str]]:
    return list(zip(difference.rows["source_row"], difference.rows["status"], strict=True))


def cells(difference: Any) -> list[tuple[object, ...]]:
    return list(
        difference.cells[["source_row", "column", "old", "new", "old_submission"]].itertuples(
            index=False, name=None
        )
    )


def test_rows_are_new_changed_or_unchanged_cell_by_cell():
    """Each changed cell comes with what stands, what would, and where the old one came from."""
    facts = frames_of(
        [
            PLAN,
            Submission(2, "groups", "甲学院", at(21), [group("001", 21, assistant="张"), group("002", 21)]),
        ]
    )
    part = sheet("groups", [group("001", 22), group("002", 21), group("009", 22)])
    found = compare(part, facts, TERM)
    assert status(found) == [(2, "changed"), (3, "unchanged"), (4, "new")]
    assert cells(found) == [(2, "created_on", feb(21), feb(22), 2), (2, "assistant", "张", None, 2)]
    assert found.rows["label"].tolist()[:2] == ["课程001", "课程002"]
    assert (found.count("new"), found.count("changed"), found.count("unchanged")) == (1, 1, 1)


def test_what_stands_is_the_latest_row_that_is_not_withdrawn():
    """A withdrawn submission is compared with no more, and known_at asks for an earlier state."""
    facts = frames_of(
        [
            PLAN,
            Submission(2, "groups", "甲学院", at(21), [group("001", 21)]),
            Submission(3, "groups", "甲学院", at(22), [group("001", 22)]),
            Submission(4, "groups", "甲学院", at(23), [group("001", 23)], withdrawn_at=at(24)),
        ]
    )
    part = sheet("groups", [group("001", 22)])
    assert status(compare(part, facts, TERM)) == [(2, "unchanged")]
    assert cells(compare(part, facts, TERM, at(23, 20))) == [(2, "created_on", feb(23), feb(22), 4)]
    assert cells(compare(part, facts, TERM, at(21, 20))) == [(2, "created_on", feb(21), feb(22), 2)]


def test_words_in_another_order_and_blanks_of_all_sorts_are_no_change():
    """Several words are compared as a set, a blank count of materials is 1, a blank unit is the own one."""
    facts = frames_of(
        [
            PLAN,
            Submission(2, "groups", "甲学院", at(21), [group("001", 21, platform=("QQ群", "雨课堂"))]),
            Submission(3, "materials", "甲学院", at(21), [item("001", count=None)]),
        ]
    )
    groups = sheet("groups", [group("001", 21, platform=("雨课堂", "QQ群"))])
    materials = sheet("materials", [item("001", count=1, unit="甲学院")])
    assert (
        status(compare(groups, facts, TERM)) == status(compare(materials, facts, TERM)) == [(2, "unchanged")]
    )


def item(class_id: str, **more: Any) -> dict[str, Any]:
    return {"class_id": class_id, "material_kind": "PPT", "uploaded_on": feb(21), **more}


def test_a_visit_is_known_by_the_day_it_was_planned_for():
    """The report of a visit changes its plan, and a visit without plan is known by the day itself."""
    visit = {"class_id": "001", "visitor": "钱", "visitor_kind": "校领导"}
    facts = frames_of(
        [
            PLAN,
            Submission(
                2,
                "visits",
                "甲学院",
                at(21),
                [{**visit, "planned_on": feb(24)}, {**visit, "visited_on": feb(21)}],
            ),
        ]
    )
    part = sheet(
        "visits", [{**visit, "planned_on": feb(24), "visited_on": feb(25)}, {**visit, "visited_on": feb(21)}]
    )
    found = compare(part, facts, TERM)
    assert status(found) == [(2, "changed"), (3, "unchanged")]
    assert cells(found) == [(2, "visited_on", None, feb(25), 2)]


def test_due_classes_left_out_are_named_with_whether_they_have_a_report():
    """Either form of the enrolment counts as a report of the class; other units' classes are theirs."""
    student = {"class_id": "002", "student_id": "s1", "joined": True}
    facts = frames_of([PLAN, Submission(2, "roster", "甲学院", at(21), [student])])
    counts = {"class_id": "009", "as_of": feb(22), "expected": 40, "joined": 30}
    left_out = compare(sheet("enrollment", [counts], form="aggregate"), facts, TERM).left_out
    assert left_out[["class_id", "course_name", "teacher", "reported"]].to_numpy().tolist() == [
        ["001", "课程001", "教师001", False], ["002", "课程002", "教师002", True],
    ]  # fmt: skip


def test_a_plan_is_compared_across_units_and_leaves_out_what_stood_in_it():
    """A class that moves to another unit is a changed one; one that the new plan lacks is left out."""
    part = sheet("plan", [plan_row("001"), plan_row("011", "甲学院", 35)])
    found = compare(part, frames_of([PLAN]), TERM)
    assert status(found) == [(2, "unchanged"), (3, "changed")]
    assert cells(found) == [(3, "unit", "乙学院", "甲学院", 1), (3, "enrolled", 40, 35, 1)]
    assert found.left_out[["class_id", "reported"]].to_numpy().tolist() == [["002", True]]


def test_rows_of_another_unit_are_not_shown():
    """What another unit said of a class that no plan knows is no old value here."""
    facts = frames_of([PLAN, Submission(2, "groups", "乙学院", at(21), [group("999", 21)])])
    assert status(compare(sheet("groups", [group("999", 22)]), facts, TERM)) == [(2, "new")]


def test_two_submissions_are_compared_with_each_other():
    """Whatever stands now, the newer is held against the older, with the rows that went."""
    facts = frames_of(
        [
            PLAN,
            Submission(2, "groups", "甲学院", at(21), [group("001", 21), group("002", 21)]),
            Submission(3, "groups", "甲学院", at(22), [group("001", 22)], withdrawn_at=at(23)),
            Submission(4, "groups", "甲学院", at(23), [group("001", 23)]),
        ]
    )
    found = Comparing(facts, TERM).compare_submissions(2, 3, "groups", None)
    assert status(found) == [(2, "changed"), (3, "gone")]
    assert cells(found) == [(2, "created_on", feb(21), feb(22), 2)]
    assert found.left_out[["class_id", "course_name", "reported"]].to_numpy().tolist() == [
        ["002", "课程002", True]
    ]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A plan, a first sheet of groups and one of counts."""
    opened = open_store(f"sqlite:///{tmp_path / 'ruqi.db'}")
    counts = {"class_id": "001", "as_of": feb(22), "expected": 40, "joined": 30}
    for part in (
        sheet("plan", [plan_row("001"), plan_row("002")]),
        sheet("groups", [group("001", 21)]),
        sheet("enrollment", [counts], form="aggregate"),
    ):
        add_submission(
            opened,
            part,
            str(part.kind).encode(),
            Envelope(unit=part.unit, term=TERM.name, received_at=at(22)),
        )
    return opened


def several_parts() -> list[SheetReading]:
    """A restated plan, and every kind: both forms of the enrolment among them."""
    student = {"class_id": "002", "student_id": "s1", "joined": True, "notified": True}
    counts = {"class_id": "001", "as_of": feb(23), "expected": 40, "joined": 38, "notified": 40}
    visit = {"class_id": "001", "visitor": "钱", "visitor_kind": "校领导", "planned_on": feb(23)}
    return [
        sheet("plan", [plan_row("002", enrolled=35), plan_row("011", "乙学院")], unit=None),
        sheet("groups", [group("001", 21, assistant="a\0b"), group("002", 23, platform=("QQ群",))]),
        sheet("enrollment", [counts], form="aggregate"),
        sheet("enrollment", [student], form="roster"),
        sheet("materials", [item("001")]),
        sheet("visits", [visit]),
    ]


def test_the_effect_is_what_storing_the_same_sheets_gives(store: Store):
    """Figures before and after agree with those of the store before and after."""
    parts, now = several_parts(), at(23, 21)
    before = cache.facts(store, TERM)
    figures = [
        compute_figures(facts, term=TERM, days=[feb(23)])
        for facts in (before, with_parts(before, parts, TERM, now))
    ]
    told = effect(*figures, parts, TERM, on=feb(23))
    for part in parts:
        content = f"{part.kind}{part.form}".encode() * 2
        add_submission(store, part, content, Envelope(unit=part.unit, term=TERM.name, received_at=now))
    after = cache.facts(store, TERM)
    for facts, counts in ((before, ["n_before", "d_before", "rate_before"]), (after, ["n", "d", "rate"])):
        expected = compute_figures(facts, term=TERM, days=[feb(23)], units=["甲学院", "乙学院", CAMPUS])
        given = told[["indicator", "unit", *counts]].set_axis(["indicator", "unit", "n", "d", "rate"], axis=1)
        pd.testing.assert_frame_equal(given, expected[["indicator", "unit", "n", "d", "rate"]])
    moved = told.set_index(["indicator", "unit"])["change"]
    assert moved["group_creation", "甲学院"] == pytest.approx(0.5)
    assert moved["group_creation", CAMPUS] == pytest.approx(2 / 3 - 1 / 2)


def test_hypothetical_facts_are_those_that_the_store_would_hold(store: Store):
    """Every table is the same frame, numbers of submissions and types included."""
    parts, now = several_parts(), at(23, 21)
    told = with_parts(cache.facts(store, TERM), parts, TERM, now)
    for part in parts:
        add_submission(store, part, b"x", Envelope(unit=part.unit, term=TERM.name, received_at=now))
    for table, stored in cache.facts(store, TERM).items():
        pd.testing.assert_frame_equal(told[table], stored)


def test_rows_are_compared_as_the_store_keeps_them(store: Store):
    """A character that no database keeps is no change for ever after."""
    part = sheet("groups", [group("001", 21, assistant="a\0b")])
    add_submission(store, part, b"once", Envelope(unit=part.unit, term=TERM.name, received_at=at(23)))
    assert status(compare(part, cache.facts(store, TERM), TERM)) == [(2, "unchanged")]
    assert stored_rows(part)["unit"].tolist() == ["甲学院"]


def test_a_class_called_off_is_known_as_it_stands():
    """Sent again as 停开 it is unchanged, and taught again one cell changes; it is no new row."""
    off = Submission(2, "plan", None, at(22), [plan_row("001", state="停开")])
    facts = frames_of([PLAN, off])
    again = compare(sheet("plan", [plan_row("001", state="停开")]), facts, TERM)
    assert again.rows["status"].tolist() == ["unchanged"]
    taught = compare(sheet("plan", [plan_row("001", state="正常")]), facts, TERM)
    assert taught.rows["status"].tolist() == ["changed"]
    assert taught.cells[["column", "old", "new"]].to_numpy().tolist() == [["state", "停开", "正常"]]


def test_a_blank_cell_stays_blank_beside_a_time():
    """What a cell held and holds are people's own values: a blank among times is no time of its own."""
    fault = {"fault_no": "1", "problem": "断网", "reported_at": pd.Timestamp("2020-02-21 20:00")}
    solved = Submission(
        2, "obstacles", "甲学院", at(22), [{**fault, "solved_at": pd.Timestamp("2020-02-22 15:00")}]
    )
    other = {**fault, "fault_no": "2"}
    facts = frames_of([PLAN, solved, Submission(3, "obstacles", "甲学院", at(22, 16), [other])])
    part = sheet("obstacles", [fault, {**other, "solved_at": pd.Timestamp("2020-02-22 17:00")}])
    cells_of = compare(part, facts, TERM).cells
    assert cells_of["new"].tolist()[0] is None
    assert cells_of["old"].tolist()[-1] is None
    assert (cells_of["old"].dtype, cells_of["new"].dtype) == (object, object)
