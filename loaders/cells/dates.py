"""Reading days in every usual writing; what could be two days is never guessed."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from loaders.cells.numbers import yes_or_no
from loaders.cells.numerals import NUMERAL, to_arabic
from loaders.cells.text import PENDING_WORDS, Unreadable, is_blank, refuse_special
from loaders.characters import words_of

_EPOCH = dt.date(1899, 12, 30)
# The Macintosh date system counts from 1904-01-01 (ECMA-376 part 1, 18.17.4.1).
_DAYS_1904 = 1462
_SERIALS = range(36_526, 73_051)  # 2000-01-01 … 2100-01-01

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_ZONE = r"(?P<zone>Z|[+-]\d{2}:?\d{2})?"
_CLOCK = r"(?P<clock>\d{1,2}(?::\d{1,2}){1,2})(?:[.,]\d+)?\s*(?:am|pm)?\s*"
_SPOKEN = r"\s*\d{1,2}[点时](?:\d{1,2}分?|半|整)?"
# From one clock to another, as lessons are timed; and lessons by their numbers.
_UNTIL = r"\s*[-~至到]{1,2}\s*(?:\d{1,2}(?::\d{1,2}){1,2}|\d{1,2}[点时](?:\d{1,2}分?|半|整)?)\s*(?:am|pm)?"
_LESSONS = r"\s*第?\d{1,2}(?:\s*[-~至到、,]\s*\d{1,2})*\s*(?:小?节课?|讲)"
_TIME = rf"(?:(?P<t>[T\s,]*){_CLOCK}(?:(?P<until>{_UNTIL})|{_ZONE})|{_SPOKEN}(?:{_UNTIL})?|{_LESSONS})?"
_PART = "(?:凌晨|早上|上午|中午|下午|晚上|晚间|晚|早)?"
_TAIL = rf"[\s,(]*{_PART}{_TIME}\s*\)?"
WEEKDAY = "(?:星期|周|礼拜)[一二三四五六日天]"
_WEEKDAY = re.compile(
    r"[(\[]?\s{0,9}(?:(?:星期|周|礼拜)(?P<zh>[一二三四五六日天])|"
    r"\b(?P<en>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day|s|rs|nes)?\b\.?,?)\s*[)\]]?",
    re.IGNORECASE,
)
_TEACHING_WEEK = re.compile(r"(?<=[(日号\d\s])第[\d一二三四五六七八九十]{1,3}(?:教学)?周(?=[\s)周星礼]|$)")
# 周三3-4 are the third and the fourth lesson of a Wednesday, whatever weekday the 4th of March is.
_WEEKLY_LESSONS = re.compile(rf"{WEEKDAY}[\s,(第]{{0,3}}\d{{1,2}}\s?[-~、,]\s?(?:\d|1[0-4])\s?\)?")
_YMD = re.compile(
    rf"(?P<y>\d{{4}})\s*(?:年|[-/.,、。]|(?<=\s))\s*(?P<m>\d{{1,2}})\s*(?:月|[-/.,、。]|(?<=\s))\s*(?P<d>\d{{1,2}})\s*[日号]?{_TAIL}",
    re.IGNORECASE,
)
_MD = re.compile(rf"(?P<m>\d{{1,2}})\s*(?:月|[-/.。])\s*(?P<d>\d{{1,2}})\s*[日号]?{_TAIL}", re.IGNORECASE)
_THREE = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<mark>[-/.])(?P<b>\d{{1,2}})(?P=mark)(?P<c>\d{{4}}|\d{{2}}){_TAIL}",
    re.IGNORECASE,
)
_SHORT_CHINESE = re.compile(
    rf"(?P<y>\d{{2}})年(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})[日号]?{_TAIL}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"{_MONTH}[\s-]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:[\s,-]+(?P<y>\d{{4}}))?{_TAIL}", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]*{_MONTH}(?:[\s,-]+(?P<y>\d{{4}}|\d{{2}}))?{_TAIL}",
    re.IGNORECASE,
)
# Feb-20 is how spreadsheets show February 2020.
_MONTH_AND_YEAR = re.compile(r"[A-Za-z]{3}-(\d{2})")
_COMPACT = re.compile(r"\d{8}(?:\.0+)?|20\d{6}(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?")
# 0224 and 200224: as people number files by their day.
_SHORT_COMPACT = re.compile(r"(?P<y>\d\d)?(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
SPELLED_DAY = re.compile(rf"(?:{NUMERAL}年)?{NUMERAL}月{NUMERAL}[日号]")
_MONTH_AND_DAY = re.compile(r"(?:[1-9]|1[0-2])\.\d{2}")
_MONTH_AND_CUT_DAY = re.compile(r"(?:[1-9]|1[0-2])\.[1-3]")
_LEADING_DAY = re.compile(r"(?:19|20)\d{6}(?=\D)")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is needed to read a day: the term's window and zone, and the workbook's date system.

    With ``untyped`` every cell of the file is a text, and what was a number in it has lost its zeros.
    """

    opens: dt.date
    closes: dt.date
    zone: ZoneInfo
    date1904: bool = False
    untyped: bool = False

    def in_term(self, month: int, day: int) -> dt.date:
        """The day in the year of the term; raises ``Unreadable`` if there is none."""
        days = [_day(year, month, day) for year in range(self.opens.year, self.closes.year + 1)]
        inside = [d for d in days if d and self.opens <= d <= self.closes]
        days_of_term = inside or [d for d in days if d]
        if not days_of_term:
            raise Unreadable("bad_date")
        return days_of_term[0]


def read_date(value: object, calendar: Calendar) -> dt.date | None:
    """The calendar day in a cell, ``None`` for blank.

    Raises ``Unreadable`` with ``bad_date``, ``doubtful_date`` or ``yes_without_date``.
    """
    refuse_special(value)
    match value:
        case dt.datetime():
            local = value.astimezone(calendar.zone) if value.tzinfo else value
            return local.date()
        case dt.date():
            return value
        case bool():
            _refuse_yes(value)
            return None
        case int() | float():
            return _from_number(float(value), calendar)
        case str():
            return _from_text(value, calendar)
    raise Unreadable("bad_date")


def _refuse_yes(value: object) -> None:
    """A no means that it is not done yet: blank. A yes leaves the day unknown."""
    if yes_or_no(value):
        raise Unreadable("yes_without_date")


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _valid(year: int, month: int, day: int) -> dt.date:
    date = _day(year, month, day)
    if date is None:
        raise Unreadable("bad_date")
    return date


def _from_number(number: float, calendar: Calendar) -> dt.date:
    if not math.isfinite(number):
        raise Unreadable("bad_date")
    if number.is_integer() and 19_000_101 <= number <= 21_001_231:
        return _compact(str(int(number)))
    serial = number + (_DAYS_1904 if calendar.date1904 else 0)
    if int(serial) in _SERIALS:
        return _EPOCH + dt.timedelta(days=int(serial))
    written = repr(number)
    if _MONTH_AND_DAY.fullmatch(written):
        month, day = written.split(".")
        return calendar.in_term(int(month), int(day))
    # 2.2 as a number may have been 2.20 before the spreadsheet dropped its zero.
    raise Unreadable("doubtful_date" if _MONTH_AND_CUT_DAY.fullmatch(written) else "bad_date")


def _compact(text: str) -> dt.date:
    return _valid(int(text[:4]), int(text[4:6]), int(text[6:8]))


def _of_digits(text: str, calendar: Calendar) -> dt.date | None:
    """The day in digits; of four or six where it is one of the term: 0304 may as well be two lessons."""
    if _COMPACT.fullmatch(text):
        return _compact(text)
    match = _SHORT_COMPACT.fullmatch(text)
    if match is None:
        return None
    if not match["y"] and int(match["d"]) == int(match["m"]) + 1:
        raise Unreadable("doubtful_date")
    years = [2000 + int(match["y"])] if match["y"] else _years(calendar)
    days = [_day(year, int(match["m"]), int(match["d"])) for year in years]
    return next((day for day in days if day and calendar.opens <= day <= calendar.closes), None)


def _from_text(value: str, calendar: Calendar) -> dt.date | None:
    text = words_of(value)
    text = text.rstrip(".,;。、") or text  # dots alone may stand for the day above them
    if is_blank(text) or text.lower() in PENDING_WORDS:
        return None
    if yes_or_no(text) is not None and not text.isdigit():
        _refuse_yes(text)
        return None
    if text.startswith(("未", "尚未", "没有", "还没")) and not any(c.isdigit() for c in text):
        return None
    if SPELLED_DAY.match(text):
        text = to_arabic(text)
    if text[:4].isdigit() and (day := _of_digits(text, calendar)):
        return day
    if calendar.untyped and _MONTH_AND_CUT_DAY.fullmatch(text):
        raise Unreadable("doubtful_date")
    if _SERIAL.fullmatch(text):
        return _from_number(float(text), calendar)
    text = _TEACHING_WEEK.sub(" ", text).strip()
    if _WEEKLY_LESSONS.fullmatch(text):
        raise Unreadable("doubtful_date")
    bare, weekday = _without_weekday(text)
    day = _written(bare, calendar)
    if weekday is not None and day.weekday() != weekday:
        raise Unreadable("doubtful_date")
    return day


def _without_weekday(text: str) -> tuple[str, int | None]:
    match = _WEEKDAY.search(text)
    if not match:
        return text, None
    if match["zh"]:
        number = "一二三四五六日".index(match["zh"].replace("天", "日"))
    else:
        number = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].index(match["en"].lower())
    return f"{text[: match.start()]} {text[match.end() :]}".strip(), number


def _written(text: str, calendar: Calendar) -> dt.date:
    if match := _LEADING_DAY.match(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}{text[8:]}"
    if match := _YMD.fullmatch(text):
        day = _valid(int(match["y"]), int(match["m"]), int(match["d"]))
        return _in_zone(day, match, calendar)
    if match := _SHORT_CHINESE.fullmatch(text):
        return _valid(2000 + int(match["y"]), int(match["m"]), int(match["d"]))
    if match := _THREE.fullmatch(text):
        return _three_numbers(match["a"], match["b"], match["c"], calendar)
    if match := _MD.fullmatch(text):
        return calendar.in_term(int(match["m"]), int(match["d"]))
    if (match := _MONTH_AND_YEAR.fullmatch(text)) and 2000 + int(match[1]) in _years(calendar):
        raise Unreadable("doubtful_date")
    if match := _MONTH_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text):
        return _named_month(match, calendar)
    raise Unreadable("bad_date")


def _years(calendar: Calendar) -> range:
    return range(calendar.opens.year, calendar.closes.year + 1)


def _named_month(match: re.Match[str], calendar: Calendar) -> dt.date:
    month, day, year = _MONTHS[match["month"].lower()], int(match["d"]), match["y"]
    if not year:
        return calendar.in_term(month, day)
    return _valid(int(year) + (2000 if len(year) == 2 else 0), month, day)


def _in_zone(day: dt.date, match: re.Match[str], calendar: Calendar) -> dt.date:
    """The term's day of a moment written with an offset; without one, the day as written."""
    offset = _offset(match)
    if offset is None:
        return day
    clock = ":".join(part.zfill(2) for part in match["clock"].split(":"))
    try:
        moment = dt.datetime.fromisoformat(f"{day.isoformat()}T{clock}{offset}")
    except ValueError as error:
        raise Unreadable("bad_date") from error
    return moment.astimezone(calendar.zone).date()


def _offset(match: re.Match[str]) -> str | None:
    """The offset from UTC after a clock; ``None`` for the end of a lesson: 08:00-09:40.

    A minus is an offset only as programs write it, after a ``T``; a lesson that ends before it
    begins is doubtful.
    """
    if not match["clock"]:
        return None
    if match["until"] and "T" not in match["t"].upper():
        if _minutes(match["until"].strip(" -~至到")) <= _minutes(match["clock"]):
            raise Unreadable("doubtful_date")
        return None
    zone = match["zone"] or match["until"]
    return zone.strip().upper() if zone else None


def _minutes(clock: str) -> int:
    hour, minute = re.findall(r"\d+", f"{clock}:0")[:2]
    return int(hour) * 60 + int(minute)


def _three_numbers(a: str, b: str, c: str, calendar: Calendar) -> dt.date:
    """Day, month and year in an order that only the values can tell."""
    first, second, last = int(a), int(b), int(c)
    if len(c) == 4:
        readings = {_day(last, first, second), _day(last, second, first)}
    else:
        years = _years(calendar)
        candidates = {
            _day(2000 + first, second, last),
            _day(2000 + last, first, second),
            _day(2000 + last, second, first),
        }
        readings = {day for day in candidates if day and day.year in years}
    readings.discard(None)
    if len(readings) > 1:
        raise Unreadable("doubtful_date")
    if not readings:
        raise Unreadable("bad_date")
    return next(day for day in readings if day)
