"""The header of a table: which column holds what, and what is looked for when one is searched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from loaders.cells.dates import Calendar
from loaders.cells.text import MarkedCell
from schema.mappings import NO_MAPPINGS, Mappings
from schema.model import SheetForm, SheetKind

# Columns of the plan are copied into every other sheet.
ANYWHERE = frozenset({"plan"})
# These stand beside anything that a class does.
_ABOUT_ANY = frozenset(("platform", "mode", "location"))


@dataclass(frozen=True)
class Said:
    """The ``column`` that lines give: by row (from 0) the text of each, and what it says of rows below."""

    column: str
    lines: Mapping[int, tuple[str, object]]

    @property
    def is_told(self) -> bool:
        """Whether any line says it without doubt."""
        return any(not isinstance(value, MarkedCell) for _, value in self.lines.values())


@dataclass(frozen=True)
class Across:
    """A column whose title is a ``value``; its cells are those of ``measure``, or marks where it is blank.

    Where it is ``asked`` they say 是 or 否 of one of what is counted.
    """

    place: int
    title: str
    value: object
    measure: str = ""
    asked: bool = False


@dataclass(frozen=True)
class Header:
    """Where a table begins and which column holds what.

    ``columns`` maps column ids to positions, ``titles`` gives the header of each position as written;
    ``missing`` are titles of required columns that the header does not show, ``own_titles`` counts the
    columns under their declared titles, ``rivals`` are complete headers of other kinds in the same rows,
    ``tied`` the kinds for which just as much speaks. ``across`` are columns whose titles are values of one
    column; in the header of each of them that column has a place of its own behind the others, which
    ``stands_for`` leads back; ``also_read`` are places that are read where such a column says nothing.
    ``mappings`` are those with which it was looked for, ``by_mapping`` the columns that they gave it.
    ``answered`` are columns of counts under whose titles stands 是 or 否, ``implied`` those that follow from
    others; ``parts`` says of those that stand two in a cell which of its numbers is theirs.
    ``said`` is what lines above the rows, or the name of the sheet, give of a column that it does not have;
    ``apart`` are places of another table beside it, which are said of none of its rows.
    """

    kind: SheetKind
    form: SheetForm
    first_row: int
    depth: int
    columns: dict[str, int]
    titles: dict[int, str]
    duplicates: tuple[tuple[int, int], ...] = ()
    missing: tuple[str, ...] = ()
    own_titles: int = 0
    rivals: tuple[Header, ...] = ()
    tied: tuple[SheetKind, ...] = ()
    across: tuple[Across, ...] = ()
    stands_for: Mapping[int, int] = field(default_factory=dict)
    also_read: frozenset[int] = frozenset()
    mappings: Mappings = NO_MAPPINGS
    by_mapping: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    implied: frozenset[str] = frozenset()
    parts: Mapping[str, int] = field(default_factory=dict)
    said: Said | None = None
    apart: frozenset[int] = frozenset()

    @property
    def across_places(self) -> frozenset[int]:
        """The places of columns whose titles are values."""
        return frozenset(each.place for each in self.across)

    def place(self, column: str) -> int | None:
        """Where the cells of a column stand in the sheet; ``None`` for what lines above them give."""
        place = self.columns[column]
        if self.said and column == self.said.column and place not in self.stands_for:
            return None
        return self.stands_for.get(place, place)

    @property
    def anchor(self) -> str:
        """The column whose cell makes a row of data: another one of the key where lines give that."""
        if self.said is None or self.said.column != self.form.anchor:
            return self.form.anchor
        others = [id for id in (*self.form.key, *self.columns) if id != self.form.anchor]
        return next(id for id in others if id in self.columns)

    @property
    def body_row(self) -> int:
        """The first row below the header, from 0."""
        return self.first_row + self.depth

    @property
    def is_telling(self) -> bool:
        """Whether it shows what only its kind asks for; a plan's columns may stand beside anything."""
        telling = self.signs.intersection(self.form.signs) - _ABOUT_ANY
        return self.kind.id not in ANYWHERE and bool(telling)

    @property
    def is_about_any(self) -> bool:
        """Whether it shows nothing but what may stand beside anything that a class does."""
        return bool(self.signs) and _ABOUT_ANY.issuperset(self.signs)

    @property
    def signs(self) -> set[str]:
        """The columns that speak for its form."""
        return self.columns.keys() & {*self.form.signs, *self.form.weak_signs}


@dataclass(frozen=True)
class Search:
    """What headers are looked for: of any kind, or of that which somebody has named, and by which words.

    ``calendar`` is that of the sheet, whose days may be titles, or stand above a table; ``plan`` has the
    classes that a line may name. A sheet that names no day may be of the one on which it was received.
    """

    kind: str | None = None
    mappings: Mappings = NO_MAPPINGS
    calendar: Calendar | None = None
    plan: Container[str] = frozenset()
    received_on: dt.date | None = None


ANYTHING = Search()


def implied_by(form: SheetForm, columns: Iterable[str], answered: Container[str]) -> frozenset[str]:
    """The counts of lessons that a header need not show: that it was held, or who was there, tells of one."""
    if form.lesson is None:
        return frozenset()
    planned, held, present = form.lesson
    lacking = {planned, held}.difference(columns)
    of_classes = {form.anchor, present}.issubset(columns) and lacking == {planned, held}
    is_told = held in answered or of_classes
    return frozenset(lacking) if is_told else frozenset()


def missing_in(form: SheetForm, columns: Iterable[str]) -> tuple[str, ...]:
    """Titles of what the header must show and does not."""
    named = set(columns)
    titles = [column.title for column in form.columns if column.required and column.id not in named]
    groups = (*form.one_of, *((form.key_dates,) if form.key_dates else ()))
    either = [
        "/".join(form.column(id).title for id in group) for group in groups if not named.intersection(group)
    ]
    return (*titles, *either)
