"""What says nothing new makes no submission, and leaves every figure as a full resubmission would."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import compute_figures, gaps, reports_by_period, visit_counts
from metrics.received import Facts
from schema.deadlines import DAILY, WEEKLY, Deadline
from schema.findings import Finding
from schema.kinds import all_forms
from schema.reading import SheetReading
from services import deadlines, decisions, intake, preview, templates
from services.differences import Comparing
from services.locks import Rules
from services.preview import Reviewed
from services.taken import with_parts
from services.unchanged import Beside, Unchanged, unchanged
from tests.drawn import FEW, tried
from tests.metrics import drawing
from tests.metrics.making import Submission, frames_of
from tests.services.offices import ADMIN, SECRETARY, Office
from tests.services.sheets import at, feb, plan_row, sheet, small_term

TERM = small_term(*drawing.UNITS)
AFTERWARDS = at(28, 23)
DAYS = [feb(23), feb(40)]
SENT_BY_UNITS = [
    (kind.id, form) for kind, form in all_forms() if form.table in drawing.SHEETS and kind.id != "plan"
]


def resubmitted(facts: Facts, *, whole: bool) -> list[SheetReading]:
    """What stands of each unit and form of each term, as its own sheet; without its first row if not ``whole``."""
    comparing, parts = Comparing(facts, TERM), []
    for kind, form in SENT_BY_UNITS:
        rows = comparing._standing_rows(form)
        owner = rows["submission"].map(comparing.sources(form).set_index("submission")["submitted_unit"])
        place = rows["class_id"].str[0] if form.is_of_classes else rows["unit"]
        for (unit, _place), own in rows.groupby([owner, place]):
            records = own[list(form.column_ids)].astype(object).iloc[0 if whole or len(own) == 1 else 1 :]
            listed = records.where(records.notna(), None).to_dict("records")
            parts.append(sheet(kind, listed, unit=unit, form=form.name))
    return parts


def everything(facts: Facts, rules: Rules, moved: list[str]) -> list[pd.DataFrame]:
    """The figures ``moved``, the reports of all periods, visits, and the lists of what is missing."""
    figures = compute_figures(facts, term=TERM, days=DAYS, indicators=moved)
    reports = reports_by_period(facts, TERM, list(rules.deadlines.values()), until=AFTERWARDS)
    return [figures, reports, visit_counts(facts, TERM, feb(40)), *gaps(facts, TERM, feb(40)).values()]


def owed(*, daily: bool) -> Rules:
    """Four kinds that are asked for every week, or every day, and close at some time."""
    kinds = ("groups", "enrollment", "materials", "visits")
    period = DAILY if daily else WEEKLY
    closed = dt.timedelta(days=2) if daily else None
    deadlines = {id: Deadline(id, period, feb(20), feb(35), dt.timedelta(), closed) for id in kinds}
    return Rules({}, deadlines, pd.DataFrame(columns=["unit", "kind", "opened_at", "ends_at", "ended_at"]))


@tried(FEW)
@given(campus=st.lists(drawing.terms(), min_size=2, max_size=2), daily=st.booleans(), whole=st.booleans())
def test_what_is_left_alone_would_have_moved_nothing(
    campus: list[list[Submission]], daily: bool, whole: bool
) -> None:
    """Of any term: with all that repeats what stands sent again in full, every figure and list is the same."""
    facts, rules = frames_of(drawing.together(campus)), owed(daily=daily)
    parts = resubmitted(facts, whole=whole)
    made = unchanged(parts, Beside(facts, Comparing(facts, TERM), TERM, rules, frozenset, AFTERWARDS))
    is_alone = [one is not None and not one.answers for one in made]
    kept, alone = (
        [part for part, left in zip(parts, is_alone, strict=True) if left is wanted]
        for wanted in (False, True)
    )
    without = with_parts(facts, kept, TERM, AFTERWARDS)
    in_full = with_parts(without, alone, TERM, AFTERWARDS)
    moved = preview.fed_by(part.kind for part in alone)
    for told, told_in_full in zip(
        everything(without, rules, moved), everything(in_full, rules, moved), strict=True
    ):
        pd.testing.assert_frame_equal(told, told_in_full)


def test_sessions_of_a_class_that_was_moved_replace_the_totals_of_its_unit_now() -> None:
    """They are counted for the unit of the plan, whose totals stand: to send them again is no repetition."""
    class_row = {"class_id": "001", "course_name": "课程", "teacher": "教师", "enrolled": 3, "unit": "甲学院"}
    session = {"class_id": "001", "date": feb(24), "source": "上报", "planned": 2, "held": 2}
    total = {"unit": "丙系", "date": feb(24), "source": "上报", "planned": 5, "held": 3}
    facts = frames_of(
        [
            Submission(1, "plan", "甲学院", at(20), [class_row]),
            Submission(2, "sessions", "甲学院", at(24), [session]),
            Submission(3, "plan", "甲学院", at(25), [{**class_row, "unit": "丙系"}]),
            Submission(4, "session_totals", "丙系", at(26), [total]),
        ]
    )
    by_class, totals = (
        sheet("sessions", [row], unit=unit, form=form)
        for row, unit, form in ((session, "甲学院", "by_class"), (total, "丙系", "totals"))
    )
    beside = Beside(facts, Comparing(facts, TERM), TERM, owed(daily=False), frozenset, AFTERWARDS)
    assert unchanged([by_class], beside) == [None]
    assert unchanged([totals], beside) == [Unchanged(4, answers=False)]
    assert unchanged([totals, by_class], beside) == [None, None]


ITEM = {"class_id": "001", "material_kind": "PPT", "title": "第一讲", "uploaded_on": feb(21)}
ROWS = [{"class_id": id, "created_on": feb(21)} for id in ("001", "002")]
STUDENTS = [{"class_id": "001", "student_id": "1", "joined": True}]
SINCE = at(23, 9)


def examined(office: Office, *parts: SheetReading) -> list[Reviewed]:
    """A review of some sheets of one file, on the 23rd in the morning."""
    found = preview.examine(office.desk(SECRETARY, SINCE), [("digest", list(parts))], on=feb(23))
    return found.files[0]


def test_a_sheet_without_changes_is_left_alone_and_says_which_submission_stands(office: Office) -> None:
    """It has no difference to be confirmed and moves nothing; the sheet beside it, which changed, has one."""
    sent = office.send("groups", ROWS, when=at(22))
    office.send("materials", [ITEM], when=at(22, 13))
    same, changed = examined(
        office, sheet("groups", ROWS), sheet("materials", [{**ITEM, "title": "第二讲"}, ITEM])
    )
    assert (same.unchanged, same.difference) == (Unchanged(sent.submission, answers=False), None)
    assert same.is_left_alone
    assert changed.unchanged is None
    assert changed.difference is not None
    assert [changed.difference.count(status) for status in ("new", "changed", "unchanged")] == [1, 0, 1]


@pytest.mark.parametrize(
    "part",
    [
        sheet("groups", [*ROWS[:1], {"class_id": "002", "created_on": feb(22)}]),
        replace(sheet("groups", ROWS), whole=True),
        replace(sheet("groups", ROWS), findings=(Finding("row_locked", "表", 9),)),
        sheet("groups", ROWS, unit="乙学院"),
        sheet("enrollment", STUDENTS, form="roster"),
    ],
    ids=["changed", "whole", "with an error", "of another unit", "a roster that leaves counts blank"],
)
def test_what_says_anything_else_is_no_repeat(office: Office, part: SheetReading) -> None:
    """A changed cell, a list that ends others, a row that was not taken, and another's rows are all kept.

    So is a roster of which the list of blank counts tells the day of receipt.
    """
    office.send("groups", ROWS, when=at(22))
    office.send("enrollment", STUDENTS, when=at(22), form="roster")
    desk = office.desk(ADMIN, SINCE)
    ((reviewed,),) = preview.examine(desk, [("digest", [part])], on=feb(23)).files
    assert reviewed.unchanged is None


def test_a_repeat_answers_a_return_and_the_period_that_is_open(office: Office) -> None:
    """What came back and is sent as it was says that it is right; a week of which nothing came is reported."""
    sent = office.send("groups", ROWS, when=at(22))
    asked = decisions.Return("真的只有两个班吗？")
    decisions.send_back(office.desk(ADMIN, at(22, 18)), sent.submission, asked)
    (again,) = examined(office, sheet("groups", ROWS))
    assert again.unchanged == Unchanged(sent.submission, answers=True)
    assert again.difference is not None
    office.send("groups", [*ROWS, {"class_id": "003"}], when=at(22, 20))
    (settled,) = examined(office, sheet("groups", ROWS))
    assert settled.is_left_alone
    weekly = Deadline("groups", WEEKLY, feb(17), feb(29), dt.timedelta())
    deadlines.set_deadline(office.desk(ADMIN, at(22, 21)), weekly)
    (settled,) = examined(office, sheet("groups", ROWS))
    assert settled.is_left_alone
    ((next_week,),) = preview.examine(
        office.desk(SECRETARY, at(24, 9)), [("digest", [sheet("groups", ROWS)])], on=feb(24)
    ).files
    assert next_week.unchanged is not None
    assert next_week.unchanged.answers


def test_two_sheets_about_one_class_are_both_kept(office: Office) -> None:
    """Where another sheet of the file may replace what one repeats, it matters which comes last."""
    office.send("groups", ROWS, when=at(22))
    both = examined(office, sheet("groups", ROWS), sheet("groups", [{**ROWS[0], "created_on": feb(20)}]))
    assert [reviewed.unchanged for reviewed in both] == [None, None]


def test_a_template_of_which_one_sheet_was_changed_makes_one_submission(office: Office) -> None:
    """Taken, one day filled in and sent: of three sheets with rows one is a submission, with one changed row."""
    desk = office.desk(SECRETARY, SINCE)
    visit = {"class_id": "001", "visitor": "钱", "visitor_kind": "校领导", "planned_on": feb(25)}
    counted = {"class_id": "001", "as_of": feb(23), "expected": 40, "joined": 40}
    # As the template has them, which names the course, its teacher and its first day by the plan.
    planned = [plan_row(id) for id in ("001", "002", "003")]
    told = ("class_id", "course_name", "teacher", "first_session_on")
    every_class = [{**{name: row[name] for name in told}, "created_on": feb(21)} for row in planned]
    for kind, form, rows in (
        ("groups", None, every_class),
        ("enrollment", "aggregate", [{**counted, "class_id": row["class_id"]} for row in every_class]),
        ("visits", None, [visit, {**visit, "class_id": "002"}]),
    ):
        office.send(kind, rows, form=form, when=at(23, 8))
    book = openpyxl.load_workbook(BytesIO(templates.template(desk, "甲学院", on=feb(23))))
    visits = book["听课"]
    place = next(cell for row in visits.iter_rows() for cell in row if cell.value == "听课日期")
    visits.cell(place.row + 1, place.column).value = feb(23)
    book.save(stream := BytesIO())
    parts = intake.read(desk, stream.getvalue(), "模板.xlsx", intake.Arrival(received_at=SINCE))
    found = preview.examine(desk, [("digest", parts)], on=feb(23)).files[0]
    changed = [one for one in found if one.difference is not None]
    assert [one.part.kind for one in found if one.is_left_alone] == ["groups", "enrollment"]
    assert [(one.part.kind, one.difference.count("changed")) for one in changed if one.difference] == [
        ("visits", 1)
    ]
