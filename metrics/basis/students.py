"""How many students are expected, have joined, were notified, have materials: as changes by day.

On each day a class stands in one of two forms, never both: by snapshots of counts, or by a roster with
one row a student. A roster gives days, so it stands for every day until a snapshot of a later day (of
the day of its receipt, if received after it) takes over from that day on. Never fewer are expected than
选课人数 of the plan: who is on no list and in no count has not joined.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from operator import itemgetter
from typing import TypeVar

from metrics.counting import CLASSES, STUDENTS, Changes, Counting, Item, Snapshots, Together, always
from metrics.keyed import counted, earliest, latest, looked_up, until_ends
from metrics.latest import RECEIPT_ORDER
from metrics.provenance import ROW, SOURCE, carried, said_like, with_either
from metrics.relations import (
    Columns,
    Frame,
    Says,
    as_pandas,
    either,
    in_memory,
    kept,
    lazily,
    picked,
    stacked,
    where,
    with_made,
)
from metrics.standing import Standing, has_joined

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

T = TypeVar("T")


class Students:
    """The four counts of ``COUNTS`` as changes: summed up to a day they are the counts of that day."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting = Counting(standing)

    @cached_property
    def changes(self) -> Frame:
        """``class_no``, ``unit_no``, ``on`` and by how much each of ``COUNTS`` changes on that day."""
        parts = [(count, self._by_snapshots.steps(count)) for count in COUNTS]
        parts += [(count, self._stays(count)) for count in COUNTS]
        parts.append(("expected", self._unlisted))
        names = ("class_no", "unit_no", "on")
        nothing: dict[str, str | Says] = dict.fromkeys(COUNTS, lambda _rows: 0)
        return stacked(*(picked(rows, names, None, **nothing | {count: "change"}) for count, rows in parts))

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
    def people(self) -> Frame:
        """Distinct students of rosters, always."""
        return self._of_rosters("people", lambda: self._counting.people(self._listed, "always", STUDENTS))

    @cached_property
    def complete(self) -> Frame:
        """Distinct students who have joined every class of theirs, from the last of these days."""
        return self._of_rosters(
            "complete", lambda: self._counting.people(self._listed, "joins_on", STUDENTS, every=True)
        )

    def _of_rosters(self, key: str, work: Callable[[], T]) -> T:
        """What ``work`` makes of the rosters and of the days on which classes end to stand by them."""
        if not in_memory(self._ends):
            return self._standing.piece(key, (*_OF_ROSTERS, "enrollment"), work)
        ends = as_pandas(self._ends)["ends"].to_numpy("datetime64[us]").tobytes()
        return self._standing.piece((key, ends), _OF_ROSTERS, work)

    @cached_property
    def snapshots(self) -> Frame:
        """Snapshots that stand: of a class with a roster those of the days from which they do."""
        return where(self._all_snapshots, _by_totals)

    @cached_property
    def roster(self) -> Frame:
        """Students on rosters; ``joins_on``: since when they have joined.

        ``ends``: from when on their class stands by snapshots, NaT for never.
        """
        return self._all_listed

    @cached_property
    def unlisted(self) -> Frame:
        """``class_no`` and ``places``: by how much 选课人数 exceeds the students on the roster of a class."""
        begun = where(self._unlisted, lambda rows: rows["change"] > 0)
        return picked(begun, ("class_no",), places="change")

    def _counted(self, count: str) -> Changes:
        places = self._as_changes(self._stays(count), STUDENTS)
        return Together((self._by_snapshots.changes(count), places))

    def _as_changes(self, rows: Frame, item: Item) -> Changes:
        """``rows`` that are changes already, traced with what they are about."""
        return self._counting.each(rows, "on", item, by="change") if self._counting.tracing else rows

    def _stays(self, count: str) -> Frame:
        """The students of rosters as changes of ``count``: from their day until their class has totals."""
        return self._of_rosters(count, lambda: self._staying(count))

    def _staying(self, count: str) -> Frame:
        listed, since = self._all_listed, _SINCE[count]
        if self._counting.tracing:
            listed = lazily(said_like(as_pandas(listed), "on", "joins_on" if count == "joined" else count))
        about = ("student_id", "class_id", *SOURCE, *carried(listed)) if self._counting.tracing else ()
        counts = itemgetter(count) if count in _BLANK_COUNTS else lambda rows: ~rows[since].isnull()
        stays = picked(
            listed,
            ("class_no", "unit_no", "ends", *about),
            lambda rows: counts(rows) & (rows["ends"].isnull() | (rows["ends"] > rows[since])),
            on=since,
            change=lambda _rows: 1,
        )
        return until_ends(stays)

    @cached_property
    def _unlisted(self) -> Frame:
        """The students of the plan who are on no roster of their class, as changes of ``expected``."""
        return self._of_rosters("unlisted", self._not_listed)

    def _not_listed(self) -> Frame:
        listed = counted(self._all_listed, "class_no")
        begun = picked(
            looked_up(self._classes, listed, "class_no", ("rows",), known=True),
            ("class_no", "unit_no", "ends", *self._of_plan),
            lambda rows: rows["enrolled"] > rows["rows"],
            on=always,
            change=lambda rows: rows["enrolled"] - rows["rows"],
        )
        return until_ends(begun)

    @cached_property
    def _listed(self) -> Frame:
        """Students of the classes that stand by a roster to the end."""
        return where(self._all_listed, lambda rows: rows["ends"].isnull())

    @cached_property
    def _all_listed(self) -> Frame:
        return self._of_rosters("listed", self._with_ends)

    def _with_ends(self) -> Frame:
        rows = looked_up(self._standing.roster, self._ends, "class_no", ("ends",))
        if self._counting.tracing:
            rows = lazily(said_like(as_pandas(rows), "joined_since", "joined"))
        rows = with_either(
            rows, "joins_on", "joined_on", "joined_since", lambda rows: ~rows["joined_on"].isnull()
        )
        return with_made(
            rows, joins_on=lambda rows: either(has_joined(rows), rows["joins_on"]), always=always
        )

    @property
    def _of_plan(self) -> tuple[str, ...]:
        return ("class_id", *SOURCE) if self._counting.tracing else ()

    @cached_property
    def _classes(self) -> Frame:
        """The classes due with ``enrolled``, and of :attr:`_ends` what is of each."""
        due = picked(self._standing.due, ("class_no", "unit_no", "enrolled", *self._of_plan))
        return kept(looked_up(due, self._ends, "class_no", ("listed_on", "ends")))

    @cached_property
    def _all_snapshots(self) -> Frame:
        found = ("enrolled", "listed_on", "ends")
        return looked_up(self._standing.snapshots, self._classes, "class_no", found)

    @cached_property
    def _ends(self) -> Frame:
        """For each class with a roster when it came, and the day from which it stands by snapshots.

        ``listed_on`` is the day of receipt of the last; ``ends`` is null where it stands by none.
        """
        last = self._standing.piece("last rosters", _OF_ROSTERS, self._last_rosters)
        totals = picked(self._standing.snapshots, ("class_no", "as_of", *RECEIPT_ORDER))
        rows = looked_up(totals, last, "class_no", ("listed_on", "listed_at", "listed_by"), known=True)
        ends = earliest(where(rows, _takes_over), ("class_no",), "as_of")
        lists = looked_up(picked(last, ("class_no", "listed_on")), ends, "class_no", ("as_of",))
        return kept(picked(lists, ("class_no", "listed_on"), ends="as_of"))

    def _last_rosters(self) -> Frame:
        rows = picked(self._standing.roster, ("class_no", "received_on", *RECEIPT_ORDER))
        last = latest(rows, ("class_no",))
        return picked(
            last, ("class_no",), listed_on="received_on", listed_at="received_at", listed_by="submission"
        )

    @cached_property
    def _by_snapshots(self) -> Snapshots:
        """The counts of the classes that stand by snapshots; before the first the plan says them."""
        given = self._all_snapshots
        if self._counting.tracing:
            given = self._told_by_plan(given)
        own = carried(given) if self._counting.tracing else []
        given = picked(
            given,
            ("class_no", "unit_no", "as_of", *COUNTS[1:], *self._of_plan, *own),
            _by_totals,
            expected=lambda rows: either(_more_by_plan(rows), rows["enrolled"], rows["expected"]),
        )
        return Snapshots(
            self._counting,
            stacked(self._by_plan, given),
            key="class_no",
            order=("as_of",),
            item=CLASSES,
        )

    @property
    def _by_plan(self) -> Frame:
        """The classes without a roster as the plan has them before any count: ``expected`` alone."""

        def planned() -> Frame:
            return picked(
                self._classes,
                ("class_no", "unit_no", *self._of_plan),
                lambda rows: rows["listed_on"].isnull(),
                as_of=always,
                expected="enrolled",
            )

        return self._of_rosters("classes by plan", planned)

    def _told_by_plan(self, given: Frame) -> Frame:
        """``given``; where the plan says how many are expected, with its place there."""
        rows = as_pandas(given)
        plan = (
            as_pandas(self._classes).set_index("class_no")[list(SOURCE)].reindex(rows["class_no"].to_numpy())
        )
        by_plan = _more_by_plan(rows)
        own = {name: plan[name].set_axis(rows.index).where(by_plan) for name in SOURCE}
        counts = {f"expected@{name}": own[name].astype("Int64") for name in ROW}
        return lazily(rows.assign(**counts, **{f"expected@{SOURCE[0]}": own[SOURCE[0]]}))


def _by_totals(rows: Columns) -> Columns:
    return rows["listed_on"].isnull() | (rows["as_of"] >= rows["ends"])


def _takes_over(rows: Columns) -> Columns:
    """Of snapshots beside the last roster of their class: received later, and of its day or a later one."""
    later = rows["received_at"] > rows["listed_at"]
    then = (rows["received_at"] == rows["listed_at"]) & (rows["submission"] > rows["listed_by"])
    return (later | then) & (rows["as_of"] >= rows["listed_on"])


def _more_by_plan(rows: Columns) -> Columns:
    return rows["enrolled"] > rows["expected"]
