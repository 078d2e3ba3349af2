"""Distinct people and groups of a time: what must not be added up from day to day or from class to class."""

from __future__ import annotations

import datetime as dt

import narwhals as nw
import pandas as pd

from metrics.basis.sessions import Sessions
from metrics.basis.teachers import Teachers
from metrics.moments import midnight
from metrics.received import Facts
from metrics.relations import as_pandas, collected
from metrics.standing import Standing
from schema.figures import CAMPUS
from schema.sessions import REPORTED
from schema.term import Term


def distinct_teachers(
    facts: Facts, term: Term, since: dt.date, until: dt.date, known_at: dt.datetime | None = None
) -> pd.DataFrame:
    """Distinct teachers who held a session from ``since`` to ``until``, by unit and for the campus.

    Columns: ``unit`` (of the term, the campus last), ``teachers`` (int64, people 人 by 教师工号, else by
    name: never the sum of days or of units) and ``totals_only`` (bool): the unit sent totals for these
    days and nothing by class, so that its teachers cannot be told apart; for the campus, whether that is
    so of any unit. Of sessions reported 上报.
    """
    standing = Standing(facts, term, known_at, on=until, tracing=True)
    rows = as_pandas(Sessions(standing).rows)
    within = (rows["date"] >= pd.Timestamp(since)) & (rows["date"] <= pd.Timestamp(until))
    rows = rows[within & (rows["source"] == REPORTED)]
    by_class = rows["by_class"].astype(bool)
    taught_by = as_pandas(Teachers(standing).of_planned)[["class_id", "teacher_key"]]
    held = rows[by_class & (rows["held"] > 0)].merge(taught_by, on="class_id")
    totals = sorted(set(rows["unit_no"][~by_class]) - set(rows["unit_no"][by_class]))
    table = _by_place(held, "teacher_key", term).rename("teachers").reset_index()
    table["totals_only"] = [number in totals for number in range(len(term.units))] + [bool(totals)]
    return table


def group_numbers(facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Distinct 群号 of the groups with 建群日期 ≤ ``on``: one group may hold several classes.

    Columns: ``unit`` (of the term, the campus last), ``groups`` (distinct numbers), ``numbered`` (classes
    whose group has a number) and ``classes`` (classes with a group), int64.
    """
    rows = Standing(facts, term, known_at, on=on).of_classes("groups", ("created_on", "group_no"))
    grouped = collected(
        rows.filter(nw.col("created_on") <= midnight(on)).select("unit_no", "class_no", "group_no")
    )
    numbered = grouped[grouped["group_no"].notna()]
    counted = {"groups": (numbered, "group_no"), "numbered": (numbered, "class_no")}
    counted |= {"classes": (grouped, "class_no")}
    table = pd.DataFrame({name: _by_place(of, what, term) for name, (of, what) in counted.items()})
    return table.reset_index()


def _by_place(rows: pd.DataFrame, what: str, term: Term) -> pd.Series[int]:
    """Distinct values of ``what`` by unit and, once each, for the campus."""
    rows = rows[rows["unit_no"] >= 0]
    units = rows.groupby("unit_no")[what].nunique().reindex(range(len(term.units)), fill_value=0)
    numbers = [*units, rows[what].nunique()]
    places = pd.Index([*term.unit_names, CAMPUS], dtype="str", name="unit")
    return pd.Series(numbers, index=places, dtype="int64")
