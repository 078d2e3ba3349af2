"""What units claim of what was checked: the rate of the whole unit, and each class that was looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import narwhals as nw
import pandas as pd

from metrics.behind import behind
from metrics.figures import compute_figures
from metrics.standing import Facts
from metrics.windows import windows
from schema.figures import CAMPUS, FigureKey
from schema.kinds import all_forms
from schema.term import Term

# What happens anew every day is claimed of the week of a check, up to its day, not of all days before. It
# is reported afterwards, so that what is known of it is what is known at the moment asked for.
_OF_WEEKS = ("attendance",)
_DAY = dt.timedelta(days=1)
_CLAIM = ("claimed_n", "claimed_d", "claimed_in", "claimed_submission", "claimed_row")


def claimed_by_unit(
    facts: Facts, term: Term, checks: pd.DataFrame, known_at: dt.datetime | None
) -> pd.DataFrame:
    """``checks`` by ``indicator`` and ``unit`` with what the unit claimed by ``checked_on``, the last day.

    Adds ``claimed_n`` and ``claimed_d`` as known at the end of that day, ``now_n`` and ``now_d`` as known at
    ``known_at``. Attendance is that of the weeks of the checks, from the Monday of the first on,
    and always as known at ``known_at``.
    """
    added: dict[str, list[int]] = {name: [] for name in ("claimed_n", "claimed_d", "now_n", "now_d")}
    days = {day.date() for name in ("first_checked_on", "checked_on") for day in checks[name]}
    asked = sorted({*days, *(_monday(day) - _DAY for day in days)})
    indicators = list(checks["indicator"].unique())
    moments = [_moment(row.indicator, row.checked_on.date(), term, known_at) for row in checks.itertuples()]
    figures = {
        moment: dict(
            iter(
                compute_figures(facts, term=term, days=asked, known_at=moment, indicators=indicators).groupby(
                    ["indicator", "unit"], sort=False
                )
            )
        )
        for moment in {*moments, known_at}
    }
    for row, then in zip(checks.itertuples(), moments, strict=True):
        for name, moment in (("claimed", then), ("now", known_at)):
            n, d = _figure(figures[moment], row)
            added[f"{name}_n"].append(n)
            added[f"{name}_d"].append(d)
    return checks.assign(**{name: pd.Series(values, dtype="int64") for name, values in added.items()})


def _figure(figures: Mapping[Any, pd.DataFrame], row: Any) -> tuple[int, int]:
    of_row = figures[row.indicator, row.unit]
    if row.indicator in _OF_WEEKS:
        figure = windows(of_row, _monday(row.first_checked_on.date()), row.checked_on.date())
    else:
        figure = of_row[of_row["on"] == row.checked_on]
    return int(figure["n"].iloc[0]), int(figure["d"].iloc[0])


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
