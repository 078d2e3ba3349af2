"""Sessions planned and held, students expected and present: by class, or as totals of a unit.

For each unit, day and source one of the two forms stands alone, that of the later submission.
Counts of different sources are never added up. A session that was deferred 延期 is owed on its own day
until it was made up: from the day 补课日期, when the class reports sessions held on it, it is no longer
owed for the day on which it was not held.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from operator import itemgetter

from metrics.counting import CLASSES, UNITS, Counting
from metrics.keyed import last_said, latest, looked_up, sums
from metrics.latest import RECEIPT_ORDER
from metrics.provenance import SOURCE, carried
from metrics.relations import (
    Columns,
    Frame,
    Says,
    as_pandas,
    either,
    kept,
    lazily,
    picked,
    stacked,
    where,
    with_made,
)
from metrics.standing import Standing

# Students count only in rows that give both of the numbers of a rate.
COUNTS: Mapping[str, Says] = {
    "planned": itemgetter("planned"),
    "held": itemgetter("held"),
    "expected": lambda rows: either(~rows["present"].isnull(), rows["expected"]),
    "present": lambda rows: either(~rows["expected"].isnull(), rows["present"]),
}
_COLUMNS = ("planned", "held", "expected", "present", "accidents")
_PLACE = ["unit_no", "date", "source"]


class Sessions:
    """What stands of the sheets of sessions, as changes of ``counts``."""

    def __init__(self, standing: Standing, counts: Mapping[str, Says] = COUNTS) -> None:
        self._standing, self._counts = standing, counts
        self._counting = Counting(standing)
        self._of_sources: dict[str, Frame] = {}

    def changes(self, count: str, source: str) -> Frame:
        """One of the counts by one source."""
        rows = self._by_source(source)
        if not self._counting.tracing:
            return self._counting.each(rows, "date", UNITS, by=count)
        of_classes = where(rows, itemgetter("by_class"))
        of_units = where(rows, lambda rows: ~rows["by_class"])
        parts = ((of_classes, CLASSES), (of_units, UNITS))
        return stacked(*(self._counting.each(part, "date", item, by=count) for part, item in parts))

    def _by_source(self, source: str) -> Frame:
        if source not in self._of_sources:
            self._of_sources[source] = where(self.rows, lambda rows: rows["source"] == source)
        return self._of_sources[source]

    @cached_property
    def rows(self) -> Frame:
        """Of each unit, day and source the rows of the form received last, ``by_class`` or not.

        Untraced these are sums: days and submissions are few, however many classes there are.
        """
        totals = self._standing.of_units("session_totals", ("date", "source", *_COLUMNS), ("date", "source"))
        owed = {**self._counts}
        if "planned" in owed:
            owed["planned"] = lambda rows: _given(rows["planned"]) - _made_up(rows)
        parts = [
            self._summed(_of_classes(self._standing), owed, by_class=True),
            self._summed(totals, self._counts, by_class=False),
        ]
        return kept(later_form(stacked(*parts)))

    def _summed(self, rows: Frame, counts: Mapping[str, Says], *, by_class: bool) -> Frame:
        place = (*_PLACE, *RECEIPT_ORDER)
        if not self._counting.tracing:
            summed = sums(picked(rows, place, None, **counts), place, tuple(counts))
            return with_made(summed, by_class=lambda _rows: by_class)
        of_class = ("class_id",) if by_class else ()
        columns = dict.fromkeys((*place, *SOURCE, *of_class, *carried(rows)))
        counted = as_pandas(picked(rows, columns, None, **counts))
        filled = {name: counted[name].fillna(0).astype("int64") for name in counts}
        return lazily(counted.assign(**filled, by_class=by_class))


def _of_classes(standing: Standing) -> Frame:
    """One row a class, day and source, of the days on which the class was due.

    A session of a class that was called off later was owed all the same. ``owed`` are the sessions deferred
    to the day.
    """
    counts = ("planned", "held", "expected", "present", "accidents", "deferred", "moved_to")
    place = ("class_no", "date", "source")
    rows = latest(standing.while_due("sessions", ("date", "source", *counts), "date"), place)
    deferred = picked(
        rows,
        ("class_no", "source"),
        lambda rows: (rows["deferred"] > 0) & (rows["moved_to"] > rows["date"]),
        date="moved_to",
        owed=lambda rows: _least(_given(rows["planned"] - rows["held"]), rows["deferred"]),
    )
    missed = where(deferred, lambda rows: rows["owed"] > 0)
    return kept(looked_up(rows, sums(missed, place, ("owed",)), place, ("owed",)))


def _made_up(rows: Columns) -> Columns:
    """How many sessions deferred to its day each of ``rows`` made up, and so are owed no more."""
    return either((rows["owed"] > 0) & (rows["held"] > 0), _least(rows["owed"], rows["held"]), 0)


def _least(one: Columns, other: Columns) -> Columns:
    return either(one < other, one, other)


def _given(counts: Columns) -> Columns:
    return either(~counts.isnull(), counts, 0)


def later_form(rows: Frame) -> Frame:
    """Of each unit, day and source the rows of the form, ``by_class`` or not, that was received last."""
    told = last_said(rows, _PLACE, "by_class", "stands")
    return where(told, lambda rows: rows["by_class"] == rows["stands"])
