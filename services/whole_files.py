"""What is in a file as a whole, stored or not: who takes the file takes all of it.

Of a sheet that was refused, hidden or not recognised nobody knows what it says, so it counts as naming
students unless it is shown to be empty or a template's own words. The same holds of columns that were
not read, and of what else lies in the container: comments, pictures, macros, cached pivot tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from access import Action
from exports.templates.guide import own_words
from loaders import Receipt
from loaders.cells.text import is_empty, shown
from loaders.formats.grid import Grid, Refused
from loaders.formats.open import open_book
from loaders.formats.package import Package
from loaders.pool import Job, pool
from metrics.moments import aware
from metrics.standing import Standing
from schema.reading import SheetReading
from schema.stamp import BESIDE_DATA
from schema.term import Term
from schema.unread import COLUMN
from services import cache, macros
from services.cache import kept
from services.desk import Desk
from services.known import known_at
from services.submitted import FAULTS
from store import Store
from store.submissions import read_content

# Whoever has these for the campus may see whatever a file says.
EVERYTHING = (Action.SEE_SUBMISSIONS, Action.SEE_STUDENTS, Action.SEE_FAULTS)
_FILES = 256  # kept at a time
_READER = "whole files"
# Columns and rows with content that were left alone and yet say nothing new of anybody.
_HARMLESS = frozenset({"of_plan", "mark", "numbering"})
_ROWS_UNREAD = frozenset({"beside", "lone", "no_id", "example"})
# The parts of a workbook that hold what its sheets show, and how.
_PLAIN_PARTS = re.compile(
    r"\[content_types\]\.xml|(?:.*/)?_rels/[^/]*|docprops/(?:core|app)\.xml|mimetype|meta-inf/manifest\.xml"
    r"|xl/(?:workbook|styles|sharedstrings|calcchain|metadata)\.(?:xml|bin)|xl/theme/[^/]*"
    r"|xl/worksheets/[^/]*\.(?:xml|bin)|xl/(?:tables|printersettings)/[^/]*|docprops/custom\.xml"
    r"|(?:content|styles|settings|meta)\.xml|manifest\.rdf|(?:thumbnails|configurations2)/.*|.*/"
)


@dataclass(frozen=True)
class Inside:
    """Of which ``units`` and ``kinds`` of sheet the rows of a file are, and whether they name students.

    ``is_unread``: something in it was not read, so nobody knows what it says; ``has_errors``: rows were
    not taken, which may be of any unit.
    """

    units: frozenset[str]
    kinds: frozenset[str]
    names_students: bool
    has_errors: bool
    is_unread: bool


def right_to_see(kind: str) -> Action:
    """What somebody must be allowed to do to see a sheet of ``kind``."""
    return Action.SEE_FAULTS if kind == FAULTS else Action.SEE_SUBMISSIONS


def require(desk: Desk, inside: Inside, opened: pd.Series, sent_for: Sequence[object]) -> None:
    """Raise :class:`access.Denied` unless the person may see everything ``inside`` a file.

    ``opened`` is the submission by which it is asked for, and ``sent_for`` are the units (missing: none)
    of all that the file brought. Whoever sent it knows what in it nobody has read.
    """
    units = [*inside.units, *(str(unit) for unit in sent_for if not pd.isna(unit))]
    needed = {right_to_see(kind) for kind in inside.kinds}
    needed |= {Action.SEE_STUDENTS} if inside.names_students else set()
    for unit in units:
        for right in sorted(needed):
            desk.check(right, unit)
    is_own = opened["submitter"] == desk.person.login
    everywhere = desk.may(Action.SEE_SUBMISSIONS) or desk.may(Action.SEE_FAULTS)
    is_doubtful = inside.is_unread or (inside.has_errors and not everywhere)
    if is_doubtful and not is_own:
        desk.check(Action.SEE_STUDENTS)


@kept(_FILES, version=lambda _store, _term, _digest: "")  # the bytes under a digest never change
def inside(store: Store, term: Term, digest: str) -> Inside:
    """What the file with a ``digest`` says, read for nobody in particular; nobody is asked."""
    sent = cache.submissions(store, term).set_index("digest").loc[[digest]].iloc[0]
    content = read_content(store, digest)
    received = aware(sent["received_at"])
    planned = Standing(cache.facts(store, term), term, received).planned_rows
    plan = dict(zip(planned["class_id"], planned["unit"], strict=True))
    receipt = Receipt(term, received, None, plan=plan, known=known_at(store, term, received, None))
    readings = pool().read(_READER, Job(content, str(sent["file"]), receipt))
    taken = [reading for reading in readings if reading.refused is None]
    return Inside(
        frozenset(unit for reading in taken for unit in _units_of(reading, plan, term)),
        frozenset(str(reading.kind) for reading in taken),
        any(reading.declaration.names_students for reading in taken),
        any(reading.errors for reading in taken),
        _is_unread(content, readings, own_words(term) | set(plan)),
    )


@kept(_FILES, version=lambda _store, _term, _digest: "")
def has_macros(store: Store, term: Term, digest: str) -> bool:  # noqa: ARG001 - what is kept is of a term
    """Whether the file with a ``digest`` holds programs; nobody is asked."""
    return macros.has_macros(read_content(store, digest))


def _units_of(reading: SheetReading, plan: Mapping[str, str], term: Term) -> Iterator[str]:
    """Of which units the rows of a sheet are, as they say themselves or the plan says of their classes."""
    rows = reading.rows
    yield from rows["unit"].dropna().unique()
    if "class_id" in rows:
        yield from rows["class_id"].map(plan).dropna().unique()
    for cells in reading.written.values():  # of rows that were not taken
        yield from {plan[cell.text] for cell in cells.values() if cell.text in plan}
        yield from {cell.text for cell in cells.values() if cell.text in term.unit_names}


def _is_unread(content: bytes, readings: Sequence[SheetReading], harmless: Collection[str]) -> bool:
    left = [each for reading in readings for each in reading.unread]
    if any(
        each.reason not in _HARMLESS if each.what == COLUMN else each.reason in _ROWS_UNREAD for each in left
    ):
        return True
    try:
        book = open_book(content)
        parts = Package(content).names if content.startswith(b"PK") else []
        if any(not _PLAIN_PARTS.fullmatch(part.lower()) for part in parts):
            return True
        read = {reading.sheet for reading in readings if reading.refused is None}
        unread = [(name, load) for name, load in book.sheets if name not in read]
        return any(not _is_harmless(name, load, harmless) for name, load in unread)
    except Refused:
        return True


def _is_harmless(name: str | None, load: Callable[[], Grid], harmless: Collection[str]) -> bool:
    """Whether a sheet that was not read is empty, or is one of a template that says only what those say."""
    texts = {shown(cell).strip() for row in load().rows for cell in row if not is_empty(cell)}
    return not texts or (name in BESIDE_DATA and texts.issubset(harmless))
