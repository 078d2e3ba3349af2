"""Ahead of a deadline: the share expected by then, from the course of the campus so far.

The method, on purpose a simple one. What is known at the end of each of the last days gives the course.

1. *Pace*: how far the rate of a unit rose a day over the last two days (over one where no more is known).
2. *Held*: the same was worked out at the end of every earlier day, as known then, for as many days ahead.
   What came of it since, over all units and indicators, tells which share of the pace held: Σ came × pace /
   Σ pace², between 0 and 1. Where the pace promised nothing that came, the rate stays as it is.
3. *Expected*: the rate, and the share that held of the pace for each day that is left, at most 100 %.
4. *Interval*: what the same forecasts missed on the earlier days, of these the middle nine tenths, laid
   around it; it always holds the rate as it is.

It is silent where there is too little to go by: nothing reported, one day only, fewer than ``FEWEST``
to count, fewer than ``COMPARED`` earlier forecasts so many days ahead, nothing missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from schema.figures import CAMPUS, STATE

# Days whose ends give the course, and those over which a pace is taken.
COURSE, PACE = 5, 2
COMPARED, FEWEST = 10, 5
_MIDDLE = (0.05, 0.95)
_KEY = ["indicator", "unit"]
_COLUMNS = ("indicator", "unit", "rate", "expected", "low", "high")


@dataclass(frozen=True)
class _Past:
    """What came of earlier forecasts so many days ahead: the share ``held``, the ``misses`` (low, high)."""

    held: float
    misses: tuple[float, float]


def days_of_course(last: dt.date) -> tuple[dt.date, ...]:
    """The days whose ends give the course up to the end of ``last``."""
    return tuple(last - dt.timedelta(days=back) for back in reversed(range(COURSE)))


def forecast(evenings: Mapping[dt.date, pd.DataFrame], ahead: Mapping[str, int]) -> pd.DataFrame:
    """The rates expected of each indicator of ``ahead``, which has how many days are left (1 or more).

    ``evenings`` has the figures table, with states, of each of the :func:`days_of_course` as known at its
    end, of that day and the ``PACE`` days before it at least; what it has of later days is not looked at.
    Of the last one all days of the course are needed. Columns: ``indicator``, ``unit`` (the campus too),
    ``rate`` (of the last evening), ``expected``, ``low``, ``high`` (fractions): a row where something can
    be said.
    """
    days = sorted(evenings)
    rates = {day: _rates(evenings[day], day) for day in days}
    last = rates[days[-1]]
    now = last[pd.Timestamp(days[-1])]
    parts = []
    for left in sorted({*ahead.values()}):
        past = _past(rates, days, left)
        if past is None:
            continue
        asked = now.index.get_level_values("indicator").map(lambda id, left=left: ahead.get(id) == left)
        moved = _moves(last, days[-1], left).where(now < 1)
        expected = now + past.held * moved
        low, high = (np.clip(expected + miss, 0, 1) for miss in past.misses)
        columns = {
            "rate": now,
            "expected": expected,
            "low": np.minimum(low, now),
            "high": np.maximum(high, now),
        }
        parts.append(pd.DataFrame(columns)[asked.to_numpy(bool)].dropna())
    rows = pd.concat(parts) if parts else now.head(0).to_frame("rate")
    return rows.reset_index().reindex(columns=list(_COLUMNS))


def _past(rates: Mapping[dt.date, pd.DataFrame], days: list[dt.date], left: int) -> _Past | None:
    """What came of the forecasts of all earlier evenings for ``left`` days ahead; of units alone."""
    last, pairs = rates[days[-1]], []
    for day in days[:-left]:
        then = rates[day]
        was = then[pd.Timestamp(day)]
        came = last[pd.Timestamp(day + dt.timedelta(days=left))] - was
        pairs.append(pd.DataFrame({"pace": _moves(then, day, left), "came": came})[was < 1])
    compared = pd.concat(pairs).dropna() if pairs else pd.DataFrame(columns=["pace", "came"])
    compared = compared[compared.index.get_level_values("unit") != CAMPUS] if len(compared) else compared
    if len(compared) < COMPARED:
        return None
    whole = float((compared["pace"] ** 2).sum())
    held = min(1.0, max(0.0, float((compared["pace"] * compared["came"]).sum()) / whole)) if whole else 0.0
    low, high = np.quantile(compared["came"] - held * compared["pace"], _MIDDLE, method="weibull")
    return _Past(held, (float(low), float(high)))


def _moves(rates: pd.DataFrame, day: dt.date, left: int) -> pd.Series:
    """How far each rate would move in ``left`` days at its pace, within 0 and 1; NaN without a pace."""
    now, step = rates[pd.Timestamp(day)], dt.timedelta(days=1)
    pace = pd.Series(np.nan, index=rates.index)
    for back in range(PACE, 0, -1):
        pace = pace.fillna((now - rates[pd.Timestamp(day - back * step)]) / back)
    return np.clip(now + left * pace, 0, 1) - now


def _rates(figures: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """The rates up to ``day`` that say something, by indicator and unit × day; NaN for those that do not."""
    until = [pd.Timestamp(day - dt.timedelta(days=back)) for back in range(COURSE + PACE)]
    own = figures[figures["on"].isin(until)]
    says = (own[STATE] == "") & (own["d"] >= FEWEST)
    wide = own.assign(rate=own["rate"].where(says)).pivot(index=_KEY, columns="on", values="rate")
    return wide.reindex(columns=sorted(until))
