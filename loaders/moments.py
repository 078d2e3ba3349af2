"""Reading a day with its clock. A day alone is midnight, which stands for a clock that nobody gave."""

from __future__ import annotations

import datetime as dt
import math
import re

from loaders.dates import Calendar, read_date
from loaders.text import Unreadable, fold

_CLOCK = re.compile(
    r"(?P<part>凌晨|早上|上午|中午|下午|晚上|晚|早)?\s*(?<![\d.])(?P<hour>\d{1,2})\s*"
    r"(?::(?P<minute>\d{1,2})(?::(?P<second>\d{1,2}))?|[点时](?:(?P<spoken>\d{1,2})分?|(?P<half>半)|整)?)"
    r"(?:[.,]\d+)?\s*(?P<noon>am|pm)?",
    re.IGNORECASE,
)
_ZONED = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})")
_AFTERNOON = frozenset(("下午", "晚上", "晚", "pm"))
_SECONDS = 24 * 60 * 60


def read_moment(value: object, calendar: Calendar) -> dt.datetime | None:
    """The local day and time in a cell, ``None`` for blank; midnight where only a day stands there.

    Raises ``Unreadable`` as :func:`loaders.dates.read_date` does, and ``bad_clock``.
    """
    day = read_date(value, calendar)
    if day is None:
        return None
    midnight = dt.datetime.combine(day, dt.time())
    match value:
        case dt.datetime():
            local = value.astimezone(calendar.zone) if value.tzinfo else value
            return local.replace(tzinfo=None, microsecond=0)
        case int() | float() if math.isfinite(value):
            is_compact = value >= 10**7
            return midnight + dt.timedelta(seconds=0 if is_compact else round(value % 1 * _SECONDS))
        case str():
            return _in_text(fold(value), midnight, calendar)
    return midnight


def _in_text(text: str, midnight: dt.datetime, calendar: Calendar) -> dt.datetime:
    if _ZONED.fullmatch(text):
        aware = dt.datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", ""))
        return aware.astimezone(calendar.zone).replace(tzinfo=None, microsecond=0)
    match = _CLOCK.search(text)
    if match is None:
        return midnight
    hour, minute = int(match["hour"]), int(match["minute"] or match["spoken"] or (30 if match["half"] else 0))
    second = int(match["second"] or 0)
    part = (match["noon"] or match["part"] or "").lower()
    if part in _AFTERNOON and hour < 12:
        hour += 12
    if part == "中午" and hour < 3:
        hour += 12
    if part in ("am", "凌晨") and hour == 12:
        hour = 0
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute + second):
        raise Unreadable("bad_clock")
    return midnight + dt.timedelta(hours=hour, minutes=minute, seconds=second)
