"""Corrections: a layer over the cells of a file, whose bytes stay as they came."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

_LETTERS = 26


def column_letters(number: int) -> str:
    """1 → A, 26 → Z, 27 → AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


class CellPlace(NamedTuple):
    """A cell of a file: ``row`` as a spreadsheet numbers it, ``column_no`` from 0; ``sheet`` may have no name."""

    sheet: str | None
    row: int
    column_no: int

    @property
    def address(self) -> str:
        """The cell as a spreadsheet calls it: ``B7``."""
        return f"{column_letters(self.column_no + 1)}{self.row}"


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be read in a cell instead of its ``original`` text (``None``: whatever it is).

    ``made_at`` (aware) and ``made_by`` (login) say who corrected it, and when.
    """

    place: CellPlace
    original: str | None
    corrected: str
    made_at: dt.datetime | None = field(default=None, compare=False)
    made_by: str | None = field(default=None, compare=False)


Corrections = tuple[Correction, ...]
