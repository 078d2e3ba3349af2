"""How many students are expected, have joined, were notified, have materials: as changes by day.

On each day a class stands in one of two forms, never both: by snapshots of counts, or by a roster with
one row a student. A roster gives days, so it stands for every day until a snapshot of a later day (of
the day of its receipt, if received after it) takes over from that day on. Never fewer are expected than
选课人数 of the plan: who is on no list and in no count has not joined.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from metrics.columns import columns_of
from metrics.counting import CLASSES, STUDENTS, Changes, Counting, Item, Snapshots, Together
from metrics.latest import Marks, latest_rows
from metrics.moments import ALWAYS
from metrics.provenance import ROW, SOURCE, carried, said_like, with_either
from metrics.standing import RECEIPT_ORDER, Frame, Standing, collected, lazily

COUNTS = ("expected", "joined", "notified", "received")
_BLANK_COUNTS = ("notified", "received")  # the counts that a snapshot may leave blank
_OF_ROSTERS = ("plan", "roster")
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
        kept = ["class_no", "unit_no", "on", "change"]
        parts += [self._stays(count)[kept].rename(columns={"change": count}) for count in COUNTS]
        parts.append(self._unlisted[kept].rename(columns={"change": "expected"}))
        changes = pd.concat(parts, ignore_index=True)
        return lazily(changes.assign(**{count: changes[count].fillna(0).astype("int64") for count in COUNTS}))

    @cached_property
    def expected(self) -> Changes:
        """应进群人数: of the plan until the first snapshot; of a roster, its distinct students.

        Never below 选课人数.
        """
        return Together((self._counted("expected"), self._as_changes(self._unlisted, CLASSES)))

    @cached_property
    def joined(self) -> Changes:
        """已进群人数: of a roster, by 进群日期, or from the first receipt of a bare 是."""
        return self._counted("joined")

    @cached_property
    def notified(self) -> Changes:
        """已通知人数: of a roster, those marked 是, from the first receipt of the mark."""
        return self._counted("notified")

    @cached_property
    def received(self) -> Changes:
        """已收到资料人数: of a roster, those marked 是, from the first receipt of the mark."""
        return self._counted("received")

    @cached_property
    def people(self) -> pd.DataFrame:
        """Distinct students of rosters, always."""
        return self._of_rosters("people", lambda: self._counting.people(self._listed, "always", STUDENTS))

    @cached_property
    def complete(self) -> pd.DataFrame:
        """Distinct students who have joined every class of theirs, from the last of these days."""
        return self._of_rosters(
            "complete", lambda: self._counting.people(self._listed, "joins_on", STUDENTS, every=True)
        )

    def _of_rosters(self, key: str, work: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """What ``work`` makes of the rosters and of the days on which classes end to stand by them."""
        ends = self._ends.to_numpy("datetime64[us]").tobytes()
        return self._standing.piece((key, ends), _OF_ROSTERS, work)

    @cached_property
    def snapshots(self) -> Frame:
        """Snapshots that stand: of a class with a roster those of the days from which they do."""
        return lazily(self._snapshots)

    @cached_property
    def roster(self) -> Frame:
        """Students on rosters; ``joins_on``: since when they have joined.

        ``ends``: from when on their class stands by snapshots, NaT for never.
        """
        return lazily(self._all_listed.drop(columns="always"))

    @cached_property
    def unlisted(self) -> pd.DataFrame:
        """``class_no`` and ``places``: by how much 选课人数 exceeds the students on the roster of a class."""
        begun = self._unlisted[self._unlisted["change"] > 0]
        return begun[["class_no", "change"]].rename(columns={"change": "places"})

    def _counted(self, count: str) -> Changes:
        places = self._as_changes(self._stays(count), STUDENTS)
        return Together((self._by_snapshots.changes(count), places))

    def _as_changes(self, rows: pd.DataFrame, item: Item) -> pd.DataFrame:
        """``rows`` that are changes already, traced with what they are about."""
        return self._counting.few(rows, "on", item, by="change") if self._counting.tracing else rows

    def _stays(self, count: str) -> pd.DataFrame:
        """The students of rosters as changes of ``count``: from their day until their class has totals."""
        return self._of_rosters(count, lambda: self._staying(count))

    def _staying(self, count: str) -> pd.DataFrame:
        listed, since = self._all_listed, self._all_listed[_SINCE[count]]
        counts = listed[count].fillna(False) if count in _BLANK_COUNTS else since.notna()
        stays = counts.to_numpy(bool) & ~(listed["ends"] <= since).to_numpy()
        if self._counting.tracing:
            listed = said_like(listed, "on", "joins_on" if count == "joined" else count)
        about = ("student_id", "class_id", *SOURCE, *carried(listed)) if self._counting.tracing else ()
        places = listed[["class_no", "unit_no", "ends", *about]].take(np.flatnonzero(stays))
        return _ended(places.assign(on=since[stays], change=1))

    @cached_property
    def _unlisted(self) -> pd.DataFrame:
        """The students of the plan who are on no roster of their class, as changes of ``expected``."""
        return self._of_rosters("unlisted", self._not_listed)

    def _not_listed(self) -> pd.DataFrame:
        listed = self._all_listed["class_no"].value_counts()
        rows = self._due[self._due["class_no"].isin(listed.index)]
        short = rows["enrolled"].to_numpy("int64") - listed.reindex(rows["class_no"].to_numpy()).to_numpy()
        rows, short = rows[short > 0], short[short > 0]
        ends = self._ends.reindex(rows["class_no"].to_numpy()).array
        return _ended(rows.assign(ends=ends, on=pd.Timestamp(ALWAYS), change=short))

    @cached_property
    def _listed(self) -> pd.DataFrame:
        """Students of the classes that stand by a roster to the end."""
        return self._all_listed[self._all_listed["ends"].isna()].reset_index(drop=True)

    @cached_property
    def _all_listed(self) -> pd.DataFrame:
        return self._of_rosters("listed", self._with_ends)

    def _with_ends(self) -> pd.DataFrame:
        rows = collected(self._standing.roster)
        rows = rows.assign(ends=self._ends.reindex(rows["class_no"].to_numpy()).array)
        joined = rows["joined"].fillna(rows["joined_on"].notna()).astype(bool)
        rows = lazily(said_like(rows, "joined_since", "joined"))
        given = ~nw.col("joined_on").is_null()
        rows = collected(with_either(rows, "joins_on", "joined_on", "joined_since", given))
        return rows.assign(joins_on=rows["joins_on"].where(joined), always=pd.Timestamp(ALWAYS))

    @cached_property
    def _snapshots(self) -> pd.DataFrame:
        rows = self._all_snapshots
        if not len(self._ends):
            return rows
        begins = self._ends.reindex(rows["class_no"].to_numpy()).array
        by_roster = rows["class_no"].isin(self._ends.index) & ~(rows["as_of"] >= begins)
        return rows[~by_roster].reset_index(drop=True)

    @cached_property
    def _all_snapshots(self) -> pd.DataFrame:
        return collected(self._standing.snapshots)

    @cached_property
    def _due(self) -> pd.DataFrame:
        kept = ("class_id", *SOURCE) if self._counting.tracing else ()
        return columns_of(self._standing.due_rows, ("class_no", "unit_no", "enrolled", *kept))

    @cached_property
    def _ends(self) -> pd.Series[Any]:
        """For each class with a roster the day from which it stands by snapshots; NaT where by none."""
        last = self._standing.piece("last rosters", _OF_ROSTERS, self._last_rosters)
        counted = self._all_snapshots
        places = pd.Index(last["class_no"]).get_indexer(counted["class_no"])
        rows = np.flatnonzero(places >= 0)
        roster, as_of = last.take(places[rows]), counted["as_of"].to_numpy("datetime64[us]")[rows]
        at, number = (counted[name].to_numpy()[rows] for name in RECEIPT_ORDER)
        roster_at, roster_number = (roster[name].to_numpy() for name in RECEIPT_ORDER)
        after = (at > roster_at) | ((at == roster_at) & (number > roster_number))
        later = after & (as_of >= roster["received_on"].to_numpy())
        ends = pd.Series(as_of[later]).groupby(roster["class_no"].to_numpy()[later]).min()
        return ends.reindex(last["class_no"].to_numpy()).astype("datetime64[us]")

    def _last_rosters(self) -> pd.DataFrame:
        columns = ["class_no", "received_on", *RECEIPT_ORDER]
        return latest_rows(collected(self._standing.roster)[columns], ("class_no",))

    @cached_property
    def _by_snapshots(self) -> Snapshots:
        """The counts of the classes that stand by snapshots; before the first the plan says them."""
        kept = ("class_id", *SOURCE) if self._counting.tracing else ()
        plan = self._by_plan
        own = carried(self._snapshots) if self._counting.tracing else []
        columns = ["class_no", "unit_no", "as_of", *kept, *COUNTS, *own]
        given = columns_of(self._snapshots, columns)
        enrolled = np.zeros(len(self._standing.planned_rows), dtype="int64")
        enrolled[self._due["class_no"].to_numpy()] = self._due["enrolled"].to_numpy("int64")
        enrolled = enrolled[given["class_no"].to_numpy()]
        given = self._told_by_plan(given, enrolled > given["expected"].to_numpy("int64"))
        given = given.assign(expected=np.maximum(given["expected"].to_numpy("int64"), enrolled))
        stages = pd.concat([plan, given], ignore_index=True)
        return Snapshots(self._counting, stages, key="class_no", order=("as_of",), item=CLASSES)

    @property
    def _by_plan(self) -> pd.DataFrame:
        """The classes without a roster as the plan has them before any count: ``expected`` alone."""
        listed = self._ends.index

        def planned() -> pd.DataFrame:
            due = self._due.rename(columns={"enrolled": "expected"})
            return due[~due["class_no"].isin(listed)].assign(as_of=pd.Timestamp(ALWAYS))

        return self._standing.piece("classes by plan", _OF_ROSTERS, planned)

    def _told_by_plan(self, given: pd.DataFrame, by_plan: Marks) -> pd.DataFrame:
        """``given``; where it is ``by_plan`` how many are expected, with its place there, if tracing."""
        if not self._counting.tracing:
            return given
        plan = self._due.set_index("class_no")[list(SOURCE)].reindex(given["class_no"].to_numpy())
        own = {name: plan[name].set_axis(given.index).where(by_plan) for name in SOURCE}
        counts = {f"expected@{name}": own[name].astype("Int64") for name in ROW}
        return given.assign(**counts, **{f"expected@{SOURCE[0]}": own[SOURCE[0]]})


def _ended(begun: pd.DataFrame) -> pd.DataFrame:
    """``begun`` with a change back on the day on which the class ``ends`` to stand by its roster."""
    over = begun[begun["ends"].notna()]
    if over.empty:
        return begun
    return pd.concat([begun, over.assign(on=over["ends"], change=-over["change"])], ignore_index=True)
