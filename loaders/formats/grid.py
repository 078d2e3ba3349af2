"""The one shape in which every file format arrives: rows of cells with their merged ranges."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

import numpy as np

from loaders.coded import Coded
from schema import limits
from schema.findings import Refusal

Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0
_Spans = dict[int, list[tuple[int, int]]]  # column → first and last row of its merged cells


class Refused(Exception):
    """The file, or the sheet, is not taken; carries the refusal."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, details)


@dataclass
class Grid:
    """One visible sheet; ``name`` is ``None`` in formats without sheet names.

    ``rows[i]`` is row ``i + 1`` of a spreadsheet, and all are equally long. Cells hold ``str``,
    ``int``, ``float``, ``bool``, dates and times, ``""`` or ``None`` for nothing, ``ErrorCell``,
    ``FormulaCell`` or ``MarkedCell``; a number that is shown as another text is that text. In a file that
    is ``untyped`` all cells are texts.
    ``corrected`` has, by row and column from 0, what stood in cells that were written over, ``comments``
    what people said of cells beside them.
    """

    name: str | None
    rows: list[list[object]]
    merges: Sequence[Merge] = field(default_factory=tuple)
    date1904: bool = False
    untyped: bool = False
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    corrected: dict[tuple[int, int], object] = field(default_factory=dict)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    _columns: dict[int, Coded] = field(default_factory=dict, init=False, repr=False, compare=False)
    _tall: _Spans | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def width(self) -> int:
        """How many columns the sheet has."""
        return len(self.rows[0]) if self.rows else 0

    def column(self, place: int) -> Coded:
        """The cells of a column, coded once; whoever writes into ``rows`` calls :meth:`changed`."""
        if place not in self._columns:
            cells = map(itemgetter(place), self.rows)
            self._columns[place] = Coded.of(np.fromiter(cells, object, len(self.rows)))
        return self._columns[place]

    def cell(self, row: int, column: int) -> object:
        """What a cell (from 0) says: below the first row of a merged one, what that says of all its rows.

        Raises ``IndexError`` outside the sheet.
        """
        if row < 0 or column < 0:
            raise IndexError(row, column)
        if (row, column) in self.corrected:
            return self.rows[row][column]
        top = self._top(row, column)
        return self.corrected.get((top, column), self.rows[top][column])

    def _top(self, row: int, column: int) -> int:
        """The first row of the merged cell over a cell, else its own row."""
        if self._tall is None:
            self._tall = {}
            for top, left, bottom, _ in sorted(self.merges):
                if bottom > top:
                    self._tall.setdefault(left, []).append((top, bottom))
        spans = self._tall.get(column, [])
        place = bisect_right(spans, row, key=lambda span: span[0]) - 1
        return spans[place][0] if place >= 0 and row <= spans[place][1] else row

    def changed(self, places: Iterable[int]) -> None:
        """Forget what is known of columns in which cells were written."""
        for place in places:
            self._columns.pop(place, None)


@dataclass
class Book:
    """A file opened: the visible sheets and, by name, the hidden ones, each read when asked for."""

    visible: list[tuple[str | None, Callable[[], Grid]]]
    hidden: dict[str, Callable[[], Grid]] = field(default_factory=dict)
    replaced_characters: tuple[int, str] | None = None  # how many, in which encoding

    @property
    def sheets(self) -> list[tuple[str | None, Callable[[], Grid]]]:
        """All sheets, the visible ones first."""
        return [*self.visible, *self.hidden.items()]


def bounded(merges: Sequence[Merge], height: int) -> list[Merge]:
    """``merges`` within the first ``height`` rows, top to bottom; raises ``Refused`` for far too many.

    A few bytes each, they could otherwise have the same rows filled over and over.
    """
    inside = [
        (top, left, min(bottom, height - 1), right)
        for top, left, bottom, right in merges
        if top < height and left <= right and top <= bottom and left < limits.MAX_COLUMNS
    ]
    if sum(bottom - top + 1 for top, _, bottom, _ in inside) > limits.MAX_CELLS:
        raise Refused("too_many_cells")
    return inside


def squared(rows: list[list[object]]) -> list[list[object]]:
    """``rows`` padded to the length of the longest."""
    width = max(map(len, rows), default=0)
    return [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in rows]
