"""What the loaders hand over for each sheet taken as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schema.corrections import Corrections
from schema.findings import Finding, Refusal
from schema.kinds import form_of
from schema.model import SheetForm
from schema.unread import Unread


@dataclass(frozen=True)
class Places:
    """Where the columns of one table of a sheet stand: header as written, and position from 0, by column id."""

    titles: Mapping[str, str]
    positions: Mapping[str, int]


class Written(NamedTuple):
    """A cell as it stands in the sheet: the title above it, and its text."""

    title: str
    text: str


@dataclass(frozen=True)
class SheetReading:
    """One sheet of one file: its good rows and everything found on the way.

    ``rows`` has the columns of the form in declared order and ``source_row`` (the row number
    that a spreadsheet shows): ids and text as ``str``, days as ``datetime64[us]`` at midnight,
    counts as ``Int64``, scores as ``Float64``, yes/no as ``boolean``, several-valued columns
    as tuples of ``str`` (an empty tuple for blank); blank is ``NA`` everywhere else.
    ``unit`` is ``None`` when the rows name several units, or when nobody has said it; ``titles``
    gives the header of each column that the sheet has, as it is written there, and ``positions``
    its place, from 0. ``unsaid`` are columns that stay as they were although the sheet says the same thing
    in another way: that somebody is in a group leaves the day of joining open.
    ``tables`` are the places of each table where the sheet has several, ``table_of`` says for each row
    in which it stands; once split, ``elsewhere`` has the places of rows of other tables, by their number.
    ``unread`` lists the columns and rows with content that were left alone, and why; ``by_mapping`` are
    columns whose titles mean what somebody has said. ``corrections`` are the cells that were read otherwise
    than they are written; ``written`` has, by row and position, the cells of rows that may be corrected. A ``whole``
    list ends what it no longer lists, see ``whole_of`` of :class:`schema.model.SheetForm`.
    """

    file: str
    sheet: str | None
    kind: str | None
    form: str | None
    unit: str | None
    refused: Refusal | None
    rows: pd.DataFrame
    findings: Sequence[Finding] = field(default_factory=tuple)
    titles: Mapping[str, str] = field(default_factory=dict)
    positions: Mapping[str, int] = field(default_factory=dict)
    unsaid: frozenset[str] = frozenset()
    unread: Sequence[Unread] = field(default_factory=tuple)
    by_mapping: frozenset[str] = frozenset()
    tables: Sequence[Places] = ()
    table_of: NDArray[np.intp] | None = None
    elsewhere: Mapping[int, Places] = field(default_factory=dict)
    corrections: Corrections = ()
    written: Mapping[int, Mapping[int, Written]] = field(default_factory=dict)
    whole: bool = False

    def places_of(self, row: int) -> Places:
        """Where the cells of a row stand, given by the number that a spreadsheet shows; of a split reading."""
        return self.elsewhere.get(row) or Places(self.titles, self.positions)

    @property
    def errors(self) -> int:
        """How many findings cost a row."""
        return sum(finding.is_error for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are doubts that did not."""
        return sum(finding.is_warning for finding in self.findings)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Columns of the form of which the sheet says nothing: it has no such column.

        Columns of which a header need show only one are two ways to say one thing, so either says both.
        A reading without ``titles`` says all of them. The unit of a sheet is always said by somebody.
        """
        if not self.titles:
            return ()
        present = {"unit", *self.titles}
        for alternatives in self.declaration.one_of:
            present |= set(alternatives) if present & set(alternatives) else set()
        return tuple(id for id in self.declaration.column_ids if id not in present or id in self.unsaid)

    @property
    def declaration(self) -> SheetForm:
        """The declared form; raises ``KeyError`` for a file that was refused."""
        return form_of(self.kind or "", self.form)

    def split_by_unit(self) -> list[SheetReading]:
        """One reading a unit, for a consolidated sheet; rows without a unit keep ``None``.

        File-wide findings and those of rows not taken stay with the first reading. A row of the sheet
        that says several things, as where tables stand beside each other, has each in a reading of its own.
        """
        return [part for reading in self._of_each_unit() for part in _of_each_row(reading)]

    def _of_each_unit(self) -> list[SheetReading]:
        if self.refused or self.unit is not None or self.rows.empty:
            return [self]
        units = self.rows["unit"]
        names: list[str | None] = list(units.dropna().unique())
        if units.isna().any():
            names.append(None)
        if len(names) == 1:
            return [replace(self, unit=names[0])]
        masks = [(units.isna() if name is None else units == name).to_numpy(bool) for name in names]
        owners = {row: i for i, mask in enumerate(masks) for row in self.rows["source_row"][mask]}
        buckets: list[list[Finding]] = [[] for _ in names]
        for finding in self.findings:
            buckets[owners.get(finding.row, 0)].append(finding)
        return [
            replace(_only(self, mask), unit=name, findings=tuple(bucket))
            for name, mask, bucket in zip(names, masks, buckets, strict=True)
        ]


def _only(reading: SheetReading, mask: NDArray[np.bool_]) -> SheetReading:
    """``reading`` with some of its rows."""
    table_of = None if reading.table_of is None else reading.table_of[mask]
    return replace(reading, rows=reading.rows[mask].reset_index(drop=True), table_of=table_of)


def _of_each_row(reading: SheetReading) -> list[SheetReading]:
    """Readings in which a row of the sheet comes once, each with the places of its rows."""
    if reading.refused or not reading.rows["source_row"].duplicated().any():
        return [_placed(reading)]
    times = reading.rows.groupby("source_row").cumcount().to_numpy()
    parts = [_placed(_only(reading, times == time)) for time in range(times.max() + 1)]
    return [parts[0]] + [
        replace(
            part, findings=(), unread=(), written={}, sheet=" · ".join(filter(None, (reading.sheet, str(time))))
        )
        for time, part in enumerate(parts[1:], start=2)
    ]


def _placed(reading: SheetReading) -> SheetReading:
    """``reading`` with the places of the table of its first row, and of those rows that stand in others."""
    if reading.table_of is None or not len(reading.table_of):
        return reading
    first = int(reading.table_of[0])
    numbers = reading.rows["source_row"].tolist()
    elsewhere = {
        number: reading.tables[table]
        for number, table in zip(numbers, reading.table_of.tolist(), strict=True)
        if table != first
    }
    own = reading.tables[first]
    titles = {**reading.titles, **own.titles}
    return replace(
        reading, titles=titles, positions={**reading.positions, **own.positions}, tables=(), table_of=None,
        elsewhere=elsewhere,
    )
