"""Reading a day with its clock. A day alone is midnight, which stands for a clock that nobody gave."""

from __future__ import annotations

import datetime as dt
import math
import re

from loaders.cells.dates import Calendar, read_date
from loaders.cells.numerals import to_arabic
from loaders.cells.text import Unreadable, fold

_CLOCK = re.compile(
    r"(?P<part>凌晨|早上|上午|中午|下午|晚上|晚|早)?\s{0,9}(?<![\d.])(?P<hour>\d{1,2})\s*"
    r"(?::(?P<minute>\d{1,2})(?::(?P<second>\d{1,2}))?|[点时](?:(?P<spoken>\d{1,2})分?|(?P<half>半)|整)?)"
    r"(?:[.,]\d+)?\s*(?P<noon>am|pm)?",
    re.IGNORECASE,
)
_ZONED = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|\+\d{2}:?\d{2})"
    r"|T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?-\d{2}:?\d{2})"
)
# As systems stamp it: 202002240810, with or without seconds.
_STAMP = re.compile(r"(20\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")
_STAMPS = (10**11, 10**14)
_SERIALS = (10**4, 10**6)
_SECONDS = 24 * 60 * 60
# Word for a part of the day → the hours, as it is said, that come after noon.
_AFTERNOON = {"下午": range(12), "晚上": range(5, 13), "晚": range(5, 13), "pm": range(12), "中午": range(3)}
# Hours that do not go with the word: 晚上2点 may be this night's or the next.
_DOUBTFUL = {"晚上": range(5), "晚": range(5), "凌晨": range(13, 25), "上午": range(13, 25)}


def read_moment(value: object, calendar: Calendar) -> dt.datetime | None:
    """The local day and time in a cell, ``None`` for blank; midnight where only a day stands there.

    Raises ``Unreadable`` as :func:`loaders.cells.dates.read_date` does, and ``bad_clock``.
    """
    stamped = _stamp(value)
    if stamped is not None:
        value = stamped
    day = read_date(value, calendar)
    if day is None:
        return None
    midnight = dt.datetime.combine(day, dt.time())
    match value:
        case dt.datetime():
            local = value.astimezone(calendar.zone) if value.tzinfo else value
            return local.replace(tzinfo=None, microsecond=0)
        case int() | float() if math.isfinite(value):
            return midnight + _time_of(value)
        case str():
            return _in_text(fold(value), midnight, calendar)
    return midnight


def has_clock(value: object) -> bool:
    """Whether somebody wrote a clock into the cell, were it midnight."""
    if not isinstance(value, str):
        return False
    text = fold(value)
    return bool(_CLOCK.search(text) or _STAMP.fullmatch(text) or _CLOCK.search(to_arabic(text)))


def _stamp(value: object) -> str | None:
    """A stamp of digits as a person would write it; ``None`` for anything else."""
    if isinstance(value, float) and value.is_integer() and _STAMPS[0] <= value < _STAMPS[1]:
        value = int(value)
    is_text = isinstance(value, str | int) and not isinstance(value, bool)
    match = _STAMP.fullmatch(fold(str(value))) if is_text else None
    if match is None:
        return None
    year, month, day, hour, minute, second = match.groups("00")
    return f"{year}-{month}-{day} {hour}:{minute}:{second}"


def _in_text(text: str, midnight: dt.datetime, calendar: Calendar) -> dt.datetime:
    if _ZONED.fullmatch(text):
        aware = dt.datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", ""))
        return aware.astimezone(calendar.zone).replace(tzinfo=None, microsecond=0)
    match = _CLOCK.search(text) or _CLOCK.search(to_arabic(text))
    if match is None:
        return _serial(text, midnight)
    minute, second = int(match["minute"] or match["spoken"] or (30 if match["half"] else 0)), match["second"]
    hour = _hour(int(match["hour"]), (match["noon"] or match["part"] or "").lower())
    if hour > 24 or minute > 59 or int(second or 0) > 59 or (hour == 24 and minute + int(second or 0)):
        raise Unreadable("bad_clock")
    return midnight + dt.timedelta(hours=hour, minutes=minute, seconds=int(second or 0))


def _hour(hour_written: int, part: str) -> int:
    """The hour of the day, from the hour and the part of the day that were said."""
    if hour_written in _DOUBTFUL.get(part, ()):
        raise Unreadable("bad_clock")
    if hour_written in _AFTERNOON.get(part, ()):
        return hour_written + 12
    return 0 if hour_written == 12 and part in ("am", "凌晨") else hour_written


def _serial(text: str, midnight: dt.datetime) -> dt.datetime:
    """The time in a spreadsheet's number that was kept as text; midnight where there is none."""
    try:
        return midnight + _time_of(float(text))
    except ValueError:
        return midnight


def _time_of(number: float) -> dt.timedelta:
    """The time of day in a spreadsheet's number; none in 2.24 or in 20200224, which are days."""
    return dt.timedelta(seconds=round(number % 1 * _SECONDS) if _SERIALS[0] <= number < _SERIALS[1] else 0)
