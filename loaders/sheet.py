"""One sheet while it is being read: its columns, the rows lost so far, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from loaders.body import Body
from loaders.cells.numbers import day_of_yes
from loaders.cells.text import shown
from loaders.coded import Coded
from loaders.columns import Context, Values, as_array, empty_array, read_column
from loaders.header import Header
from loaders.tables import Block
from schema import limits
from schema.catalogue import ERROR, FINDINGS
from schema.findings import Finding
from schema.model import Column, ColumnType, SheetForm
from schema.reading import Places
from schema.unread import Unread

_LONGEST_SHOWN = 200


class Sheet:
    """The columns of a body as read, and the findings about its rows.

    ``frame`` has one row for each data row, in the order of the sheet; ``lost`` marks those
    that an error costs, ``dropped`` those that are not taken for another reason.
    """

    def __init__(self, name: str | None, header: Header, body: Body, context: Context) -> None:
        self.name, self.header, self.numbers, self.body = name, header, body.numbers, body
        self.values: dict[str, Values] = {}
        arrays = {}
        for column in self.form.columns:
            cells = body.cells.get(column.id)
            if cells is None:
                cells = _days_of_marks(column, body.cells)
            if cells is not None:
                values = self.values[column.id] = read_column(column, cells, context)
                arrays[column.id] = as_array(column, values)
            else:
                arrays[column.id] = empty_array(column, len(body.numbers))
        self.frame = pd.DataFrame({**arrays, "source_row": body.numbers}, copy=False)
        self.lost = np.zeros(len(body.numbers), bool)
        self.findings: list[Finding] = []
        self.unread: list[Unread] = []
        self.unlisted = 0

    @property
    def form(self) -> SheetForm:
        """The declared form."""
        return self.header.form

    def title(self, column: str, row: int | None = None) -> str:
        """The header of ``column`` as written in the sheet, above a data row where tables differ.

        As it is declared where the table of that row does not have it.
        """
        header = self._header_with(column, row)
        place = header.columns.get(column)
        return self.form.column(column).title if place is None else header.titles[place]

    def place(self, column: str, row: int | None = None) -> int | None:
        """The position of ``column``, in the table of a data row where tables differ."""
        header = self._header_with(column, row)
        return header.place(column) if column in header.columns else None

    def tables(self) -> tuple[list[Places], NDArray[np.intp] | None]:
        """Where the columns of each table stand, and in which of them each row that is taken does."""
        if self.body.block is None or len(self.body.blocks) < 2:
            return [], None
        headers = [block.header for block in self.body.blocks]
        places = [
            Places(
                {id: h.titles[at] for id, at in h.columns.items()},
                {id: at for id in h.columns if (at := h.place(id)) is not None},
            )
            for h in headers
        ]
        return places, self.body.block[~self.lost]

    def block_of(self, row: int) -> Block:
        """The table in which a data row stands; only of a body with blocks."""
        return self.body.blocks[0 if self.body.block is None else int(self.body.block[row])]

    def rows_of(self, number: int) -> list[tuple[int, Sequence[object]]]:
        """The data rows of one of the tables: where each stands among all (from 0), and its cells."""
        block, rows = self.body.block, self.body.blocks[number].grid.rows
        places = range(len(self.numbers)) if block is None else np.flatnonzero(block == number).tolist()
        return [(place, rows[int(self.numbers[place]) - 1]) for place in places]

    def _header_with(self, column: str, row: int | None) -> Header:
        blocks = self.body.blocks
        own = self.block_of(row).header if row is not None and blocks else self.header
        if column in own.columns or (row is not None and blocks):
            return own
        return next((b.header for b in blocks if column in b.header.columns), self.header)

    def raw(self, row: int, column: str) -> object:
        """The cell as it was read from the file."""
        values = self.values[column]
        return values.raw[int(values.codes[row])]

    def add(self, code: str, row: int, column: str | None, **details: object) -> None:
        """Record a finding at a data row (from 0); an error costs the row."""
        if details.get("severity", FINDINGS[code].severity) == ERROR:
            self.lost[row] = True
        if len(self.findings) >= limits.MAX_FINDINGS:
            self.unlisted += 1
            return
        title = self.title(column, row) if column else None
        value = shown(self.raw(row, column))[:_LONGEST_SHOWN] if column else None
        place = self.place(column, row) if column else None
        number = int(self.numbers[row])
        self.findings.append(Finding(code, self.name, number, title, value or None, details, place))

    def drop(self, row: int) -> None:
        """Leave a row out that is said elsewhere."""
        self.lost[row] = True

    def lose(self, row: int, columns: Sequence[str]) -> None:
        """Turn the warnings about ``columns`` of a row into errors: together they cost it."""
        titles = {self.title(column) for column in columns}
        number = int(self.numbers[row])
        self.findings = [
            replace(f, details={**f.details, "severity": ERROR})
            if f.row == number and f.column in titles else f
            for f in self.findings
        ]  # fmt: skip
        self.lost[row] = True

    def units(self) -> list[str | None]:
        """The unit that each row names."""
        return [None if pd.isna(unit) else str(unit) for unit in self.frame["unit"]]

    def rows_by_class(self) -> Iterator[tuple[str, NDArray[np.intp]]]:
        """Each class id of the rows still taken, with their positions."""
        alive = np.flatnonzero(~self.lost)
        codes, ids = pd.factorize(self.frame["class_id"].iloc[alive])
        named = np.flatnonzero(codes >= 0)  # a row need not be about a class
        order = named[np.argsort(codes[named], kind="stable")]
        for group in np.split(order, np.flatnonzero(np.diff(codes[order])) + 1):
            if len(group):
                yield str(ids[codes[group[0]]]), alive[group]

    def taken(self) -> pd.DataFrame:
        """The good rows."""
        return self.frame[~self.lost].reset_index(drop=True) if self.lost.any() else self.frame


def _days_of_marks(column: Column, cells: Mapping[str, Sequence[object]]) -> Sequence[object] | None:
    """The cells of a column of days that is not there, where marks say the days: 是（2月24日）."""
    marks = cells.get(column.id.removesuffix("_on")) if column.type is ColumnType.DATE else None
    if marks is None:
        return None
    coded = Coded.of(marks)
    days = [day_of_yes(value) for value in coded.values]
    return Coded.of([days[code] for code in coded.codes]) if any(days) else None
