"""Titles that mean what somebody has said: what is told of them, and by what a person knows a column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loaders.cells.text import is_empty, shown
from loaders.formats.grid import Grid
from loaders.headers import Header
from schema.findings import Finding

_VALUES, _LONGEST_VALUE = 5, 40


def said_of_mappings(sheet: str | None, headers: Iterable[Header]) -> list[Finding]:
    """That columns were read as somebody has said, not as their titles are declared."""
    read = {
        header.titles[header.columns[id]]: header.form.column(id)
        for header in headers
        for id in header.columns
        if id in header.by_mapping
    }
    if not read:
        return []
    details = {
        "columns_zh": "、".join(f"“{title}”读作“{column.title}”" for title, column in read.items()),
        "columns_en": ", ".join(f"“{title}” as {column.title_en}" for title, column in read.items()),
    }
    return [Finding("columns_by_mapping", sheet, details=details)]


def first_values(grid: Grid, place: int, rows: Sequence[int]) -> tuple[str, ...]:
    """The first few different texts of a column in ``rows`` (from 0): they show what it holds."""
    values: dict[str, None] = {}
    for row in rows:
        cell = grid.rows[row][place]
        if not is_empty(cell):
            values[shown(cell)[:_LONGEST_VALUE]] = None
        if len(values) == _VALUES:
            break
    return tuple(values)
