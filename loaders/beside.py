"""What is said of a workbook as a whole: headers that nobody knows, the same rows in two sheets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from loaders.cells.text import clean, fold, is_empty, plain
from loaders.cells.words import PLAIN_ID
from loaders.declared import columns_called
from loaders.formats.grid import Grid
from loaders.header import Header
from loaders.tables import Block
from loaders.titles import title_in
from schema import limits
from schema.findings import Finding
from schema.reading import SheetReading

_SHOWN_TITLES, _SHOWN_LENGTH = 8, 20
_FEWEST_DOWN = 3
_FIRST_COLUMNS = 4
_LABEL = re.compile(r"(?<!\d):")
_DAY_OR_NUMBER = re.compile(r"\d[\d/.:年月日\s-]*")
_NUMBERS_OF_COLUMNS = frozenset(map(str, range(1, 100)))


def titles_seen(grid: Grid | None) -> dict[str, object]:
    """What stood where a header was looked for: the row with most texts, as details of a refusal."""
    best: list[str] = []
    for row in grid.rows[: limits.HEADER_SEARCH_ROWS] if grid else []:
        texts = [clean(text)[:_SHOWN_LENGTH] for cell in row if isinstance(text := plain(cell), str)]
        texts = [text for text in texts if text]
        best = texts if len(texts) > len(best) else best
    listed = "、".join(best[:_SHOWN_TITLES]) + ("…" if len(best) > _SHOWN_TITLES else "")
    return {
        "rows": limits.HEADER_SEARCH_ROWS,
        "seen_zh": f"看到的是：{listed}。" if best else "",
        "seen_en": f" What was seen: {listed}." if best else "",
    }


def titles_down(grid: Grid, header: Header | None) -> list[str]:
    """The titles of columns that run down one of the first columns of a sheet; empty where none do.

    Where more titles stand side by side in ``header``, those above it ask something, and are no table.
    """
    first = header.first_row if header and len(header.columns) >= _FEWEST_DOWN else 0
    for place in range(min(grid.width - 1, _FIRST_COLUMNS)):
        cells = [title_in(row[place]) for row in grid.rows[first : limits.HEADER_SEARCH_ROWS]]
        titles = [cell for cell in dict.fromkeys(cells) if cell and columns_called(cell)]
        # 已开 and 已开课 are two words of one column, and may stand below another.
        columns = {frozenset(id for id, _ in columns_called(title).values()) for title in titles}
        if len(columns) >= _FEWEST_DOWN:
            return titles[:_SHOWN_TITLES]
    return []


def rows_above(block: Block) -> Iterator[int]:
    """Rows (from 0) above the header of a table that stand in its columns as its own do and are no titles."""
    header = block.header
    places = [place for place in header.columns.values() if place < block.grid.width]
    anchor = header.columns[header.anchor]
    for row in range(block.top, header.first_row):
        cells = block.grid.rows[row]
        filled = [cells[place] for place in places if not is_empty(cells[place])]
        if len(filled) < max(_FEWEST_DOWN, len(places) // 2) or is_empty(cells[anchor]):
            continue
        texts = [fold(str(plain(cell))) for cell in filled]
        says_of_columns = sum(bool(columns_called(text) or _LABEL.search(text)) for text in texts) > 1
        if not says_of_columns and _are_values(filled) and not set(texts) <= _NUMBERS_OF_COLUMNS:
            yield row


def _are_values(cells: Sequence[object]) -> bool:
    """Whether a number or a day is among cells, or an id, as none is among words that ask for them."""
    return any(
        isinstance(cell, int | float | dt.date)
        or (isinstance(cell, str) and (PLAIN_ID.fullmatch(cell) or _DAY_OR_NUMBER.fullmatch(cell)))
        for cell in cells
    )


def hidden_in(block: Block, numbers: NDArray[np.int64], given: frozenset[str] | None) -> Iterator[Finding]:
    """A finding for each hidden column that is read, and one for the hidden rows among ``numbers``.

    Columns of a template, of which ``given`` came filled in, may be hidden: their titles are its own.
    """
    grid, header = block.grid, block.header
    read = header.columns.values() if given is None else ()
    for place in sorted(grid.hidden_columns.intersection(read)):
        yield Finding("hidden_column", grid.name, header.body_row, header.titles[place], column_no=place)
    first, last = header.body_row, block.stop or len(grid.rows)
    rows = [row + 1 for row in sorted(grid.hidden_rows) if first <= row < last]
    rows = np.intersect1d(rows, numbers).astype(int).tolist() if rows else []
    if rows:
        listed = "、".join(map(str, rows[:_SHOWN_TITLES])) + ("…" if len(rows) > _SHOWN_TITLES else "")
        yield Finding("hidden_rows", grid.name, details={"rows": listed, "count": len(rows)})


def same_rows(readings: Sequence[SheetReading]) -> Iterator[Finding]:
    """A finding for each sheet that is about the same items as one before it, in the same form."""
    taken: dict[str, list[tuple[SheetReading, set[int]]]] = {}
    for reading in readings if len(readings) > 1 else ():
        if reading.refused is not None or reading.rows.empty:
            continue
        keys = _keys(reading)
        form = reading.declaration.table
        for other, others in taken.get(form, []):
            common = len(keys & others)
            if common and other.sheet != reading.sheet:
                details = {"name": reading.sheet, "other": other.sheet, "count": common}
                yield Finding("same_rows_in_sheets", reading.sheet, details=details)
                break
        taken.setdefault(form, []).append((reading, keys))


def _keys(reading: SheetReading) -> set[int]:
    """A number for each item that the rows are about; equal items have equal numbers."""
    form = reading.declaration
    columns = [id for id in (*form.key, *form.key_dates) if id in reading.rows]
    return set(pd.util.hash_pandas_object(reading.rows[columns].astype(str), index=False).tolist())
