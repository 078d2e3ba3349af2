"""How many students are expected, have joined, were notified, have materials: as changes by day.

A class stands in one of two forms, never both: by snapshots of counts, or by a roster with one
row a student. The form of the later submission stands alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import narwhals as nw

from metrics.standing import ALWAYS, RECEIPT_ORDER, Frame, Standing, collected

COUNTS = ("expected", "joined", "notified", "received")
_BLANK_COUNTS = ("notified", "received")  # the counts that a snapshot may leave blank
_PLACE = ("class_no", "unit_no", "on")


class Students:
    """The four counts of ``COUNTS`` as changes: summed up to a day they are the counts of that day."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    @cached_property
    def changes(self) -> Frame:
        """``class_no``, ``unit_no``, ``on`` and by how much each of ``COUNTS`` changes on that day."""
        return nw.concat([*self._snapshot_changes, *self._roster_changes])

    @cached_property
    def expected(self) -> Frame:
        """应进群人数: of the plan until the first snapshot; of a roster, its distinct students."""
        return self._changes_of("expected")

    @cached_property
    def joined(self) -> Frame:
        """已进群人数: of a roster, by 进群日期, or from the first receipt of a bare 是."""
        return self._changes_of("joined")

    @cached_property
    def notified(self) -> Frame:
        """已通知人数: of a roster, those marked 是, from the first receipt of the mark."""
        return self._changes_of("notified")

    @cached_property
    def received(self) -> Frame:
        """已收到资料人数: of a roster, those marked 是, from the first receipt of the mark."""
        return self._changes_of("received")

    @cached_property
    def snapshots(self) -> Frame:
        """Snapshots of the classes that stand by snapshots."""
        return self._standing.snapshots.join(self._classes_by(roster=False), on="class_no", how="semi")

    @cached_property
    def roster(self) -> Frame:
        """Students of the classes that stand by a roster."""
        return self._standing.roster.join(self._classes_by(roster=True), on="class_no", how="semi")

    def _changes_of(self, count: str) -> Frame:
        return self._by_unit.select("unit_no", "on", change=nw.col(count))

    @cached_property
    def _by_unit(self) -> Frame:
        # Worked out once, here and not by each indicator that reads one of the counts.
        sums = self.changes.group_by("unit_no", "on").agg(nw.col(*COUNTS).sum())
        small: Frame = nw.from_native(collected(sums)).lazy()
        return small

    def _classes_by(self, *, roster: bool) -> Frame:
        by_roster = nw.col("by_roster")
        return self._forms.filter(by_roster if roster else ~by_roster).select("class_no")

    @cached_property
    def _forms(self) -> Frame:
        receipts = ("class_no", *RECEIPT_ORDER)
        snapshots = self._standing.snapshots.select(*receipts, by_roster=nw.lit(False))
        roster = self._standing.roster.select(*receipts, by_roster=nw.lit(True))
        return nw.concat([snapshots, roster]).unique(
            subset=["class_no"], keep="last", order_by=list(RECEIPT_ORDER)
        )

    @property
    def _snapshot_changes(self) -> list[Frame]:
        """Each snapshot counts from its day to the day of the next; before the first, the plan does.

        A blank is what the latest earlier snapshot gives, and 0 where none does.
        """
        place = ("class_no", "unit_no", "as_of")
        plan = self._standing.due.join(self._classes_by(roster=True), on="class_no", how="anti")
        start = dict.fromkeys(COUNTS, nw.lit(0)) | {"expected": nw.col("enrolled")}
        stages = nw.concat(
            [
                _whole(plan.with_columns(as_of=nw.lit(ALWAYS)), place, start),
                _whole(self.snapshots, place, {count: nw.col(count) for count in COUNTS}),
            ]
        )
        carried = nw.col(*_BLANK_COUNTS).fill_null(strategy="forward")
        held = stages.with_columns(
            carried.over("class_no", order_by="as_of"),
            until=nw.col("as_of").shift(-1).over("class_no", order_by="as_of"),
        )
        begun = held.with_columns(on=nw.col("as_of"))
        ended = held.filter(~nw.col("until").is_null()).with_columns(on=nw.col("until"))
        return [
            _changes(begun, **{count: nw.col(count) for count in COUNTS}),
            _changes(ended, **{count: -nw.col(count) for count in COUNTS}),
        ]

    @property
    def _roster_changes(self) -> list[Frame]:
        """Each student is expected always, joined from a day, marked from the first receipt."""
        day, said = nw.col("joined_on"), nw.col("joined")
        joined = self.roster.filter(nw.when(said.is_null()).then(~day.is_null()).otherwise(said))
        marked = [
            _changes(
                self.roster.filter(nw.col(mark).fill_null(False)).with_columns(on=nw.col(f"{mark}_since")),
                **{mark: nw.lit(1)},
            )
            for mark in _BLANK_COUNTS
        ]
        return [
            _changes(self.roster.with_columns(on=nw.lit(ALWAYS)), expected=nw.lit(1)),
            _changes(joined.with_columns(on=nw.coalesce(day, "joined_since")), joined=nw.lit(1)),
            *marked,
        ]


def _changes(rows: Frame, **by: nw.Expr) -> Frame:
    return _whole(rows, _PLACE, {count: by.get(count, nw.lit(0)) for count in COUNTS})


def _whole(rows: Frame, keep: Sequence[str], counts: Mapping[str, nw.Expr]) -> Frame:
    return rows.select(*keep, **{count: value.cast(nw.Int64) for count, value in counts.items()})
