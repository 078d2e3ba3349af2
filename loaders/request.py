"""What one call of the reader was asked for, and what the workbook says of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from loaders.cells.dates import Calendar
from loaders.columns import Context
from loaders.formats.grid import Book, Grid
from loaders.header import Header, Search
from loaders.platforms import Asked
from loaders.stamp import Stamped, data_of, read_stamp, stamped_unit
from schema.corrections import Corrections
from schema.findings import Refusal
from schema.known import NOTHING_KNOWN, Known
from schema.mappings import NO_MAPPINGS, Mappings
from schema.reading import SheetReading
from schema.term import Term


@dataclass(frozen=True, slots=True)
class Receipt:
    """How workbooks come in: into which term, when, from whom, as what, and what is known beside them.

    ``unit`` is the submitter's (full name), ``kind`` overrides what the headers say, ``plan`` maps
    each class of the teaching plan to its unit.
    Raises ``ValueError`` for a ``received_at`` without offset.
    """

    term: Term
    received_at: dt.datetime
    unit: str | None = None
    kind: str | None = None
    plan: Mapping[str, str] = field(default_factory=dict)
    known: Known = NOTHING_KNOWN

    def __post_init__(self) -> None:
        if self.received_at.tzinfo is None:
            raise ValueError("received_at needs an offset from UTC")


@dataclass
class Request:
    """Whose workbook it is, of which kind it is said to be, and on which day it came.

    ``asked`` has its file, the term, and what is known beside it; ``mappings`` what titles
    mean that no form declares; ``corrections`` are laid over its cells; ``stamped`` is what its stamp says.
    """

    asked: Asked
    unit: str | None
    kind: str | None
    received_on: dt.date
    mappings: Mappings = NO_MAPPINGS
    corrections: Corrections = ()
    stamped: Stamped = field(default_factory=lambda: Stamped(None, frozenset()))

    @property
    def file(self) -> str:
        """The name of the workbook."""
        return self.asked.file

    @property
    def term(self) -> Term:
        """The term in whose calendar it is read."""
        return self.asked.term

    @property
    def plan(self) -> Mapping[str, str]:
        """Class of the teaching plan → unit."""
        return self.asked.plan

    def recognise(self, book: Book) -> Book:
        """``book`` without what a template has beside its data; its stamp says whose it is.

        Raises ``Refused`` for a template of another unit or term.
        """
        stamp = read_stamp(book)
        if stamp is not None:
            self.unit = stamped_unit(stamp, self.term, self.unit)
            self.stamped = Stamped(stamp, frozenset([*dict(book.visible), *book.hidden]))
        return data_of(book, stamp)

    def refusal(
        self, refusal: Refusal, sheet: str | None = None, header: Header | None = None
    ) -> SheetReading:
        """A reading that says why a sheet, or the whole file, is not taken."""
        kind = header.kind.id if header else None
        form = header.form.name if header else None
        return SheetReading(self.file, sheet, kind, form, self.unit, refusal, pd.DataFrame(), [])

    def context(self, grid: Grid, kind: str = "") -> Context:
        """The context in which the cells of ``grid`` are read, a sheet of ``kind``."""
        calendar = Calendar(
            self.term.opens, self.term.closes, self.term.timezone, grid.date1904, grid.untyped
        )
        return Context(self.term, calendar, self.received_on, self.mappings.words_of(kind))

    def search(self, grid: Grid) -> Search:
        """What headers are looked for in ``grid``."""
        return Search(self.kind, self.mappings, self.context(grid).calendar, self.plan, self.received_on)
