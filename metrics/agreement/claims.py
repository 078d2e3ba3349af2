"""What units claim of what was checked: the rate of the whole unit, and each class that was looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals as nw
import pandas as pd

from metrics.behind import behind
from metrics.figures import compute_figures
from metrics.received import Facts
from schema.figures import CAMPUS, FigureKey
from schema.kinds import all_forms
from schema.term import Term

# What happens anew every day is claimed of the week of a check, up to its day, not of all days before. It
# is reported afterwards, so that what is known of it is what is known at the moment asked for.
_OF_WEEKS = ("attendance",)
_DAY = dt.timedelta(days=1)
# The figures table of some days, as known at a moment, of some indicators.
FiguresOf = Callable[[tuple[dt.date, ...], dt.datetime | None, tuple[str, ...]], pd.DataFrame]
_CLAIM = ("claimed_n", "claimed_d", "claimed_in", "claimed_submission", "claimed_row")


def figures_from(facts: Facts, term: Term) -> FiguresOf:
    """What :func:`metrics.compute_figures` makes of ``facts``, whatever is asked."""

    def figures_of(
        days: tuple[dt.date, ...], known_at: dt.datetime | None, indicators: tuple[str, ...]
    ) -> pd.DataFrame:
        return compute_figures(facts, term=term, days=days, known_at=known_at, indicators=indicators)

    return figures_of


def claimed_by_unit(
    figures_of: FiguresOf, term: Term, checks: pd.DataFrame, known_at: dt.datetime | None
) -> pd.DataFrame:
    """``checks`` by ``indicator`` and ``unit`` with what the unit claimed by ``checked_on``, the last day.

    Adds ``claimed_n`` and ``claimed_d``, as known at the end of that day. Attendance is that of the weeks
    of the checks, from the Monday of the first on, and always as known at ``known_at``.
    """
    moments = [_moment(row.indicator, row.checked_on.date(), term, known_at) for row in checks.itertuples()]
    return _with_claims(figures_of, checks, "claimed", moments)


def now_by_unit(figures_of: FiguresOf, checks: pd.DataFrame, known_at: dt.datetime | None) -> pd.DataFrame:
    """The same as known at ``known_at``, in ``now_n`` and ``now_d``."""
    return _with_claims(figures_of, checks, "now", [known_at] * len(checks))


def _with_claims(
    figures_of: FiguresOf, checks: pd.DataFrame, name: str, moments: Sequence[dt.datetime | None]
) -> pd.DataFrame:
    """``checks`` with the n and d of each, as known at its one of ``moments``."""
    asked: dict[dt.datetime | None, tuple[set[str], set[dt.date]]] = {}
    for row, moment in zip(checks.itertuples(), moments, strict=True):
        ids, days = asked.setdefault(moment, (set(), set()))
        ids.add(row.indicator)
        days.add(row.checked_on.date())
        if row.indicator in _OF_WEEKS:
            days.add(_eve_of_weeks(row))
    counts = {
        moment: _counts(figures_of(tuple(sorted(days)), moment, tuple(sorted(ids))))
        for moment, (ids, days) in asked.items()
    }
    claims: list[tuple[int, int]] = []
    for row, moment in zip(checks.itertuples(), moments, strict=True):
        n, d = counts[moment][row.indicator, row.unit, row.checked_on.date()]
        if row.indicator in _OF_WEEKS:
            n_before, d_before = counts[moment][row.indicator, row.unit, _eve_of_weeks(row)]
            n, d = n - n_before, d - d_before
        claims.append((n, d))
    both = pd.DataFrame(claims, columns=[f"{name}_n", f"{name}_d"], index=checks.index, dtype="int64")
    return checks.assign(**both)


def _eve_of_weeks(row: Any) -> dt.date:
    """The day before the weeks of the checks that ``row`` sums up."""
    return _monday(row.first_checked_on.date()) - _DAY


def _counts(figures: pd.DataFrame) -> dict[tuple[str, str, dt.date], tuple[int, int]]:
    """The n and d of ``figures`` by indicator, unit and day."""
    keys = zip(figures["indicator"], figures["unit"], figures["on"].dt.date, strict=True)
    return dict(zip(keys, zip(figures["n"].tolist(), figures["d"].tolist(), strict=True), strict=True))


def claimed_by_class(
    facts: Facts, term: Term, checks: pd.DataFrame, known_at: dt.datetime | None
) -> pd.DataFrame:
    """``checks`` with what was claimed of each class by the day of its check.

    It is known as for :func:`claimed_by_unit`. Adds ``claimed_n``, ``claimed_d`` (int64, 0 where nothing
    was claimed) and the last cell that says so: ``claimed_in`` (table), ``claimed_submission``,
    ``claimed_row``.
    """
    few = _of_classes(facts, set(checks["class_id"]))
    claims = [
        rows.merge(_claims(few, term, str(indicator), day.date(), known_at), on="class_id", how="left")
        for (indicator, day), rows in checks.groupby(["indicator", "checked_on"], sort=False)
    ]
    claimed = pd.concat(claims, ignore_index=True) if claims else checks.reindex(columns=[*checks, *_CLAIM])
    return claimed.fillna({"claimed_n": 0, "claimed_d": 0}).astype(
        {"claimed_n": "int64", "claimed_d": "int64"}
    )


def _claims(
    facts: Facts, term: Term, indicator: str, day: dt.date, known_at: dt.datetime | None
) -> pd.DataFrame:
    """Each class in ``n`` and ``d`` of ``indicator`` at the end of ``day``, and where it is said."""
    asked = _of_week(facts, day) if indicator in _OF_WEEKS else facts
    figure = FigureKey(indicator, CAMPUS, day)
    rows = behind(asked, term, figure, _moment(indicator, day, term, known_at))
    rows = rows.dropna(subset="class_id")
    sums = rows.pivot_table(index="class_id", columns="part", values="change", aggfunc="sum", fill_value=0)
    sums = sums.reindex(columns=["n", "d"], fill_value=0)
    # What says that it is so comes before what only says that it should be.
    counted = rows[rows["change"] > 0].dropna(subset="submission").sort_values("part", ascending=True)
    last = counted.drop_duplicates("class_id", keep="last").set_index("class_id")
    where = last.reindex(sums.index)[["table", "submission", "source_row"]]
    whole = pd.concat([sums, where], axis=1).set_axis(list(_CLAIM), axis=1)
    return whole.rename_axis("class_id").reset_index()


def _of_classes(facts: Facts, classes: set[str]) -> Mapping[str, Any]:
    """The facts about ``classes`` alone: what is claimed of a class takes nothing of another's."""
    tables = {form.table for _kind, form in all_forms() if form.is_of_classes}
    few = nw.col("class_id").is_in(sorted(classes))
    return {table: _only(rows, few) if table in tables else rows for table, rows in facts.items()}


def _of_week(facts: Facts, day: dt.date) -> Mapping[str, Any]:
    """The facts with the sessions of the week of ``day``, and without totals: they say nothing of a class."""
    monday = dt.datetime.combine(_monday(day), dt.time())
    kept = {"sessions": nw.col("date") >= monday, "session_totals": nw.col("date").is_null()}
    return {table: _only(rows, kept[table]) if table in kept else rows for table, rows in facts.items()}


def _only(rows: Any, which: nw.Expr) -> Any:
    return nw.from_native(rows).filter(which).to_native()


def _moment(indicator: str, day: dt.date, term: Term, known_at: dt.datetime | None) -> dt.datetime | None:
    """As known when a claim is held against a check of ``day``."""
    if indicator in _OF_WEEKS:
        return known_at
    return term.end_of(day) if known_at is None else min(term.end_of(day), known_at)


def _monday(day: dt.date) -> dt.date:
    return day - day.weekday() * _DAY
