"""Who is missing on any day, the plan and the rosters as they list on that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from metrics.lists.missing import Missing
from metrics.received import Facts
from metrics.stretches import Days, Stretches
from schema.term import Term

_KINDS = ("plan", "enrollment")


class LeftOut:
    """:class:`metrics.lists.missing.Missing` by the facts standing at ``known_at`` (``None``: all)."""

    def __init__(self, facts: Facts, term: Term, known_at: dt.datetime | None = None) -> None:
        self._stretches = Stretches(facts, term, known_at, Missing)

    def at(self, on: dt.date) -> Missing:
        """What is missing on the day ``on``."""
        [(missing, _days)] = self._stretches.of(_calendar([on]), _KINDS)
        return missing

    def by_day(self, days: Sequence[dt.date], units: Sequence[str] | None = None) -> pd.DataFrame:
        """:meth:`metrics.lists.missing.Missing.by_day`, each day by what is listed on it."""
        calendar = _calendar(days)
        parts = [
            missing.by_day(calendar[within].tolist(), units)
            for missing, within in self._stretches.of(calendar, _KINDS)
        ]
        return pd.concat(parts, ignore_index=True)


def _calendar(days: Sequence[dt.date]) -> Days:
    return np.array(sorted(set(days)), dtype="datetime64[D]")
