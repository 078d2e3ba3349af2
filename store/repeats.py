"""When bytes that came before are only a repeat: what they said still stands, and nothing came since."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, exists, or_, select, type_coerce
from sqlalchemy.types import NullType

from schema.kinds import form_of, kind_by_id
from schema.reading import SheetReading
from store.rows import to_frame, to_tuples
from store.tables import FACTS_TABLES, ORDERED_AT, SUBMISSIONS, WITHDRAWALS

_SENT = SUBMISSIONS.c


class Earlier(NamedTuple):
    """The last submission of the same bytes for the same purpose, and whether it still stands."""

    submission: int
    occurrence: int
    lacking: str | None
    whole: bool
    stands: bool


def same_bytes(connection: Connection, fingerprint: str) -> Earlier | None:
    """The last submission with this ``fingerprint``, or ``None``."""
    row = connection.execute(
        select(_SENT.id, _SENT.occurrence, _SENT.lacking, _SENT.whole, WITHDRAWALS.c.submission.is_(None))
        .outerjoin(WITHDRAWALS)
        .where(_SENT.fingerprint == fingerprint)
        .order_by(_SENT.occurrence.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Earlier(*row)


def is_repeat(
    connection: Connection, earlier: Earlier, reading: SheetReading, received_at: dt.datetime
) -> bool:
    """Whether ``reading`` at ``received_at`` (aware) would say nothing that ``earlier`` does not say already.

    That stands, is read as it was then, and before ``received_at`` nothing that stands came after it: no
    sheet of the same kind for the same unit or about one of its classes. What is sent in again under the
    moment of its receipt (a folder taken in once more) comes after nothing.
    """
    return (
        earlier.stands
        and earlier.lacking == marked(reading)
        and earlier.whole == reading.whole
        and not _is_followed(connection, earlier.submission, reading, received_at)
        and _rows_of(connection, earlier.submission, reading)
        == list(to_tuples(reading.rows, reading.declaration))
    )


def marked(reading: SheetReading) -> str | None:
    """The columns that the sheet does not have, as the store writes them: ``|column|column|``."""
    return f"|{'|'.join(reading.lacking)}|" if reading.lacking else None


def _is_followed(
    connection: Connection, submission: int, reading: SheetReading, received_at: dt.datetime
) -> bool:
    own = connection.execute(
        select(_SENT.unit, _SENT.term, _SENT.digest, _SENT.received_at, ORDERED_AT.label("ordered")).where(
            _SENT.id == submission
        )
    ).one()
    if received_at <= own.ordered:
        return False
    came_with_it = and_(_SENT.digest == own.digest, _SENT.received_at == own.received_at)
    later = (
        _SENT.term == own.term,
        _SENT.kind == reading.kind,
        or_(own.ordered < ORDERED_AT, and_(own.ordered == ORDERED_AT, _SENT.id > submission)),
        received_at >= ORDERED_AT,
        ~came_with_it,
        ~exists().where(WITHDRAWALS.c.submission == _SENT.id),
    )
    same_unit = _SENT.unit.is_(None) if own.unit is None else _SENT.unit == own.unit
    about_it = or_(same_unit, *_about_classes_of(submission, reading))
    return connection.execute(select(_SENT.id).where(*later, about_it).limit(1)).first() is not None


def _about_classes_of(submission: int, reading: SheetReading) -> list[Any]:
    """Conditions: a row of a submission, in any form of the kind, is about a class of ``submission``."""
    if not reading.declaration.is_of_classes:
        return []
    own = FACTS_TABLES[reading.declaration.table]
    classes = select(own.c.class_id).where(own.c.submission == submission)
    tables = [FACTS_TABLES[form.table] for form in kind_by_id(reading.kind or "").forms if form.is_of_classes]
    return [exists().where(table.c.submission == _SENT.id, table.c.class_id.in_(classes)) for table in tables]


def _rows_of(connection: Connection, submission: int, reading: SheetReading) -> list[tuple[Any, ...]]:
    """The stored rows of a submission, written as those of ``reading`` are."""
    form = form_of(reading.kind or "", reading.form)
    table = FACTS_TABLES[form.table]
    statement = (
        select(*(type_coerce(column, NullType()) for column in table.columns))
        .where(table.c.submission == submission)
        .order_by(table.c.source_row)
    )
    stored = to_frame([tuple(row) for row in connection.execute(statement)], form)
    return list(to_tuples(stored, form))
