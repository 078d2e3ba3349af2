"""The lists behind the gaps: which classes are short of what, at the end of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from metrics.basis.basis import Basis
from metrics.latest import first_places
from metrics.moments import midnight
from metrics.received import Facts
from metrics.relations import Frame, collected, lazily
from metrics.standing import Standing
from schema.kinds import REPORTED_KINDS, kind_by_id
from schema.term import Term

CLASS_COLUMNS = ("class_id", "course_name", "teacher", "unit")
_COUNTS = ("enrolled", "expected", "joined", "missing")
_DAYS = ("planned_on", "reported_on", "received_on")


def gaps(
    facts: Facts,
    term: Term,
    on: dt.date,
    known_at: dt.datetime | None = None,
    unit: str | None = None,
    lists: Sequence[str] | None = None,
) -> dict[str, pd.DataFrame]:
    """The lists named in ``lists`` (all of ``LISTS``) for ``unit`` (all), as pandas frames by name.

    Each has ``class_id``, ``course_name``, ``teacher``, ``unit`` and what the list adds, see the
    functions of ``LISTS``: text as ``str``, counts as int64, days as datetime64. Sorted by unit in
    the order of the term and by class; the largest number still missing comes first.
    Raises ``ValueError`` for a list that is not known.
    """
    basis, day = Basis(Standing(facts, term, known_at, on=on)), midnight(on)
    listed = {}
    for name in LISTS if lists is None else lists:
        if name not in LISTS:
            raise ValueError(f"no list {name!r}; known: {', '.join(LISTS)}")
        rows = LISTS[name](basis, day)
        chosen = rows if unit is None else rows.filter(nw.col("unit") == unit)
        listed[name] = _sorted(_typed(collected(chosen)), term)
    return listed


def no_group(basis: Basis, day: dt.datetime) -> Frame:
    """Classes due without a group; adds ``enrolled``."""
    return _without(basis, basis.grouped.filter(nw.col("created_on") <= day))


def no_material(basis: Basis, day: dt.datetime) -> Frame:
    """Classes due without any material; adds ``enrolled``."""
    return _without(basis, basis.standing.materials.filter(nw.col("uploaded_on") <= day))


def not_visited(basis: Basis, day: dt.datetime) -> Frame:
    """Classes due that nobody has visited; adds ``enrolled`` and ``planned_on``, the last plan."""
    visits = lazily(collected(basis.standing.visits))
    planned = visits.group_by("class_no").agg(nw.col("planned_on").max())
    due = _collected_due(basis).join(visits.filter(nw.col("visited_on") <= day), on="class_no", how="anti")
    return due.join(planned, on="class_no", how="left").select(*CLASS_COLUMNS, "enrolled", "planned_on")


def not_reported(basis: Basis, day: dt.datetime) -> Frame:
    """Classes due of which a kind of sheet says nothing yet; adds ``kind``, a row for each."""
    due, last = basis.standing.due_rows[list(CLASS_COLUMNS)], np.datetime64(day)
    told = [_first_told(basis.standing, kind).reindex(due["class_id"]).to_numpy() for kind in REPORTED_KINDS]
    untold = [np.flatnonzero(~(first <= last)) for first in told]
    kinds = np.repeat(REPORTED_KINDS, [len(places) for places in untold])
    return lazily(due.take(np.concatenate(untold)).assign(kind=pd.Series(kinds, dtype="str").array))


def students_missing(basis: Basis, day: dt.datetime) -> Frame:
    """Classes due with students not in the group; adds ``expected``, ``joined``, ``missing``."""
    until = lazily(collected(basis.students.changes.filter(nw.col("on") <= day)))
    counts = until.group_by("class_no").agg(nw.col("expected", "joined").sum())
    missing = counts.with_columns(missing=nw.col("expected") - nw.col("joined"))
    short = missing.filter(nw.col("missing") > 0)
    return (
        _collected_due(basis)
        .join(short, on="class_no")
        .select(*CLASS_COLUMNS, "expected", "joined", "missing")
    )


def counts_blank(basis: Basis, day: dt.datetime) -> Frame:
    """Classes whose reports never give a count, so that it counts 0.

    Adds ``count`` (``notified`` or ``received``) and ``reported_on``: the latest 统计日期, or the day
    of receipt of the roster.
    """
    snapshots = collected(basis.students.snapshots)
    roster = collected(basis.students.roster)
    roster = roster[roster["ends"].isna() | (roster["ends"] > day)]
    reports = (
        snapshots.assign(reported_on=snapshots["as_of"]),
        roster.assign(reported_on=roster["received_on"]),
    )
    classes = [of_count for rows in reports for of_count in _never_given(rows, day)]
    never = lazily(pd.concat(classes, ignore_index=True))
    return _collected_due(basis).join(never, on="class_no").select(*CLASS_COLUMNS, "reported_on", "count")


def not_in_plan(basis: Basis, day: dt.datetime) -> Frame:
    """Classes reported that the plan does not know, so that they count nowhere.

    ``unit`` is as reported, course and teacher are unknown; adds ``kind``, a row for each, and
    ``received_on``, when it was first reported.
    """
    return nw.concat([reported_unplanned(basis.standing, kind, day) for kind in REPORTED_KINDS])


def reported_unplanned(standing: Standing, kind: str, day: dt.datetime) -> Frame:
    """The rows of :func:`not_in_plan` of one kind of sheet."""
    unknown = nw.lit(None, nw.String)
    return (
        _reported(standing, kind, day)
        .join(standing.planned, on="class_id", how="anti")
        .group_by("class_id", "unit")
        .agg(nw.col("received_on").min())
        .with_columns(course_name=unknown, teacher=unknown)
        .select(*CLASS_COLUMNS, "received_on", kind=nw.lit(kind))
    )


LISTS: dict[str, Callable[[Basis, dt.datetime], Frame]] = {
    find.__name__: find
    for find in (
        no_group,
        no_material,
        not_visited,
        not_reported,
        students_missing,
        counts_blank,
        not_in_plan,
    )
}


def _without(basis: Basis, having: Frame) -> Frame:
    due = basis.standing.due.join(having, on="class_no", how="anti")
    return due.select(*CLASS_COLUMNS, "enrolled")


def _reported(standing: Standing, kind: str, day: dt.datetime) -> Frame:
    """What standing submissions of ``kind`` said by ``day``: ``class_id``, ``unit``, ``received_on``."""
    forms = kind_by_id(kind).forms
    received = [standing.received(form.table, ("class_id", "unit")) for form in forms]
    rows = nw.concat([rows.select("class_id", "unit", "received_on") for rows in received])
    return rows.filter(nw.col("received_on") <= day)


def _first_told(standing: Standing, kind: str) -> pd.Series[Any]:
    """By class id the day on which a standing submission of ``kind`` first said something of it."""

    def first() -> pd.Series[Any]:
        parts = [
            collected(standing.received(form.table, ("class_id",)).select("class_id", "received_on"))
            for form in kind_by_id(kind).forms
        ]
        codes, classes = pd.factorize(pd.concat([part["class_id"] for part in parts]))
        days = np.concatenate([part["received_on"].to_numpy("datetime64[us]") for part in parts])
        return pd.Series(days[first_places(codes, days)], index=classes)

    return standing.piece(("first told", kind), [form.table for form in kind_by_id(kind).forms], first)


def _never_given(rows: pd.DataFrame, day: dt.datetime) -> Iterator[pd.DataFrame]:
    """``class_no``, ``reported_on`` and ``count`` of the classes whose reports by ``day`` leave it blank."""
    until = rows[rows["reported_on"] <= day]
    by_class = until.groupby("class_no")
    latest = by_class["reported_on"].max()
    for count in ("notified", "received"):
        never = latest[by_class[count].count() == 0]
        yield never.reset_index().assign(count=pd.Series(count, index=range(len(never)), dtype="str"))


def _collected_due(basis: Basis) -> Frame:
    """The classes due, to be joined with what is collected already."""
    return lazily(basis.standing.due_rows)


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """The same types from every engine, and for an empty list too."""
    types = dict.fromkeys(rows, "str")
    types |= dict.fromkeys(_COUNTS, "int64") | dict.fromkeys(_DAYS, "datetime64[us]")
    return rows.astype({name: types[name] for name in rows if rows[name].dtype != types[name]})


def _sorted(rows: pd.DataFrame, term: Term) -> pd.DataFrame:
    place = rows["unit"].map({unit: i for i, unit in enumerate(term.unit_names)})
    keys = {"missing": -rows["missing"]} if "missing" in rows else {}
    keys |= {"place": place.fillna(len(term.units)), "class_id": rows["class_id"]}
    order = pd.DataFrame(keys).sort_values(list(keys), kind="stable").index
    return rows.loc[order].reset_index(drop=True)
