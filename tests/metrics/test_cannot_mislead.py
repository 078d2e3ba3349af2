"""Cases in which a figure once read better than things were: rows in, n and d out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb
import pandas as pd
import pytest

from metrics import compute_figures, gaps
from metrics.names import people
from schema.figures import CAMPUS
from tests.metrics.making import Submission, at, feb, frames_of, relations_of, small_term

UNITS = ("甲学院", "乙学院")
JIA, YI = UNITS
TERM = small_term(*UNITS)


def due(class_id: str, unit: str = JIA, enrolled: int = 40, **more: Any) -> dict[str, Any]:
    """A class of the plan."""
    names = {"course_name": "课", "teacher": "王", "first_session_on": feb(20)}
    return {"class_id": class_id, "unit": unit, "enrolled": enrolled, **names, **more}


def sent(number: int, table: str, day: int, *rows: dict[str, Any], unit: str = JIA) -> Submission:
    """A sheet received at noon of a day."""
    return Submission(number, table, unit, at(day), list(rows))


def figure(indicator: str, *sheets: Submission, on: int = 24, unit: str = JIA) -> tuple[int, int]:
    """``n`` and ``d`` of a unit on a day, as known with everything; DuckDB counts the same."""
    asked: dict[str, Any] = {"term": TERM, "days": [feb(on)], "indicators": [indicator], "units": [unit]}
    frames = frames_of(sheets)
    table = compute_figures(frames, **asked)
    with duckdb.connect() as connection:
        pd.testing.assert_frame_equal(compute_figures(relations_of(frames, connection), **asked), table)
    return int(table["n"].iloc[0]), int(table["d"].iloc[0])


PLAN = sent(1, "plan", 19, due("001"), due("002"), due("003"))


def test_a_class_called_off_is_due_no_more() -> None:
    """停开 received on the 23rd takes it out of n and d; as known on the 22nd, or without that sheet, it is due."""
    group = {"class_id": "001", "created_on": feb(20)}
    off = sent(3, "plan", 23, due("001", state="停开"))
    sheets = PLAN, sent(2, "groups", 20, group)
    assert figure("group_creation", *sheets) == (1, 3)
    assert figure("group_creation", *sheets, off) == (0, 2)
    assert figure("enrollment", *sheets, off) == (0, 80)
    known_then = compute_figures(
        frames_of([*sheets, off]), term=TERM, days=[feb(24)], known_at=at(22), indicators=["group_creation"]
    )
    assert known_then[["n", "d"]].iloc[0].tolist() == [1, 3]
    silent = replace(sent(4, "plan", 24, due("001")), lacking=("state",))
    assert figure("group_creation", *sheets, off, silent) == (0, 2)
    assert figure("group_creation", *sheets, off, sent(4, "plan", 24, due("001"))) == (1, 3)


def test_a_class_called_off_is_on_no_list() -> None:
    """Neither as due nor among the classes that the plan does not know."""
    group = sent(2, "groups", 20, {"class_id": "001", "created_on": feb(20)})
    facts = frames_of([PLAN, group, sent(3, "plan", 23, due("001", state="停开"))])
    lists = gaps(facts, TERM, feb(24), lists=["no_group", "not_in_plan", "no_material"])
    assert {name: sorted(rows["class_id"]) for name, rows in lists.items()} == {
        "no_group": ["002", "003"], "not_in_plan": [], "no_material": ["002", "003"],
    }  # fmt: skip


def test_an_assistant_counts_from_the_first_receipt() -> None:
    """A group of the 20th whose assistant is first named on the 23rd has one from the 23rd, not before."""
    group = {"class_id": "001", "created_on": feb(20)}
    first, second = sent(2, "groups", 20, group), sent(3, "groups", 23, {**group, "assistant": "张"})
    assert [figure("assistant_assignment", PLAN, first, second, on=day) for day in (20, 22, 23)] == [
        (0, 1), (0, 1), (1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("indicator", ["counselor_presence", "announcement"])
def test_one_group_of_three_classes_is_a_third(indicator: str) -> None:
    """Classes without a group are owed a counsellor and the arrangement too: 1/3, not 1/1."""
    done = dict.fromkeys(("created_on", "counselor_joined_on", "announced_on"), feb(20))
    assert figure(indicator, PLAN, sent(2, "groups", 20, {"class_id": "001", **done})) == (1, 3)


@pytest.mark.parametrize(("day", "expected"), [(20, (2, 2)), (22, (2, 2)), (23, (2, 2)), (24, (0, 2))])
def test_a_later_total_leaves_the_past_to_the_roster(day: int, expected: tuple[int, int]) -> None:
    """A roster of the 20th stands up to the day of the total of the 24th."""
    plan = sent(1, "plan", 19, due("001", enrolled=2))
    students = [{"class_id": "001", "student_id": id, "joined_on": feb(20)} for id in ("1", "2")]
    total = {"class_id": "001", "as_of": feb(24), "expected": 2, "joined": 0}
    sheets = plan, sent(2, "roster", 20, *students), sent(3, "enrollment", 24, total)
    assert figure("enrollment", *sheets, on=day) == expected


def test_never_fewer_are_expected_than_the_plan_has() -> None:
    """A roster of 2 of 40 is 2/40, and a total that expects 10 of 40 is 10/40."""
    students = [{"class_id": "001", "student_id": id, "joined_on": feb(20)} for id in ("1", "2")]
    total = {"class_id": "001", "as_of": feb(20), "expected": 10, "joined": 10, "notified": 10}
    plan = sent(1, "plan", 19, due("001"))
    assert figure("enrollment", plan, sent(2, "roster", 20, *students)) == (2, 40)
    assert figure("notification", plan, sent(2, "enrollment", 20, total)) == (10, 40)


def test_both_numbers_of_a_rate_are_of_one_summary() -> None:
    """18 of the first summary are not held against the 10 of the second, which leaves its own blank."""
    rows = [
        {"phase": phase, "submitted_on": feb(day), "teachers": d, "self_evaluated": n}
        for phase, day, n, d in (("首日", 22, 18, 20), ("首周", 24, None, 10))
    ]
    assert figure("self_evaluation", sent(2, "summaries", 24, *rows)) == (0, 10)
    assert figure("self_evaluation", sent(2, "summaries", 24, *rows), on=23) == (18, 20)


def test_of_two_summaries_of_one_day_that_of_the_later_phase_stands() -> None:
    """首月 comes after 第三周 whatever the order of the characters, and of the rows."""
    rows = [
        {"phase": phase, "submitted_on": feb(24), "problems_found": found, "problems_closed": 1}
        for phase, found in (("首月", 9), ("第三周", 5))
    ]
    assert figure("problems_closed", sent(2, "summaries", 24, *rows)) == (1, 9)


def test_a_summary_sent_again_with_a_later_day_was_there_all_the_same() -> None:
    """The unit of the 22nd is not late because it corrected its summary on the 24th."""
    row = {"phase": "首周", "classified": True, "measures": True}
    first, again = ({**row, "submitted_on": feb(day)} for day in (22, 24))
    sheets = sent(2, "summaries", 22, first), sent(3, "summaries", 24, again)
    assert figure("unit_summary", *sheets, on=22) == (1, 1)


def test_a_fault_sent_again_with_a_new_time_is_one() -> None:
    """Number and problem tell a fault; its time put right makes no second one."""
    fault = {"fault_no": "1", "problem": "断网"}
    first = {**fault, "reported_at": at(22, 8).replace(tzinfo=None)}
    again = {
        **fault, "reported_at": at(22, 9).replace(tzinfo=None), "solved_at": at(23, 9).replace(tzinfo=None)
    }  # fmt: skip
    sheets = sent(2, "obstacles", 22, first), sent(3, "obstacles", 23, again)
    assert figure("obstacles_solved", *sheets) == (1, 1)
    other = {**fault, "problem": "没声音", "reported_at": at(23, 8).replace(tzinfo=None)}
    assert figure("obstacles_solved", *sheets, sent(4, "obstacles", 24, other)) == (1, 2)


def test_a_visit_that_took_place_was_arranged() -> None:
    """Reporting a planned visit with 听课日期 alone takes its arrangement back on no day."""
    visit = {"class_id": "001", "visitor": "李", "visitor_kind": "学院督导组"}
    planned, done = {**visit, "planned_on": feb(24)}, {**visit, "visited_on": feb(24)}
    sheets = PLAN, sent(2, "visits", 20, planned), sent(3, "visits", 24, done)
    assert [figure("visit_arrangement", *sheets, on=day) for day in (19, 20, 24)] == [(0, 1), (1, 1), (1, 1)]
    assert figure("visit_coverage", *sheets) == (1, 3)


def test_supervision_must_cover_the_modes_of_the_unit() -> None:
    """With 直播 and 录播 taught, a visit to a class of 直播 alone is not all; one to each is."""
    groups = sent(
        2, "groups", 20, {"class_id": "001", "mode": ("直播",)}, {"class_id": "002", "mode": ("录播",)}
    )
    visit = {"visitor": "李", "visitor_kind": "学院督导组"}
    one = {**visit, "class_id": "001", "planned_on": feb(22)}
    other = {**visit, "class_id": "002", "planned_on": feb(23)}
    assert figure("unit_supervision", PLAN, groups, sent(3, "visits", 22, one)) == (0, 1)
    both = PLAN, groups, sent(3, "visits", 22, one), sent(4, "visits", 23, other)
    assert [figure("unit_supervision", *both, on=day) for day in (22, 23)] == [(0, 1), (1, 1)]


def test_the_larger_of_survey_and_names_stands() -> None:
    """After a survey of ten, nine of them helped, one student named makes it no 0/1."""
    survey = {"as_of": feb(22), "students": 100, "surveyed": 100, "in_need": 10, "helped": 9}
    one = sent(3, "need", 23, {"student_id": "1"})
    assert figure("need_support", sent(2, "need_survey", 22, survey), one) == (9, 10)
    named = [{"student_id": str(n), "helped_on": feb(24) if n < 5 else None} for n in range(10)]
    everyone = sent(4, "need", 24, *named)
    sheets = sent(2, "need_survey", 22, survey), one, everyone
    assert [figure("need_support", *sheets, on=day) for day in (23, 24)] == [(9, 10), (5, 10)]


def test_the_campus_is_held_against_those_named_where_they_are_more_than_the_notice() -> None:
    """One named and claimed where the notice counts none is 1/1 of the campus, never above the whole."""
    claimed = {"student_id": "1", "owner": "赵", "claimed_on": feb(23)}
    assert figure("need_claimed", sent(2, "need", 23, claimed), unit=CAMPUS) == (1, 1)


def test_days_without_a_health_check_are_owed() -> None:
    """One day of ten checked is 100 of 1,000."""
    row = {"date": feb(20), "returned": 100, "checked": 100}
    assert figure("health_checks", sent(2, "health_checks", 20, row), on=29) == (100, 1000)


def test_a_session_made_up_is_no_longer_owed() -> None:
    """Deferred from the 22nd to the 24th: 0/1 until it is held, then 1/1; not held, it stays owed."""
    row = {"class_id": "001", "source": "上报"}
    deferred = {**row, "date": feb(22), "planned": 1, "held": 0, "deferred": 1, "moved_to": feb(24)}
    made_up = {**row, "date": feb(24), "planned": 1, "held": 1}
    sheets = PLAN, sent(2, "sessions", 22, deferred), sent(3, "sessions", 24, made_up)
    assert [figure("session_opening", *sheets, on=day) for day in (22, 23, 24)] == [(0, 1), (0, 1), (1, 1)]
    failed = sent(3, "sessions", 24, {**made_up, "held": 0})
    assert figure("session_opening", *sheets[:2], failed) == (0, 2)


def test_a_teacher_who_moved_to_the_office_was_at_home_before() -> None:
    """Place as of the day: at home on the 20th and 21st, not from the 22nd on."""
    told = [sent(2, "groups", 20, {"class_id": "001", "location": "家"})]
    told.append(sent(3, "groups", 22, {"class_id": "001", "location": "办公室"}))
    plan = sent(1, "plan", 19, due("001"))
    found = [figure("teaching_at_home", plan, *told, on=day) for day in (20, 21, 22)]
    assert found == [(1, 1), (1, 1), (0, 1)]


def test_people_of_one_name_in_two_units_are_two() -> None:
    """Without 教师工号 a name is one person within the unit: the place of one says nothing of the other."""
    plan = sent(1, "plan", 19, due("001"), due("011", YI))
    group = sent(2, "groups", 20, {"class_id": "001", "location": "家"})
    assert figure("teacher_place", plan, group, unit=CAMPUS) == (1, 2)


def test_a_cell_that_names_two_teachers_names_two() -> None:
    """王、李 are two of the first day, and both are told by the 教师通知日期 of their class."""
    plan = sent(
        1, "plan", 19, due("001", teacher="王、李"), due("002", teacher="李"), due("003", teacher="赵")
    )
    told = sent(2, "groups", 20, {"class_id": "001", "teacher_notified_on": feb(20)})
    assert figure("teacher_place", plan) == (0, 3)
    assert figure("teachers_notified", plan, told) == (2, 3)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王伟副校长", {"王伟"}), ("王伟(副校长)", {"王伟"}), ("王伟 李娜", {"王伟", "李娜"}), ("王 伟", {"王伟"}),
        ("王伟、李娜教授", {"王伟", "李娜"}), ("副校长 王伟", {"王伟"}), ("John Smith", {"johnsmith"}),
    ],
)  # fmt: skip
def test_titles_and_remarks_are_no_part_of_a_name(text: str, names: set[str]) -> None:
    """Several people stand apart by signs or blanks; a title and a bracket are left off."""
    assert people(text) == names


def test_a_summary_corrected_to_an_earlier_day_replaces_the_first() -> None:
    """Sent with the 24th, then with the 22nd and other numbers: these count from the 22nd, on the 24th too."""
    row = {"phase": "首周", "problems_found": 5, "problems_closed": 1}
    first = sent(2, "summaries", 24, {**row, "submitted_on": feb(24)})
    again = sent(3, "summaries", 25, {**row, "submitted_on": feb(22), "problems_closed": 4})
    assert [figure("problems_closed", first, again, on=day) for day in (21, 22, 24)] == [
        (0, 0), (4, 5), (4, 5),
    ]  # fmt: skip
    later = sent(4, "summaries", 26, {**row, "submitted_on": feb(26), "problems_closed": 5})
    assert [figure("problems_closed", first, again, later, on=day) for day in (25, 26)] == [(4, 5), (5, 5)]
