"""What the title of a sheet calls it."""

from __future__ import annotations

import re
from collections.abc import Sequence

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


def kinds_named(grid: Grid) -> frozenset[str]:
    """Ids of the kinds that a line of its own above the table names, else the name of the sheet."""
    return kinds_titled(grid) or _kinds_in([grid.name or ""])


def kinds_titled(grid: Grid) -> frozenset[str]:
    """Ids of the kinds that a line of its own above the table names."""
    return _kinds_in(_lines(grid))


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
