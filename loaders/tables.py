"""The tables of one sheet: below each other, beside each other, of one kind or of several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

import numpy as np

from loaders.across import find_across
from loaders.across_parts import parts_across
from loaders.apart import below_merged_titles, stretches_of, summaries_among
from loaders.asides import is_page
from loaders.cells.text import fold, is_empty, shown
from loaders.cells.words import PLAIN_ID
from loaders.characters import TRADITIONAL
from loaders.class_of_line import class_of_line
from loaders.day_of_sheet import is_day_line
from loaders.declared import anchor_titles, columns_called, known_titles
from loaders.formats.grid import Grid
from loaders.header import Header, Search
from loaders.headers import find_header
from loaders.said_above import told_by_lines, with_lines
from loaders.titles import header_keys, key_of, title_in
from schema import limits

_FEWEST_TITLES = 2
_TRIED = 20
_DRESSED = re.compile(rf"[{TRADITIONAL}*＊★※(（\[【〔:：\n\s、./／①-⑳]")


@dataclass(frozen=True)
class Block:
    """One table: its header, the cells that belong to it, and the rows between which it stands.

    ``grid`` is the sheet with every cell of other tables left blank; the title lines of the table
    begin at ``top``, and its rows end before ``stop``.
    """

    grid: Grid
    header: Header
    top: int
    stop: int

    def lines_above(self) -> list[str]:
        """The texts above the header: titles and notes."""
        rows = self.grid.rows[self.top : self.header.first_row]
        return [cell for row in rows for cell in row if isinstance(cell, str) and cell]


def blocks_of(grid: Grid, header: Header, search: Search) -> list[Block]:
    """Every table of ``grid``, of which ``header`` is the best header; the order is that of the sheet."""
    starts = [header, *_other_headers(grid, header, search)]
    starts.sort(key=lambda each: each.first_row)
    tops = [0, *(_top(grid, each, before.body_row) for before, each in pairwise(starts))]
    stops = [*tops[1:], len(grid.rows)]
    blocks = []
    for start, top, stop in zip(starts, tops, stops, strict=True):
        part = grid if len(starts) == 1 else masked(grid, top, stop, 0, grid.width)
        blocks += _side_by_side(Block(part, start, top, stop), search)
    whole = [_with_lines(_with_telling_ids(block), search) for block in blocks]
    return [part for block in whole for part in _across(block, search)]


def _with_lines(block: Block, search: Search) -> Block:
    header = below_merged_titles(block.grid, block.header, block.stop)
    return replace(block, header=with_lines(block.grid, header, search, block.top, block.stop))


def _with_telling_ids(block: Block) -> Block:
    """``block``, whose ids are read from that of two columns under aliases which tells more rows apart.

    班号 may number the classes of a course, and 教学班 beside it those of all.
    """
    header, anchor = block.header, block.header.anchor
    place = header.columns.get(anchor, -1)  # side by side there are several
    others = [extra for extra, first in header.duplicates if first == place]
    own = {key_of(fold(name)) for name in header.form.column(anchor).headers[:3]}
    if not others or own.intersection(header_keys(header.titles[place])):
        return block
    best = max((place, *others), key=lambda each: (_told_apart(block, each), each == place))
    if best == place:
        return block
    duplicates = tuple(
        (place if extra == best else extra, best if first == place else first)
        for extra, first in header.duplicates
    )
    return replace(
        block, header=replace(header, columns={**header.columns, anchor: best}, duplicates=duplicates)
    )


def _told_apart(block: Block, place: int) -> int:
    cells = block.grid.column(place)[block.header.body_row : block.stop]
    return len({shown(cell) for cell in cells.values if not is_empty(cell)})


def _across(block: Block, search: Search) -> Iterator[Block]:
    """``block``, or the tables for which it stands where it is a wide one."""
    if not block.header.across or search.calendar is None:
        yield block
        return
    for grid, header in parts_across(block.grid, block.header, search.calendar):
        yield Block(grid, header, block.top, block.stop)


def _other_headers(grid: Grid, header: Header, search: Search) -> Iterator[Header]:
    """Headers of further tables above and below ``header`` that hold something else, or in another order.

    The same header again, as printing repeats it, begins no table of its own.
    """
    passed = -1
    for row in title_rows(grid, header.titles.values()):
        if row <= passed or header.first_row <= row < header.body_row:
            continue
        for start in (row, row - 1):
            if start <= passed or header.first_row <= start < header.body_row:
                continue
            below = _complete_header(grid, start, search)
            if below is None or below.first_row < header.first_row < below.body_row:
                continue  # one that runs into the best header is no other
            if not _same(below, header) or _titled_anew(grid, below, header):
                yield below
            passed = below.body_row - 1
            break


def _complete_header(grid: Grid, row: int, search: Search) -> Header | None:
    """The complete header that begins in ``row``: an ordinary one before that of a wide table."""
    header = wide_before(find_header(grid, search, range(row, row + 1)), grid, search, [row])
    return header if header is not None and not header.missing else None


def wide_before(
    header: Header | None, grid: Grid, search: Search, rows: Iterable[int] | None = None
) -> Header | None:
    """The header of a wide table where ``header`` is none, or lacks something that no column gives."""
    if header is not None and not header.missing and header.said is None and not header.is_about_any:
        return header
    wide = find_across(grid, search, rows)
    if wide is not None and wide.missing:
        wide = told_by_lines(grid, wide, search) or wide
    is_less = wide is None or (header is not None and wide.missing and not header.missing)
    return header if is_less else wide


def _titled_anew(grid: Grid, before: Header, header: Header) -> bool:
    """Whether a line of its own stands above a header that comes again, as of a part or of another unit."""
    above = {cell for row in grid.rows[: header.first_row] for cell in row if isinstance(cell, str)}
    top = _top(grid, before, header.body_row)
    lines = [cell for row in grid.rows[top : before.first_row] for cell in row if not is_empty(cell)]
    return any(isinstance(line, str) and line not in above and not is_page(line) for line in lines)


def _same(one: Header, other: Header) -> bool:
    return one.form is other.form and one.columns == other.columns and one.across == other.across


def header_further_down(grid: Grid, search: Search) -> Header | None:
    """A complete header below the rows in which one is looked for first."""
    below = (row for row in title_rows(grid) if row >= limits.HEADER_SEARCH_ROWS)
    return next((h for row in islice(below, _TRIED) if (h := _complete_header(grid, row, search))), None)


def title_rows(grid: Grid, titles: Iterable[str] = ()) -> list[int]:
    """Rows in which two cells are titles of columns, or one is that of an id; not every cell is read."""
    known = known_titles() | set(titles)
    counts = np.zeros(len(grid.rows), int)
    columns = sorted(map(grid.column, range(grid.width)), key=lambda column: len(column.values))
    for column in columns:
        if len(named := column.rows_with(known)):
            counts[named] += 1
            counts[column.rows_with(anchor_titles())] += 1
    for column in columns[:-1]:
        counts[column.rows_where(_is_dressed_title)] += 1
    # Of the column with most values, such as ids, only the cells beside which a title stands can make two.
    rows = np.flatnonzero(counts)
    for column in columns[-1:]:
        counts[rows[column.take(rows).rows_where(_is_dressed_title)]] += 1
    return np.flatnonzero(counts >= _FEWEST_TITLES).tolist()


def _is_dressed_title(cell: object) -> bool:
    """Whether a text is a title with what people put into it: a mark, a remark, a break of the line."""
    if not isinstance(cell, str) or (cell.isascii() and cell.isalnum()) or not _DRESSED.search(cell):
        return False
    return bool(columns_called(title_in(cell)))


def _top(grid: Grid, header: Header, least: int) -> int:
    """Where the lines above ``header`` begin: rows of one text at most, up to the table before."""
    top = header.first_row
    while top > least and (_is_line(grid.rows[top - 1]) or class_of_line(grid.rows[top - 1]) is not None):
        top -= 1
    return top


def _is_line(row: Sequence[object]) -> bool:
    """Whether a row is blank or one text; an id of which nothing more is said is a row of data."""
    filled = [cell for cell in row if not is_empty(cell)]
    if len(filled) == 1 and isinstance(filled[0], str):
        return not PLAIN_ID.fullmatch(filled[0])
    return not filled or is_day_line(row)


def masked(grid: Grid, top: int, stop: int, left: int, right: int) -> Grid:
    """``grid`` with everything blank outside the given rows and columns."""
    width = grid.width
    blank: list[object] = [""] * width
    whole = left == 0 and right == width
    rows = [blank[:] for _ in range(top)]
    rows += [
        row if whole else [*blank[:left], *row[left:right], *blank[right:]] for row in grid.rows[top:stop]
    ]
    merges = [m for m in grid.merges if top <= m[0] and m[2] < stop and left <= m[1] and m[3] < right]
    return replace(grid, rows=rows, merges=merges)


def _side_by_side(block: Block, search: Search) -> list[Block]:
    """``block``, or the tables beside each other of which it consists: each has its own ids."""
    header = block.header
    starts = _starts_of_tables(block) if header.anchor in header.columns else [0]
    if len(starts) < 2:
        return _apart(block, search)
    blocks = []
    for left, right in zip(starts, [*starts[1:], block.grid.width], strict=True):
        own = _of_columns(block, left, right, search)
        if own is None:
            return [block]
        blocks.append(own)
    return blocks


def _of_columns(block: Block, left: int, right: int, search: Search) -> Block | None:
    """The table that the columns from ``left`` to ``right`` make by themselves, ``None`` if none."""
    first = block.header.first_row
    part = masked(block.grid, block.top, block.stop, left, right)
    part.rows[block.top : first] = block.grid.rows[block.top : first]
    own = _complete_header(part, first, search)
    return None if own is None else Block(part, own, block.top, block.stop)


def _apart(block: Block, search: Search) -> list[Block]:
    """``block``, or the tables of other things into which columns of nothing divide it.

    What stands behind such a column and begins with units of its own, as a summary does, is said of no row.
    """
    header, grid = block.header, block.grid
    stretches = stretches_of(grid, header, block.stop)
    if header.across or len(stretches) < 2:
        return [block]
    tables = [_of_columns(block, left, right, search) for left, right in stretches]
    if sum(table is not None and table.header.form.key[0] in table.header.columns for table in tables) > 1:
        return [table for table in tables if table is not None]
    others = summaries_among(stretches, header, grid)
    own = _of_columns(block, 0, others[0][0], search) if others else None
    if own is None or own.header.form is not header.form:
        return [block]
    places = frozenset(place for left, right in others for place in range(left, right))
    return [replace(block, header=replace(own.header, apart=places))]


def _starts_of_tables(block: Block) -> list[int]:
    """The first column of each table beside the others, judged by the titles that come again."""
    header = block.header
    anchor = header.anchor
    lines = block.grid.rows[header.first_row : header.body_row]
    titles = [
        next((title_in(line[c]) for line in reversed(lines) if title_in(line[c])), "")
        for c in range(block.grid.width)
    ]
    anchors = [
        place for place, title in enumerate(titles)
        if any(id == anchor for id, _ in columns_called(title).values())
    ]  # fmt: skip
    keys = [key_of(fold(title)) for title in titles]
    starts = [0]
    for before, place in pairwise(anchors):
        gap = max((c for c in range(before + 1, place) if not titles[c]), default=None)
        again = [
            c for c in range(before + 1, place + 1) if keys[c] in keys[starts[-1] : before + 1] and keys[c]
        ]
        if gap is not None:
            starts.append(gap + 1)
        elif again and keys[place] == keys[before]:
            starts.append(again[0])
    return starts if _are_tables(starts, anchors) else [0]


def _are_tables(starts: Sequence[int], anchors: Sequence[int]) -> bool:
    """Whether each of the parts has an id of its own, and more than that."""
    return all(b - a >= _FEWEST_TITLES for a, b in pairwise(starts)) and len(starts) <= len(anchors)
