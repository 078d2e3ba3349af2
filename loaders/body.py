"""The rows below the headers of a table: merged cells filled, and what is no data left out for a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loaders.asides import Lines, rows_aside, rows_with
from loaders.cells.text import ErrorCell, FormulaCell, MarkedCell, is_empty, shown
from loaders.fillers import fill_ditto, fill_units, join_clocks
from loaders.formats.grid import Grid
from loaders.headers import Header
from loaders.tables import Block
from schema.model import ColumnType

_WIDE = 2


@dataclass
class Body:
    """The data rows: ``cells`` by column id, and the row number that a spreadsheet shows.

    ``aside`` gives, for each of the ``blocks`` and by that number, why a row was left out; ``block`` says
    for each row which of them it stands in.
    """

    cells: dict[str, list[object]]
    numbers: NDArray[np.int64]
    aside: Sequence[Mapping[int, str]] = ()
    blocks: Sequence[Block] = ()
    block: NDArray[np.intp] | None = None


def take_body(
    blocks: Sequence[Block], given: frozenset[str] = frozenset(), titles: Sequence[str] = ()
) -> Body:
    """The data rows of all ``blocks`` of one form; may be empty.

    Rows in which nothing but the columns ``given`` by a template is filled are not among them;
    ``titles`` are the lines that stand above any of the tables.
    """
    bodies = [_of_block(block, given, [*titles, *block.lines_above()]) for block in blocks]
    ids = list(dict.fromkeys(id for body in bodies for id in body.cells))
    cells = {
        id: [cell for body in bodies for cell in body.cells.get(id) or [None] * len(body.numbers)]
        for id in ids
    }
    numbers = np.concatenate([body.numbers for body in bodies])
    block = np.repeat(np.arange(len(bodies)), [len(body.numbers) for body in bodies])
    return Body(cells, numbers, [each for body in bodies for each in body.aside], blocks, block)


def _of_block(block: Block, given: frozenset[str], titles: Sequence[str]) -> Body:
    header, grid = block.header, block.grid
    rows = grid.rows[header.body_row : block.stop]
    places = header.columns
    first = header.body_row + 1
    # Judged before merged cells are filled: what hangs over an empty row does not make it a row.
    anchor = header.form.anchor
    empty = [not row[places[anchor]] and _is_empty_row(row, header) for row in rows]
    _fill_merges(rows, grid, header)
    cells = {id: [row[place] for row in rows] for id, place in places.items()}
    heading = [
        cell for row in grid.rows[header.first_row : header.body_row] for cell in row if isinstance(cell, str)
    ]
    reasons = rows_aside(rows, header, cells[anchor], Lines.of(titles, heading))
    for position in _spanned(grid, header, len(rows)):
        reasons.setdefault(position, "title")
    for position, is_row_empty in enumerate(empty):
        if is_row_empty:
            reasons.setdefault(position, "empty")
    if given:
        for unfilled in np.flatnonzero(
            _rows_without([cells[id] for id in places if id not in given], len(rows))
        ):
            reasons.setdefault(int(unfilled), "not_filled")
    kept = np.ones(len(rows), bool)
    kept[list(reasons)] = False
    if not kept.all():
        chosen = np.flatnonzero(kept).tolist()
        cells = {id: [column[i] for i in chosen] for id, column in cells.items()}
        rows = [rows[i] for i in chosen]
    numbers = np.flatnonzero(kept).astype(np.int64) + first
    fill_ditto(cells)
    fill_units(cells)
    join_clocks(cells, rows, header)
    return Body(cells, numbers, [{position + first: why for position, why in reasons.items()}])


def _rows_without(columns: list[list[object]], length: int) -> NDArray[np.bool_]:
    """In which rows all of ``columns`` are empty."""
    empty = np.ones(length, bool)
    for cells in columns:
        empty &= rows_with(cells, is_empty)
    return empty


def _is_empty_row(row: list[object], header: Header) -> bool:
    return all(is_empty(row[place]) for place in header.columns.values())


def _fill_merges(rows: list[list[object]], grid: Grid, header: Header) -> None:
    """Repeat a vertically merged cell inside its range, and nowhere else.

    One number for the rows of several items is nobody's: repeated, it would count twice.
    """
    first = header.body_row
    mapped = {place: header.form.column(id).type for id, place in header.columns.items()}
    merges = [merge for merge in grid.merges if merge[2] > merge[0] >= first]
    items = {top: bottom for top, left, bottom, _ in merges if left == header.columns[header.form.anchor]}
    for top, left, bottom, _ in merges:
        if left not in mapped or top - first >= len(rows):
            continue
        value = rows[top - first][left]
        if is_empty(value):
            continue
        shared = mapped[left] is ColumnType.COUNT and items.get(top, top) < bottom
        if shared and not isinstance(value, ErrorCell | FormulaCell | MarkedCell):
            value = MarkedCell(shown(value), "merged_count")
        for row in rows[top - first : bottom - first + 1]:
            row[left] = value


def _spanned(grid: Grid, header: Header, length: int) -> list[int]:
    """Rows in which one text runs across the table: titles and notes between the data."""
    first = header.body_row
    place = header.columns[header.form.anchor]
    return [
        top - first
        for top, left, bottom, right in grid.merges
        if first <= top == bottom < first + length and left <= place <= right and right - left >= _WIDE
    ]
