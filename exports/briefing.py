"""A briefing as a workbook: every table of it on a sheet of its own, with what it is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from charts.texts import text
from exports.book import COUNT, PERCENT, Book
from exports.cells import Cell, cell
from exports.sources import SHAPES, source_table
from schema.term import Term


@dataclass(frozen=True)
class Part:
    """One table: ``columns`` to keep → their headings; ``rates`` are fractions, ``counts`` whole numbers."""

    title: str
    frame: pd.DataFrame
    columns: Mapping[str, str]
    rates: frozenset[str] = field(default=frozenset())
    counts: frozenset[str] = field(default=frozenset())


def briefing_workbook(
    parts: Sequence[Part],
    lines: Sequence[str],
    *,
    sources: pd.DataFrame,
    term: Term,
    language: str = "zh",
) -> bytes:
    """The ``parts`` as an xlsx file, after a sheet with ``lines`` and before the sources.

    The first of ``lines`` is the title. Rates are real percentages, blank where there is none;
    ``sources`` as for :func:`exports.sources.source_table`.
    """
    with Book(lines[0]) as book:
        sheet = book.sheet(text("sheet_briefing", language))
        for place, line in enumerate(lines):
            book.write(sheet, place, 0, line)
        for number, part in enumerate(parts, start=1):
            book.table(
                book.sheet(f"{number} {part.title}"),
                list(part.columns.values()),
                _rows(part, language),
                _shapes(part),
            )
        headings, rows = source_table(sources, term, language)
        book.table(book.sheet(text("sheet_sources", language)), headings, rows, SHAPES)
    return book.content()


def _rows(part: Part, language: str) -> list[list[Cell]]:
    kept = part.frame[list(part.columns)]
    return [[cell(value, language) for value in row] for row in kept.itertuples(index=False, name=None)]


def _shapes(part: Part) -> dict[int, str]:
    """The number format of each column of numbers, by its place."""
    shapes = dict.fromkeys(part.rates, PERCENT) | dict.fromkeys(part.counts, COUNT)
    return {place: shapes[column] for place, column in enumerate(part.columns) if column in shapes}
