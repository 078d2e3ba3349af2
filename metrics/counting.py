"""From rows to changes: the few ways in which a definition counts.

Changes are frames of ``unit_no``, ``on`` and ``change``: summed up to a day they are the count of that
day. Traced, each change also says what it is about and which row of which sheet says so, so that a
figure and the list behind it come from one definition.

Rows are chosen, keyed, joined and counted wherever the facts are, see :mod:`metrics.relations`; what comes
back of an engine is added up by unit and day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeAlias

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.keyed import earliest, sums
from metrics.moments import ALWAYS
from metrics.plans import people, steps
from metrics.provenance import SOURCE, at_cell, with_either
from metrics.relations import Columns, Frame, as_pandas, collected, either, in_memory, lazily, picked
from metrics.standing import Standing


@dataclass(frozen=True, eq=False)
class Together:
    """Changes that are counted together: what each of ``parts`` counts, added up."""

    parts: tuple[Changes, ...]


Changes: TypeAlias = nw.LazyFrame[Any] | pd.DataFrame | Together

PLACE = ("unit_no", "on")  # by which changes are added up
CLASS, UNIT, STUDENT, TEACHER = "class", "unit", "student", "teacher"
VISITOR, RECORD, CAMPUS_KIND = "visitor", "record", "campus"


@dataclass(frozen=True, slots=True)
class Item:
    """What is counted: its kind, and the column of the rows that names it.

    The name of a unit is put in at the end, from its number. People are told apart by ``person``, where
    that is not the name.
    """

    kind: str
    named_by: str | None = None
    person: str | None = None


CLASSES, UNITS = Item(CLASS, "class_id"), Item(UNIT)
STUDENTS, TEACHERS, VISITORS = (
    Item(STUDENT, "student_id"),
    Item(TEACHER, "teacher_key"),
    Item(VISITOR, "visitor"),
)


class Counting:
    """Counts the rows of ``standing`` as changes; where that is tracing, with what they are about."""

    def __init__(self, standing: Standing) -> None:
        self._campus_no, self.tracing = standing.campus_no, standing.tracing

    def each(self, rows: Frame, on: str, item: Item, *, by: str | None = None) -> Frame:
        """Every row once, or ``by`` a column of counts, blank for 0, from the day ``on``."""
        if not self.tracing:
            return picked(rows, ("unit_no",), None, on=on, change=partial(_counts, by))
        rows = at_cell(rows, *((on,) if by is None else (by, on)))
        value = nw.lit(1, nw.Int64) if by is None else nw.col(by).fill_null(0).cast(nw.Int64)
        return rows.select("unit_no", *SOURCE, on=nw.col(on), change=value, **_about(rows, item))

    def first(self, rows: Frame, key: Sequence[str], day: str) -> Frame:
        """The row with the earliest ``day`` of each ``key``; untraced, only the key and the day."""
        if self.tracing:
            order = [day, "submission", "source_row"]
            return rows.unique(subset=list(key), keep="first", order_by=order)
        return earliest(rows, key, day)

    def units(self, rows: Frame, day: str) -> Frame:
        """Units with at least one of ``rows``, each from its earliest ``day``."""
        return self.each(self.first(rows, ("unit_no",), day), day, UNITS)

    def classes(self, rows: Frame, day: str) -> Frame:
        """Classes with at least one of ``rows``, each from its earliest ``day``."""
        return self.each(self.first(rows, ("class_no", "unit_no"), day), day, CLASSES)

    def people(self, rows: Frame, day: str, item: Item, *, every: bool = False) -> Frame:
        """Distinct people of ``rows``: each unit counts its own, from the earliest ``day``.

        With ``every`` from the latest, and not where one of the days is null. Somebody who is in
        several units is one person of the campus: what they count beyond that is taken off in the
        bucket of the campus.
        """
        person = item.person or str(item.named_by)
        if not in_memory(rows):
            return lazily(people(rows.to_native(), day, person, self._campus_no, every=every))
        native = as_pandas(rows)
        theirs, again = self._persons(native, day, person, every=every)
        taken, is_again = np.append(theirs, again), np.repeat([False, True], [len(theirs), len(again)])
        units = np.where(is_again, self._campus_no, native["unit_no"].to_numpy()[taken])
        change = np.where(is_again, -1, 1)
        if not self.tracing:
            on = native[day].array.take(taken)
            return lazily(pd.DataFrame({"unit_no": units, "on": on, "change": change}))
        changes = native.take(taken).assign(unit_no=units, change=change)
        return self.each(lazily(changes), day, item, by="change")

    def _persons(
        self, rows: pd.DataFrame, day: str, person: str, *, every: bool
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Where each unit's people stand, each once, and where those who count in another unit too."""
        units, who = rows["unit_no"].to_numpy(), pd.factorize(rows[person])[0]
        dated = rows[day].notna().to_numpy()
        days = np.where(dated, rows[day].to_numpy("datetime64[us]").astype("int64"), np.iinfo("int64").max)
        ties = [rows[name].to_numpy() for name in (SOURCE[:0:-1] if self.tracing else ())]
        order = np.lexsort((units, *ties, days))
        order = order[units[order] >= 0][:: -1 if every else 1]
        theirs = order[_firsts(who[order] * (self._campus_no + 1) + units[order])]
        is_again = np.ones(len(theirs), dtype=bool)
        is_again[_firsts(who[theirs])] = False
        return theirs[dated[theirs]], theirs[is_again & dated[theirs]]


class Snapshots:
    """Counts that hold from the day of their row until the next row of the same ``key``.

    A blank says nothing: what an earlier row gives still holds, and 0 where none does. ``order`` names
    the day of the rows, and what settles which of two rows of one day is later.
    """

    def __init__(
        self,
        counting: Counting,
        rows: Frame,
        *,
        key: str,
        order: Sequence[str],
        item: Item,
    ) -> None:
        self._counting, self._given, self._item = counting, rows, item
        self._key, self._order = key, list(order)

    @cached_property
    def _unsorted(self) -> pd.DataFrame:
        return as_pandas(self._given)

    @cached_property
    def _order_of_rows(self) -> npt.NDArray[np.intp]:
        return np.lexsort([self._unsorted[name].to_numpy() for name in (*reversed(self._order), self._key)])

    @cached_property
    def _rows(self) -> pd.DataFrame:
        return self._unsorted.take(self._order_of_rows).reset_index(drop=True)

    def changes(self, count: str) -> Changes:
        """The changes of one of the counts."""
        if not self._counting.tracing:
            return self.steps(count)
        rows = self._rows[self._rows[count].notna()]
        day = self._order[0]
        # What a row replaces ends on its day, and is said by the row that it comes from.
        follows = _follows(rows[self._key].to_numpy())
        ended = rows.shift()[follows].assign(**{day: rows[day][follows].array})
        ended[count] = -ended[count]
        both = pd.concat([rows, ended], ignore_index=True).astype(rows.dtypes)
        return self._counting.each(lazily(both), day, self._item, by=count)

    def steps(self, count: str) -> Frame:
        """``key``, ``unit_no``, ``on`` and ``change``: by how much each row differs from the one before."""
        if not in_memory(self._given):
            return lazily(steps(self._given.to_native(), self._key, self._order, count))
        counts = self._unsorted[count].array
        given = self._order_of_rows[~np.asarray(counts.isna())[self._order_of_rows]]
        values = counts.take(given).to_numpy("int64")
        keys = self._unsorted[self._key].to_numpy()[given]
        change = values - np.where(_follows(keys), np.roll(values, 1), 0)
        columns = {self._key: keys, "unit_no": self._unsorted["unit_no"].to_numpy()[given]}
        on = self._unsorted[self._order[0]].array.take(given)
        return lazily(pd.DataFrame({**columns, "on": on, "change": change}, copy=False))


def _follows(keys: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether the key before is the same."""
    follows: npt.NDArray[np.bool_] = np.diff(keys, prepend=-1) == 0
    return follows


def _firsts(values: npt.NDArray[np.int64]) -> npt.NDArray[np.intp]:
    """Where each of ``values`` stands first, in their order."""
    return np.flatnonzero(~pd.Series(values).duplicated().to_numpy())


def summed(changes: Changes) -> pd.DataFrame:
    """:func:`worked_out`, but what an engine holds is added up there by unit and day."""
    if isinstance(changes, Together) or in_memory(changes):
        return worked_out(changes)
    return collected(sums(changes, PLACE, ["change"]))


def worked_out(changes: Changes) -> pd.DataFrame:
    """The rows of ``changes`` as pandas, whatever they run on."""
    if isinstance(changes, Together):
        return pd.concat([worked_out(part) for part in changes.parts], ignore_index=True)
    return changes if isinstance(changes, pd.DataFrame) else collected(changes)


def always(_rows: Columns) -> Columns:
    """The day of what holds from the beginning."""
    return ALWAYS


def from_later(rows: Frame, one: str, other: str) -> Frame:
    """``rows`` with ``on``: the later of two days that both are given."""
    return with_either(rows, "on", other, one, lambda rows: rows[one] < rows[other])


def _counts(by: str | None, rows: Columns) -> Columns:
    return 1 if by is None else either(~rows[by].isnull(), rows[by], 0)


def _about(rows: Frame, item: Item) -> dict[str, nw.Expr]:
    nothing = nw.lit(None, nw.String)
    of_class = "class_id" in rows.collect_schema().names()
    return {
        "item": nothing if item.named_by is None else nw.col(item.named_by).cast(nw.String),
        "item_kind": nw.lit(item.kind),
        "class_id": nw.col("class_id") if of_class else nothing,
    }
