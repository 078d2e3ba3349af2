"""The board where a figure could be taken for done: rows in, the state of the task out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from metrics import compute_figures, counts
from metrics.states import with_states
from schema.figures import CAMPUS
from schema.notice import task_by_number
from services import tasks
from services.tasks import Line, Measured, State, lines
from tests.metrics.making import Submission
from tests.metrics.test_cannot_mislead import JIA, YI, due, sent
from tests.services.sheets import at, feb, frames_of
from tests.services.test_tasks import EVE, TERM

PLAN = sent(1, "plan", 19, due("001"), due("002"), due("003"))
BOTH = sent(1, "plan", 19, due("001"), due("011", YI))


_MEASURED: dict[tuple[int, str], Measured] = {}


def measured(number: int, sheets: Sequence[Submission]) -> Measured:
    """All that a board of one task is made of, worked out once of the same sheets."""
    if (number, repr(sheets)) not in _MEASURED:
        facts, days = frames_of(sheets), [EVE - dt.timedelta(1), EVE]
        # Who has sent a survey is asked of every board.
        ids = {"need_survey", *tasks.indicators_of(task_by_number(number))}
        figures = with_states(compute_figures(facts, term=TERM, days=days, indicators=[*ids]), facts, TERM)
        _MEASURED[number, repr(sheets)] = Measured(figures, counts(facts, TERM, EVE))
    return _MEASURED[number, repr(sheets)]


def task(number: int, *sheets: Submission, unit: str = CAMPUS) -> Line:
    """A task, on a board of its own, at 24:00 of the eve of teaching, when it is due."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "TASKS", [task_by_number(number)])
        (line,) = lines(measured(number, sheets), TERM, unit, EVE, at(24, 0))
    return line


def state(number: int, *sheets: Submission, unit: str = CAMPUS) -> State | None:
    return task(number, *sheets, unit=unit).state


def groups(*classes: str, **cells: Any) -> Submission:
    """Groups of the 20th, each with ``cells``."""
    rows = ({"class_id": id, "created_on": feb(20), **cells} for id in classes)
    return sent(2, "groups", 20, *rows)


def roster(count: int, **marks: Any) -> Submission:
    """Students of 001, all in the group."""
    rows = ({"class_id": "001", "student_id": f"s{n}", "joined_on": feb(20), **marks} for n in range(count))
    return sent(3, "roster", 20, *rows)


SURVEY = {"as_of": feb(22), "students": 500, "surveyed": 500, "in_need": 10, "helped": 10}
ALL = {"notified": True, "received": True}


def test_a_survey_of_one_unit_of_two_is_overdue() -> None:
    """500 of 500 of one unit, and one of two units has reported; with both it is done."""
    one = sent(4, "need_survey", 22, SURVEY)
    board = task(2, BOTH, one)
    assert board.state is State.OVERDUE
    assert {(gauge.n, gauge.d, gauge.reported, gauge.units) for gauge in board.gauges} == {
        (500, 500, 1, 2), (10, 10, 1, 2),
    }  # fmt: skip
    assert state(2, BOTH, one, sent(5, "need_survey", 22, SURVEY, unit=YI)) is State.DONE


@pytest.mark.parametrize(("number", "cell"), [(4, "counselor_joined_on"), (10, "announced_on")])
def test_one_group_of_three_classes_makes_no_task_done(number: int, cell: str) -> None:
    """Task 3 is overdue, and so are the counsellor and the arrangement; with three groups all are done."""
    one, three = (groups(*ids, **{cell: feb(20)}) for ids in (["001"], ["001", "002", "003"]))
    assert [state(each, PLAN, one) for each in (3, number)] == [State.OVERDUE, State.OVERDUE]
    assert [state(each, PLAN, three) for each in (3, number)] == [State.DONE, State.DONE]


def test_an_assistant_of_the_next_day_makes_task_7_done_on_no_day_before() -> None:
    """Named on the 24th, the eve has none, by what is known today too."""
    plan = sent(1, "plan", 19, due("001"))
    late = sent(3, "groups", 24, {"class_id": "001", "created_on": feb(20), "assistant": "张"})
    assert state(7, plan, groups("001"), late) is State.OVERDUE
    assert state(7, plan, groups("001", assistant="张")) is State.DONE


def test_a_roster_of_two_of_forty_makes_no_task_done() -> None:
    """All listed have joined, are notified and have the materials: 38 of the plan are on no list."""
    plan = sent(1, "plan", 19, due("001", enrolled=40))
    assert [state(number, plan, roster(2, **ALL)) for number in (5, 6)] == [State.OVERDUE] * 2
    assert [state(number, plan, roster(40, **ALL)) for number in (5, 6)] == [State.DONE] * 2


def test_a_count_that_expects_ten_of_forty_makes_no_task_done() -> None:
    """应进群 10, and ten joined, notified and with materials."""
    counts = dict.fromkeys(("expected", "joined", "notified", "received"), 10)
    total = sent(3, "enrollment", 22, {"class_id": "001", "as_of": feb(22), **counts})
    plan = sent(1, "plan", 19, due("001", enrolled=40))
    assert [state(number, plan, total) for number in (5, 6)] == [State.OVERDUE] * 2


def test_one_student_named_after_a_survey_of_ten_leaves_the_survey() -> None:
    """Ten helped of ten stays done; the student named alone would make it 0 of 1."""
    both = [sent(n, "need_survey", 22, SURVEY, unit=unit) for n, unit in ((4, JIA), (5, YI))]
    one = sent(6, "need", 23, {"student_id": "1"})
    assert state(2, BOTH, *both, one) is State.DONE
    many = sent(6, "need", 23, *({"student_id": f"{n}"} for n in range(11)))
    assert state(2, BOTH, *both, many) is State.OVERDUE


def test_a_class_that_is_called_off_or_left_out_owes_nothing_from_then_on() -> None:
    """Two of three classes have a group; without the third, off since the 22nd, task 3 is done."""
    two = groups("001", "002")
    off = sent(4, "plan", 22, due("003", state="停开"))
    short = sent(4, "plan", 22, due("001"), due("002"))
    assert state(3, PLAN, two) is State.OVERDUE
    assert state(3, PLAN, two, off) is State.DONE
    assert state(3, PLAN, two, short) is State.OVERDUE
    assert state(3, PLAN, two, replace(short, whole=True)) is State.DONE
    assert state(3, PLAN, two, replace(off, received_at=at(24))) is State.OVERDUE


def test_a_cell_of_two_teachers_owes_both_a_notice() -> None:
    """Of 王、李 and 赵 with a first session on the first day, the class of the two was told: 2 of 3."""
    plan = sent(
        1, "plan", 19,
        due("001", teacher="王、李", first_session_on=feb(24)), due("002", teacher="赵", first_session_on=feb(24)),
    )  # fmt: skip
    told = groups("001", teacher_notified_on=feb(20))
    line = task(8, plan, told)
    assert [(gauge.n, gauge.d) for gauge in line.gauges] == [(2, 3)]
    assert line.state is State.OVERDUE


def test_a_place_in_one_unit_says_nothing_of_a_namesake_in_another() -> None:
    """王 of two units without numbers are two: one place known of two."""
    assert next((g.n, g.d) for g in task(11, BOTH, groups("001", location="家")).gauges) == (1, 2)
    assert state(11, BOTH, groups("001", location="家")) is State.OVERDUE


@pytest.mark.parametrize(
    ("visitor", "expected"),
    [
        ("王伟副校长", State.DONE),
        ("王伟(副校长)", State.DONE),
        ("王伟 李娜", State.DONE),
        ("王薇", State.OVERDUE),
    ],
)
def test_a_leader_is_found_in_the_cell_of_a_visit(visitor: str, expected: State) -> None:
    """With a title, in brackets, and beside somebody else; nobody else for them."""
    listed = sent(4, "visitors", 20, {"visitor": "王伟", "visitor_kind": "校领导", "unit": CAMPUS})
    visit = {"class_id": "001", "visitor": visitor, "visitor_kind": "校领导", "planned_on": feb(23)}
    assert state(13, PLAN, listed, sent(5, "visits", 21, visit)) is expected


def test_supervision_is_done_by_the_deadline_and_of_all_modes_only() -> None:
    """Arranged on the 25th it is late; one of two modes is not all; both by the eve are done."""
    modes = sent(
        2, "groups", 20, {"class_id": "001", "mode": ("直播",)}, {"class_id": "002", "mode": ("录播",)}
    )
    visit = {"visitor": "李", "visitor_kind": "学院督导组"}
    one, other = ({**visit, "class_id": id, "planned_on": feb(23)} for id in ("001", "002"))
    late = sent(6, "visits", 25, {**other, "planned_on": feb(25)})
    sheets = PLAN, modes, sent(5, "visits", 21, one)
    assert state(15, *sheets, unit=JIA) is State.OVERDUE
    assert state(15, *sheets, late, unit=JIA) is State.OVERDUE
    assert state(15, *sheets, sent(6, "visits", 22, other), unit=JIA) is State.DONE


def test_a_fault_sent_again_with_a_new_time_keeps_nothing_open() -> None:
    """One fault, its time put right and solved: done; without the solution it is open."""
    fault = {"fault_no": "1", "problem": "断网"}
    first = {**fault, "reported_at": at(22, 8).replace(tzinfo=None)}
    again = {**fault, "reported_at": at(22, 9).replace(tzinfo=None)}
    solved = {**again, "solved_at": at(23, 9).replace(tzinfo=None)}
    sheets = PLAN, sent(4, "obstacles", 22, first)
    assert state(16, *sheets, sent(5, "obstacles", 23, solved)) is State.DONE
    assert state(16, *sheets, sent(5, "obstacles", 23, again)) is State.OVERDUE


def test_a_group_number_without_a_day_is_no_group() -> None:
    """群号 alone makes task 3 overdue."""
    assert (
        state(3, sent(1, "plan", 19, due("001")), sent(2, "groups", 20, {"class_id": "001", "group_no": "1"}))
        is State.OVERDUE
    )


def test_a_class_given_to_another_unit_is_owed_by_that() -> None:
    """001 goes to 乙学院 with its group: 甲学院 owes two of two, and the board of 乙学院 has one."""
    moved = sent(4, "plan", 22, due("001", YI))
    sheets = PLAN, groups("001"), moved
    assert [(g.n, g.d) for unit in (JIA, YI) for g in task(3, *sheets, unit=unit).gauges] == [(0, 2), (1, 1)]
    assert [state(3, *sheets, unit=unit) for unit in (JIA, YI)] == [State.OVERDUE, State.DONE]
