"""Cases that somebody will ask about, worked out by hand: the plan moves, days are odd, a whole campus is named.

Each is told in ``docs/indicators.md``, in the order in which it stands here. Days are days of February 2020.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from metrics import compute_figures, reporting_timeliness
from metrics.windows import daily
from schema.figures import CAMPUS
from tests.loaders.test_rules import read
from tests.metrics.making import Submission, at, feb, frames_of
from tests.metrics.test_cannot_mislead import JIA, TERM, YI, due, sent
from tests.metrics.test_ends import Rates, series, whole

PLAN = sent(1, "plan", 19, due("001", enrolled=30), due("002", enrolled=20))
GROUPS = sent(
    2, "groups", 20, *({"class_id": class_id, "created_on": feb(20)} for class_id in ("001", "002"))
)


def known(indicator: str, *sheets: Submission, on: int, then: int, unit: str = JIA) -> Rates:
    """The figure of a day as known at noon of the day ``then``, and as known now."""
    facts = frames_of(sheets)
    asked: dict[str, Any] = {"term": TERM, "days": [feb(on)], "indicators": [indicator], "units": [unit]}
    tables = [compute_figures(facts, known_at=moment, **asked) for moment in (at(then), None)]
    return [(int(table["n"].iloc[0]), int(table["d"].iloc[0])) for table in tables]


def test_a_plan_that_is_withdrawn_takes_its_classes_from_every_day() -> None:
    """The second plan, with 003, is taken back on the 25th: of the 22nd 2/3 was known then, 2/2 now."""
    more = replace(sent(3, "plan", 21, due("003")), withdrawn_at=at(25))
    assert known("group_creation", PLAN, GROUPS, more, on=22, then=24) == [(2, 3), (2, 2)]


def test_a_class_given_to_another_unit_is_its_on_every_day() -> None:
    """002 goes to 乙学院 on the 24th: of the 22nd 甲学院 had 2/2 then and has 1/1 now, 乙学院 1/1."""
    moved = sent(3, "plan", 24, due("002", YI, enrolled=20))
    assert known("group_creation", PLAN, GROUPS, moved, on=22, then=23) == [(2, 2), (1, 1)]
    assert known("group_creation", PLAN, GROUPS, moved, on=22, then=23, unit=YI) == [(0, 0), (1, 1)]
    assert known("group_creation", PLAN, GROUPS, moved, on=22, then=23, unit=CAMPUS) == [(2, 2), (2, 2)]


def test_a_class_in_the_plans_of_two_units_is_that_of_the_later() -> None:
    """Both list 001: it counts once, for 乙学院, whose plan came last."""
    both = PLAN, GROUPS, sent(3, "plan", 20, due("001", YI, enrolled=30))
    assert series("group_creation", *both, days=(22,)) == [(1, 1)]
    assert series("group_creation", *both, days=(22,), unit=YI) == [(1, 1)]
    assert series("enrollment", *both, days=(22,), unit=CAMPUS) == [(0, 50)]


def test_a_class_added_after_the_deadline_is_owed_on_the_days_before() -> None:
    """003 comes on the 25th: of the 23rd 2/2 was known then, 2/3 now; what was frozen stays 2/2."""
    added = sent(3, "plan", 25, due("003"))
    assert known("group_creation", PLAN, GROUPS, added, on=23, then=24) == [(2, 2), (2, 3)]


def test_two_classes_merged_are_one_from_that_day() -> None:
    """002 is called off on the 24th and its 20 students go to 001: 2 classes, then 1; 50 places throughout.

    选课人数 has no day: as known now 001 expects 50 on the days before too, beside the 20 of 002.
    """
    merged = sent(3, "plan", 24, due("002", enrolled=20, state="停开"), due("001", enrolled=50))
    sheets = PLAN, GROUPS, merged
    assert series("group_creation", *sheets, days=(23, 24)) == [(2, 2), (1, 1)]
    assert series("enrollment", *sheets, days=(23, 24)) == [(0, 70), (0, 50)]
    assert known("enrollment", *sheets, on=23, then=23) == [(0, 50), (0, 70)]


def test_a_class_of_the_third_week_is_owed_its_group_on_the_eve() -> None:
    """First taught on 9 March, due from the first day: a class without a group is missing on the eve."""
    plan = sent(1, "plan", 19, due("001", first_session_on=dt.date(2020, 3, 9)), due("002"))
    groups = sent(2, "groups", 20, {"class_id": "002", "created_on": feb(20)})
    assert series("group_creation", plan, groups, days=(23,)) == [(1, 2)]
    assert series("teachers_notified", plan, groups, days=(23,)) == [(0, 1)]
    assert series("session_opening", plan, groups, days=(23,)) == [(0, 0)]


def students(*ids: str) -> list[dict[str, Any]]:
    return [{"class_id": "001", "student_id": id, "joined_on": feb(20)} for id in ids]


def test_a_student_who_drops_was_expected_before() -> None:
    """Three, then two in a whole roster of the 24th with 选课人数 2: 3/3, then 2/2; without either, 3/3."""
    plan = sent(1, "plan", 19, due("001", enrolled=3))
    roster, fewer = sent(2, "roster", 20, *students(*"abc")), sent(3, "plan", 24, due("001", enrolled=2))
    gone = whole(4, "roster", 24, *students(*"ab"))
    assert series("enrollment", plan, roster, fewer, gone, days=(23, 24)) == [(3, 3), (2, 2)]
    assert series("enrollment", plan, roster, gone, days=(23, 24)) == [(3, 3), (2, 3)]
    assert series("enrollment", plan, roster, replace(gone, whole=False), days=(23, 24)) == [(3, 3), (3, 3)]


def test_a_student_who_adds_a_course_is_expected_on_every_day() -> None:
    """One more on the roster of the 24th, joined on that day: of the 23rd 2/2 then, 2/3 now."""
    plan = sent(1, "plan", 19, due("001", enrolled=2))
    roster = sent(2, "roster", 20, *students("a", "b"))
    added = sent(3, "roster", 24, {"class_id": "001", "student_id": "c", "joined_on": feb(24)})
    assert known("enrollment", plan, roster, added, on=23, then=23) == [(2, 2), (2, 3)]
    assert series("enrollment", plan, roster, added, days=(23, 24)) == [(2, 3), (3, 3)]


def test_a_group_number_without_a_day_is_no_group() -> None:
    """群号 without 建群日期 is 0 of 1."""
    plan = sent(1, "plan", 19, due("001"))
    groups = sent(2, "groups", 20, {"class_id": "001", "group_no": "12345"})
    assert series("group_creation", plan, groups, days=(23,)) == [(0, 1)]


def test_a_counsellor_or_a_test_before_the_group() -> None:
    """The counsellor of the 20th counts from the group of the 22nd on; the test counts by its own day."""
    plan = sent(1, "plan", 19, due("001"))
    row = {"class_id": "001", "created_on": feb(22), "counselor_joined_on": feb(20), "tested_on": feb(20)}
    sheets = plan, sent(2, "groups", 22, row)
    assert series("counselor_presence", *sheets, days=(21, 22)) == [(0, 1), (1, 1)]
    assert series("teaching_test", *sheets, days=(19, 20)) == [(0, 1), (1, 1)]


def test_a_sheet_received_before_any_plan_counts_once_the_plan_is_there() -> None:
    """Groups of the 20th, the plan of the 22nd: of the 21st nothing was known then, 2/2 is known now."""
    late = replace(PLAN, received_at=at(22))
    assert known("group_creation", GROUPS, late, on=21, then=21) == [(0, 0), (2, 2)]


def test_a_class_that_nobody_takes_is_due_and_expects_nobody() -> None:
    """选课人数 0: a group of 1/2 classes, and 0 of the 20 of the other class."""
    plan = sent(1, "plan", 19, due("001", enrolled=0), due("002", enrolled=20))
    groups = sent(2, "groups", 20, {"class_id": "001", "created_on": feb(20)})
    assert series("group_creation", plan, groups, days=(23,)) == [(1, 2)]
    assert series("enrollment", plan, groups, days=(23,)) == [(0, 20)]


SESSION = {"class_id": "001", "source": "上报"}


def test_a_session_deferred_and_made_up_is_one() -> None:
    """Owed on the 21st until it is held on the 24th: 0/1, then 1/1."""
    deferred = {**SESSION, "date": feb(21), "planned": 1, "held": 0, "deferred": 1, "moved_to": feb(24)}
    made_up = {**SESSION, "date": feb(24), "planned": 1, "held": 1}
    sheets = PLAN, sent(3, "sessions", 21, deferred), sent(4, "sessions", 24, made_up)
    assert series("session_opening", *sheets, days=(21, 23, 24)) == [(0, 1), (0, 1), (1, 1)]


def test_a_day_without_sessions_adds_nothing_and_has_no_rate() -> None:
    """Sunday the 23rd, of which nothing is reported: the total stays, the day is 0/0."""
    held = [{**SESSION, "date": feb(day), "planned": 1, "held": 1} for day in (22, 24)]
    sheets = PLAN, sent(3, "sessions", 24, *held)
    assert series("session_opening", *sheets, days=(22, 23, 24)) == [(1, 1), (1, 1), (2, 2)]
    days = [feb(day) for day in (21, 22, 23, 24)]
    figures = compute_figures(
        frames_of(sheets), term=TERM, days=days, indicators=["session_opening"], units=[JIA]
    )
    by_day = daily(figures)
    assert by_day[["n", "d"]].to_numpy().tolist() == [[1, 1], [0, 0], [1, 1]]
    assert by_day["rate"].isna().tolist() == [False, True, False]


def test_a_student_taken_off_the_list_of_those_in_need_counts_up_to_that_day() -> None:
    """Two named, one without the other in the whole list of the 24th: 0/2, then 0/1."""
    named = sent(1, "need", 20, {"student_id": "a"}, {"student_id": "b"})
    assert series("need_support", named, whole(2, "need", 24, {"student_id": "a"}), days=(23, 24)) == [
        (0, 2), (0, 1),
    ]  # fmt: skip


def test_problems_of_the_campus_stand_beside_those_of_the_units() -> None:
    """Two of four by 甲学院, one of three by the campus itself: the units' sum is not the campus."""
    row = {"phase": "首周", "submitted_on": feb(24)}
    own = {**row, "unit": CAMPUS, "problems_found": 3, "problems_closed": 1}
    sheets = (
        sent(1, "summaries", 24, {**row, "problems_found": 4, "problems_closed": 2}),
        Submission(2, "summaries", None, at(24), [own]),
    )
    assert series("problems_closed", *sheets, days=(24,)) == [(2, 4)]
    assert series("problems_closed", *sheets, days=(24,), unit=CAMPUS) == [(3, 7)]


def test_more_held_than_planned_is_no_row() -> None:
    """实开 2 of 应开 1 is an error of the row, whatever else is right."""
    reading = read(["教学班号", "日期", "数据来源", "应开门次", "实开门次"], ["001", "2月22日", "上报", 1, 2])
    assert reading.rows.empty
    assert [finding.code for finding in reading.findings if finding.is_error] == ["count_exceeds"]


def test_the_campus_is_no_unit_of_a_sheet_of_units() -> None:
    """A survey of 全校 is none of a unit: it is said, and counts for nobody."""
    reading = read(["学院", "统计日期", "学生总数", "已摸排人数"], ["全校", "2月22日", 100, 90])
    assert reading.rows["unit"].isna().all()
    assert [(finding.code, finding.value) for finding in reading.findings] == [("unknown_unit", "全校")]


def test_what_comes_at_midnight_is_in_time_and_of_the_next_day() -> None:
    """An assistant received at 00:00:00 of the 24th: known at 24:00 of the 23rd, and counted from the 24th."""
    row = {"class_id": "001", "created_on": feb(20)}
    first, second = (
        sent(2, "groups", 20, row),
        replace(sent(3, "groups", 24, {**row, "assistant": "张"}), received_at=at(24, 0)),
    )
    assert series("assistant_assignment", PLAN, first, second, days=(23, 24)) == [(0, 1), (1, 1)]
    alone = reporting_timeliness(frames_of([PLAN, second]), TERM, feb(24), at(24, 0))
    assert alone.set_index(["unit", "kind"]).loc[(JIA, "groups"), "status"] == "on_time"
    late = replace(second, received_at=at(24, 0, 1))
    assert series("reporting", PLAN, second, days=(23, 24)) == [(0, 4), (1, 4)]
    after = reporting_timeliness(frames_of([PLAN, late]), TERM, feb(24), at(25, 0))
    assert after.set_index(["unit", "kind"]).loc[(JIA, "groups"), "status"] == "late"
