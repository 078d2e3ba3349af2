"""The rows below the headers of a table: merged cells filled, and what is no data left out for a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from loaders.asides import Lines, rows_aside
from loaders.cells.text import ErrorCell, FormulaCell, MarkedCell, is_blank, is_empty, shown
from loaders.fillers import fill_ditto, fill_units, join_clocks, take_days_before
from loaders.formats.grid import Grid
from loaders.header import Header
from loaders.pairs import part_of
from loaders.tables import Block
from schema.model import ColumnType

_WIDE = 2


@dataclass
class Body:
    """The data rows: ``cells`` by column id, and the row number that a spreadsheet shows.

    ``aside`` gives, for each of the ``blocks`` and by that number, why a row was left out; ``block`` says
    for each row which of them it stands in.
    """

    cells: dict[str, Sequence[object]]
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
    if len(bodies) == 1:
        return replace(bodies[0], blocks=blocks, block=np.zeros(len(bodies[0].numbers), np.intp))
    ids = list(dict.fromkeys(id for body in bodies for id in body.cells))
    cells: dict[str, Sequence[object]] = {
        id: [cell for body in bodies for cell in body.cells.get(id, [None] * len(body.numbers))] for id in ids
    }
    numbers = np.concatenate([body.numbers for body in bodies])
    block = np.repeat(np.arange(len(bodies)), [len(body.numbers) for body in bodies])
    return Body(cells, numbers, [each for body in bodies for each in body.aside], blocks, block)


def _of_block(block: Block, given: frozenset[str], titles: Sequence[str]) -> Body:
    header, grid = block.header, block.grid
    rows = grid.rows[header.body_row : block.stop]
    first = header.body_row + 1
    # Judged before merged cells are filled: what hangs over an empty row does not make it a row.
    empty = _empty_rows(block, header.columns.values())
    _mark_spans(rows, grid, header)
    _fill_merges(rows, grid, header)
    columns = [grid.column(place)[header.body_row : block.stop] for place in range(grid.width)]
    heading = [
        cell for row in grid.rows[header.first_row : header.body_row] for cell in row if isinstance(cell, str)
    ]
    reasons = rows_aside(rows, columns, header, Lines.of(titles, heading))
    if header.said is not None:
        reasons.update({row + 1 - first: "said" for row in header.said.lines if row >= header.body_row})
    for position in _spanned(grid, header, len(rows)):
        reasons.setdefault(position, "title")
    for position in empty:
        reasons.setdefault(position, "empty")
    if header.stands_for:
        for unmarked in _empty_rows(block, [header.columns[header.form.across]]):
            reasons.setdefault(unmarked, "unmarked")
    if given:
        for unfilled in _empty_rows(block, [at for id, at in header.columns.items() if id not in given]):
            reasons.setdefault(unfilled, "not_filled")
    kept = np.ones(len(rows), bool)
    kept[list(reasons)] = False
    chosen = np.flatnonzero(kept)
    cells: dict[str, Sequence[object]] = {
        id: columns[place] if kept.all() else columns[place].take(chosen)
        for id, place in header.columns.items()
    }
    for id, part in header.parts.items():
        cells[id] = part_of(cells[id], part)
    fill_ditto(cells)
    fill_units(cells)
    join_clocks(cells, [columns[extra].take(chosen) for extra, _ in header.duplicates], header)
    take_days_before(cells, header.form)
    return Body(cells, chosen + first, [{position + first: why for position, why in reasons.items()}])


def _empty_rows(block: Block, places: Iterable[int]) -> list[int]:
    """The rows of a block, from the first of its body, in which nothing stands at any of ``places``."""
    empty = np.ones(len(block.grid.rows[block.header.body_row : block.stop]), bool)
    for place in places:
        empty &= block.grid.column(place).rows_where(is_empty)[block.header.body_row : block.stop]
        if not empty.any():
            break
    return np.flatnonzero(empty).tolist()


def _mark_spans(rows: list[list[object]], grid: Grid, header: Header) -> None:
    """Make a cell doubtful that runs over several columns that are read: 停开 over all, one day over two."""
    first, anchor = header.body_row, header.columns[header.anchor]
    marked: set[int] = set()
    for top, left, _, right in grid.merges:
        if right == left or not first <= top < first + len(rows) or left <= anchor <= right:
            continue
        places = [place for place in range(left, right + 1) if place in header.columns.values()]
        value = rows[top - first][left]
        is_said = is_blank(value) or isinstance(value, ErrorCell | FormulaCell | MarkedCell)
        if len(places) > 1 and not is_said and (top, left) not in grid.corrected:
            rows[top - first][places[0]] = MarkedCell(shown(value), "spans_columns")
            marked.add(places[0])
    grid.changed(marked)


def _fill_merges(rows: list[list[object]], grid: Grid, header: Header) -> None:
    """Repeat a vertically merged cell inside its range, and nowhere else.

    One number for the rows of several items is nobody's: repeated, it would count twice. What was
    corrected in one of the rows is of that row only.
    """
    first = header.body_row
    mapped = {place: header.form.column(id).type for id, place in header.columns.items()}
    merges = [merge for merge in grid.merges if merge[2] > merge[0] >= first]
    items = {top: bottom for top, left, bottom, _ in merges if left == header.columns[header.anchor]}
    for top, left, bottom, _ in merges:
        if left not in mapped or top - first >= len(rows):
            continue
        value = grid.corrected.get((top, left), rows[top - first][left])
        if is_empty(value):
            continue
        shared = mapped[left] is ColumnType.COUNT and items.get(top, top) < bottom
        if shared and not isinstance(value, ErrorCell | FormulaCell | MarkedCell):
            value = MarkedCell(shown(value), "merged_count")
        for number, row in enumerate(rows[top - first : bottom - first + 1], start=top):
            if (number, left) not in grid.corrected:
                row[left] = value
    grid.changed({left for _, left, _, _ in merges}.intersection(mapped))


def _spanned(grid: Grid, header: Header, length: int) -> list[int]:
    """Rows in which one text runs across the table: titles and notes between the data."""
    first = header.body_row
    place = header.columns[header.anchor]
    return [
        top - first
        for top, left, bottom, right in grid.merges
        if first <= top == bottom < first + length and left <= place <= right and right - left >= _WIDE
    ]
