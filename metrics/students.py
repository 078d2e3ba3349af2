"""How many students are expected, have joined, were notified, have materials: as changes by day.

A class stands in one of two forms, never both: by snapshots of counts, or by a roster with one
row a student. The form of the later submission stands alone.
"""

from __future__ import annotations

from functools import cached_property

import narwhals as nw

from metrics.standing import ALWAYS, Frame, Standing

_PLACE = ("class_no", "unit")


class Students:
    """Changes of the four counts by class and day: ``class_no``, ``unit``, ``change``, ``on``.

    Summed up to a day they give the counts of that day. A count left blank changes nothing, and
    so an earlier snapshot that gives it goes on to count; where none does, it stays 0.
    """

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    @cached_property
    def expected(self) -> Frame:
        """应进群人数: 选课人数 of the plan until the first snapshot; of a roster, its distinct students."""
        enrolled = nw.col("enrolled").cast(nw.Int64)
        planned = self._standing.due.join(self._roster_classes, on="class_no", how="anti")
        first = self.snapshots.group_by(*_PLACE, "enrolled").agg(nw.col("as_of").min())
        return nw.concat(
            [
                planned.select(*_PLACE, change=enrolled, on=nw.lit(ALWAYS)),
                first.select(*_PLACE, change=-enrolled, on=nw.col("as_of")),
                self._by_snapshots("expected"),
                _one_each(self.roster, nw.lit(ALWAYS)),
            ]
        )

    @cached_property
    def joined(self) -> Frame:
        """已进群人数: of a roster, 进群日期, or the day of receipt for a bare 是; 否 is never joined."""
        day = nw.col("joined_on")
        said = nw.when(nw.col("joined").is_null()).then(~day.is_null()).otherwise("joined")
        joined = self.roster.filter(said)
        since = nw.when(day.is_null()).then("received_on").otherwise(day)
        return nw.concat([self._by_snapshots("joined"), _one_each(joined, since)])

    @cached_property
    def notified(self) -> Frame:
        """已通知人数: of a roster, those marked 是, from the day of receipt."""
        return self._marked("notified")

    @cached_property
    def received(self) -> Frame:
        """已收到资料人数: of a roster, those marked 是, from the day of receipt."""
        return self._marked("received")

    @cached_property
    def snapshots(self) -> Frame:
        """Snapshots of the classes that stand by snapshots."""
        return self._standing.snapshots.join(self._roster_classes, on="class_no", how="anti")

    @cached_property
    def roster(self) -> Frame:
        """Students of the classes that stand by a roster."""
        return self._standing.roster.join(self._roster_classes, on="class_no", how="semi")

    def _by_snapshots(self, count: str) -> Frame:
        """Each snapshot that gives ``count`` counts from its day to the next one that gives it."""
        given = self.snapshots.filter(~nw.col(count).is_null()).select(
            *_PLACE, "as_of", change=nw.col(count).cast(nw.Int64)
        )
        until = nw.col("as_of").shift(-1).over("class_no", order_by="as_of")
        ended = given.with_columns(until=until).filter(~nw.col("until").is_null())
        return nw.concat(
            [
                given.select(*_PLACE, "change", on=nw.col("as_of")),
                ended.select(*_PLACE, change=-nw.col("change"), on=nw.col("until")),
            ]
        )

    @cached_property
    def _roster_classes(self) -> Frame:
        receipts = ("class_no", "received_at", "submission")
        snapshots = self._standing.snapshots.select(*receipts, by_roster=nw.lit(False))
        roster = self._standing.roster.select(*receipts, by_roster=nw.lit(True))
        latest = nw.concat([snapshots, roster]).unique(
            subset=["class_no"], keep="last", order_by=["received_at", "submission"]
        )
        return latest.filter(nw.col("by_roster")).select("class_no")

    def _marked(self, mark: str) -> Frame:
        students = self.roster.filter(nw.col(mark).fill_null(False))
        return nw.concat([self._by_snapshots(mark), _one_each(students, nw.col("received_on"))])


def _one_each(students: Frame, since: nw.Expr) -> Frame:
    return students.select(*_PLACE, change=nw.lit(1, nw.Int64), on=since)
