"""Technical obstacles: which are open and since when, and how long the others took."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from metrics.lists.listed import by_then, in_order, listed
from metrics.received import Facts
from metrics.standing import Standing
from schema.figures import CAMPUS
from schema.kinds import form_of
from schema.obstacles import FAULT_KINDS
from schema.term import Term

_FORM = form_of("obstacles", None)
_MIDNIGHT, _HOUR = pd.Timedelta(0), pd.Timedelta(hours=1)


def faults(
    facts: Facts,
    term: Term,
    on: dt.date,
    known_at: dt.datetime | None = None,
    units: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Every obstacle of ``units`` (all, and the campus) reported by ``on``, by unit and time of report.

    The columns of the sheet, ``is_open`` (bool) and ``hours`` (Float64): from the report to the solution
    or, while it is open, to the end of ``on`` or ``known_at``, whichever is first. A moment at midnight
    is a day without a clock, from which and to which no hours are told. A solution of a later day is
    not there yet.
    """
    rows = _each_once(listed(Standing(facts, term, known_at), _FORM, units))
    rows = rows[by_then(rows["reported_at"], on)].reset_index(drop=True)
    solved = by_then(rows["solved_at"], on)
    rows[["solved_at", "solution"]] = rows[["solved_at", "solution"]].where(solved)
    rows["is_open"] = ~solved
    until = rows["solved_at"].where(solved, _seen_at(term, on, known_at))
    timed = _has_clock(rows["reported_at"]) & (_has_clock(rows["solved_at"]) | ~solved)
    hours = ((until - rows["reported_at"]) / _HOUR).clip(lower=0)
    rows["hours"] = hours.where(timed).astype("Float64")
    return rows[[*_FORM.column_ids, "is_open", "hours", "submission", "source_row"]]


def _each_once(rows: pd.DataFrame) -> pd.DataFrame:
    """A row a unit, number and problem, the one received last: a time put right makes no second obstacle.

    It was reported at the first of its times, as in 技术障碍解决率.
    """
    key = ["unit", "fault_no", "problem"]
    # An obstacle may stand without a number or a problem: blank is a value like another here.
    first = rows.groupby(key, sort=False, dropna=False)["reported_at"].transform("min")
    by_receipt = rows.assign(reported_at=first).sort_values(["received_on", "submission"], kind="stable")
    return by_receipt.drop_duplicates(key, keep="last").sort_index()


def _seen_at(term: Term, on: dt.date, known_at: dt.datetime | None) -> pd.Timestamp:
    """The local moment up to which an obstacle is seen to be open."""
    end = term.end_of(on)
    seen = end if known_at is None else min(end, known_at.astimezone(term.timezone))
    return pd.Timestamp(seen.replace(tzinfo=None)).as_unit("us")


def _has_clock(moments: pd.Series) -> pd.Series:
    return moments.notna() & (moments - moments.dt.normalize() > _MIDNIGHT)


def fault_counts(faults: pd.DataFrame, term: Term, by: str) -> pd.DataFrame:
    """Obstacles by ``unit`` (and last the campus) or by ``fault_kind``, of those that have any.

    Columns: ``by``, ``reported``, ``solved``, ``open``, ``timed`` (int64; solved ones with hours) and
    ``median`` hours to the solution (Float64). An obstacle without a kind is among ``其他``.
    """
    named = faults.assign(
        fault_kind=faults["fault_kind"].fillna(FAULT_KINDS.words[-1]),
        solved=~faults["is_open"],
        took=faults["hours"].where(~faults["is_open"]),
    )
    summed = _summed(named, by)
    order = in_order(term) if by == "unit" else list(FAULT_KINDS.words)
    summed = summed.reindex([value for value in order if value in summed.index])
    if by == "unit" and len(summed):
        summed.loc[CAMPUS] = _summed(named.assign(unit=CAMPUS), by).loc[CAMPUS]
    types = dict.fromkeys(("reported", "solved", "open", "timed"), "int64") | {by: "str", "median": "Float64"}
    return summed.rename_axis(by).reset_index().astype(types)[list(types)]


def _summed(named: pd.DataFrame, by: str) -> pd.DataFrame:
    return named.groupby(by, sort=False).agg(
        reported=("is_open", "size"),
        solved=("solved", "sum"),
        open=("is_open", "sum"),
        timed=("took", "count"),
        median=("took", "median"),
    )


def obstacle_hours(
    facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None = None
) -> pd.DataFrame:
    """The obstacles of every unit of the term and last of the campus, whether or not it has any.

    Columns: ``unit``, ``reported``, ``solved``, ``timed`` (int64; solved ones that give both clocks) and
    ``median_hours`` to the solution (Float64, NA where nothing was timed). The campus counts those of
    its units and its own.
    """
    by_unit = fault_counts(faults(facts, term, on, known_at), term, "unit").set_index("unit")
    places = pd.Index(in_order(term), dtype="str", name="unit")
    table = by_unit.rename(columns={"median": "median_hours"}).reindex(places)
    counted = ["reported", "solved", "timed"]
    table[counted] = table[counted].fillna(0).astype("int64")
    return table[[*counted, "median_hours"]].reset_index()


# Hours up to which an obstacle counts in a bucket of :func:`solution_times`; the last has no end.
HOURS = (2, 8, 24, 72)


def solution_times(faults: pd.DataFrame) -> pd.DataFrame:
    """How long the solved ones of ``faults`` took: a row a bucket, ``hours`` (its end) and ``count``.

    The last bucket has no end, NA. Those without both clocks are in none: they are the solved
    ones less the sum.
    """
    took = faults["hours"][~faults["is_open"]].dropna().to_numpy(dtype="float64")
    edges = [0.0, *map(float, HOURS), float("inf")]
    counts = [int(((took > low) & (took <= high)).sum()) for low, high in pairwise(edges)]
    counts[0] += int((took == 0).sum())
    return pd.DataFrame({"hours": pd.array([*HOURS, None], dtype="Int64"), "count": counts})
