"""上课时间 as academic systems write it, and the day of the first session that follows from it.

正方: ``星期一第1-2节{1-16周(单)};星期四第3-4节{1-8周,10周}``; for postgraduates
``3-18周： 周一 5-6节 ,2周：周六 1-4节``; 强智: ``周一 1-2节 1-12[周]``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from loaders.cells.text import Unreadable, fold
from schema.term import Term

_LAST_WEEK = 30
_TOKEN = re.compile(
    r"(?:星期|周|礼拜)\s*(?P<day>[一二三四五六日天])"
    r"|第?(?P<weeks>\d{1,2}(?:\s*-\s*\d{1,2})?(?:\s*[,、]\s*\d{1,2}(?:\s*-\s*\d{1,2})?)*)"
    r"\s{0,9}[(\[|]?\s{0,9}(?P<odd_before>[单双])?\s*周\s*(?![一二三四五六日天])[)\]]?"
    r"(?:\s*[(\[|]\s*(?P<odd>[单双])周?\s*[)\]]?)?"
    r"|[(\[|]?\s{0,9}第?(?P<periods>\d{1,2}(?:\s*[-,、]\s*\d{1,2})*)\s*节\s*[)\]]?"
)
_BETWEEN = re.compile(r"[\s{}();:,、，/|\[\]]*|每周|上课|全周")
_WEEKDAYS = "一二三四五六日"

Meeting = tuple[int, frozenset[int]]  # weekday from 0 for Monday, and the teaching weeks


def first_session(value: object, term: Term) -> dt.date | None:
    """The first day on which a class meets, ``None`` for a blank cell.

    Raises ``Unreadable`` with ``bad_class_time`` for what is not understood as a whole.
    """
    if value is None or (isinstance(value, str) and not fold(value)):
        return None
    if not isinstance(value, str):
        raise Unreadable("bad_class_time")
    return min(term.day_of_week(min(weeks), weekday) for weekday, weeks in class_times(value))


def class_times(text: str) -> list[Meeting]:
    """Every weekday of ``text`` with its weeks; raises ``Unreadable`` with ``bad_class_time``."""
    days: list[list[int]] = []
    weeks: list[set[int]] = []
    first = last = ""
    for word, value in _tokens(fold(text)):
        first = first or word
        if word == "day":
            if last != "day":
                days.append([])
            elif value.startswith(";") and first == "day":
                raise Unreadable("bad_class_time")  # the session before it names no weeks
            days[-1].append(int(value.lstrip(";")))
        else:
            if last != "weeks":
                weeks.append(set())
            weeks[-1] |= _weeks(value)
        last = word
    # The weeks stand behind their days, or before them, all through a cell.
    if not days or len(days) != len(weeks) or not all(weeks):
        raise Unreadable("bad_class_time")
    return [(day, frozenset(w)) for group, w in zip(days, weeks, strict=True) for day in group]


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """``day`` with its number and ``weeks`` as written, in their order; nothing else may stand there.

    A semicolon since the day before stands before the number of a day.
    """
    end, ended = 0, ""
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()]
        if not _BETWEEN.fullmatch(between):
            raise Unreadable("bad_class_time")
        ended = ";" if ";" in between else ended
        end = match.end()
        if match["day"]:
            yield "day", ended + str(_WEEKDAYS.index(match["day"].replace("天", "日")))
            ended = ""
        elif match["weeks"]:
            yield "weeks", match["weeks"] + (match["odd"] or match["odd_before"] or "")
    if not _BETWEEN.fullmatch(text[end:]):
        raise Unreadable("bad_class_time")


def _weeks(written: str) -> set[int]:
    parity = written[-1] if written[-1] in "单双" else ""
    weeks: set[int] = set()
    for part in re.split("[,、]", written.rstrip("单双")):
        first, _, last = part.partition("-")
        weeks |= set(range(int(first), int(last or first) + 1))
    if not weeks or min(weeks) < 1 or max(weeks) > _LAST_WEEK:
        raise Unreadable("bad_class_time")
    return {week for week in weeks if not parity or week % 2 == (parity == "单")}
