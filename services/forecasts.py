"""What is expected of figures by their deadlines, see :mod:`metrics.forecast`; never told as a fact.

Only what was known at the end of the day is used, or by now while the day lasts. The deadline is that of
a sheet that is sent once, as academic affairs moved it, of several the next one; an indicator without such
a sheet has that of its task of the notice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

import pandas as pd

from access import Action
from charts import wording
from metrics import compute_figures, periods_of
from metrics.forecast import COURSE, PACE, days_of_course, forecast
from metrics.indicators import INDICATORS, Counted, Indicator, indicator_by_id
from metrics.lists.laggards import ALL_TERM, is_ranked
from metrics.states import with_states
from schema.deadlines import ONCE
from schema.language import gettext, language
from schema.notice import TASKS
from schema.term import Term
from services import cache
from services.cache import Facts, kept, moment_of, of_facts
from services.deadlines import in_force
from services.desk import Desk
from services.kept_figures import Asked, kept_figures, tables_of
from services.small_counts import is_small
from store import Store

_ = gettext
_DAY = dt.timedelta(days=1)
_VIEWS = 16
Place = tuple[str, str]  # an indicator, and a unit or the campus
Left = tuple[tuple[str, int], ...]  # indicators, and how many days each has left


@dataclass(frozen=True, slots=True)
class Expected:
    """The ``rate`` as it is, the one ``expected`` by ``due`` (aware), and the interval ``low`` to ``high``.

    ``looking_back``: made of what was known at the end of a day of which more is known by now.
    """

    due: dt.datetime
    rate: float
    expected: float
    low: float
    high: float
    looking_back: bool

    def in_words(self, term: Term) -> str:
        """``按目前进度，预计 2月23日 周日 24:00 达 93 %（88–96）``: an expectation with its interval."""
        said = _("按当天 24:00 所知，当时预计") if self.looking_back else _("按目前进度，预计")
        return _("{said} {due} 达 {expected} %（{low}–{high}）").format(
            said=said,
            due=wording.format_moment(self.due, term.timezone, language()),
            expected=_whole(self.expected),
            low=_whole(self.low),
            high=_whole(self.high),
        )

    def in_brief(self) -> str:
        """``93 %（88–96）· 2月23日``, under a heading that says what it is."""
        day = self.due - dt.timedelta(microseconds=1)
        return _("{expected} %（{low}–{high}）· {day}").format(
            expected=_whole(self.expected),
            low=_whole(self.low),
            high=_whole(self.high),
            day=wording.format_day(day.date(), language(), weekday=False),
        )


def _whole(rate: float) -> str:
    """A rate in whole per cent; 100 is all and 0 is none."""
    whole = int((Decimal(repr(rate)) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    return str(min(max(whole, 1), 99) if 0 < rate < 1 else whole)


def forecasts(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> dict[Place, Expected]:
    """What is expected by their deadlines of the figures of the day ``on``, where something can be said.

    Nothing where the deadline is past, none is set, or there is too little to go by; nor of few students
    whom the person may not see.
    """
    desk.check(Action.SEE_RATES)
    term, now = desk.dated, desk.now()
    known = min(known_at or now, now)
    moment = min(term.end_of(on), known)
    base = term.local_day(moment) - _DAY
    due = _due_moments(desk, moment)
    if not due:
        return {}
    left = tuple((id, ceil((moment - term.end_of(base)) / _DAY)) for id, moment in due.items())
    rows = _open(desk, _forecasts(desk.store, term, base, left))
    expected = {
        (row.indicator, row.unit): Expected(
            due[row.indicator], row.rate, row.expected, row.low, row.high, known > term.end_of(on)
        )
        for row in rows.itertuples()
    }
    return expected if moment == term.end_of(base) else _by_now(desk, expected, moment, known_at)


def lowest_of_each(
    expected: Mapping[Place, Expected], units: Sequence[str]
) -> list[tuple[str, list[str], int]]:
    """Each indicator, those of ``units`` of which least is expected, and how many others; least first.

    Several are least where the same is told of them.
    """
    own: dict[str, list[str]] = {}
    for indicator, unit in sorted(expected, key=lambda place: expected[place].expected):
        if unit in units:
            own.setdefault(indicator, []).append(unit)
    told = []
    for indicator, ranked in own.items():
        least = expected[indicator, ranked[0]].in_brief()
        level = [unit for unit in ranked if expected[indicator, unit].in_brief() == least]
        told.append((indicator, level, len(ranked) - len(level)))
    return told


def _due_moments(desk: Desk, moment: dt.datetime) -> dict[str, dt.datetime]:
    """Indicator → its next deadline after ``moment``, of those that have a target and one ahead."""
    term = desk.term
    sheets = {
        kind: periods_of(deadline, term)[0].due
        for kind, deadline in in_force(desk).items()
        if deadline.period == ONCE
    }
    due = {one.id: _due(one, sheets, term) for one in INDICATORS if is_ranked(one.id)}
    ahead = {id: [each for each in moments if each > moment] for id, moments in due.items()}
    return {id: min(moments) for id, moments in ahead.items() if moments}


def _due(indicator: Indicator, sheets: Mapping[str, dt.datetime], term: Term) -> list[dt.datetime]:
    if indicator.id in ALL_TERM:
        return []
    tasks = [task.number for task in TASKS if indicator.id in task.indicators]
    own = [sheets[kind] for kind in indicator.fed_by if kind in sheets]
    return own or [term.due_of_task(number) for number in tasks]


def _open(desk: Desk, rows: pd.DataFrame) -> pd.DataFrame:
    """Without the figures of few students whom the person may not see."""
    of_students = rows["indicator"].map(lambda id: indicator_by_id(id).counted is Counted.STUDENTS)
    few = is_small(rows["n"]) | is_small(rows["d"] - rows["n"])
    return rows[~(of_students.astype(bool) & few & ~desk.reached(rows["unit"], Action.SEE_STUDENTS))]


def _by_now(
    desk: Desk, expected: dict[Place, Expected], moment: dt.datetime, known_at: dt.datetime | None
) -> dict[Place, Expected]:
    """While the day lasts: what is there already today is never expected to be less, and lies within."""
    today = desk.term.local_day(moment)
    ids = tuple({indicator: None for indicator, _unit in expected})
    figures = kept_figures(desk.store, desk.dated, Asked((today,), known_at, ids))
    now = {(row.indicator, row.unit): row.rate for row in figures.itertuples() if not row.state}
    return {
        place: replace(
            each,
            rate=now[place],
            expected=max(each.expected, now[place]),
            low=min(each.low, now[place]),
            high=max(each.high, now[place]),
        )
        for place, each in expected.items()
        if place in now and now[place] < 1
    }


def _states_of_course(store: Store, term: Term, base: dt.date, left: Left) -> Hashable:
    """What differs wherever the course up to the end of ``base`` does, as it was known then."""
    now, moment = cache.loaded(store, term), moment_of(term.end_of(base))
    names = frozenset[str]().union(*(tables_of(id) for id, _days in left))
    return tuple(now.state(name, moment) for name in sorted(names))


@kept(_VIEWS, version=_states_of_course)
def _forecasts(store: Store, term: Term, base: dt.date, left: Left) -> pd.DataFrame:
    """:func:`metrics.forecast.forecast` of the evenings up to ``base``, with ``n`` and ``d`` of the last."""
    ids = tuple(id for id, _days in left)
    first = min(
        (rows["received_on"].min() for rows in cache.facts(store, term).values() if len(rows)), default=None
    )
    days = [day for day in days_of_course(base) if first is not None and pd.Timestamp(day) >= first]
    evenings = {day: of_facts(store, term, evening, day, ids, term.end_of(day)) for day in days}
    if not evenings:
        return pd.DataFrame(columns=["indicator", "unit", "rate", "expected", "low", "high", "n", "d"])
    counts = evenings[base][evenings[base]["on"] == pd.Timestamp(base)]
    return forecast(evenings, dict(left)).merge(counts[["indicator", "unit", "n", "d"]])


def evening(
    facts: Facts, term: Term, day: dt.date, indicators: tuple[str, ...], known_at: dt.datetime
) -> pd.DataFrame:
    """The figures of the last days as known at the end of ``day``."""
    days = [day - back * _DAY for back in range(COURSE + PACE)]
    figures = compute_figures(facts, term=term, days=days, known_at=known_at, indicators=indicators)
    return with_states(figures, facts, term, known_at)
