"""How many students are expected, have joined, were notified, have materials: as changes by day.

A class stands in one of two forms, never both: by snapshots of counts, or by a roster with one
row a student. The form of the later submission stands alone.
"""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from metrics.counting import CLASSES, STUDENTS, Counting, Snapshots
from metrics.moments import ALWAYS
from metrics.standing import RECEIPT_ORDER, SOURCE, Frame, Standing, collected, lazily

COUNTS = ("expected", "joined", "notified", "received")
_BLANK_COUNTS = ("notified", "received")  # the counts that a snapshot may leave blank
# From when a student of a roster counts in each.
_SINCE = {
    "expected": "always",
    "joined": "joins_on",
    "notified": "notified_since",
    "received": "received_since",
}


class Students:
    """The four counts of ``COUNTS`` as changes: summed up to a day they are the counts of that day."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting = Counting(standing)

    @cached_property
    def changes(self) -> Frame:
        """``class_no``, ``unit_no``, ``on`` and by how much each of ``COUNTS`` changes on that day."""
        parts = [self._by_snapshots.steps(count).rename(columns={"change": count}) for count in COUNTS]
        for count in COUNTS:
            places = self._places(count)
            day = places[_SINCE[count]]
            parts.append(places[["class_no", "unit_no"]].assign(**{"on": day, count: 1}))
        changes = pd.concat(parts, ignore_index=True)
        return lazily(changes.assign(**{count: changes[count].fillna(0).astype("int64") for count in COUNTS}))

    @cached_property
    def expected(self) -> pd.DataFrame:
        """应进群人数: of the plan until the first snapshot; of a roster, its distinct students."""
        return self._counted("expected")

    @cached_property
    def joined(self) -> pd.DataFrame:
        """已进群人数: of a roster, by 进群日期, or from the first receipt of a bare 是."""
        return self._counted("joined")

    @cached_property
    def notified(self) -> pd.DataFrame:
        """已通知人数: of a roster, those marked 是, from the first receipt of the mark."""
        return self._counted("notified")

    @cached_property
    def received(self) -> pd.DataFrame:
        """已收到资料人数: of a roster, those marked 是, from the first receipt of the mark."""
        return self._counted("received")

    @cached_property
    def people(self) -> pd.DataFrame:
        """Distinct students of rosters, always."""
        return self._counting.people(self._listed, "always", STUDENTS)

    @cached_property
    def complete(self) -> pd.DataFrame:
        """Distinct students who have joined every class of theirs, from the last of these days."""
        return self._counting.people(self._listed, "joins_on", STUDENTS, every=True)

    @cached_property
    def snapshots(self) -> Frame:
        """Snapshots of the classes that stand by snapshots."""
        return lazily(self._snapshots)

    @cached_property
    def roster(self) -> Frame:
        """Students of the classes that stand by a roster; ``joins_on``: since when they have joined."""
        return lazily(self._listed.drop(columns="always"))

    def _counted(self, count: str) -> pd.DataFrame:
        places = self._counting.few(self._places(count), _SINCE[count], STUDENTS)
        return pd.concat([self._by_snapshots.changes(count), places], ignore_index=True)

    def _places(self, count: str) -> pd.DataFrame:
        """The students of rosters who count in ``count``, from ``_SINCE`` of it."""
        listed = self._listed
        if count in _BLANK_COUNTS:
            return listed[listed[count].fillna(False).astype(bool)]
        return listed[listed[_SINCE[count]].notna()]

    @cached_property
    def _listed(self) -> pd.DataFrame:
        rows = collected(self._standing.roster)
        rows = rows[rows["class_no"].isin(self._rostered)].reset_index(drop=True)
        joined = rows["joined"].fillna(rows["joined_on"].notna()).astype(bool)
        joins_on = rows["joined_on"].fillna(rows["joined_since"]).where(joined)
        return rows.assign(joins_on=joins_on, always=pd.Timestamp(ALWAYS))

    @cached_property
    def _snapshots(self) -> pd.DataFrame:
        rows = self._all_snapshots
        return rows[~rows["class_no"].isin(self._rostered)].reset_index(drop=True)

    @cached_property
    def _all_snapshots(self) -> pd.DataFrame:
        return collected(self._standing.snapshots)

    @cached_property
    def _rostered(self) -> pd.Series[int]:
        """Classes of which the latest standing report is a roster."""
        receipts = ["class_no", *RECEIPT_ORDER]
        roster = collected(self._standing.roster)[receipts].drop_duplicates()
        # Only where both forms were sent do they have to be compared.
        counts = self._all_snapshots[receipts]
        both = counts[counts["class_no"].isin(roster["class_no"])]
        forms = pd.concat([both.assign(by_roster=False), roster.assign(by_roster=True)])
        last = forms.sort_values(list(RECEIPT_ORDER)).drop_duplicates("class_no", keep="last")
        return last["class_no"][last["by_roster"]]

    @cached_property
    def _by_snapshots(self) -> Snapshots:
        """The counts of the classes that stand by snapshots; before the first the plan says them."""
        kept = ("class_id", *SOURCE) if self._counting.tracing else ()
        due = collected(self._standing.due.select("class_no", "unit_no", *kept, expected="enrolled"))
        plan = due[~due["class_no"].isin(self._rostered)].assign(as_of=pd.Timestamp(ALWAYS))
        columns = ["class_no", "unit_no", "as_of", *kept, *COUNTS]
        stages = pd.concat([plan, self._snapshots[columns]], ignore_index=True)
        return Snapshots(self._counting, stages, key="class_no", order=("as_of",), item=CLASSES)
