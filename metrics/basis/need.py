"""Students in need: surveyed as totals of each unit, and named one by one where a unit does so."""

from __future__ import annotations

from collections.abc import Sized
from functools import cached_property

import numpy as np
import pandas as pd

from metrics.counting import STUDENTS, UNITS, Counting, Snapshots
from metrics.latest import Marks, latest_since
from metrics.standing import RECEIPT_ORDER, Standing

_SURVEYED = ("students", "surveyed", "in_need", "helped", "topped_up")
# What a record must hold to be complete.
_TEXTS = ("situation", "measures", "result", "owner")


class Need:
    """The totals of surveys, and the named students with the days that matter, as changes."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting = Counting(standing)

    @cached_property
    def named(self) -> pd.DataFrame:
        """One row a unit and student: ``owner``, ``in_need_on`` and the days of what was done for them.

        In need from the day of first receipt, or of what was done for them if that was earlier;
        ``complete_since`` is NaT where the record of the student lacks something.
        """
        days = ["claimed_on", "helped_on", "topped_up_on"]
        rows = self._standing.of_units("need", ("student_id", *days, *_TEXTS, "needs"), None)
        complete = rows[list(_TEXTS)].notna().all(axis=1) & _filled(rows["needs"])
        marks = {"complete": complete.to_numpy(bool), "named": np.ones(len(rows), dtype=bool)}
        latest = latest_since(rows.assign(complete=complete), ("unit_no", "student_id"), marks)
        in_need_on = latest[["named_since", *days]].min(axis=1)
        complete_since = latest["complete_since"].where(latest["complete"])
        return latest.assign(in_need_on=in_need_on, complete_since=complete_since)

    def of_named(self, day: str, *, owned: bool = False) -> pd.DataFrame:
        """Distinct named students (with an ``owner`` if ``owned``), each from ``day``."""
        given = self.named[self.named["owner"].notna()] if owned else self.named
        return self._counting.people(given, day, STUDENTS)

    @cached_property
    def in_need(self) -> pd.DataFrame:
        """Distinct named students in need."""
        return self.of_named("in_need_on")

    def surveyed(self, count: str) -> pd.DataFrame:
        """A total of the latest survey of each unit."""
        return self._surveys.changes(count)

    def known_best(self, count: str, day: str) -> pd.DataFrame:
        """Named students from ``day`` where a unit names any, else the ``count`` of its surveys."""
        surveyed = self.surveyed(count)
        of_others = surveyed[~surveyed["unit_no"].isin(self.named["unit_no"])]
        named = self.in_need if day == "in_need_on" else self.of_named(day)
        return pd.concat([of_others, named], ignore_index=True)

    @cached_property
    def _surveys(self) -> Snapshots:
        rows = self._standing.of_units("need_survey", ("as_of", *_SURVEYED), ("as_of",))
        return Snapshots(self._counting, rows, key="unit_no", order=("as_of", *RECEIPT_ORDER), item=UNITS)


def _filled(several: pd.Series) -> Marks:
    """Which cells of a column of several words hold any."""
    return np.array([isinstance(words, Sized) and len(words) > 0 for words in several], dtype=bool)
