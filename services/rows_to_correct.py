"""The rows of a file in which something is wrong or doubtful, and what editing their cells changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schema.corrections import CellPlace
from schema.findings import Finding
from schema.reading import SheetReading, Written
from services.repairs import original
from store.corrections import Change

# Rules of the desk: no other value of a cell would change them.
_NOT_OF_CELLS = frozenset({"row_locked", "period_closed"})


@dataclass(frozen=True)
class RowToCorrect:
    """One row of a sheet with what was found in it; ``cells`` are its texts by position."""

    part: SheetReading
    sheet: str | None
    row: int
    findings: Sequence[Finding]

    @property
    def cells(self) -> Mapping[int, Written]:
        """The cells that are read, by position."""
        return self.part.written[self.row]

    @property
    def layout(self) -> tuple[object, ...]:
        """What rows have in common that stand in one table: the sheet, and the titles of its columns."""
        return self.sheet, *((place, cell.title) for place, cell in sorted(self.cells.items()))

    @property
    def is_error(self) -> bool:
        """Whether the row is not taken."""
        return any(finding.is_error for finding in self.findings)

    @property
    def places(self) -> set[int]:
        """The positions of the cells in which something was found."""
        return {finding.column_no for finding in self.findings if finding.column_no is not None}


def rows_to_correct(parts: Iterable[SheetReading]) -> list[RowToCorrect]:
    """The rows of sheets that a correction may mend, in their order; see :func:`rows_in_error` for all."""
    rows: dict[tuple[str | None, int], RowToCorrect] = {}
    for part in parts:
        findings: dict[tuple[str | None, int], list[Finding]] = {}
        for finding in part.findings:
            row = finding.row
            if row is not None and row in part.written and (finding.is_error or finding.is_warning):
                findings.setdefault((finding.sheet, row), []).append(finding)
        for (sheet, row), of_row in findings.items():
            if any(finding.code not in _NOT_OF_CELLS for finding in of_row):
                rows[sheet, row] = RowToCorrect(part, sheet, row, of_row)
    return [rows[key] for key in sorted(rows, key=lambda key: (key[0] or "", key[1]))]


def rows_in_error(parts: Iterable[SheetReading]) -> int:
    """How many rows an error costs."""
    errors = [finding for part in parts for finding in part.findings if finding.is_error]
    return len({(finding.sheet, finding.row) for finding in errors if finding.row is not None})


def changes_of(
    rows: Sequence[RowToCorrect], edited: Sequence[Mapping[int, str | None] | Mapping[int, str]]
) -> list[Change]:
    """The corrections that make ``rows`` say what was ``edited``: the texts of each by position."""
    changes: list[Change] = []
    for row, texts in zip(rows, edited, strict=True):
        for column, cell in row.cells.items():
            text = texts.get(column) or ""
            if column in texts and text != cell.text:
                place = CellPlace(row.sheet, row.row, column)
                changes.append((place, original(row.part, place, cell.text), text))
    return changes


def pasted(text: str) -> list[list[str]]:
    """The rows that a spreadsheet copied: tabs between cells, quotes around what holds a line break."""
    return [row or [""] for row in csv.reader(io.StringIO(text), delimiter="\t")]


def laid_from(
    rows: Sequence[RowToCorrect], row: int, column: int, block: Sequence[Sequence[str]]
) -> list[dict[int, str]] | None:
    """The texts of ``rows`` with ``block`` laid over them from the ``row``-th and the position ``column`` on.

    ``None`` where it does not fit: nothing is cut off.
    """
    places = [place for place in sorted(rows[0].cells) if place >= column]
    if row + len(block) > len(rows) or any(len(line) > len(places) for line in block):
        return None
    texts: list[dict[int, str]] = [{} for _ in rows]
    for number, line in enumerate(block, start=row):
        texts[number] = dict(zip(places, line, strict=False))
    return texts
