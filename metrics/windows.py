"""Stretches of days, weeks above all: figures that add up day by day, told of some days only.

A figure of a day is cumulative: all that happened up to it. What happens anew every day (sessions
held, students present, checks done) is also asked for by week, which is the difference of two days.
A rate of a stock, such as 建群率, has no meaning of a week of its own: ask for it on a day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from metrics.states import of_stretch
from schema.figures import CAMPUS, FIGURE_COLUMNS, STATE
from schema.term import Term

_DAY = dt.timedelta(days=1)
_KEY = ["indicator", "unit"]
QUARTILES = {"lowest": 0.0, "lower": 0.25, "middle": 0.5, "upper": 0.75, "highest": 1.0}


@dataclass(frozen=True, slots=True)
class Week:
    """A week of teaching, from 1, with its days, both ends included."""

    number: int
    starts: dt.date
    ends: dt.date


def weeks_of(term: Term) -> list[Week]:
    """The weeks from the first teaching day to the last day of the term's phases.

    They end on Sundays; the first begins with the teaching and the last ends with the phases.
    """
    weeks: list[Week] = []
    first = term.first_teaching_day
    while first <= term.last_day:
        last = min(first + (6 - first.weekday()) * _DAY, term.last_day)
        weeks.append(Week(len(weeks) + 1, first, last))
        first = last + _DAY
    return weeks


def windows(figures: pd.DataFrame, since: dt.date, until: dt.date) -> pd.DataFrame:
    """The figures of the days from ``since`` to ``until``, both included, from cumulative ``figures``.

    ``n`` and ``d`` are those of ``until`` less those of the day before ``since``; the rate is theirs
    (NaN where ``d`` is 0), ``on`` is ``until``, and a column ``since`` says from which day on they count.
    One row for each indicator and unit, in the order of ``figures``. Raises ``ValueError`` when
    ``figures`` lacks one of the two days, or ``until`` is before ``since``.
    """
    if until < since:
        raise ValueError(f"a stretch of days cannot end on {until}, before it starts on {since}")
    last, before = (_on(figures, day) for day in (until, since - _DAY))
    both = last[_KEY].merge(before, on=_KEY, how="left", validate="1:1")
    stretch = last.assign(**{count: last[count] - both[count] for count in ("n", "d")})
    stretch["since"] = pd.Series(pd.Timestamp(since), index=stretch.index, dtype="datetime64[us]")
    return of_stretch(stretch.assign(rate=(stretch["n"] / stretch["d"]).where(stretch["d"] != 0)))


def daily(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures of each day by itself, from cumulative ``figures`` of days in a row.

    The first day of the table is only what the second is told from, and is left out. ``since``, from
    which day on a figure counts, is ``on`` itself.
    """
    days = figures.sort_values("on", kind="stable")
    before = days.groupby(_KEY, sort=False)[["n", "d"]].shift(1)
    gained = days.assign(n=days["n"] - before["n"], d=days["d"] - before["d"])[before["n"].notna()]
    gained = gained.astype({"n": "int64", "d": "int64"}).reset_index(drop=True)
    rate = (gained["n"] / gained["d"]).where(gained["d"] != 0)
    return of_stretch(gained.assign(rate=rate, since=gained["on"]))


def weekly(figures: pd.DataFrame, weeks: Sequence[Week], on: dt.date) -> pd.DataFrame:
    """The figures of every week that has begun by ``on``, the running one up to it.

    The columns of ``figures`` and ``week`` (int64), ``starts`` and ``ends`` (midnights; ``ends`` is the
    week's last day, even when it is not over) before them. Cumulative ``figures`` as for
    :func:`windows`.
    """
    by_week = [
        windows(figures, week.starts, min(week.ends, on)).assign(
            week=week.number, starts=pd.Timestamp(week.starts), ends=pd.Timestamp(week.ends)
        )
        for week in weeks
        if week.starts <= on
    ]
    columns = ["week", "starts", "ends", *FIGURE_COLUMNS, *([STATE] if STATE in figures else [])]
    if not by_week:
        return figures.head(0).reindex(columns=columns)
    days = dict.fromkeys(("starts", "ends"), "datetime64[us]")
    return pd.concat(by_week, ignore_index=True)[columns].astype({"week": "int64", **days})


def spread(weeks: pd.DataFrame) -> pd.DataFrame:
    """How far the units lie apart, by indicator and week of a table as :func:`weekly` gives it.

    Columns: ``indicator``, ``week``, ``starts``, ``ends``, ``units`` (those with a rate; int64), the five
    numbers ``lowest, lower, middle, upper, highest`` (rates; quartiles between two units lie on the line
    between them, as in a spreadsheet), ``range`` (highest - lowest), ``lowest_unit`` and
    ``highest_unit`` (of several the first). Without any rate: 0 units and NaN.
    """
    key = ["indicator", "week", "starts", "ends"]
    rows = [
        (*values, *_five(units.dropna(subset="rate")))
        for values, units in weeks[weeks["unit"] != CAMPUS].groupby(key, sort=False)
    ]
    names = [*key, "units", *QUARTILES, "range", "lowest_unit", "highest_unit"]
    rates = dict.fromkeys([*QUARTILES, "range"], "float64")
    texts = dict.fromkeys(("indicator", "lowest_unit", "highest_unit"), "str")
    return pd.DataFrame(rows, columns=names).astype(rates | texts | {"week": "int64", "units": "int64"})


def _five(units: pd.DataFrame) -> tuple[object, ...]:
    if units.empty:
        return (0, *[None] * (len(QUARTILES) + 1), None, None)
    rates = units["rate"]
    five = [float(rates.quantile(share)) for share in QUARTILES.values()]
    ends = (units["unit"][rates.idxmin()], units["unit"][rates.idxmax()])
    return (len(units), *five, five[-1] - five[0], *ends)


def _on(figures: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    rows = figures[figures["on"] == pd.Timestamp(day)].reset_index(drop=True)
    if rows.empty and len(figures):
        raise ValueError(f"the figures lack {day}, without which a stretch of days cannot be told")
    return rows
