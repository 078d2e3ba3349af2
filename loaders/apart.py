"""Columns of a sheet that stand apart from its table: behind a column in which there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from loaders.cells.text import is_empty
from loaders.declared import columns_called
from loaders.formats.grid import Grid
from loaders.header import Header
from loaders.titles import title_in

Stretch = tuple[int, int]  # the first column, and the one behind the last


def stretches_of(grid: Grid, header: Header, stop: int) -> list[Stretch]:
    """The columns between those that hold nothing, title or cell, from the header to ``stop``."""
    blank = [place for place in range(grid.width) if _is_blank(grid, header, place, stop)]
    edges = [-1, *blank, grid.width]
    return [(before + 1, place) for before, place in pairwise(edges) if place > before + 1]


def summaries_among(stretches: Sequence[Stretch], header: Header, grid: Grid) -> list[Stretch]:
    """The last of ``stretches``, behind that of the ids, from the first that begins with units on.

    Units of its own beside more than them: 学院, 班级数 is a table of units, whatever rows it stands beside.
    """
    anchor = header.columns.get(header.anchor, grid.width)
    behind = [stretch for stretch in stretches if stretch[0] > anchor]
    first = next((i for i, each in enumerate(behind) if _begins_with_units(each, header, grid)), len(behind))
    return behind[first:]


def below_merged_titles(grid: Grid, header: Header, stop: int) -> Header:
    """``header`` with the place of each column whose cells stand below another part of its merged title."""
    columns = dict(header.columns)
    for id, place in header.columns.items():
        right = _right_of_title(grid, header, place)
        own = _filled(grid, header, place, stop)
        others = [other for other in range(place + 1, right + 1) if other not in header.titles]
        filled = {other: cells for other in others if (cells := _filled(grid, header, other, stop)).any()}
        for other, cells in filled.items() if len(filled) == 1 else ():
            # What stands below the first part alone is a note below the table.
            if cells.sum() > own.sum() and not (cells & own).any():
                columns[id] = other
    titles = {**header.titles, **{columns[id]: header.titles[place] for id, place in header.columns.items()}}
    return header if columns == header.columns else replace(header, columns=columns, titles=titles)


def _right_of_title(grid: Grid, header: Header, place: int) -> int:
    """The last column over which the title of one runs."""
    ends = (
        right
        for top, left, bottom, right in grid.merges
        if left == place and top < header.body_row <= bottom + 1
    )
    return min(max(ends, default=place), grid.width - 1)


def _filled(grid: Grid, header: Header, place: int, stop: int) -> NDArray[np.bool_]:
    """In which rows of a table something stands in a column."""
    return ~grid.column(place)[header.body_row : stop].rows_where(is_empty)


def _is_blank(grid: Grid, header: Header, place: int, stop: int) -> bool:
    lines = grid.rows[header.first_row : header.body_row]
    titled = place in header.titles or any(not is_empty(line[place]) for line in lines)
    return not (titled or _is_covered(grid, header, place) or _filled(grid, header, place, stop).any())


def _is_covered(grid: Grid, header: Header, place: int) -> bool:
    """Whether a merged cell of the header runs over a column."""
    return any(
        left <= place <= right and top < header.body_row and bottom >= header.first_row
        for top, left, bottom, right in grid.merges
    )


def _begins_with_units(stretch: Stretch, header: Header, grid: Grid) -> bool:
    first, behind = stretch
    lines = grid.rows[header.first_row : header.body_row]
    titles = [title_in(line[first]) for line in lines]
    of_units = any(id == "unit" for title in titles if title for id, _ in columns_called(title).values())
    return of_units and behind - first > 1
