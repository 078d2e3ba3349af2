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

import numpy as np
import pandas as pd

from metrics.counting import CLASSES, UNITS, Counting
from metrics.numbers import numbered_by
from metrics.provenance import SOURCE, carried
from metrics.relations import (
    Columns,
    Frame,
    Says,
    as_pandas,
    collected,
    either,
    kept,
    latest,
    lazily,
    looked_up,
    picked,
    sums,
    where,
)
from metrics.standing import RECEIPT_ORDER, Standing

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
        self._of_sources: dict[str, pd.DataFrame] = {}

    def changes(self, count: str, source: str) -> pd.DataFrame:
        """One of the counts by one source."""
        rows = self._by_source(source)
        if not self._counting.tracing:
            return self._counting.few(rows, "date", UNITS, by=count)
        by_class = rows["by_class"].astype(bool)
        parts = [(rows[by_class], CLASSES), (rows[~by_class], UNITS)]
        return pd.concat([self._counting.few(part, "date", item, by=count) for part, item in parts])

    def _by_source(self, source: str) -> pd.DataFrame:
        if source not in self._of_sources:
            self._of_sources[source] = self.rows[self.rows["source"] == source]
        return self._of_sources[source]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Of each unit, day and source the rows of the form received last, ``by_class`` or not.

        Untraced these are sums: days and submissions are few, however many classes there are.
        """
        totals = self._standing.of_units("session_totals", ("date", "source", *_COLUMNS), ("date", "source"))
        owed = {**self._counts}
        if "planned" in owed:
            owed["planned"] = lambda rows: _given(rows["planned"]) - _made_up(rows)
        parts = [
            self._summed(_of_classes(self._standing), owed, by_class=True),
            self._summed(lazily(totals), self._counts, by_class=False),
        ]
        return later_form(pd.concat(parts, ignore_index=True))

    def _summed(self, rows: Frame, counts: Mapping[str, Says], *, by_class: bool) -> pd.DataFrame:
        place = (*_PLACE, *RECEIPT_ORDER)
        if not self._counting.tracing:
            summed = collected(sums(picked(rows, place, None, **counts), place, tuple(counts)))
            return summed.assign(by_class=by_class)
        of_class = ("class_id",) if by_class else ()
        kept = dict.fromkeys((*place, *SOURCE, *of_class, *carried(rows)))
        counted = as_pandas(picked(rows, kept, None, **counts))
        return counted.assign(
            **{name: counted[name].fillna(0).astype("int64") for name in counts}, by_class=by_class
        )


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


def later_form(rows: pd.DataFrame) -> pd.DataFrame:
    """Of each unit, day and source the rows of the form, ``by_class`` or not, that was received last."""
    places = pd.factorize(numbered_by(rows, _PLACE))[0]
    order = np.lexsort([rows[name].to_numpy() for name in reversed(RECEIPT_ORDER)])
    by_class = rows["by_class"].to_numpy(bool)
    stands = np.zeros(len(rows), dtype=bool)
    stands[places[order]] = by_class[order]  # of rows of one place the last to be written stays
    return rows[by_class == stands[places]]
