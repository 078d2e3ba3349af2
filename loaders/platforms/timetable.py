"""A timetable of 强智: weekdays across, and cells of four lines: 课程, 教师(职称), ``1-12[周]``, 教室.

It names neither classes nor numbers enrolled, so it is no plan; what was recognised is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.cells.text import Unreadable, fold
from loaders.formats.grid import Refused
from loaders.platforms.class_times import first_session
from loaders.platforms.evidence import Asked
from loaders.platforms.layout import Layout
from loaders.platforms.platform import Platform
from loaders.platforms.tables import Table
from schema.term import Term

_WEEKDAYS = "一二三四五六日"
_WEEKS = re.compile(r"[\d,、\s-]+(?:\[[单双]?周\]|\([单双]?周\))")
_LISTED = 8


def _read(layout: Layout, header: int, asked: Asked) -> list[Table] | None:
    lessons = list(dict.fromkeys(_lessons(layout, header, asked.term)))
    if not lessons:
        return None
    listed = "、".join(lessons[:_LISTED]) + ("…" if len(lessons) > _LISTED else "")
    raise Refused("timetable_only", count=len(lessons), courses=listed)


def _lessons(layout: Layout, header: int, term: Term) -> Iterator[str]:
    """Course, teacher and first day of every lesson in the cells below the weekdays."""
    days = {place: title[-1] for title, place in layout.places(header).items() if _is_weekday(title)}
    for row in range(header + 1, len(layout.rows)):
        for place, day in days.items():
            cell = layout.rows[row][place]
            lines = [fold(line) for line in cell.split("\n")] if isinstance(cell, str) else []
            for at, line in enumerate(lines):
                if at >= 2 and _WEEKS.fullmatch(line):
                    yield f"{lines[at - 2]}（{lines[at - 1]}，{_first(day, line, term)}）"


def _is_weekday(title: str) -> bool:
    return title[:-1] in ("星期", "周", "礼拜") and title[-1] in f"{_WEEKDAYS}天"


def _first(day: str, weeks: str, term: Term) -> str:
    try:
        return f"首次 {first_session(f'周{day} {weeks}', term)}"
    except Unreadable:
        return weeks


PLATFORM = Platform(
    "课表",
    "强智课表：不能作开课计划，指出认出的课和应导出的表 "
    "a timetable of 强智 is refused with what was recognised and what to export",
    tuple(frozenset({f"{word}一", f"{word}二", f"{word}五"}) for word in ("星期", "周")),
    _read,
    names_classes=True,
)
