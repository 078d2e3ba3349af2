from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from schema.figures import CAMPUS
from schema.notice import TASKS, Party, task_by_number
from schema.term import Board, Phase
from services import tasks
from services.tasks import (
    Gauge,
    Measured,
    State,
    indicators_of,
    lines,
    moment_of,
    state_of_count,
    state_of_rate,
    worst,
)
from services.words import gauge_rate
from tests.services.sheets import at, feb, small_term

TERM = replace(
    small_term("甲学院", "乙学院"),
    phases=(
        Phase("preparation", "准备", "Preparation", feb(20), feb(23)),
        Phase("first_day", "首日", "First day", feb(24), feb(24)),
    ),
    task_due={"1": at(23, 0)},
)
EVE = feb(23)
BOUNDS = Board(nearly=0.95, risk=0.90)
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("n", "d", "hours_left", "state"),
    [
        (0, 0, 30, State.NO_DATA),
        (0, 0, -30, State.NO_DATA),
        (40, 40, 30, State.DONE),
        (40, 40, -30, State.DONE),
        (0, 40, 25, State.UNDER_WAY),
        (0, 40, 24, State.AT_RISK),
        (35, 40, 1, State.AT_RISK),
        (36, 40, 1, State.UNDER_WAY),
        (38, 40, 0, State.NEARLY),
        (37, 40, 0, State.OVERDUE),
        (38, 40, -48, State.NEARLY),
        (0, 40, -48, State.OVERDUE),
    ],
)
def test_a_rate_has_its_state_by_the_stated_rule(n: int, d: int, hours_left: int, state: State) -> None:
    """Without denominator never green; by rate once due; at risk in the last 24 hours only."""
    assert state_of_rate(n, d, hours_left * HOUR, BOUNDS) is state


@pytest.mark.parametrize(
    ("n", "known", "hours_left", "begun", "state"),
    [
        (0, True, 5, False, State.DONE),
        (3, True, 5, False, State.UNDER_WAY),
        (3, True, 0, False, State.NEARLY),
        (0, False, 0, False, None),
        (0, False, -5, True, State.NO_DATA),
    ],
)
def test_a_count_is_done_at_zero(n: int, known: bool, hours_left: int, begun: bool, state: State) -> None:
    """A count keeps a task from being done; unreported it says nothing until there is teaching."""
    assert state_of_count(n, known, hours_left * HOUR, begun=begun) is state


def test_a_task_has_its_worst_state() -> None:
    """One overdue indicator outweighs all others; what has no target says nothing."""
    assert worst([State.DONE, State.OVERDUE, State.NO_DATA]) is State.OVERDUE
    assert worst([State.DONE, State.NO_DATA]) is State.NO_DATA
    assert worst([State.UNDER_WAY, State.NO_DATA]) is State.UNDER_WAY
    assert worst([State.DONE, None]) is State.DONE
    assert worst([None]) is None


def figures(rates: dict[str, tuple[int, int]], unit: str = CAMPUS) -> pd.DataFrame:
    """Figures of the eve and of the day before, when each numerator was 1 less."""
    rows: list[dict[str, Any]] = []
    for id in tasks.all_indicators():
        n, d = rates.get(id, (8, 8))
        rows += [
            {"indicator": id, "unit": unit, "on": pd.Timestamp(day), "n": n - less, "d": d}
            for day, less in ((feb(22), min(n, 1)), (EVE, 0))
        ]
    table = pd.DataFrame(rows)
    return table.assign(rate=(table["n"] / table["d"]).where(table["d"] != 0))


def counts(unit: str = CAMPUS, **numbers: int) -> pd.DataFrame:
    """The counts that were reported; all others nobody has reported."""
    ids = [id for task in TASKS for id in task.counts]
    return pd.DataFrame(
        [{"count": id, "unit": unit, "n": numbers.get(id, 0), "known": id in numbers} for id in ids]
    )


def states(rates: dict[str, tuple[int, int]], unit: str = CAMPUS, **numbers: int) -> dict[int, State | None]:
    """The state of each task at 24:00 of the eve."""
    found = lines(Measured(figures(rates, unit), counts(unit, **numbers)), TERM, unit, EVE, at(24, 0))
    return {line.task.number: line.state for line in found}


def test_every_task_is_on_the_board_with_what_is_measured_of_it() -> None:
    """Sixteen tasks; task 1 also has the campus's own group, which academic affairs leads."""
    found = lines(Measured(figures({}), counts()), TERM, CAMPUS, EVE, at(24, 0))
    assert [line.task.number for line in found] == list(range(1, 17))
    first = found[0]
    assert [gauge.indicator for gauge in first.gauges] == [
        "workgroup",
        "discipline_group",
        "campus_workgroup",
    ]
    assert [gauge.indicator for gauge in first.own(Party.ACADEMIC)] == ["campus_workgroup"]
    assert first.own(Party.STUDENT) == ()
    assert found[2].gauges[0].change == 1 / 8
    assert set(states({}).values()) == {State.DONE}


def test_a_survey_of_one_unit_of_two_is_not_done() -> None:
    """500 of 500 students of one unit, nothing of the other: overdue once due, and 1 of 2 units told."""
    rates = {"need_survey": (500, 500), "need_support": (5, 5)}
    of_units = [figures({"need_survey": (500, 500)}, "甲学院"), figures({"need_survey": (0, 0)}, "乙学院")]
    table = pd.concat([figures(rates), *of_units], ignore_index=True)
    task = lines(Measured(table, counts()), TERM, CAMPUS, EVE, at(24, 0))[1]
    assert task.state is State.OVERDUE
    assert [(gauge.reported, gauge.units) for gauge in task.gauges] == [(1, 2), (1, 2)]


def test_a_share_without_target_does_not_judge_a_task() -> None:
    """Few teachers at home is no failure; three in an office without isolation keep the task open."""
    assert states({"teaching_at_home": (1, 8)})[11] is State.DONE
    assert states({"teaching_at_home": (1, 8)}, unisolated_teachers=3)[11] is State.NEARLY


def test_a_task_of_several_indicators_is_as_its_worst() -> None:
    """All joined, but one student in eight without materials: overdue."""
    assert states({"material_receipt": (7, 8)}, students_missing=0)[6] is State.OVERDUE


def test_what_is_the_campus_own_has_no_state_for_a_unit() -> None:
    """Leaders' visits are arranged for the campus: on a unit's board they are not measured."""
    found = states({}, "甲学院")
    assert found[13] is None
    assert found[14] is None
    assert found[15] is State.DONE
    assert indicators_of(task_by_number(1), "甲学院") == ("workgroup", "discipline_group")


def test_the_first_task_is_due_a_day_earlier() -> None:
    """Task 1 by 24:00 of the 22nd where the term says so, what has no entry on the eve of teaching."""
    first, *others = lines(Measured(figures({}), counts()), TERM, CAMPUS, EVE, at(23, 15))
    assert first.left == -15 * HOUR
    assert {line.left for line in others} == {9 * HOUR}


def test_a_board_stands_at_the_earliest_of_its_moments() -> None:
    """24:00 of the day, or what was known before it, or now while the day is not over."""
    now = at(24, 9)
    assert moment_of(EVE, None, TERM, now) == at(24, 0)
    assert moment_of(feb(24), None, TERM, now) == now
    assert moment_of(EVE, at(23, 0), TERM, now) == at(23, 0)


def test_an_indicator_of_which_nothing_came_has_no_rate() -> None:
    """In whatever tells of a task, 0 of 14 of which nothing was reported is no 0.0 %."""
    told = Gauge("group_creation", 0, 14, 0.0, float("nan"), State.OVERDUE)
    assert gauge_rate(told) == "0.0 %"
    assert gauge_rate(replace(told, why="not_reported")) == "未报"
