"""Titles that mean what somebody has said: what is told of them, and by what a person knows a column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.cells.text import is_empty, shown
from loaders.formats.grid import Grid
from loaders.header import Header
from loaders.sheet import Sheet
from loaders.titles import heading_of, title_in
from schema.findings import Finding
from schema.model import SheetKind
from schema.reading import SheetReading

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


def titles_of(grid: Grid, header: Header) -> str:
    """All titles of a header, as mappings compare them."""
    lines = grid.rows[header.first_row : header.body_row]
    return "|".join(heading_of(title) for line in lines for cell in line if (title := title_in(cell)))


def said_of_kind(readings: list[SheetReading], kind: SheetKind) -> list[SheetReading]:
    """``readings`` of a sheet that was read as somebody has said its kind is, with that said of it."""
    details = {"kind_zh": kind.title, "kind_en": kind.title_en}
    first = readings[0]
    return [
        replace(first, findings=[Finding("kind_by_mapping", first.sheet, details=details), *first.findings]),
        *readings[1:],
    ]


def said_of_words(sheet: Sheet) -> list[Finding]:
    """That cells were read as somebody has said, for each column in which some were."""
    findings = []
    for id, values in sheet.values.items():
        if values.by_mapping:
            words = values.by_mapping.items()
            details = {
                "words_zh": "、".join(f"“{text}”读作“{meaning}”" for text, meaning in words),
                "words_en": ", ".join(f"“{text}” as {meaning}" for text, meaning in words),
            }
            title, place = sheet.title(id), sheet.place(id)
            findings.append(Finding("words_by_mapping", sheet.name, None, title, None, details, place))
    return findings


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
