"""How many students of a class had joined, been told and got the material, day by day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from sample_data.campus import Class, Student
from sample_data.groups import Group
from sample_data.pace import MOVING_DIP, TROUBLE, TROUBLED_UNIT, days

# Share of a class in its group so many days after the group was made, on average.
_JOINING = (0.80, 0.94, 0.970, 0.981, 0.987, 0.991)
_TOLD = {20: 0.30, 21: 0.52, 22: 0.82, 23: 0.965, 24: 0.985, 25: 0.992}
_RECEIVING = (0.55, 0.82, 0.92, 0.955, 0.97)
_CHANGES_FROM = dt.date(2020, 3, 2)  # students drop and add classes in the second week


@dataclass(frozen=True, slots=True)
class Count:
    """The four numbers of one class at the end of one day."""

    expected: int
    joined: int
    notified: int
    received: int


def count_days(of: Class, group: Group, material_on: dt.date | None, rng: Random) -> dict[dt.date, Count]:
    """The counts of ``of`` for every day of the month; nobody joins before there is a group."""
    change = rng.choice((0,) * 9 + (-2, -1, 1, 2))
    missing = rng.choice((0, 0, 0, 0, 0, 1, 1, 2)) if len(of.students) > 15 else 0
    luck = rng.uniform(-0.03, 0.02)
    counts: dict[dt.date, Count] = {}
    for day in days():
        expected = len(of.students) + (change if day >= _CHANGES_FROM else 0)
        joined = min(expected - missing, round(expected * _share_joined(of, group, day, luck)))
        share_notified = min(1.0, _TOLD.get(day.day if day.month == 2 else 29, 0.997) + luck / 2)
        material = (
            0.0 if material_on is None or day < material_on else _at(_RECEIVING, (day - material_on).days)
        )
        material = min(1.0, material + 0.0008 * max(0, (day - _CHANGES_FROM).days))
        notified = max(round(expected * share_notified), joined)
        counts[day] = Count(expected, max(joined, 0), notified, round(max(joined, 0) * material))
    return counts


def _share_joined(of: Class, group: Group, day: dt.date, luck: float) -> float:
    """The share in the group at the end of ``day``: growing, but for a move or the bad week."""
    if group.created_on is None or day < group.created_on:
        return 0.0
    age = (day - group.created_on).days
    share = min(1.0, _at(_JOINING, age) + luck + 0.001 * age)
    if group.moved_on and day >= group.moved_on and (day - group.moved_on).days < len(MOVING_DIP):
        share *= MOVING_DIP[(day - group.moved_on).days]
    return share * TROUBLE.get(day, 1.0) if of.unit == TROUBLED_UNIT else share


def _at(curve: tuple[float, ...], age: int) -> float:
    """The value of a curve at ``age`` days; it stays at its last one."""
    return curve[min(age, len(curve) - 1)]


def count_row(of: Class, count: Count, as_of: dt.date) -> dict[str, object]:
    """One row of 学生进群, as totals."""
    return {
        "unit": of.unit,
        "class_id": of.id,
        "as_of": as_of,
        "expected": count.expected,
        "joined": count.joined,
        "notified": count.notified,
        "received": count.received,
    }


@dataclass(frozen=True, slots=True)
class Seat:
    """One student in one class: the day of joining, of being told, of having the material."""

    student: Student
    joined_on: dt.date | None
    told_on: dt.date
    received_on: dt.date | None


def seat_students(of: Class, counts: dict[dt.date, Count], rng: Random) -> list[Seat]:
    """Students take their seats in the order of the class's counts, so both forms agree."""
    order = rng.sample(of.students, len(of.students))
    first = min(counts)

    def day_of(place: int, field: str) -> dt.date | None:
        return next((day for day, count in counts.items() if getattr(count, field) > place), None)

    return [
        Seat(s, day_of(i, "joined"), day_of(i, "notified") or first, day_of(i, "received"))
        for i, s in enumerate(order)
    ]


def seat_row(of: Class, seat: Seat, counselor: str, through: dt.date) -> dict[str, object]:
    """One row of 学生进群, one student, as known at the end of ``through``."""
    joined = seat.joined_on if seat.joined_on and seat.joined_on <= through else None
    received = seat.received_on is not None and seat.received_on <= through
    return {
        "unit": of.unit,
        "class_id": of.id,
        "student_id": seat.student.id,
        "student_name": seat.student.name,
        "counselor": counselor,
        "joined_on": joined,
        "joined": "是" if joined else "否",
        "notified": "是" if seat.told_on <= through else "否",
        "received": "是" if received else "否",
        "student_unit": seat.student.unit,
    }
