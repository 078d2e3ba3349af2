"""Recognising a template by its stamp, and the sheets of ours that hold no data."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.cells.text import fold, is_empty, shown
from loaders.cells.units import find_unit
from loaders.formats.grid import Book, Grid, Refused
from loaders.header import Header
from schema.stamp import BESIDE_DATA, FINDINGS_MARKS, GIVEN, STAMP_SHEET, Stamp, StampedSheet, stamp_in
from schema.term import Term

_MARKS = frozenset(map(fold, FINDINGS_MARKS.values()))
# A stamp has one line for each sheet; nothing longer was written by a template.
_LONGEST_STAMP = 100


def read_stamp(book: Book) -> Stamp | None:
    """The stamp of a template, ``None`` for any other workbook or a stamp that cannot be read."""
    load = book.hidden.get(STAMP_SHEET) or dict(book.visible).get(STAMP_SHEET)
    if load is None:
        return None
    try:
        rows = load().rows
    except Refused:
        return None
    return stamp_in([[shown(cell) for cell in row] for row in rows[:_LONGEST_STAMP]])


def data_of(book: Book, stamp: Stamp | None) -> Book:
    """``book`` without the sheets that a template has beside its data."""
    if stamp is None:
        return book
    visible = [(name, load) for name, load in book.visible if name not in BESIDE_DATA]
    hidden = {name: load for name, load in book.hidden.items() if name not in BESIDE_DATA}
    return Book(visible, hidden, book.replaced_characters)


def stamped_unit(stamp: Stamp, term: Term, unit: str | None) -> str | None:
    """The unit for which a template is read: the submitter's ``unit``, else the stamp's.

    Raises ``Refused`` for a template of another term, or of another unit than the submitter's.
    """
    if stamp.term and stamp.term != term.name:
        raise Refused("another_term", found=stamp.term, term=term.name)
    own = find_unit(stamp.unit, term) if stamp.unit else None
    if unit is not None and own is not None and own != unit:
        raise Refused("another_unit", found=own, unit=unit)
    return unit or own


@dataclass(frozen=True)
class Stamped:
    """The sheets of a stamp beside those that the workbook has now."""

    stamp: Stamp | None
    present: frozenset[str | None]

    def sheet(self, name: str | None) -> StampedSheet | None:
        """The stamped sheet called ``name``."""
        sheets = self.stamp.sheets if self.stamp else ()
        return next((sheet for sheet in sheets if sheet.name == name), None)

    def given(self, name: str | None, header: Header) -> frozenset[str] | None:
        """Columns of the sheet that were filled in beforehand; ``None`` if it is no sheet of a template.

        A sheet that people renamed is known by its kind and form.
        """
        sheets = self.stamp.sheets if self.stamp else ()
        for sheet in sheets:
            is_it = sheet.name == name or sheet.name not in self.present
            if is_it and (sheet.kind, sheet.form) == (header.kind.id, header.form.name):
                return frozenset(sheet.given).intersection(GIVEN[header.form.table])
        return None


def is_findings_list(grid: Grid) -> bool:
    """Whether the sheet is the list of findings that an annotated workbook carries."""
    first = next((cell for row in grid.rows for cell in row if not is_empty(cell)), None)
    return isinstance(first, str) and fold(first) in _MARKS
