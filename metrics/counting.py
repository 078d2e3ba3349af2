"""From rows to changes: the few ways in which a definition counts.

Changes are frames of ``unit_no``, ``on`` and ``change``: summed up to a day they are the count of that
day. Traced, each change also says what it is about and which row of which sheet says so, so that a
figure and the list behind it come from one definition.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import narwhals as nw

from metrics.standing import SOURCE, Frame, Standing, collected

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

    def first(self, rows: Frame, key: Sequence[str], day: str) -> Frame:
        """The row with the earliest ``day`` of each ``key``; untraced, only the key and the day."""
        if self.tracing:
            order = [day, "submission", "source_row"]
            return rows.unique(subset=list(key), keep="first", order_by=order)
        return rows.group_by(*key).agg(nw.col(day).min())

    def units(self, rows: Frame, day: str) -> Frame:
        """Units with at least one of ``rows``, each from its earliest ``day``."""
        return self.each(self.first(rows, ("unit_no",), day), day, UNIT)

    def classes(self, rows: Frame, day: str) -> Frame:
        """Classes with at least one of ``rows``, each from its earliest ``day``."""
        return self.each(self.first(rows, ("class_no", "unit_no"), day), day, CLASS)

    def people(self, rows: Frame, person: str, day: str, kind: str) -> Frame:
        """Distinct people of ``rows``: each unit counts its own, from the earliest ``day``.

        Somebody who is in several units is one person of the campus: what they count beyond that is
        taken off in the bucket of the campus, on the later days.
        """
        theirs = self.first(rows, ("unit_no", person), day)
        before = nw.col("unit_no").shift(1).over(person, order_by=[day, "unit_no"])
        again = theirs.with_columns(before=before).filter(~nw.col("before").is_null())
        return nw.concat([self.each(theirs, day, kind, item=person), self.off(again, day, kind, person)])

    def off(self, rows: Frame, day: str, kind: str, item: str) -> Frame:
        """``rows`` taken off the campus: people who count in another unit already."""
        of_campus = rows.with_columns(unit_no=nw.lit(self._campus_no, nw.Int64))
        return self.each(of_campus, day, kind, item=item, by=nw.lit(-1))


class Snapshots:
    """Counts that hold from the day of their row until the next row of the same ``key``.

    Of ``counts`` those in ``blanks`` may be blank: that is what the latest earlier row gives, and 0
    where none does. ``order`` names the day, and what settles which of two rows of one day is later.
    """

    def __init__(
        self, counting: Counting, rows: Frame, *, key: str, order: Sequence[str], counts: Sequence[str],
        blanks: Sequence[str], kind: str, item: str | None = None,
    ) -> None:  # fmt: skip
        self._counting, self._rows, self._kind, self._item = counting, rows, kind, item
        self._key, self._order = key, list(order)
        self._counts, self._blanks = counts, blanks

    @cached_property
    def held(self) -> Frame:
        """The rows with blanks filled, and ``until``, the day of the next (null: it still holds)."""
        until = nw.col(self._order[0]).shift(-1).over(self._key, order_by=self._order)
        return self._rows.with_columns(self._carried(*self._blanks), until=until)

    def changes(self, count: str) -> Frame:
        """The changes of one of the counts."""
        if self._counting.tracing:
            return self._traced(count)
        return self._sums.select("unit_no", "on", change=nw.col(count))

    @cached_property
    def _sums(self) -> Frame:
        # Summed up once for all counts, and by the two days apart: the rows are many.
        begun = self._summed(self._order[0], 1)
        return small(nw.concat([begun, self._summed("until", -1)]))

    def _summed(self, day: str, sign: int) -> Frame:
        rows = self.held.filter(~nw.col(day).is_null())
        sums = rows.group_by("unit_no", day).agg(nw.col(*self._counts).sum())
        signed = {count: (nw.col(count) * sign).cast(nw.Int64) for count in self._counts}
        return sums.select("unit_no", on=nw.col(day), **signed)

    def _traced(self, count: str) -> Frame:
        """Each row begins and ends on its own; what it carries over is said by the row it comes from."""
        given = ~nw.col(count).is_null()
        rows = self._rows.with_columns(
            *(nw.when(given).then(nw.col(name)).otherwise(None).alias(name) for name in SOURCE)
        )
        until = nw.col(self._order[0]).shift(-1).over(self._key, order_by=self._order)
        rows = rows.with_columns(self._carried(count, *SOURCE), until=until)
        rows = rows.filter(~nw.col(count).is_null())
        ended = rows.filter(~nw.col("until").is_null())
        each, value = self._counting.each, nw.col(count)
        begun = each(rows, self._order[0], self._kind, by=value, item=self._item)
        return small(nw.concat([begun, each(ended, "until", self._kind, by=-value, item=self._item)]))

    def _carried(self, *names: str) -> nw.Expr:
        carried = nw.col(*names).fill_null(strategy="forward")
        return carried.over(self._key, order_by=self._order)


def small(rows: Frame) -> Frame:
    """``rows`` worked out, as a frame of pandas: for what is few on any engine, and asked for often."""
    worked_out: Frame = nw.from_native(collected(rows)).lazy()
    return worked_out


def _about(rows: Frame, kind: str, item: str | None) -> dict[str, nw.Expr]:
    nothing = nw.lit(None, nw.String)
    named_by = item or _NAMED_BY.get(kind)
    of_class = "class_id" in rows.collect_schema().names()
    return {
        "item": nothing if named_by is None else nw.col(named_by).cast(nw.String),
        "item_kind": nw.lit(kind),
        "class_id": nw.col("class_id") if of_class else nothing,
    }
