"""What the title of a sheet calls it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from loaders.characters import simplified
from loaders.formats.grid import Grid

_TITLE_ROWS = 6
# What a title calls a sheet of the kinds that are taken for each other.
_KIND_WORDS = {
    "plan": re.compile("开课计划|教学任务|开课一览|课程总表"),
    "groups": re.compile("建群"),
    "enrollment": re.compile("(?<!辅导员)(?:进群|入群)"),
    "materials": re.compile("资料|材料"),
    "visits": re.compile("听课(?!人员)"),
    "visitors": re.compile("听课人员|督导名单"),
    "sessions": re.compile("授课情况|上课情况|开课情况|到课|日报"),
    "checks": re.compile("抽查|核查"),
    "obstacles": re.compile("障碍|故障"),
}


# What says that a sheet is of lessons, and what that those whom it counts came to something else.
_LESSONS = re.compile(
    r"[开上授讲到]课|出勤|课堂|(?:线上|在线|网络|网上)教学|教学(?:情况|进行|开展|日报|统计)"
)
_OTHER_THINGS = re.compile(
    "测试|试[讲课播运]|调试|演练|报到|返校|班会|会议|考试|测验|考核|培训|摸底|打卡|宣讲|补考|答辩"
)


def kinds_named(grid: Grid) -> frozenset[str]:
    """Ids of the kinds that a line of its own above the table names, else the name of the sheet."""
    return kinds_titled(grid) or _kinds_in([grid.name or ""])


def kinds_titled(grid: Grid) -> frozenset[str]:
    """Ids of the kinds that a line of its own above the table names."""
    return _kinds_in(_lines(grid))


def are_of_lessons(texts: Iterable[str]) -> bool:
    """Whether one of the titles of a sheet, or of its columns, says that it tells of lessons."""
    return any(_LESSONS.search(simplified(text)) for text in texts)


def are_of_other_things(texts: Iterable[str]) -> bool:
    """Whether a title says that students came together for something else than a lesson."""
    return any(_OTHER_THINGS.search(simplified(text)) for text in texts)


def titles_of(grid: Grid) -> list[str]:
    """The lines of their own above the table, and the name of the sheet."""
    return [*_lines(grid), grid.name or ""]


def _lines(grid: Grid) -> list[str]:
    alone = [[cell for cell in row if isinstance(cell, str) and cell] for row in grid.rows[:_TITLE_ROWS]]
    return [cells[0] for cells in alone if len(cells) == 1]


def _kinds_in(texts: Sequence[str]) -> frozenset[str]:
    named = (
        kind for kind, words in _KIND_WORDS.items() if any(words.search(simplified(text)) for text in texts)
    )
    return frozenset(named)
