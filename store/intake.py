"""Add a submission: its facts, its findings and the bytes of its file, all or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from schema.reading import SheetReading
from store.acts import About, log
from store.bulk import insert_rows, insert_unless_there
from store.corrections import insert_corrections, written
from store.database import reading as reading_of
from store.database import writing
from store.errors import StoreError
from store.repeats import is_repeat, marked, same_bytes
from store.rows import storable, to_tuples
from store.signature import Signature
from store.store import Store
from store.tables import CONTENTS, FACTS_TABLES, ORDERED_AT, SUBMISSIONS
from store.types import as_utc
from store.versions import check_rules


@dataclass(frozen=True, slots=True)
class Envelope:
    """What comes with a sheet: for which ``unit`` of which ``term``, when (aware) and from whom.

    ``unit`` is ``None`` while nobody has said it. ``rules_version`` is what
    :func:`store.versions.read_rules_version` said when the sheet was held against locks and
    deadlines; ``None`` asks for no such thing. What came ``by_clock`` came at the moment at which it is
    stored: it counts after all that was stored before, also when the clock has gone back meanwhile.
    """

    term: str
    unit: str | None
    received_at: dt.datetime
    submitter: str | None = None
    rules_version: str | None = None
    by_clock: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a sheet that was submitted.

    ``submission`` is its new id and ``taken`` its number of rows; for a repeat of what stands
    already these are ``None`` and 0, and ``duplicate_of`` is the id of what stands.
    """

    submission: int | None
    taken: int
    duplicate_of: int | None


def add_submission(store: Store, reading: SheetReading, content: bytes, envelope: Envelope) -> Receipt:
    """Keep a sheet: its good rows, its findings and the ``content`` of its file, all or nothing.

    The same content with the same corrections, for the same term, unit, kind, form and sheet, that still
    stands is recognised, whatever the file is called, and nothing is stored. It is a new submission once it
    was withdrawn, once another of the kind for the unit or about one of its classes came after it,
    and when it is read otherwise than it was then. Raises ``StoreError`` for a refused file, a naive
    moment, rows without a declared column, or rules that have changed since.
    """
    return add_submissions(store, [(reading, envelope)], content)[0]


def add_submissions(
    store: Store, sheets: Sequence[tuple[SheetReading, Envelope]], content: bytes
) -> list[Receipt]:
    """Keep all the ``sheets`` of one file as :func:`add_submission` does, or none of them."""
    for reading, _envelope in sheets:
        if reading.refused is not None:
            raise StoreError("refused_reading", file=reading.file)
    # Whatever can be done before the write lock is taken is done before.
    digest = hashlib.sha256(content).hexdigest()
    prepared = [_prepared(reading, digest, envelope) for reading, envelope in sheets]
    with writing(store.engine) as connection:
        for version in {envelope.rules_version for _reading, envelope in sheets}:
            check_rules(connection, version)
        return [_add(connection, sheet, content) for sheet in prepared]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A sheet as it is going to be written: the columns of its submission, and its rows."""

    reading: SheetReading
    envelope: Envelope
    values: dict[str, Any]
    rows: list[tuple[Any, ...]]


def _prepared(reading: SheetReading, digest: str, envelope: Envelope) -> _Prepared:
    rows = list(to_tuples(reading.rows, reading.declaration))
    values = _submission_values(reading, digest, envelope) | {"taken": len(rows)}
    return _Prepared(reading, envelope, values, rows)


def _add(connection: Connection, sheet: _Prepared, content: bytes) -> Receipt:
    reading, envelope = sheet.reading, sheet.envelope
    values = sheet.values | {"ordered_at": _ordered_at(connection, envelope)}
    new_id, standing = _stand(connection, values, reading, content)
    if new_id is None:
        return Receipt(None, 0, standing)
    insert_rows(connection, FACTS_TABLES[reading.declaration.table], ((new_id, *row) for row in sheet.rows))
    signature = Signature(envelope.received_at, envelope.submitter)
    insert_corrections(connection, new_id, reading.corrections, signature)
    detail = {"file": values["file"], "taken": len(sheet.rows), "errors": values["errors"]}
    if reading.corrections:
        detail["corrected"] = len(reading.corrections)
    about = About(envelope.term, envelope.unit, reading.kind, new_id)
    log(connection, "submitted", signature, about, detail)
    return Receipt(new_id, len(sheet.rows), None)


def _ordered_at(connection: Connection, envelope: Envelope) -> dt.datetime | None:
    """By which moment a sheet is ordered; ``None``: by that of its receipt, as long as clocks go forward."""
    if not envelope.by_clock:
        return None
    received = as_utc(envelope.received_at, "received_at")
    of_term = select(ORDERED_AT.label("ordered"), SUBMISSIONS.c.received_at).where(
        SUBMISSIONS.c.term == storable(envelope.term)
    )
    last = of_term.order_by(ORDERED_AT.desc(), SUBMISSIONS.c.id.desc()).limit(1)
    latest = connection.execute(last).one_or_none()
    if latest is None or latest.ordered <= received:
        return None
    # What comes at one moment is ordered by one moment.
    step = dt.timedelta() if latest.received_at == received else dt.timedelta(microseconds=1)
    ordered: dt.datetime = latest.ordered + step
    return ordered


def find_repeat(store: Store, reading: SheetReading, digest: str, envelope: Envelope) -> int | None:
    """The standing submission that this sheet would only repeat were it submitted, or ``None``.

    ``digest`` is the SHA-256 of its file. A sheet after which another came, or that would be read
    otherwise than it was, is no repeat: see :func:`add_submission`.
    """
    with reading_of(store.engine) as connection:
        earlier = same_bytes(connection, _fingerprint(reading, envelope, digest))
        moment = _ordered_at(connection, envelope) or envelope.received_at
        if earlier is None or not is_repeat(connection, earlier, reading, moment):
            return None
    return earlier.submission


def _submission_values(reading: SheetReading, digest: str, envelope: Envelope) -> dict[str, Any]:
    purpose = _purpose(reading, envelope)
    return {
        **dict(zip(("term", "unit", "kind", "form", "sheet"), purpose, strict=True)),
        "file": storable(reading.file),
        "digest": digest,
        "errors": reading.errors,
        "warnings": reading.warnings,
        "findings": storable(json.dumps([f.as_dict() for f in reading.findings], ensure_ascii=False)),
        "fingerprint": _fingerprint(reading, envelope, digest),
        "lacking": marked(reading),
        "whole": reading.whole,
        "received_at": as_utc(envelope.received_at, "received_at"),
        "submitter": storable(envelope.submitter),
    }


def _stand(
    connection: Connection, values: dict[str, Any], reading: SheetReading, content: bytes
) -> tuple[int | None, int | None]:
    """Add the submission: its new id, or else the id under which the same already stands."""
    while True:
        earlier = same_bytes(connection, values["fingerprint"])
        moment = values["ordered_at"] or values["received_at"]
        if earlier is not None and is_repeat(connection, earlier, reading, moment):
            return None, earlier.submission
        _keep_content(connection, values["digest"], content)
        occurrence = 1 if earlier is None else earlier.occurrence + 1
        new_id = insert_unless_there(connection, SUBMISSIONS, {**values, "occurrence": occurrence})
        if new_id is not None:
            return new_id, None
        # Another process was faster, and has committed by now: look again.


def _purpose(reading: SheetReading, envelope: Envelope) -> tuple[str | None, ...]:
    named = (storable(envelope.term), storable(envelope.unit))
    return (*named, reading.kind, reading.form, storable(reading.sheet))


def _fingerprint(reading: SheetReading, envelope: Envelope, digest: str) -> str:
    """What the same bytes with the same corrections, sent for the same purpose, have in common."""
    same: list[object] = [*_purpose(reading, envelope), digest]
    if reading.corrections:
        same.append(written(reading.corrections))
    return hashlib.sha256(json.dumps(same).encode()).hexdigest()


def _keep_content(connection: Connection, digest: str, content: bytes) -> None:
    kept = connection.execute(select(CONTENTS.c.digest).where(CONTENTS.c.digest == digest)).one_or_none()
    if kept is None:
        insert_unless_there(
            connection, CONTENTS, {"digest": digest, "size": len(content), "content": content}
        )
