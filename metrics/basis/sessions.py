"""Sessions planned and held, students expected and present: by class, or as totals of a unit.

For each unit, day and source one of the two forms stands alone, that of the later submission.
Counts of different sources are never added up. A session that was deferred 延期 is owed on its own day
until it was made up: from the day 补课日期, when the class reports sessions held on it, it is no longer
owed for the day on which it was not held.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.counting import CLASSES, UNITS, Counting
from metrics.latest import latest_rows
from metrics.numbers import numbered_by
from metrics.provenance import SOURCE, carried
from metrics.standing import RECEIPT_ORDER, Standing

Count = Callable[[pd.DataFrame], pd.Series]
# Students count only in rows that give both of the numbers of a rate.
COUNTS: Mapping[str, Count] = {
    "planned": lambda rows: rows["planned"],
    "held": lambda rows: rows["held"],
    "expected": lambda rows: rows["expected"].where(rows["present"].notna()),
    "present": lambda rows: rows["present"].where(rows["expected"].notna()),
}
_COLUMNS = ("planned", "held", "expected", "present", "accidents")
_PLACE = ["unit_no", "date", "source"]


class Sessions:
    """What stands of the sheets of sessions, as changes of ``counts``."""

    def __init__(self, standing: Standing, counts: Mapping[str, Count] = COUNTS) -> None:
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
        sessions = _of_classes(self._standing)
        of_classes = self._counted(sessions, by_class=True)
        if "planned" in of_classes:
            of_classes["planned"] -= _made_up(sessions)
        parts = [self._summed(part) for part in (of_classes, self._counted(totals, by_class=False))]
        return later_form(pd.concat(parts, ignore_index=True))

    def _counted(self, rows: pd.DataFrame, *, by_class: bool) -> pd.DataFrame:
        of_class = ("class_id",) if by_class else ()
        kept = (*SOURCE, *of_class, *carried(rows)) if self._counting.tracing else ()
        counts = {name: count(rows).fillna(0).astype("int64") for name, count in self._counts.items()}
        place = list(dict.fromkeys((*_PLACE, *RECEIPT_ORDER, *kept)))
        return rows[place].assign(**counts, by_class=by_class)

    def _summed(self, counted: pd.DataFrame) -> pd.DataFrame:
        if self._counting.tracing:
            return counted
        places = numbered_by(counted, (*_PLACE, "submission"))
        _places, firsts, whose = np.unique(places, return_index=True, return_inverse=True)
        sums = {name: np.zeros(len(firsts), dtype="int64") for name in self._counts}
        for name, of_place in sums.items():
            np.add.at(of_place, whose, counted[name].to_numpy())
        return counted.take(firsts).assign(**sums)


def _of_classes(standing: Standing) -> pd.DataFrame:
    """One row a class, day and source, of the days on which the class was due.

    A session of a class that was called off later was owed all the same.
    """
    counts = ("planned", "held", "expected", "present", "accidents", "deferred", "moved_to")
    rows = standing.while_due("sessions", ("date", "source", *counts), "date")
    return latest_rows(rows, ("class_no", "date", "source"))


def _made_up(rows: pd.DataFrame) -> npt.NDArray[np.int64]:
    """How many sessions deferred to its day each of ``rows`` made up, and so are owed no more."""
    made_up = np.zeros(len(rows), dtype="int64")
    given = (rows["deferred"] > 0) & (rows["moved_to"] > rows["date"])
    deferred = rows[given.fillna(False).to_numpy(bool)]
    if deferred.empty:
        return made_up
    missed = (deferred["planned"] - deferred["held"]).fillna(0).clip(lower=0)
    owed = np.minimum(missed.to_numpy("int64"), deferred["deferred"].to_numpy("int64"))
    owed_on: dict[tuple[object, ...], int] = {}
    places = zip(*(deferred[column] for column in ("class_no", "source", "moved_to")), strict=True)
    for place, sessions in zip(places, owed, strict=True):
        owed_on[place] = owed_on.get(place, 0) + int(sessions)
    held = rows["held"].fillna(0).to_numpy("int64")
    of_days = rows["class_no"].isin(deferred["class_no"]) & rows["date"].isin(deferred["moved_to"])
    may = np.flatnonzero((held > 0) & of_days.to_numpy())
    days = zip(*(rows[column].take(may) for column in ("class_no", "source", "date")), strict=True)
    made_up[may] = np.minimum([owed_on.get(day, 0) for day in days], held[may])
    return made_up


def later_form(rows: pd.DataFrame) -> pd.DataFrame:
    """Of each unit, day and source the rows of the form, ``by_class`` or not, that was received last."""
    places = pd.factorize(numbered_by(rows, _PLACE))[0]
    order = np.lexsort([rows[name].to_numpy() for name in reversed(RECEIPT_ORDER)])
    by_class = rows["by_class"].to_numpy(bool)
    stands = np.zeros(len(rows), dtype=bool)
    stands[places[order]] = by_class[order]  # of rows of one place the last to be written stays
    return rows[by_class == stands[places]]
