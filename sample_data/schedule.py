"""When each unit sends what: the calendar of the month, with those who are late."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sample_data.pace import TROUBLED_UNIT

ZONE = dt.timezone(dt.timedelta(hours=8))
ALL = ("groups", "enrollment", "materials", "visits")


@dataclass(frozen=True, slots=True)
class Slot:
    """One sending: what is known through ``through``, received at ``received_at``."""

    through: dt.date
    received_at: dt.datetime
    kinds: tuple[str, ...]
    as_of: tuple[dt.date, ...]


def _day(text: str) -> dt.date:
    month, day = text.split("-")
    return dt.date(2020, int(month), int(day))


def _slot(through: str, hour: str, kinds: tuple[str, ...] = ALL, as_of: str = "", received: str = "") -> Slot:
    moment = dt.datetime.combine(_day(received or through), dt.time.fromisoformat(hour), ZONE)
    return Slot(_day(through), moment, kinds, tuple(map(_day, as_of.split())))


_EARLY = (_slot("2-20", "21:15", ("groups", "enrollment"), "2-20"),)
_RUSH = (
    _slot("2-22", "18:40", ALL, "2-20 2-21 2-22"),
    _slot("2-23", "21:30", ALL, "2-23"),
    _slot("2-24", "19:20", ALL, "2-24"),
)
_WEEKS = (
    _slot("3-01", "20:00", ALL, "2-25 2-26 2-27 2-28 2-29 3-01"),
    _slot("3-08", "19:30", ("groups", "enrollment", "materials", "visits"), "3-04 3-08"),
    _slot("3-15", "19:00", ("enrollment", "materials", "visits"), "3-11 3-15"),
    _slot("3-22", "17:30", ALL, "3-18 3-22"),
)
# Units that do not keep to the common calendar until the first day; their weeks are the common ones.
_OWN: dict[str, tuple[Slot, ...]] = {
    "计算机科学与技术学院": (*_EARLY, *_RUSH),
    "信息科学与工程学院": (*_EARLY, *_RUSH),
    "理学院": (
        *_EARLY,
        _slot("2-22", "17:05", ALL, "2-21 2-22"),
        *_RUSH[1:],
    ),
    "马克思主义学院": (
        _slot("2-21", "20:10", ALL, "2-20 2-21"),
        _slot("2-23", "20:45", ALL, "2-22 2-23"),
        _RUSH[2],
    ),
    "语言文学学院": (
        _slot("2-23", "10:12", ("groups", "enrollment"), "2-22 2-23", received="2-24"),
        _slot("2-24", "16:35", ("materials",)),
        _slot("2-25", "21:50", ("groups", "enrollment"), "2-24 2-25"),
        _slot("2-26", "15:20", ("visits",)),
    ),
    "体育教学部": (
        _slot("2-23", "22:58", ("groups",)),
        _slot("2-23", "08:50", ("enrollment",), "2-22 2-23", received="2-24"),
        _slot("2-25", "11:30", ("materials", "enrollment"), "2-24"),
    ),
    "新能源学院": (
        _slot("2-22", "20:20", ("groups", "enrollment", "materials"), "2-22"),
        _slot("2-23", "22:15", ("groups", "enrollment", "materials"), "2-23"),
        _slot("2-25", "09:40", ALL, "2-25"),
    ),
    "土木工程系": (
        _slot("2-22", "23:10", ("groups", "enrollment"), "2-21 2-22"),
        _slot("2-23", "23:34", ("groups", "enrollment"), "2-23"),
        _slot("2-23", "00:21", ("materials",), received="2-24"),
        _slot("2-25", "18:00", ("groups", "enrollment", "materials"), "2-24 2-25"),
    ),
}
_BAD_WEEK = (
    _WEEKS[0],
    _slot(
        "3-09", "08:45", ("groups", "enrollment"), "3-02 3-03 3-04 3-05 3-06 3-07 3-08 3-09", received="3-10"
    ),
    _slot("3-15", "21:40", ("enrollment", "materials", "visits"), "3-10 3-11 3-12 3-13 3-15"),
    _WEEKS[3],
)


def calendar_of(unit: str, order: int) -> list[Slot]:
    """The sendings of a unit in order of time; ``order`` spreads the units over the evening."""
    weeks = _BAD_WEEK if unit == TROUBLED_UNIT else _WEEKS
    shift = dt.timedelta(minutes=(order * 11) % 53)
    never = {"visits"} if unit == "土木工程系" else set()
    return [
        Slot(
            slot.through,
            slot.received_at + shift * (slot in _RUSH or slot in weeks),
            tuple(kind for kind in slot.kinds if kind not in never),
            slot.as_of,
        )
        for slot in (*_OWN.get(unit, _RUSH), *weeks)
    ]


# The office's collected visits of leaders and campus supervisors.
OFFICE_VISITS = tuple(_slot(day, "21:50", ("visits",)) for day in ("2-24", "3-01", "3-08", "3-15", "3-22"))
PLAN_RECEIVED = dt.datetime(2020, 2, 20, 8, 30, tzinfo=ZONE)
