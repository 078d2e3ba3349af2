"""The one day of which a sheet tells where no column does: 截至2月23日 above the table, or a sheet a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from loaders.cells.dates import Calendar, read_date
from loaders.cells.text import Unreadable, fold, is_empty
from loaders.cells.words import PLAIN_ID

_DAY = re.compile(
    r"(?<![\d.-])(?:(?:20\d\d\s*[年/.-]\s*)?\d{1,2}\s*(?:月\s*\d{1,2}\s*[日号]?|[/.-]\s*\d{1,2})|20\d{6})(?![\d./-]|\s*月)"
)
_SAYS_WHEN = re.compile(r"截至|截止|统计|数据(?:日期|时间)|日报|当日|情况|as of", re.IGNORECASE)
# When it was written, sent or asked for is not the day of which it tells; a span is no day.
_OTHER_DAY = re.compile(
    r"填表|制表|打印|报送|上报|通知|文件|起|(?<!截)至\s*\d|~|请|务必|之前|前(?:报|交|填)|要求"
)


def day_of_sheet(lines: Sequence[str], name: str | None, calendar: Calendar) -> tuple[str, dt.date] | None:
    """The line that says of which day the sheet tells, and the day; ``None`` where it is none, or not one.

    Lines go before the name of the sheet, which must be a day and nothing else.
    """
    for texts in (lines, [name] if name and _DAY.fullmatch(fold(name)) else []):
        days = {text: day for text in texts if (day := _day_in(fold(text), calendar, text == name))}
        if len(set(days.values())) == 1:
            return next(iter(days.items()))
        if days:
            return None
    return None


def is_of_lines(row: Sequence[object]) -> bool:
    """Whether a row above a table holds lines of text, or nothing, and is no row of another table."""
    filled = [cell for cell in row if not is_empty(cell)]
    return all(isinstance(cell, str) and not PLAIN_ID.fullmatch(cell) for cell in filled)


def _day_in(text: str, calendar: Calendar, is_name: bool) -> dt.date | None:
    days = _DAY.findall(text)
    if len(days) != 1 or not (is_name or (_SAYS_WHEN.search(text) and not _OTHER_DAY.search(text))):
        return None
    try:
        return read_date(days[0], calendar)
    except Unreadable:
        return None
