"""Every table of a sheet, the wide ones among them."""

from __future__ import annotations

from loaders.across import find_across, parts_across
from loaders.cells.dates import Calendar
from loaders.formats.grid import Grid
from loaders.headers import Header
from loaders.tables import Block, blocks_of, masked, title_rows


def all_blocks(grid: Grid, header: Header, kind: str | None, calendar: Calendar) -> list[Block]:
    """The tables of a sheet: those of ``header`` and of others, and a wide one that stands below them."""
    if header.across:
        return [Block(part, each, 0, len(grid.rows)) for part, each in parts_across(grid, header, calendar)]
    rows = [row for row in title_rows(grid, header) if row >= header.body_row]
    wide = next((w for row in rows if (w := find_across(grid, kind, calendar, [row]))), None)
    if wide is None or wide.missing:
        return blocks_of(grid, header, kind)
    cut = wide.first_row
    below = masked(grid, cut, len(grid.rows), 0, grid.width)
    return [
        *blocks_of(masked(grid, 0, cut, 0, grid.width), header, kind),
        *(Block(part, each, cut, len(grid.rows)) for part, each in parts_across(below, wide, calendar)),
    ]
