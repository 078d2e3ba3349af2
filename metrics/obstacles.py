"""Technical obstacles: how many, and how long they took."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from metrics.standing import Facts, Standing, collected
from schema.indicators import CAMPUS
from schema.term import Term

_COUNTS = ("reported", "solved", "timed")
_HOUR = pd.Timedelta(hours=1)


def obstacle_hours(
    facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None = None
) -> pd.DataFrame:
    """Obstacles by unit and for the campus at the end of ``on``, and the median hours to a solution.

    Columns: ``unit`` (of the term, the campus last), ``reported``, ``solved``, ``timed`` (int64) and
    ``median_hours`` (Float64, NA where nothing could be timed). Only what gives a clock for both
    moments is timed: a day alone reads as midnight. The campus counts those of its units and its own.
    """
    rows = collected(Standing(facts, term, known_at).obstacles.select("unit_no", "reported_at", "solved_at"))
    until = pd.Timestamp(on) + pd.Timedelta(days=1)
    rows = rows[rows["reported_at"] < until]
    rows["reported"] = True
    rows["solved"] = rows["solved_at"] < until
    rows["timed"] = rows["solved"] & _has_clock(rows["reported_at"]) & _has_clock(rows["solved_at"])
    rows["hours"] = ((rows["solved_at"] - rows["reported_at"]) / _HOUR).where(rows["timed"])
    of_units = [rows[rows["unit_no"] == number] for number in range(len(term.units))]
    told = [
        (unit, *(int(of[count].sum()) for count in _COUNTS), of["hours"].median())
        for unit, of in zip((*term.unit_names, CAMPUS), (*of_units, rows), strict=True)
    ]
    table = pd.DataFrame(told, columns=["unit", *_COUNTS, "median_hours"])
    return table.astype(dict.fromkeys(_COUNTS, "int64") | {"unit": "str", "median_hours": "Float64"})


def _has_clock(moments: pd.Series) -> pd.Series[bool]:
    return moments.notna() & (moments != moments.dt.normalize())
