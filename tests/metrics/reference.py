"""A slow reference of the indicators: plain loops over the submissions, straight from the definitions.

Nothing is shared with ``metrics``: no frames, no running totals, each figure from the beginning.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from schema.kinds import REPORTED_KINDS
from schema.vocabulary import VISITOR_KINDS
from tests.metrics.making import KIND_OF_TABLE, Submission
from tests.metrics.standing_by_hand import says, stands, with_cells_that_stood

Row = dict[str, Any]


class Reference:
    """The figures of some submissions as known at a moment, for the units of a term."""

    def __init__(
        self, submissions: Sequence[Submission], units: Sequence[str], known_at: dt.datetime | None
    ) -> None:
        self.units = units
        received = sorted(
            (one for one in submissions if stands(one, known_at)),
            key=lambda one: (one.received_at, one.number),
        )
        self.standing = with_cells_that_stood(received)
        self.plan = self.latest("plan", lambda row: row["class_id"])

    def latest(self, table: str, key: Callable[[Row], Any]) -> dict[Any, tuple[Submission, Row]]:
        """For each key the row of the latest standing submission, with that submission."""
        rows = {}
        for submission in self.standing:
            if submission.table == table:
                for row in submission.rows:
                    rows[key(row)] = (submission, row)
        return rows

    def classes(self, unit: str, on: dt.date) -> list[str]:
        """The classes of a unit that are due on a day."""
        ours = [c for c, (_, row) in self.plan.items() if row["unit"] == unit]
        return [c for c in ours if (self.ends_of(c) or dt.date.max) > on]

    def ends_of(self, class_id: str) -> dt.date | None:
        """From which day on a class is due no more: called off, or left out of the whole plan."""
        rows = [
            (one, row)
            for one in self.standing
            for row in (one.rows if one.table == "plan" else ())
            if row["class_id"] == class_id
        ]
        ends = [self.left_out_on("plan", *rows[-1], "unit")]
        if rows[-1][1].get("state") == "停开":
            taught = [place for place, (_, row) in enumerate(rows) if row.get("state") != "停开"]
            ends.append(rows[taught[-1] + 1][0].received_on if taught else dt.date.min)
        return min((day for day in ends if day), default=None)

    def left_out_on(self, table: str, last: Submission, row: Row, scope: str) -> dt.date | None:
        """When the first whole list came that has something of the scope of ``row`` after its ``last`` sheet."""
        later = [one for one in self.standing if one.received_at > last.received_at]
        lists = [one for one in later if one.table == table and one.whole]
        return next((one.received_on for one in lists if any(o[scope] == row[scope] for o in one.rows)), None)

    def listed(self, on: dt.date) -> dict[Any, Row]:
        """The students whom rosters list on a day, by class and number."""
        students = self.latest("roster", lambda row: (row["class_id"], row["student_id"]))
        ends = {key: self.left_out_on("roster", *found, "class_id") for key, found in students.items()}
        return {key: row for key, (_, row) in students.items() if (ends[key] or dt.date.max) > on}

    def figure(self, indicator: str, unit: str, on: dt.date) -> tuple[int, int]:
        """``n`` and ``d`` of one unit on one day."""
        return getattr(self, indicator)(unit, on)

    def campus(self, indicator: str, on: dt.date) -> tuple[int, int]:
        """``n`` and ``d`` of the whole campus."""
        if indicator == "students_complete":
            return self.students_complete(None, on)
        figures = [self.figure(indicator, unit, on) for unit in self.units]
        return sum(n for n, _ in figures), sum(d for _, d in figures)

    def grouped(self, unit: str, on: dt.date) -> list[Row]:
        groups = self.latest("groups", lambda row: row["class_id"])
        found = [groups[c][1] for c in self.classes(unit, on) if c in groups]
        return [row for row in found if row["created_on"] is not None and row["created_on"] <= on]

    def group_creation(self, unit: str, on: dt.date) -> tuple[int, int]:
        return len(self.grouped(unit, on)), len(self.classes(unit, on))

    def counselor_presence(self, unit: str, on: dt.date) -> tuple[int, int]:
        days = [row["counselor_joined_on"] for row in self.grouped(unit, on)]
        return sum(day is not None and day <= on for day in days), len(self.classes(unit, on))

    def assistant_assignment(self, unit: str, on: dt.date) -> tuple[int, int]:
        grouped = self.grouped(unit, on)
        assisted = [row for row in grouped if row["assistant"] is not None]
        since = [self.said_since(row["class_id"], "assistant") for row in assisted]
        return sum(day <= on for day in since), len(grouped)

    def assistant_coverage(self, unit: str, on: dt.date) -> tuple[int, int]:
        return self.assistant_assignment(unit, on)[0], len(self.classes(unit, on))

    def announcement(self, unit: str, on: dt.date) -> tuple[int, int]:
        days = [row["announced_on"] for row in self.grouped(unit, on)]
        return sum(day is not None and day <= on for day in days), len(self.classes(unit, on))

    def teaching_test(self, unit: str, on: dt.date) -> tuple[int, int]:
        groups = self.latest("groups", lambda row: row["class_id"])
        days = [groups[c][1]["tested_on"] for c in self.classes(unit, on) if c in groups]
        return sum(day is not None and day <= on for day in days), len(self.classes(unit, on))

    def teacher_place(self, unit: str, on: dt.date) -> tuple[int, int]:
        """One teacher a class, so that teachers are classes."""
        groups = self.latest("groups", lambda row: row["class_id"])
        placed = [c for c in self.classes(unit, on) if c in groups and groups[c][1]["location"] is not None]
        return sum(self.said_since(c, "location") <= on for c in placed), len(self.classes(unit, on))

    def said_since(self, class_id: str, column: str) -> dt.date:
        """The day of receipt of the first of the latest unbroken run of rows that fill the column."""
        run: list[Submission] = []
        for submission in self.standing:
            for row in submission.rows if submission.table == "groups" else ():
                if row["class_id"] == class_id:
                    run = [] if row[column] is None else [*run, submission]
        return run[0].received_on

    def students_complete(self, unit: str | None, on: dt.date) -> tuple[int, int]:
        """Of a unit, or (``None``) of the campus, where each student is one."""
        due = {c: u for u in self.units for c in self.classes(u, on)}
        students = self.listed(on)
        places = [due[c] for c, _ in students if c in due]
        units = set(places) if unit is None else {unit}
        joined: dict[str, list[bool]] = {}
        for (class_id, student), row in students.items():
            known = class_id in due and due[class_id] in units
            if known and self.totals_from(class_id) is None:
                joined.setdefault(student, []).append(self.has(row, on, "joined"))
        return sum(all(marks) for marks in joined.values()), len(joined)

    def session_opening(self, unit: str, on: dt.date) -> tuple[int, int]:
        return self.sessions(unit, on, "held", "planned")

    def attendance(self, unit: str, on: dt.date) -> tuple[int, int]:
        return self.sessions(unit, on, "present", "expected")

    def sessions(self, unit: str, on: dt.date, *counts: str) -> tuple[int, int]:
        """Two counts of the days up to ``on``, each day by the form received last."""
        by_class = self.latest("sessions", lambda row: (row["class_id"], row["date"], row["source"]))
        totals = self.latest("session_totals", lambda row: (row["unit"], row["date"], row["source"]))
        sums = [0, 0]
        for day in {row["date"] for _, row in (*by_class.values(), *totals.values()) if row["date"] <= on}:
            ours = [
                found
                for (c, date, _), found in by_class.items()
                if c in self.classes(unit, day) and date == day
            ]
            whole = [found for (u, date, _), found in totals.items() if (u, date) == (unit, day)]
            forms = [
                max(self.standing.index(one) for one, _ in form) if form else -1 for form in (ours, whole)
            ]
            for _, row in ours if forms[0] > forms[1] else whole:
                if all(row[count] is not None for count in counts):
                    sums = [total + row[count] for total, count in zip(sums, counts, strict=True)]
        return sums[0], sums[1]

    def unit_supervision(self, unit: str, on: dt.date) -> tuple[int, int]:
        return self.arranged(unit, on, ("学院督导组",))

    def enrollment(self, unit: str, on: dt.date) -> tuple[int, int]:
        return self.students(unit, on, "joined")

    def notification(self, unit: str, on: dt.date) -> tuple[int, int]:
        return self.students(unit, on, "notified")

    def material_receipt(self, unit: str, on: dt.date) -> tuple[int, int]:
        return self.students(unit, on, "received")

    def students(self, unit: str, on: dt.date, count: str) -> tuple[int, int]:
        of_classes = [self.of_class(c, on, count) for c in self.classes(unit, on)]
        return sum(n for n, _ in of_classes), sum(d for _, d in of_classes)

    def of_class(self, class_id: str, on: dt.date, count: str) -> tuple[int, int]:
        """Students counted and students expected of one class, by the form of the day."""
        theirs = [row for (c, _), row in self.listed(on).items() if c == class_id]
        enrolled = self.plan[class_id][1]["enrolled"]
        begins = self.totals_from(class_id)
        if theirs and (begins is None or on < begins):
            return sum(self.has(row, on, count) for row in theirs), max(len(theirs), enrolled)
        snapshots = self.latest("enrollment", lambda row: (row["class_id"], row["as_of"]))
        days = [day for c, day in snapshots if c == class_id and day <= on]
        days = sorted((day for day in days if not theirs or begins is None or day >= begins), reverse=True)
        if not days:
            return 0, enrolled
        given = [snapshots[class_id, day][1][count] for day in days]
        n = next((value for value in given if value is not None), 0)
        return n, max(snapshots[class_id, days[0]][1]["expected"], enrolled)

    def totals_from(self, class_id: str) -> dt.date | None:
        """From which day on totals take the place of the last roster of the class; ``None``: never."""
        rosters = [
            (place, one)
            for place, one in enumerate(self.standing)
            if one.table == "roster" and any(row["class_id"] == class_id for row in one.rows)
        ]
        if not rosters:
            return None
        last, roster = rosters[-1]
        snapshots = self.latest("enrollment", lambda row: (row["class_id"], row["as_of"]))
        days = [
            day
            for (c, day), (one, _) in snapshots.items()
            if c == class_id and self.standing.index(one) > last and day >= roster.received_on
        ]
        return min(days, default=None)

    def has(self, row: Row, on: dt.date, count: str) -> bool:
        """Whether a student of a roster had joined, or was notified, or had the materials."""
        if not says(row, count):
            return False
        if count == "joined" and row["joined_on"] is not None:
            return row["joined_on"] <= on
        return self.since(row, count) <= on

    def since(self, row: Row, count: str) -> dt.date:
        """The day of receipt of the first of the latest unbroken run of rows that say it."""
        run: list[Submission] = []
        for submission in self.standing:
            for other in submission.rows if submission.table == "roster" else ():
                if (other["class_id"], other["student_id"]) == (row["class_id"], row["student_id"]):
                    run = [*run, submission] if says(other, count) else []
        return run[0].received_on

    def material_coverage(self, unit: str, on: dt.date) -> tuple[int, int]:
        items = self.latest(
            "materials",
            lambda row: (row["class_id"], row["material_kind"], row["title"], row["uploaded_on"]),
        )
        there = {
            row["class_id"] for _, row in items.values() if row["count"] != 0 and row["uploaded_on"] <= on
        }
        return len(there & set(self.classes(unit, on))), len(self.classes(unit, on))

    def visits(self) -> list[tuple[Submission, Row]]:
        key = self.latest(
            "visits",
            lambda row: (row["class_id"], row["visitor"], row["planned_on"] or row["visited_on"]),
        )
        return list(key.values())

    def visit_arrangement(self, unit: str, on: dt.date) -> tuple[int, int]:
        return self.arranged(unit, on, VISITOR_KINDS.words)

    def arranged(self, unit: str, on: dt.date, kinds: Sequence[str]) -> tuple[int, int]:
        arranged = [
            row
            for _, row in self.visits()
            if row["visitor_kind"] in kinds
            and row["class_id"] in self.classes(unit, on)
            and row["planned_on"] is not None
            and (row["planned_on"] <= on or self.first_named(row) <= on)
        ]
        return min(1, len(arranged)), 1

    def first_named(self, visit: Row) -> dt.date:
        """The day on which a standing submission first named the visit."""

        def key(row: Row) -> tuple[object, ...]:
            return row["class_id"], row["visitor"], row["planned_on"] or row["visited_on"]

        return min(
            submission.received_on
            for submission in self.standing
            if submission.table == "visits" and any(key(row) == key(visit) for row in submission.rows)
        )

    def visit_coverage(self, unit: str, on: dt.date) -> tuple[int, int]:
        visited = {
            row["class_id"]
            for _, row in self.visits()
            if row["visited_on"] is not None and row["visited_on"] <= on
        }
        return len(visited & set(self.classes(unit, on))), len(self.classes(unit, on))

    def reporting(self, unit: str, on: dt.date) -> tuple[int, int]:
        kinds = {
            KIND_OF_TABLE[one.table]
            for one in self.standing
            if one.unit == unit
            and one.rows
            and one.received_on <= on
            and KIND_OF_TABLE[one.table] in REPORTED_KINDS
        }
        return len(kinds), len(REPORTED_KINDS)
