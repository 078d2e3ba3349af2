"""From rows to changes: the few ways in which a definition counts.

Changes are frames of ``unit_no``, ``on`` and ``change``: summed up to a day they are the count of that
day. Traced, each change also says what it is about and which row of which sheet says so, so that a
figure and the list behind it come from one definition.

Rows are chosen, keyed and joined wherever the facts are; what is left of people and of snapshots is
collected, and counted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeAlias

import narwhals as nw
import numpy as np
import pandas as pd

from metrics.standing import SOURCE, Frame, Standing, collected, lazily

Changes: TypeAlias = nw.LazyFrame[Any] | pd.DataFrame

CLASS, UNIT, STUDENT, TEACHER = "class", "unit", "student", "teacher"
VISITOR, RECORD, CAMPUS_KIND = "visitor", "record", "campus"
ABOUT = ("item", "item_kind", "class_id")
# Where the name of an item stands in the rows, unless a definition says otherwise. That of a unit is
# put in at the end, from its number.
_NAMED_BY = {CLASS: "class_id", STUDENT: "student_id", TEACHER: "teacher_key", VISITOR: "visitor"}


class Counting:
    """Counts the rows of ``standing`` as changes; where that is tracing, with what they are about."""

    def __init__(self, standing: Standing) -> None:
        self._campus_no, self.tracing = standing.campus_no, standing.tracing

    def each(
        self, rows: Frame, on: str | nw.Expr, kind: str, *, by: nw.Expr | None = None, item: str | None = None
    ) -> Frame:
        """Every row once, or ``by`` what a row counts, from the day ``on``."""
        changes = {
            "on": nw.col(on) if isinstance(on, str) else on,
            "change": nw.lit(1, nw.Int64) if by is None else by.cast(nw.Int64),
        }
        if self.tracing:
            return rows.select("unit_no", *SOURCE, **changes, **_about(rows, kind, item))
        return rows.select("unit_no", **changes)

    def few(
        self, rows: pd.DataFrame, on: str, kind: str, *, by: str | None = None, item: str | None = None
    ) -> pd.DataFrame:
        """:meth:`each` of rows that are collected already; ``by`` is a column of counts, blank for 0."""
        if self.tracing:
            value = None if by is None else nw.col(by).fill_null(0)
            return collected(self.each(lazily(rows), on, kind, by=value, item=item))
        change = 1 if by is None else rows[by].fillna(0).array
        return pd.DataFrame({"unit_no": rows["unit_no"].array, "on": rows[on].array, "change": change})

    def first(self, rows: Frame, key: Sequence[str], day: str) -> Frame:
        """The row with the earliest ``day`` of each ``key``; untraced, only the key and the day."""
        if self.tracing:
            order = [day, "submission", "source_row"]
            return rows.unique(subset=list(key), keep="first", order_by=order)
        return rows.group_by(*key).agg(nw.col(day).min())

    def units(self, rows: Frame, day: str) -> Frame:
        """Units with at least one of ``rows``, each from its earliest ``day``."""
        return self.each(self.first(rows, ("unit_no",), day), day, UNIT)

    def few_units(self, rows: pd.DataFrame, day: str) -> pd.DataFrame:
        """:meth:`units` of rows that are collected already."""
        order = [day, "submission", "source_row"] if self.tracing else [day]
        return self.few(rows.sort_values(order).drop_duplicates("unit_no"), day, UNIT)

    def classes(self, rows: Frame, day: str) -> Frame:
        """Classes with at least one of ``rows``, each from its earliest ``day``."""
        return self.each(self.first(rows, ("class_no", "unit_no"), day), day, CLASS)

    def people(
        self, rows: pd.DataFrame, person: str, day: str, kind: str, *, every: bool = False
    ) -> pd.DataFrame:
        """Distinct people of ``rows``: each unit counts its own, from the earliest ``day``.

        With ``every`` from the latest, and not where one of the days is null. Somebody who is in
        several units is one person of the campus: what they count beyond that is taken off in the
        bucket of the campus.
        """
        order = [day, "submission", "source_row"] if self.tracing else [day, "unit_no"]
        kept = list(rows) if self.tracing else ["unit_no", person, day]
        listed = rows.loc[rows["unit_no"] >= 0, kept].sort_values(order, kind="stable")
        keep = "last" if every else "first"
        theirs = listed[~listed.duplicated(["unit_no", person], keep=keep)]
        dated = theirs[day].notna()
        off = theirs[theirs.duplicated(person, keep=keep) & dated]
        changes = pd.concat([theirs[dated], off.assign(unit_no=self._campus_no)], ignore_index=True)
        changes["change"] = np.repeat([1, -1], [len(changes) - len(off), len(off)])
        return self.few(changes, day, kind, by="change", item=person)


class Snapshots:
    """Counts that hold from the day of their row until the next row of the same ``key``.

    A blank says nothing: what an earlier row gives still holds, and 0 where none does. ``order`` names
    the day of the rows, and what settles which of two rows of one day is later.
    """

    def __init__(
        self, counting: Counting, rows: pd.DataFrame, *, key: str, order: Sequence[str], kind: str
    ) -> None:  # fmt: skip
        self._counting, self._unsorted, self._kind = counting, rows, kind
        self._key, self._order = key, list(order)

    @cached_property
    def _rows(self) -> pd.DataFrame:
        return self._unsorted.sort_values([self._key, *self._order], ignore_index=True)

    def changes(self, count: str) -> pd.DataFrame:
        """The changes of one of the counts."""
        if not self._counting.tracing:
            return self.steps(count)[["unit_no", "on", "change"]]
        rows = self._given(count)
        day = self._order[0]
        # What a row replaces ends on its day, and is said by the row that it comes from.
        follows = self._follows(rows)
        ended = rows.shift()[follows].assign(**{day: rows[day][follows].array})
        ended[count] = -ended[count]
        both = pd.concat([rows, ended], ignore_index=True).astype(rows.dtypes)
        return self._counting.few(both, day, self._kind, by=count)

    def steps(self, count: str) -> pd.DataFrame:
        """``key``, ``unit_no``, ``on`` and ``change``: by how much each row differs from the one before."""
        rows = self._given(count)
        before = rows[count].shift().where(self._follows(rows), 0)
        changes = {"on": rows[self._order[0]], "change": rows[count] - before}
        return rows[list(dict.fromkeys([self._key, "unit_no"]))].assign(**changes)

    def _given(self, count: str) -> pd.DataFrame:
        return self._rows[self._rows[count].notna()]

    def _follows(self, rows: pd.DataFrame) -> pd.Series[bool]:
        """Whether the row before is of the same key."""
        return rows[self._key] == rows[self._key].shift()


def worked_out(changes: Changes) -> pd.DataFrame:
    """The rows of ``changes`` as pandas, whatever they run on."""
    return changes if isinstance(changes, pd.DataFrame) else collected(changes)


def later(one: str, other: str) -> nw.Expr:
    """The later of two days that both are given."""
    return nw.when(nw.col(one) < nw.col(other)).then(other).otherwise(one)


def _about(rows: Frame, kind: str, item: str | None) -> dict[str, nw.Expr]:
    nothing = nw.lit(None, nw.String)
    named_by = item or _NAMED_BY.get(kind)
    of_class = "class_id" in rows.collect_schema().names()
    return {
        "item": nothing if named_by is None else nw.col(named_by).cast(nw.String),
        "item_kind": nw.lit(kind),
        "class_id": nw.col("class_id") if of_class else nothing,
    }
