"""What units and the campus concluded: the latest summary of each, and those of the first week."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from metrics.counting import UNITS, Changes, Counting, Snapshots
from metrics.latest import latest_rows
from metrics.relations import lazily
from metrics.standing import RECEIPT_ORDER, Standing
from schema.summaries import FIRST_WEEK, SUMMARY_PHASES

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
    def of_first_week(self) -> pd.DataFrame:
        """The summary of the first week of each unit: ``whole`` or not, and ``submitted_on``.

        That is the first 提交日期 of its standing rows that say no less: sent again with a later one,
        it was there all the same.
        """
        rows = self._received[self._received["phase"] == FIRST_WEEK]
        whole = rows[["classified", "measures"]].fillna(False).astype(bool).all(axis=1)
        rows = rows.assign(whole=whole)
        latest = latest_rows(rows, ("unit_no",))
        days = rows.groupby(["unit_no", "whole"], as_index=False)["submitted_on"].min()
        return latest.drop(columns="submitted_on").merge(days, on=["unit_no", "whole"])

    def rate(self, n: str, d: str) -> tuple[Changes, Changes]:
        """Two counts of the latest summary that gives ``d``: both of one summary, a blank ``n`` is 0.

        They grow from one summary to the next and are not added up.
        """
        rows = self._cumulative[self._cumulative[d].notna()]
        rows = rows.assign(**{n: rows[n].fillna(0)})
        order = ("submitted_on", "place")
        snapshots = Snapshots(self._counting, lazily(rows), key="unit_no", order=order, item=UNITS)
        return snapshots.changes(n), snapshots.changes(d)

    @cached_property
    def _received(self) -> pd.DataFrame:
        columns = ("phase", "submitted_on", "classified", "measures", *COUNTS)
        rows = self._standing.of_units("summaries", columns, None, campus=True)
        return rows[rows["submitted_on"].notna()]

    @cached_property
    def _cumulative(self) -> pd.DataFrame:
        """The rows that stand for some days; of one day the summary of the later phase is the latest.

        A summary sent again stands from its own 提交日期 on, whatever the one before said of later days.
        """
        rows = self._received.sort_values([*RECEIPT_ORDER], ignore_index=True)
        again = rows[::-1].groupby(["unit_no", "phase"])["submitted_on"]
        following = again.cummin().groupby([rows["unit_no"], rows["phase"]]).shift()
        rows = rows[~(following.reindex(rows.index) <= rows["submitted_on"])]
        places = {phase: place for place, phase in enumerate(SUMMARY_PHASES.words)}
        return rows.assign(place=rows["phase"].map(places))
