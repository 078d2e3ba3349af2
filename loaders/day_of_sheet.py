"""The one day of which a sheet tells where no column does: 截至2月23日 above the table, or a sheet a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from loaders.cells.dates import SPELLED_DAY, WEEKDAY, Calendar, read_date
from loaders.cells.numerals import to_arabic
from loaders.cells.text import Unreadable, is_empty
from loaders.cells.words import PLAIN_ID
from loaders.characters import words_of

_SHORT = r"\d{1,2}\s*[/.-]\s*\d{1,2}"
_LONG = (
    r"(?<![\d.-])(?:(?:20\d\d\s*[年/.-]\s*)?\d{1,2}\s*月\s*\d{1,2}\s*[日号]?|20\d\d\s*[年/.-]\s*"
    + _SHORT
    + r"|20\d{6})"
)
# 3.8 may number a chapter or a version: alone it is a day in brackets, or behind a word that says so.
_DAY = re.compile(
    rf"(?:(?P<day>{_LONG})|(?:截至|截[止至][至到]|截止|日报|日期:|时间:|as of)\s*(?P<said>{_SHORT})|"
    r"\(\s*(?P<alone>\d{1,2}\.\d{1,2})(?=\s*\)))"
    r"(?![\d./-]|\s*月)(?P<weekday>[\s,]?\(?" + WEEKDAY + r"\)?)?",
    re.IGNORECASE,
)
_NAME = re.compile(rf"(?:{_LONG}|{_SHORT})(?:\s?\(?{WEEKDAY}\)?)?")
# A line that is a day; one of a week or of a month alone tells none, and ends what the line before it says.
_LINE = re.compile(
    rf"(?:[一二三四五六七八九十]{{1,2}}、|\(?\d{{1,2}}\)?[、)])?\s?(?:(?:听课|授课|上课|统计)?(?:日期|时间)\s?:\s?)?"
    rf"(?:\(?(?P<day>(?:{_LONG}|\d{{1,2}}[./]\d{{1,2}})(?:\s?(?:00:00(?::00)?))?(?:\s?\(?{WEEKDAY}\)?)?)"
    rf"(?:\s?\d{{1,2}}(?::\d\d|[点时]))?\)?|(?:第.{{1,3}}周\s?)?\(?{WEEKDAY}\)?|\d{{1,2}}\s?[日号])\s?:?"
)
# A line that is the name of a unit and a day: 理学院 2月24日, 2020.2.24 单位：理学院.
_UNIT = r"(?:(?:填报|报送|上报|开课)?(?:单位|学院|院系|部门)\s?:\s?)?[\u4e00-\u9fff]{1,20}[院系部]"
_DAY_BESIDE = rf"(?:(?:统计)?(?:日期|时间)\s?:\s?)?(?:{_LONG}|{_SHORT})(?:\s?\(?{WEEKDAY}\)?)?"
_OF_UNIT = re.compile(
    rf"(?P<unit>{_UNIT})[\s,;(]{{0,9}}(?P<day>{_DAY_BESIDE})\s?\)?|(?P<day_first>{_DAY_BESIDE})[\s,;]{{0,9}}(?P<unit_last>{_UNIT})"
)
_LABEL = re.compile(r"^\D*:\s?")
_SPAN = re.compile(r"\d\s*[日号]?\s*(?:[-~至到、和与及]|\.\.)+\s*\d+\s*(?:[日号]|月|[./]\d)")
_SAYS_WHEN = re.compile(
    r"(?<!\w)(?:日期|时间)\s?:|截至|截止|更新至|统计|数据(?:日期|时间)|日报|每日|当日|情况|汇总|一览|"
    r"[进入]群|授课|到课|出勤|考勤|摸排|健康|as of",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"(?:截至|(?<!报送)(?<!上报)(?<!填报)(?<!提交)截止[至到]|更新至|统计(?:截[止至])?(?:日期|时间)?:?)\s?$"
)
_UP_TO = re.compile(r"截[止至]|更新至|统计(?:日期|时间)|数据(?:日期|时间)|as of", re.IGNORECASE)
# When it was written, sent or asked for is not the day of which it tells.
_OTHER_DAY = re.compile(r"填表|制表|打印|报送|上报|通知|文件|填报|发布")
_NO_DAY = re.compile(r"起|请|务必|要求|开学|\d\s*[日号时点]?\s*(?:以|之)?前|前(?:报|交|填)")
# What stands in one line about other things: 填报单位：理学院  统计日期：2月23日  填表人：
_BETWEEN = re.compile(r"[;。|\n]|,(?!\s?(?:星期|周|礼拜))|\s(?=[^\s\d:]{1,12}:)")


def day_of_sheet(lines: Sequence[str], name: str | None, calendar: Calendar) -> tuple[str, dt.date] | None:
    """The line that says of which day the sheet tells, and the day; ``None`` where it is none, or not one.

    Lines go before the name of the sheet, which may be a day and nothing else.
    """
    days = {text: day for text in lines if (day := _day_in(_words(text), calendar))}
    days = days or {text: day for text in lines if (day := day_of_line(text, calendar))}
    if len(set(days.values())) == 1:
        return next(iter(days.items()))
    if days or not name:
        return None
    words = _words(name)
    day = _read(words, calendar) if _NAME.fullmatch(words) else _day_in(words, calendar)
    return (name, day) if day else None


def day_of_notes(lines: Sequence[str], calendar: Calendar) -> tuple[str, dt.date] | None:
    """The note below a table that says up to which day it tells: 以上数据截至2月24日; and the day.

    A day alone is that of the signature.
    """
    days = {
        text: day
        for text in lines
        if _UP_TO.search(_words(text)) and (day := _day_in(_words(text), calendar))
    }
    return next(iter(days.items())) if len(set(days.values())) == 1 else None


def is_of_lines(row: Sequence[object]) -> bool:
    """Whether a row above a table holds lines of text, or nothing, and is no row of another table."""
    filled = [cell for cell in row if not is_empty(cell)]
    return is_day_line(row) or all(isinstance(cell, str) and not PLAIN_ID.fullmatch(cell) for cell in filled)


def is_day_line(row: Sequence[object]) -> bool:
    """Whether nothing but one day stands in a row: 2月24日（周一）, 日期：2月24日; or a day of the week."""
    filled = {cell for cell in row if not is_empty(cell)}
    if len(filled) != 1:
        return False
    (cell,) = filled
    return isinstance(cell, dt.date) or (isinstance(cell, str) and _is_day(_words(cell)))


def _words(text: str) -> str:
    """A line as it is compared, its day in digits."""
    return SPELLED_DAY.sub(lambda match: to_arabic(match[0]), words_of(text))


def _is_day(text: str) -> bool:
    return bool(_LINE.fullmatch(text) or _OF_UNIT.fullmatch(text))


def day_of_line(text: str, calendar: Calendar) -> dt.date | None:
    """The day that a line of its own gives; ``None`` where nobody can tell which."""
    text = _words(text)
    line = _LINE.fullmatch(text)
    if line is None and (of_unit := _OF_UNIT.fullmatch(text)):
        return _read(_LABEL.sub("", of_unit["day"] or of_unit["day_first"]), calendar)
    return _read(line["day"], calendar) if line and line["day"] else None


def unit_beside_day(text: str) -> str:
    """What a line names beside its day: 理学院 of 理学院 2月24日; any other line as it is."""
    line = _OF_UNIT.fullmatch(_words(text))
    return (line["unit"] or line["unit_last"]) if line else text


def _day_in(text: str, calendar: Calendar) -> dt.date | None:
    """The one day that a line gives; ``None`` for none, several or a span of them."""
    if not _SAYS_WHEN.search(text) or _SPAN.search(text):
        return None
    found = [(part, day) for part in _BETWEEN.split(text) for day in _DAY.finditer(part)]
    told = [day for part, day in found if _tells_of(part, day)]
    days = {_read(f"{day[_group(day)]}{day['weekday'] or ''}", calendar) for day in told}
    return days.pop() if len(days) == 1 else None


def _tells_of(part: str, day: re.Match[str]) -> bool:
    """Whether a day is that of which the line tells, and not one on which something else was done."""
    if _NO_DAY.search(part):
        return False
    return bool(_SURE.search(part[: day.start(_group(day))])) or not _OTHER_DAY.search(part)


def _group(day: re.Match[str]) -> str:
    return next(name for name in ("day", "said", "alone") if day[name])


def _read(text: str, calendar: Calendar) -> dt.date | None:
    try:
        return read_date(text, calendar)
    except Unreadable:
        return None
