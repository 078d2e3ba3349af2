"""Add to the store: a submission with its facts and its bytes, or a withdrawal."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from schema.reading import SheetReading
from store.acts import About, log
from store.asking import count_rulings
from store.bulk import insert_rows
from store.database import writing
from store.errors import StoreError
from store.repeats import is_repeat, marked, same_bytes
from store.rows import storable, to_tuples
from store.tables import CONTENTS, FACTS_TABLES, SUBMISSIONS, WITHDRAWALS
from store.types import as_utc


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a sheet that was submitted.

    ``submission`` is its new id and ``taken`` its number of rows; for a repeat of what stands
    already these are ``None`` and 0, and ``duplicate_of`` is the id of what stands.
    """

    submission: int | None
    taken: int
    duplicate_of: int | None


def submit(
    engine: Engine,
    reading: SheetReading,
    content: bytes,
    *,
    unit: str | None,
    term: str,
    received_at: dt.datetime,
    submitter: str | None = None,
    rulings: str | None = None,
) -> Receipt:
    """Keep a sheet, see :meth:`store.store.Store.submit`."""
    if reading.refused is not None:
        raise StoreError("refused_reading", file=reading.file)
    table = FACTS_TABLES[reading.declaration.table]
    # Whatever can be done before the write lock is taken is done before.
    rows = list(to_tuples(reading.rows, reading.declaration))
    digest = hashlib.sha256(content).hexdigest()
    values = _submission_values(reading, digest, term=term, unit=unit) | {
        "received_at": as_utc(received_at, "received_at"),
        "submitter": storable(submitter),
        "taken": len(rows),
    }
    with writing(engine) as connection:
        if rulings is not None and count_rulings(connection) != rulings:
            raise StoreError("rules_changed")
        new_id, standing = _stand(connection, values, reading, content)
        if new_id is None:
            return Receipt(None, 0, standing)
        insert_rows(connection, table, ((new_id, *row) for row in rows))
        detail = {"file": values["file"], "taken": len(rows), "errors": values["errors"]}
        about = About(term, unit, reading.kind, new_id)
        log(connection, "submitted", at=received_at, who=submitter, about=about, detail=detail)
    return Receipt(new_id, len(rows), None)


def withdraw(
    engine: Engine,
    submission: int,
    *,
    at: dt.datetime,
    by: str | None = None,
    reason: str | None = None,
    rulings: str | None = None,
) -> None:
    """Record a withdrawal, see :meth:`store.store.Store.withdraw`."""
    moment = as_utc(at, "at")
    with writing(engine) as connection:
        if rulings is not None and count_rulings(connection) != rulings:
            raise StoreError("rules_changed")
        sent = SUBMISSIONS.c
        submitted = connection.execute(
            select(sent.received_at, sent.term, sent.unit, sent.kind).where(sent.id == submission)
        ).one_or_none()
        if submitted is None:
            raise StoreError("unknown_submission", submission=submission)
        if moment < submitted.received_at:
            received = submitted.received_at.astimezone(at.tzinfo).isoformat()
            raise StoreError(
                "withdrawn_before_receipt", submission=submission, at=at.isoformat(), received_at=received
            )
        row = {"withdrawn_at": moment, "withdrawn_by": storable(by), "reason": storable(reason)}
        if _insert(connection, WITHDRAWALS, {"submission": submission, **row}) is None:
            earlier = connection.execute(
                select(WITHDRAWALS.c.withdrawn_at).where(WITHDRAWALS.c.submission == submission)
            ).scalar_one()
            earlier_at = earlier.astimezone(at.tzinfo).isoformat()
            raise StoreError("already_withdrawn", submission=submission, at=earlier_at)
        about = About(submitted.term, submitted.unit, submitted.kind, submission)
        log(
            connection, "withdrawn", at=at, who=by, about=about, detail={"reason": reason} if reason else None
        )


def _submission_values(reading: SheetReading, digest: str, *, term: str, unit: str | None) -> dict[str, Any]:
    purpose = _purpose(reading, term=term, unit=unit)
    return {
        **dict(zip(("term", "unit", "kind", "form", "sheet"), purpose, strict=True)),
        "file": storable(reading.file),
        "digest": digest,
        "errors": reading.errors,
        "warnings": reading.warnings,
        "findings": storable(json.dumps([f.as_dict() for f in reading.findings], ensure_ascii=False)),
        "fingerprint": _fingerprint(purpose, digest),
        "lacking": marked(reading),
    }


def repeat_of(
    connection: Connection,
    reading: SheetReading,
    digest: str,
    *,
    term: str,
    unit: str | None,
    received_at: dt.datetime,
) -> int | None:
    """The submission that ``reading`` only repeats, see :meth:`store.store.Store.repeat_of`."""
    earlier = same_bytes(connection, _fingerprint(_purpose(reading, term=term, unit=unit), digest))
    if earlier is None or not is_repeat(connection, earlier, reading, received_at):
        return None
    return earlier.submission


def _stand(
    connection: Connection, values: dict[str, Any], reading: SheetReading, content: bytes
) -> tuple[int | None, int | None]:
    """Add the submission: its new id, or else the id under which the same already stands."""
    while True:
        earlier = same_bytes(connection, values["fingerprint"])
        if earlier is not None and is_repeat(connection, earlier, reading, values["received_at"]):
            return None, earlier.submission
        _keep_content(connection, values["digest"], content)
        occurrence = 1 if earlier is None else earlier.occurrence + 1
        new_id = _insert(connection, SUBMISSIONS, {**values, "occurrence": occurrence})
        if new_id is not None:
            return new_id, None
        # Another process was faster, and has committed by now: look again.


def _purpose(reading: SheetReading, *, term: str, unit: str | None) -> tuple[str | None, ...]:
    return (storable(term), storable(unit), reading.kind, reading.form, storable(reading.sheet))


def _fingerprint(purpose: Sequence[str | None], digest: str) -> str:
    return hashlib.sha256(json.dumps([*purpose, digest]).encode()).hexdigest()


def _keep_content(connection: Connection, digest: str, content: bytes) -> None:
    kept = connection.execute(select(CONTENTS.c.digest).where(CONTENTS.c.digest == digest)).one_or_none()
    if kept is None:
        _insert(connection, CONTENTS, {"digest": digest, "size": len(content), "content": content})


def _insert(connection: Connection, table: Table, values: dict[str, Any]) -> Any:
    """Insert a row and give its primary key; ``None`` if its key is taken.

    Where another transaction has just inserted the same key, this waits for its end.
    """
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    key: Sequence[Any] = list(table.primary_key.columns)
    statement = dialect.insert(table).values(values).on_conflict_do_nothing().returning(*key)
    return connection.execute(statement).scalar_one_or_none()
