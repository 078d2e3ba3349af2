"""How many students are expected, have joined, were notified, have materials: as changes by day.

A class stands in one of two forms, never both: by snapshots of counts, or by a roster with one
row a student. The form of the later submission stands alone.
"""

from __future__ import annotations

from functools import cached_property

import narwhals as nw
import pandas as pd

from metrics.counting import CLASS, STUDENT, Counting, Snapshots, lazily, small
from metrics.standing import ALWAYS, RECEIPT_ORDER, SOURCE, Frame, Standing, collected

COUNTS = ("expected", "joined", "notified", "received")
_BLANK_COUNTS = ("notified", "received")  # the counts that a snapshot may leave blank


class Students:
    """The four counts of ``COUNTS`` as changes: summed up to a day they are the counts of that day."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting = Counting(standing)

    @cached_property
    def changes(self) -> Frame:
        """``class_no``, ``unit_no``, ``on`` and by how much each of ``COUNTS`` changes on that day."""
        days = {"expected": nw.lit(ALWAYS), "joined": nw.col("joins_on")}
        days |= {mark: nw.when(nw.col(mark)).then(f"{mark}_since") for mark in _BLANK_COUNTS}
        roster = collected(self.roster.select("class_no", "unit_no", **days))
        parts = [self._by_snapshots.steps(count).rename(columns={"change": count}) for count in COUNTS]
        for count in COUNTS:
            places = roster[["class_no", "unit_no"]].assign(**{"on": roster[count], count: 1})
            parts.append(places[places["on"].notna()])
        changes = pd.concat(parts, ignore_index=True)
        return lazily(changes.assign(**{count: changes[count].fillna(0).astype("int64") for count in COUNTS}))

    @cached_property
    def expected(self) -> Frame:
        """应进群人数: of the plan until the first snapshot; of a roster, its distinct students."""
        always = self.roster.with_columns(always=nw.lit(ALWAYS))
        return self._with_roster("expected", always, "always")

    @cached_property
    def joined(self) -> Frame:
        """已进群人数: of a roster, by 进群日期, or from the first receipt of a bare 是."""
        return self._with_roster("joined", self.roster.filter(~nw.col("joins_on").is_null()), "joins_on")

    @cached_property
    def notified(self) -> Frame:
        """已通知人数: of a roster, those marked 是, from the first receipt of the mark."""
        return self._marked("notified")

    @cached_property
    def received(self) -> Frame:
        """已收到资料人数: of a roster, those marked 是, from the first receipt of the mark."""
        return self._marked("received")

    @cached_property
    def snapshots(self) -> Frame:
        """Snapshots of the classes that stand by snapshots."""
        return self._standing.snapshots.join(self._rostered, on="class_no", how="anti")

    @cached_property
    def roster(self) -> Frame:
        """Students of the classes that stand by a roster; ``joins_on``: since when they have joined."""
        rows = self._standing.roster.join(self._rostered, on="class_no", how="semi")
        day, said = nw.col("joined_on"), nw.col("joined")
        joined = nw.when(said.is_null()).then(~day.is_null()).otherwise(said)
        return rows.with_columns(joins_on=nw.when(joined).then(nw.coalesce(day, "joined_since")))

    @cached_property
    def people(self) -> Frame:
        """Distinct students of rosters, always."""
        return self._counting.people(
            self._of_units.with_columns(on=nw.lit(ALWAYS)), "student_id", "on", STUDENT
        )

    @cached_property
    def complete(self) -> Frame:
        """Distinct students who have joined every class of theirs, from the last of these days."""
        return self._counting.people(self._of_units, "student_id", "joins_on", STUDENT, every=True)

    @property
    def _of_units(self) -> Frame:
        return self.roster.filter(nw.col("unit_no") >= 0)

    def _marked(self, mark: str) -> Frame:
        return self._with_roster(mark, self.roster.filter(nw.col(mark).fill_null(False)), f"{mark}_since")

    def _with_roster(self, count: str, rows: Frame, day: str) -> Frame:
        places = small(self._counting.each(rows, day, STUDENT))
        return nw.concat([self._by_snapshots.changes(count), places])

    @cached_property
    def _rostered(self) -> Frame:
        """Classes of which the latest standing report is a roster."""
        receipts = ("class_no", *RECEIPT_ORDER)
        roster = self._standing.roster.select(*receipts, by_roster=nw.lit(True))
        # Only where both forms were sent do they have to be compared.
        both = self._standing.snapshots.join(roster, on="class_no", how="semi")
        forms = nw.concat([both.select(*receipts, by_roster=nw.lit(False)), roster])
        last = forms.unique(subset=["class_no"], keep="last", order_by=list(RECEIPT_ORDER))
        return last.filter(nw.col("by_roster")).select("class_no")

    @cached_property
    def _by_snapshots(self) -> Snapshots:
        """The counts of the classes that stand by snapshots; before the first the plan says them."""
        plan = self._standing.due.join(self._rostered, on="class_no", how="anti")
        start = plan.with_columns(as_of=nw.lit(ALWAYS), expected=nw.col("enrolled"))
        start = start.with_columns(**{count: nw.lit(0) for count in COUNTS[1:]})
        stages = nw.concat([self._as_stages(start), self._as_stages(self.snapshots)])
        return Snapshots(self._counting, stages, key="class_no", order=("as_of",), kind=CLASS)

    def _as_stages(self, rows: Frame) -> Frame:
        kept = ("class_id", *SOURCE) if self._counting.tracing else ()
        counts = {count: nw.col(count).cast(nw.Int64) for count in COUNTS}
        return rows.select("class_no", "unit_no", "as_of", *kept, **counts)
