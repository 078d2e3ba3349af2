"""How a cell looks, where that changes what a person reads in it: its format, strikes, raised digits."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.cells.text import ErrorCell, FormulaCell, MarkedCell, ShownNumber, is_empty, shown
from loaders.formats.number_format import adds_to_text, hides_day, shown_number, shown_text

_RAISED_NOTE = re.compile(r"[\d*#,，、()（）\[\]a-z注]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """A number format, and whether the whole cell is struck out or raised."""

    code: str = "General"
    struck: bool = False
    raised: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether no cell can look other than what it holds."""
        changes = changes_numbers(self.code) or adds_to_text(self.code) or hides_day(self.code)
        return not (self.struck or self.raised or changes)

    def of(self, value: object) -> object:
        """The cell that holds ``value`` as it is shown, or as it is where it is shown so."""
        if isinstance(value, (ErrorCell, FormulaCell, MarkedCell, ShownNumber)) or is_empty(value):
            return value
        if self.struck:
            return MarkedCell(shown(value), "struck_out")
        if isinstance(value, str):
            return shown_text(value, self.code) if self.code != "General" else value
        if isinstance(value, int | float) and not isinstance(value, bool):
            displayed = shown_number(value, self.code)
            return value if displayed is None else displayed
        if isinstance(value, dt.date) and value.day == 1 and hides_day(self.code):
            return MarkedCell(f"{value:%Y-%m}", "day_not_shown")
        return value


# Numbers that tell formats apart: one, a half, a negative one, nothing, and one of many digits.
_TRIED = (1, 0.5, -1, 0, 7, 45, 123456789.0, 100, 1000)


def changes_numbers(code: str) -> bool:
    """Whether some number looks other than it is in this format."""
    return any(shown_number(number, code) is not None for number in _TRIED)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a cell's text with its font."""

    text: str
    struck: bool = False
    raised: bool = False


def text_of_runs(runs: Iterable[Run]) -> str | MarkedCell:
    """A cell of several fonts: what is struck out is not read, and raised notes are no digits."""
    pieces = [run for run in runs if run.text]
    whole = "".join(run.text for run in pieces)
    if any(run.struck and run.text.strip() for run in pieces):
        rest = "".join(run.text for run in pieces if not run.struck).strip()
        return MarkedCell(whole, "partly_struck_out", rest) if rest else MarkedCell(whole, "struck_out")
    notes = [run.raised and bool(_RAISED_NOTE.fullmatch(run.text.strip())) for run in pieces]
    if any(notes):
        bare = "".join(run.text for run, is_note in zip(pieces, notes, strict=True) if not is_note).strip()
        if bare:
            return MarkedCell(whole, "footnote_mark", bare)
    return whole


@dataclass
class Details:
    """What is said of a sheet's cells beside their values, by row and column from 0."""

    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    looks: dict[tuple[int, int], Look] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hides_zeros: bool = False
    comments: dict[tuple[int, int], str] = field(default_factory=dict)


# A zero in a sheet that shows none: whoever reads the sheet sees a blank.
_UNSHOWN_ZERO = MarkedCell("0", "shown_differs", stored=0)


def mark_zeros(rows: Iterable[list[object]]) -> None:
    """Mark every zero among the numbers of a sheet that shows none."""
    for cells in rows:
        cells[:] = [_UNSHOWN_ZERO if _is_zero(cell) else cell for cell in cells]


def _is_zero(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and cell == 0
