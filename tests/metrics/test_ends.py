"""Lists without days that change: classes called off or left out, students who drop, on the days before and after."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import duckdb
import pandas as pd
import pytest

from metrics import behind, compute_figures, gaps
from metrics.agreement.agreement import agreement
from metrics.distinct import distinct_teachers
from metrics.lists.left_out import LeftOut
from metrics.lists.need import need_records
from metrics.windows import daily
from schema.figures import CAMPUS, FigureKey
from services.kept_figures import tables_of
from tests.metrics.making import Submission, at, feb, frames_of, relations_of
from tests.metrics.test_cannot_mislead import JIA, PLAN, TERM, YI, due, sent

DAYS = [feb(day) for day in range(20, 28)]
Rates = list[tuple[int, int]]


def whole(number: int, table: str, day: int, *rows: dict, unit: str = JIA) -> Submission:
    """A sheet received at noon of a day and sent as the whole list."""
    return dataclasses.replace(sent(number, table, day, *rows, unit=unit), whole=True)


def off(number: int, day: int, *classes: str) -> Submission:
    """A plan that calls classes off."""
    return sent(number, "plan", day, *(due(class_id, state="停开") for class_id in classes))


def series(indicator: str, *sheets: Submission, days: Sequence[int], unit: str = JIA) -> Rates:
    """``n`` and ``d`` on each of ``days``, the same on both engines and in the trace."""
    frames = frames_of(sheets)
    asked = {"term": TERM, "days": [feb(day) for day in days], "indicators": [indicator], "units": [unit]}
    with duckdb.connect() as connection:
        looked_at = {table: frames[table] for table in tables_of(indicator)}
        both = (frames, relations_of(looked_at, connection))
        tables = [compute_figures(facts, **asked) for facts in both]
    pd.testing.assert_frame_equal(*tables)
    rates = list(zip(tables[0]["n"].tolist(), tables[0]["d"].tolist(), strict=True))
    for day, rate in zip(days, rates, strict=True):
        rows = behind(frames, TERM, FigureKey(indicator, unit, feb(day)))
        assert tuple(int(rows["change"][rows["part"] == part].sum()) for part in "nd") == rate
    return rates


GROUPS = sent(
    2, "groups", 20, *({"class_id": class_id, "created_on": feb(20)} for class_id in ("001", "002"))
)


def test_a_class_called_off_on_the_25th_was_due_on_the_24th() -> None:
    """With its group it counts up to the 24th, 2/3, and from the 25th on without: 1/2."""
    assert series("group_creation", PLAN, GROUPS, off(3, 25, "001"), days=(23, 24, 25, 26)) == [
        (2, 3), (2, 3), (1, 2), (1, 2),
    ]  # fmt: skip


def test_a_class_that_no_row_called_taught_was_never_due() -> None:
    """A plan that comes with a class called off has two classes on every day."""
    plan = sent(1, "plan", 22, due("001", state="停开"), due("002"), due("003"))
    assert series("group_creation", plan, GROUPS, days=(20, 22, 24)) == [(1, 2)] * 3


def test_a_class_called_off_and_taught_again_is_due_on_every_day() -> None:
    """What is put right was never off: as known then it was, as known now it is 2/3 throughout."""
    again = sent(4, "plan", 26, due("001", state="正常"))
    sheets = PLAN, GROUPS, off(3, 24, "001"), again
    assert series("group_creation", *sheets, days=(23, 24, 25, 26)) == [(2, 3)] * 4
    facts = frames_of(sheets)
    then = compute_figures(
        facts, term=TERM, days=DAYS, known_at=at(25), indicators=["group_creation"], units=[JIA]
    )
    assert then["d"].tolist() == [3, 3, 3, 3, 2, 2, 2, 2]


def test_a_class_that_the_whole_plan_leaves_out_is_due_no_more() -> None:
    """Sent as the whole on the 24th without 003: 3 classes up to the 23rd, 2 from the 24th."""
    sheets = PLAN, GROUPS, whole(3, "plan", 24, due("001"), due("002"))
    assert series("group_creation", *sheets, days=(23, 24)) == [(2, 3), (2, 2)]
    plain = PLAN, GROUPS, sent(3, "plan", 24, due("001"), due("002"))
    assert series("group_creation", *plain, days=(23, 24)) == [(2, 3), (2, 3)]


def test_the_whole_of_one_unit_ends_nothing_of_another() -> None:
    """乙学院 sends its plan as the whole; the classes of 甲学院 stay."""
    plan = sent(1, "plan", 19, due("001"), due("011", YI), due("012", YI))
    sheets = plan, whole(3, "plan", 24, due("012", YI), unit=YI)
    assert series("group_creation", *sheets, days=(23, 24), unit=CAMPUS) == [(0, 3), (0, 2)]
    assert series("group_creation", *sheets, days=(24,)) == [(0, 1)]


def test_a_class_given_to_another_unit_does_not_come_back_when_that_leaves_it_out() -> None:
    """001 goes to 乙学院 on the 22nd, which leaves it out of its whole plan on the 24th: nobody's."""
    sheets = PLAN, sent(3, "plan", 22, due("001", YI), due("011", YI), unit=YI)
    sheets = *sheets, whole(4, "plan", 24, due("011", YI), unit=YI)
    assert series("group_creation", *sheets, days=(23, 24)) == [(0, 2), (0, 2)]
    assert series("group_creation", *sheets, days=(23, 24), unit=YI) == [(0, 2), (0, 1)]


def test_sheets_of_one_moment_are_one_whole() -> None:
    """A plan in two sheets of one workbook: neither ends what the other lists."""
    parts = whole(3, "plan", 24, due("001")), whole(4, "plan", 24, due("002"))
    assert series("group_creation", PLAN, *parts, days=(23, 24)) == [(0, 3), (0, 2)]


@pytest.mark.parametrize("back", ["sent again", "withdrawn"])
def test_whoever_is_listed_again_is_listed_on_every_day(back: str) -> None:
    """By a later plan, or because the whole is taken back: 3 classes on all days."""
    short = whole(3, "plan", 24, due("001"), due("002"))
    later = [sent(4, "plan", 25, due("003"))] if back == "sent again" else []
    if not later:
        short = dataclasses.replace(short, withdrawn_at=at(25))
    assert series("group_creation", PLAN, short, *later, days=(23, 24, 25)) == [(0, 3)] * 3


def student(id: str, class_id: str = "001", joined: int | None = 20) -> dict:
    return {"class_id": class_id, "student_id": id, "joined_on": joined and feb(joined)}


def test_a_student_who_drops_is_expected_no_more() -> None:
    """Of three, all joined, one is left out of the roster of the 24th and the plan says 2: 3/3, then 2/2."""
    plan = sent(1, "plan", 19, due("001", enrolled=2))
    roster = sent(2, "roster", 20, *map(student, "abc"))
    sheets = plan, roster, whole(3, "roster", 24, *map(student, "ab"))
    assert series("enrollment", *sheets, days=(23, 24)) == [(3, 3), (2, 2)]
    assert series("students_complete", *sheets, days=(23, 24)) == [(3, 3), (2, 2)]


def test_a_whole_roster_speaks_of_its_own_classes_only() -> None:
    """That of 001 leaves the students of 002 where they are."""
    plan = sent(1, "plan", 19, due("001", enrolled=1), due("002", enrolled=1))
    roster = sent(2, "roster", 20, student("a"), student("b"), student("a", "002"))
    assert series("enrollment", plan, roster, whole(3, "roster", 24, student("b")), days=(23, 24)) == [
        (3, 3), (2, 2),
    ]  # fmt: skip


def test_students_left_out_are_missing_up_to_the_day_on_which_they_went() -> None:
    """The burn-down and the list of the day have the student who dropped before, and not after."""
    plan = sent(1, "plan", 19, due("001", enrolled=2))
    roster = sent(2, "roster", 20, student("a"), student("b", joined=None), student("c", joined=None))
    facts = frames_of([plan, roster, whole(3, "roster", 24, student("a"), student("b", joined=None))])
    left_out = LeftOut(facts, TERM)
    by_day = left_out.by_day([feb(day) for day in (22, 23, 24, 25)], [JIA])
    assert by_day["students"][by_day["lack"] == "not_joined"].tolist() == [2, 2, 1, 1]
    absent = [left_out.at(feb(day)).students(feb(day)).query("not_joined")["student_id"] for day in (23, 24)]
    assert [sorted(students) for students in absent] == [["b", "c"], ["b"]]


def test_a_student_taken_off_the_list_of_those_in_need_counts_up_to_that_day() -> None:
    """Two named, one helped; without the other from the 24th on: 1/2, then 1/1, records and list alike."""
    rows = (
        {"student_id": "a", "helped_on": feb(21), "owner": "赵", "claimed_on": feb(21)},
        {"student_id": "b"},
    )
    sheets = sent(1, "need", 20, *rows), whole(2, "need", 24, rows[0])
    assert series("need_support", *sheets, days=(23, 24)) == [(1, 2), (1, 1)]
    assert series("need_claimed", *sheets, days=(23, 24)) == [(1, 2), (1, 1)]
    facts = frames_of(sheets)
    assert [len(need_records(facts, TERM, feb(day))) for day in (23, 24)] == [2, 1]


def test_a_visitor_left_out_of_the_whole_list_is_on_it_up_to_that_day() -> None:
    """Two leaders of the campus, then one."""
    rows = [{"visitor": name, "visitor_kind": "校领导", "unit": CAMPUS} for name in ("钱", "郑")]
    sheets = sent(1, "visitors", 20, *rows), whole(2, "visitors", 24, rows[0])
    assert series("leader_visits", *sheets, days=(23, 24), unit=CAMPUS) == [(0, 2), (0, 1)]


def test_sessions_of_a_class_called_off_later_stay_counted() -> None:
    """Held on the 22nd, off from the 24th: 1/1 of the 22nd stays, that of the 25th counts nowhere."""
    row = {"class_id": "001", "source": "上报", "planned": 1, "held": 1}
    held = sent(4, "sessions", 25, *({**row, "date": feb(day)} for day in (22, 25)))
    sheets = PLAN, off(3, 24, "001"), held
    assert series("session_opening", *sheets, days=(21, 22, 24, 25)) == [(0, 0), (1, 1), (1, 1), (1, 1)]
    figures = compute_figures(
        frames_of(sheets), term=TERM, days=DAYS, indicators=["session_opening"], units=[JIA]
    )
    assert (daily(figures)[["n", "d"]] >= 0).all(axis=None)
    taught = distinct_teachers(frames_of(sheets), TERM, feb(21), feb(27))
    assert taught["teachers"].tolist() == [1, 0, 1]


def test_lists_of_a_day_have_the_classes_due_on_it() -> None:
    """No group: 003 called off on the 24th is missing on the 23rd, on no list after."""
    facts = frames_of([PLAN, GROUPS, off(3, 24, "003")])
    lists = [gaps(facts, TERM, feb(day), lists=["no_group", "not_in_plan"]) for day in (23, 24)]
    assert [list(rows["no_group"]["class_id"]) for rows in lists] == [["003"], []]
    assert all(rows["not_in_plan"].empty for rows in lists)


def test_a_class_called_off_is_compared_with_no_sheet() -> None:
    """Not among the classes that units say nothing of, from the day on which it was called off."""
    facts = frames_of([PLAN, GROUPS, off(3, 24, "003")])
    pairs = [agreement(facts, TERM, feb(day), comparisons=["unreported"]).pairs for day in (23, 24)]
    assert [sorted(set(rows["item"])) for rows in pairs] == [["001", "002", "003"], ["001", "002"]]
