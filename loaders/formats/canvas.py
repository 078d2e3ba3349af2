"""A sheet in the making: cells placed one by one, pushed aside by the spans of those before."""

from __future__ import annotations

from loaders.formats.grid import Grid, Merge, Refused, squared
from loaders.formats.looks import Details, mark_zeros
from schema import limits


class Canvas:
    """Cells placed as a browser would, in memory that grows with what is written and not with spans."""

    def __init__(self) -> None:
        self.rows: list[list[object]] = []
        self.merges: list[Merge] = []
        self.details = Details()
        self._covered_to: dict[int, int] = {}  # column → last row that a span from above covers
        self._covered = 0
        self._width = 0

    def put(self, row: int, column: int | None, rows: int, columns: int, value: object) -> int:
        """Place a cell, at the next free column if ``column`` is ``None``; returns its last column.

        Raises ``Refused`` where the sheet passes the limit of cells.
        """
        if column is None:
            column = len(self.rows[row]) if row < len(self.rows) else 0
            while self._covered_to.get(column, -1) >= row:
                column += 1
        self._width = max(self._width, column + columns)
        self._covered += rows * columns
        area = max(row + 1, len(self.rows)) * self._width
        if self._width > limits.MAX_COLUMNS or max(self._covered, area) > limits.MAX_CELLS:
            raise Refused("too_many_cells")
        self.rows.extend([] for _ in range(row + 1 - len(self.rows)))
        line = self.rows[row]
        line.extend([""] * (column + columns - len(line)))
        line[column] = value
        if rows > 1 or columns > 1:
            self.merges.append((row, column, row + rows - 1, column + columns - 1))
            for covered in range(column, column + columns):
                self._covered_to[covered] = max(self._covered_to.get(covered, -1), row + rows - 1)
        return column + columns - 1

    def grid(self, name: str | None) -> Grid:
        """The sheet as placed so far."""
        hidden = self.details
        if hidden.hides_zeros:
            mark_zeros(self.rows)
        return Grid(
            name, squared(self.rows), self.merges,
            hidden_columns=frozenset(hidden.hidden_columns), hidden_rows=frozenset(hidden.hidden_rows),
        )  # fmt: skip
