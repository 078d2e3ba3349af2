"""The responsibility board 任务: how far each task of the notice is, by one rule.

The rule, for an indicator of a task and a moment (its deadline is a moment too):

1. no data 尚无数据: nothing stands in its denominator. Never green;
2. done 完成: its rate is 100 %, and of a survey (task 2) that of every unit: 500 of 500 of one unit of
   fourteen are not all students;
3. once the deadline is reached: nearly 基本完成 from ``term.board.nearly`` on, overdue 逾期 below;
4. before it: at risk 告急 within the last 24 hours below ``term.board.risk``, under way 进行中 else.

A count whose target is 0 keeps a task from being done as long as it is not 0; before the deadline it
is under way then, after it nearly. One of which nobody has reported anything is without data once
teaching has begun, and keeps nothing up before, when there is nothing to report yet. A task has the
worst state of all that is measured of it; :class:`State` has them in that order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import pandas as pd

from access import Action
from metrics import compare, counts
from metrics.indicators import indicator_by_id
from metrics.states import not_due_yet
from schema.figures import CAMPUS, STATE
from schema.notice import TASKS, Party, Task
from schema.term import Board as Bounds
from schema.term import Term
from services.cache import kept, of_facts
from services.desk import Desk
from services.kept_figures import Asked, kept_figures
from store import Store

_BOARDS = 64  # kept at a time
LAST_STRETCH = dt.timedelta(hours=24)
# Figures of the whole campus only: no unit has a part in them.
OF_CAMPUS = frozenset({"campus_workgroup", "leader_visits", "expert_visits"})
# What every unit owes a survey of: where a unit has sent none, the rate is of those that did.
BY_SURVEY = frozenset({"need_survey", "need_support"})


class State(StrEnum):
    """How far a task is, the worst first."""

    OVERDUE = "overdue"
    AT_RISK = "at_risk"
    UNDER_WAY = "under_way"
    NO_DATA = "no_data"
    NEARLY = "nearly"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Gauge:
    """An indicator of a task: ``rate`` and ``change`` since the day before are NaN where there is none.

    ``state`` is ``None`` for a share without target. ``reported`` of ``units`` have sent what the rate is
    made of; ``units`` is 0 where that is not asked. ``why`` it says nothing: see :mod:`metrics.states`.
    """

    indicator: str
    n: int
    d: int
    rate: float
    change: float
    state: State | None
    reported: int = 0
    units: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """A count whose target is 0; ``known`` says whether anything was reported that could tell it."""

    count: str
    n: int
    known: bool
    state: State | None


@dataclass(frozen=True, slots=True)
class Line:
    """A task on the board: ``left`` until its deadline, negative once it is past.

    ``state`` is ``None`` where nothing of the task is a unit's.
    """

    task: Task
    due: dt.datetime
    left: dt.timedelta
    state: State | None
    gauges: tuple[Gauge, ...]
    tallies: tuple[Tally, ...]

    def own(self, party: Party) -> tuple[Gauge, ...]:
        """The indicators of a party's own duty; none where all of the task's are everybody's."""
        duty = self.task.duties.get(party)
        ids = duty.indicators if duty else ()
        return tuple(gauge for gauge in self.gauges if gauge.indicator in ids)


def indicators_of(task: Task, unit: str = CAMPUS) -> tuple[str, ...]:
    """The indicators of a task and of its duties, without those of the campus for a unit."""
    own = [*task.indicators, *(id for duty in task.duties.values() for id in duty.indicators)]
    return tuple(id for id in dict.fromkeys(own) if unit == CAMPUS or id not in OF_CAMPUS)


def all_indicators() -> list[str]:
    """Every indicator that the board shows."""
    return list(dict.fromkeys(id for task in TASKS for id in indicators_of(task)))


def moment_of(on: dt.date, known_at: dt.datetime | None, term: Term, now: dt.datetime) -> dt.datetime:
    """The moment at which a board of the day ``on`` stands: 24:00, or what came earlier."""
    return min(term.end_of(on), known_at or now, now)


def state_of_rate(n: int, d: int, left: dt.timedelta, bounds: Bounds) -> State:
    """The state of one indicator with ``left`` until its deadline, by the rule of this module."""
    if d == 0:
        return State.NO_DATA
    if n == d:
        return State.DONE
    if left <= dt.timedelta():
        return State.NEARLY if n / d >= bounds.nearly else State.OVERDUE
    return State.AT_RISK if left <= LAST_STRETCH and n / d < bounds.risk else State.UNDER_WAY


def state_of_count(n: int, known: bool, left: dt.timedelta, *, begun: bool) -> State | None:
    """The state of a count whose target is 0; ``begun`` once there is teaching. ``None``: it says nothing."""
    if not known:
        return State.NO_DATA if begun else None
    if n == 0:
        return State.DONE
    return State.NEARLY if left <= dt.timedelta() else State.UNDER_WAY


def worst(states: Sequence[State | None]) -> State | None:
    """The worst of ``states``; ``None`` where none of them says anything."""
    known = [state for state in states if state is not None]
    return min(known, key=list(State).index) if known else None


@dataclass(frozen=True)
class Measured:
    """What the board is made of, of every unit and the campus.

    ``figures`` has its indicators on two days in a row, ``counts`` is as :func:`metrics.counts` gives them.
    """

    figures: pd.DataFrame
    counts: pd.DataFrame

    @cached_property
    def today(self) -> pd.DataFrame:
        """The figures of the later day with their change since the one before."""
        on = self.figures["on"].max().date()
        return compare.changes(self.figures, since=compare.day_before(on), on=on)


def lines(known: Measured, term: Term, unit: str, on: dt.date, moment: dt.datetime) -> tuple[Line, ...]:
    """Every task of the notice for ``unit`` on the day ``on``, as it stands at ``moment``.

    The figures of ``known`` are of ``on`` and the day before it.
    """
    today = compare.of(known.today, units=[unit]).set_index("indicator")
    counted = known.counts[known.counts["unit"] == unit].set_index("count")
    begun = on >= term.first_teaching_day
    surveyed = _surveyed(known.figures, on) if unit == CAMPUS else (0, 0)
    rows = []
    for task in TASKS:
        due = term.due_of_task(task.number)
        left = due - moment
        gauges = tuple(
            _gauge(id, today.loc[id], left, term.board, surveyed if id in BY_SURVEY else (0, 0))
            for id in indicators_of(task, unit)
        )
        tallies = tuple(_tally(id, counted.loc[id], left, begun) for id in task.counts) if gauges else ()
        state = worst([*(gauge.state for gauge in gauges), *(tally.state for tally in tallies)])
        rows.append(Line(task, due, left, state, gauges, tallies))
    return tuple(rows)


def _surveyed(figures: pd.DataFrame, on: dt.date) -> tuple[int, int]:
    """How many units have sent a survey by the end of ``on``, and how many there are."""
    today = compare.on_day(compare.of(figures, indicators=["need_survey"]), on)
    units = today[today["unit"] != CAMPUS]
    return int((units["d"] > 0).sum()), len(units)


def _gauge(id: str, row: pd.Series, left: dt.timedelta, bounds: Bounds, surveyed: tuple[int, int]) -> Gauge:
    n, d = int(row["n"]), int(row["d"])
    state = state_of_rate(n, d, left, bounds) if indicator_by_id(id).has_target else None
    reported, units = surveyed
    if state is State.DONE and reported < units:
        state = state_of_rate(reported, units, left, bounds)
    return Gauge(
        id, n, d, float(row["rate"]), float(row["change"]), state, reported, units, str(row.get(STATE, ""))
    )


def _tally(id: str, row: pd.Series, left: dt.timedelta, begun: bool) -> Tally:
    n, known = int(row["n"]), bool(row["known"])
    return Tally(id, n, known, state_of_count(n, known, left, begun=begun))


def measured(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> Measured:
    """The figures of ``on`` and of the day before it, not of the term, and the counts behind the board."""
    desk.check(Action.SEE_RATES)
    return _measured(desk.store, desk.dated, _asked(desk, on, known_at))


def _asked(desk: Desk, on: dt.date, known_at: dt.datetime | None) -> Asked:
    """What is asked for as whole series are, so that those that are kept serve for both."""
    ahead = not_due_yet(desk.dated, desk.now())
    return Asked((compare.day_before(on), on), known_at, tuple(all_indicators()), ahead)


def _measured(store: Store, term: Term, asked: Asked) -> Measured:
    counted = of_facts(store, term, counts, asked.days[-1], asked.known_at)
    return Measured(kept_figures(store, term, asked), counted)


def boards(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> dict[str, tuple[Line, ...]]:
    """The board of every unit, and last that of the campus.

    It stands at the end of the day; of a day that is not over, at this hour.
    """
    desk.check(Action.SEE_RATES)
    now = desk.now()
    moment = moment_of(on, known_at, desk.term, now)
    if moment == now:
        moment = moment.replace(minute=0, second=0, microsecond=0)
    return _boards(desk.store, desk.dated, _asked(desk, on, known_at), moment)


@kept(_BOARDS)
def _boards(store: Store, term: Term, asked: Asked, moment: dt.datetime) -> dict[str, tuple[Line, ...]]:
    known = _measured(store, term, asked)
    units = (*term.unit_names, CAMPUS)
    return {unit: lines(known, term, unit, asked.days[-1], moment) for unit in units}
