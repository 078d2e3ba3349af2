"""What the loaders hand over for each sheet taken as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from schema.findings import Finding, Refusal
from schema.kinds import form_of
from schema.model import SheetForm
from schema.unread import Unread


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
    ``unread`` lists the columns and rows with content that were left alone, and why.
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

    @property
    def errors(self) -> int:
        """How many findings cost a row."""
        return sum(finding.is_error for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings did not."""
        return len(self.findings) - self.errors

    @property
    def lacking(self) -> tuple[str, ...]:
        """Columns of the form of which the sheet says nothing: it has no such column.

        Columns of which a header need show only one are two ways to say one thing, so either says both.
        A reading without ``titles`` says all of them. The unit of a sheet is always said by somebody.
        """
        if not self.titles:
            return ()
        said = {"unit", *self.titles}
        for alternatives in self.declaration.one_of:
            said |= set(alternatives) if said & set(alternatives) else set()
        return tuple(id for id in self.declaration.column_ids if id not in said or id in self.unsaid)

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
        parts = [self.rows[units.isna() if name is None else units == name] for name in names]
        owners = {row: i for i, part in enumerate(parts) for row in part["source_row"]}
        buckets: list[list[Finding]] = [[] for _ in names]
        for finding in self.findings:
            buckets[owners.get(finding.row, 0)].append(finding)
        return [
            replace(self, unit=name, rows=part.reset_index(drop=True), findings=tuple(bucket))
            for name, part, bucket in zip(names, parts, buckets, strict=True)
        ]


def _of_each_row(reading: SheetReading) -> list[SheetReading]:
    """Readings in which a row of the sheet comes once."""
    if reading.refused or not reading.rows["source_row"].duplicated().any():
        return [reading]
    times = reading.rows.groupby("source_row").cumcount()
    parts = [reading.rows[times == time].reset_index(drop=True) for time in range(times.max() + 1)]
    return [replace(reading, rows=parts[0])] + [
        replace(reading, rows=part, findings=(), unread=(), sheet=" · ".join(filter(None, (reading.sheet, str(time)))))
        for time, part in enumerate(parts[1:], start=2)
    ]
