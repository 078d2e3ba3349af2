"""What a case is: a file, how it was handed in, and what a person reads in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sample_data.layout import Cell

# Row, column title, severity, code.
Found = tuple[int | None, str | None, str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet taken as data.

    ``taken`` counts the rows taken; ``rows`` maps numbers of source rows to some of their values;
    ``findings`` are all of them. ``name`` is ``None`` where the format has no sheet names.
    """

    name: str | None
    kind: str
    taken: int
    rows: Mapping[int, Mapping[str, object]] = field(default_factory=dict)
    findings: Sequence[Found] = ()
    form: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A file and its expectation: ``sheets``, or the code of the ``refused`` file.

    ``harmless`` allows either: a hostile file may be refused with that code or read.
    """

    file: str
    data: bytes
    sheets: Sequence[Sheet] = ()
    refused: str | None = None
    unit: str | None = None
    received_at: str = "2020-02-23T22:00:00+08:00"
    plan: Mapping[str, str] | None = None
    harmless: bool = False

    def as_dict(self) -> dict[str, object]:
        """The case as it stands in ``expected.json``."""
        return {
            "unit": self.unit,
            "received_at": self.received_at,
            "plan": self.plan,
            "refused": self.refused,
            "harmless": self.harmless,
            "sheets": [_sheet(sheet) for sheet in self.sheets],
        }


def _sheet(sheet: Sheet) -> dict[str, object]:
    return {
        "sheet": sheet.name,
        "kind": sheet.kind,
        "form": sheet.form,
        "unit": sheet.unit,
        "taken": sheet.taken,
        "rows": [{"source_row": number, **values} for number, values in sheet.rows.items()],
        "findings": [list(found) for found in sheet.findings],
    }


def cell_grid(text: str) -> list[list[Cell]]:
    """Rows of text cells from lines with ``|`` between cells; an empty cell is ``None``."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [[cell.strip() or None for cell in line.split("|")] for line in lines]


def padded(grid: list[list[Cell]]) -> list[list[Cell]]:
    """All rows as long as the longest."""
    width = max(map(len, grid))
    return [row + [None] * (width - len(row)) for row in grid]


def typed(grid: list[list[Cell]], cells: Mapping[tuple[int, int], Cell]) -> list[list[Cell]]:
    """``grid`` with cells by row, as a spreadsheet counts, and column, from 0: numbers, days and moments."""
    for (row, column), value in cells.items():
        grid[row - 1][column] = value
    return grid
