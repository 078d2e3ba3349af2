"""What units and the campus concluded: the latest summary of each, and those of the first week."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from metrics.counting import UNITS, Counting, Snapshots
from metrics.standing import RECEIPT_ORDER, Standing

COUNTS = (
    "problems_found",
    "problems_closed",
    "exemplars",
    "spread",
    "teachers",
    "self_evaluated",
    "asked",
    "answered",
)


class Summaries:
    """The standing summaries, one a unit (or the campus) and phase."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting = Counting(standing)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """``unit_no``, ``phase``, ``submitted_on``, ``classified``, ``measures`` and ``COUNTS``."""
        columns = ("phase", "submitted_on", "classified", "measures", *COUNTS)
        rows = self._standing.of_units("summaries", columns, ("phase",), campus=True)
        return rows[rows["submitted_on"].notna()]

    def latest(self, count: str) -> pd.DataFrame:
        """A count of the latest summary of each: it grows from one to the next and is not added up."""
        return self._cumulative.changes(count)

    @cached_property
    def _cumulative(self) -> Snapshots:
        order = ("submitted_on", *RECEIPT_ORDER, "phase")
        return Snapshots(self._counting, self.rows, key="unit_no", order=order, item=UNITS)
