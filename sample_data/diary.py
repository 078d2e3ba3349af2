"""Everything that truly happened in the month, and the rows a unit could report on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from sample_data.campus import Campus, Class, Student
from sample_data.groups import Group, form_group, group_row
from sample_data.headcount import Count, Seat, count_days, count_row, seat_row, seat_students
from sample_data.lessons import Item, Visit, item_row, pay_visits, share_items, visit_row
from sample_data.people import names
from sample_data.places import settle_groups

Rows: TypeAlias = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Diary:
    """The truth by class id; what a report shows of it depends on the day it is written."""

    classes: dict[str, list[Class]]
    groups: dict[str, Group]
    items: dict[str, list[Item]]
    counts: dict[str, dict[dt.date, Count]]
    visits: dict[str, list[Visit]]
    guests: dict[str, list[str]]
    seed: str

    def group_rows(self, unit: str, through: dt.date) -> Rows:
        """课程建群: every class of ``unit``."""
        return [group_row(c, self.groups[c.id], through) for c in self.classes[unit]]

    def count_rows(self, unit: str, as_of: Iterable[dt.date]) -> Rows:
        """学生进群 as totals: every class of ``unit`` on every day of ``as_of``."""
        return [count_row(c, self.counts[c.id][day], day) for day in as_of for c in self.classes[unit]]

    def seats(self, of: Class) -> list[Seat]:
        """The students of a class with their days."""
        return seat_students(of, self.counts[of.id], Random(f"{self.seed}/{of.id}/seats"))

    def seat_rows(self, unit: str, through: dt.date) -> Rows:
        """学生进群, one row a student: every class of ``unit``."""
        return [
            seat_row(c, seat, self.counselor_of(seat.student), through)
            for c in self.classes[unit]
            for seat in self.seats(c)
        ]

    def counselor_of(self, student: Student) -> str:
        """The counsellor of a student: one for all students of a unit who came in the same year."""
        counselors = list(dict.fromkeys(c.counselor for c in self.classes[student.unit]))
        return counselors[student.year % len(counselors)]

    def item_rows(self, unit: str, through: dt.date) -> Rows:
        """资料上传: everything shared by the end of ``through``."""
        return [
            item_row(c, item)
            for c in self.classes[unit]
            for item in self.items[c.id]
            if item.uploaded_on <= through
        ]

    def visit_rows(self, units: Iterable[str], kinds: set[str], through: dt.date) -> Rows:
        """听课 by visitors of ``kinds``: every visit arranged or done by the end of ``through``."""
        visits = [
            visit
            for unit in units
            for c in self.classes[unit]
            for visit in self.visits[c.id]
            if visit.visitor_kind in kinds and visit.arranged_on <= through
        ]
        visits.sort(key=lambda visit: (visit.planned_on, visit.of.id))
        return [visit_row(visit, through) for visit in visits]


def keep_diary(campus: Campus, seed: str) -> Diary:
    """The month of ``campus``; the same ``seed`` gives the same month."""
    guests = {kind: names(Random(f"{seed}/{kind}"), n) for kind, n in (("校领导", 6), ("校督导组", 12))}
    diary = Diary(campus.classes, {}, {}, {}, {}, guests, seed)
    for unit, classes in campus.classes.items():
        own = {"学院督导组": names(Random(f"{seed}/{unit}/visitors"), max(3, len(classes) // 12))}
        for c in classes:
            rng = Random(f"{seed}/{c.id}")
            group = diary.groups[c.id] = form_group(c, rng)
            items = diary.items[c.id] = share_items(c, rng)
            first = items[0].uploaded_on if items else None
            diary.counts[c.id] = count_days(c, group, first, rng)
            diary.visits[c.id] = pay_visits(c, guests | own, "、".join(group.mode), rng)
        settle_groups(classes, diary.groups, seed)
    return diary
