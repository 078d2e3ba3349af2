"""Erasing what names people: the one exception to append-only, each time on record.

Numbers, days and the chain of submissions stay as they are, so figures and traces do; what is erased is
replaced where it stood. A guard of a table is lifted within the transaction that erases, and is back at
its end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from store.acts import About, log
from store.addresses import forget_addresses
from store.database import reading, writing
from store.metadata import METADATA
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables import ACTS, CONTENTS, DRAFT_CORRECTIONS, DRAFTS, ERASURES

_KEY = "key_"


@dataclass(frozen=True, slots=True)
class Change:
    """The row of a ``table`` that has these values in columns of its ``key``, and its new ``values``."""

    table: str
    key: dict[str, Any]
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Erasing:
    """What is erased of a ``term``: ``changes`` of rows, the bytes of ``files`` (digests), and ``drafts``.

    ``scope`` says in the log of what: of the whole term, or of one student, who is not named. ``addresses``:
    those to which mail goes are removed too.
    """

    term: str
    scope: str
    changes: Sequence[Change]
    files: Collection[str]
    drafts: Collection[int] = ()
    addresses: bool = False


def add_erasure(store: Store, erasing: Erasing, signature: Signature) -> None:
    """Erase, all of it or nothing, and write down that it was done; then give the room on the disk back."""
    with writing(store.engine) as connection:
        tables = sorted({change.table for change in erasing.changes} | {CONTENTS.name})
        with _unguarded(connection, tables):
            _change(connection, erasing.changes)
            if erasing.files:
                connection.execute(
                    update(CONTENTS).where(CONTENTS.c.digest == bindparam("gone")).values(content=b""),
                    [{"gone": digest} for digest in erasing.files],
                )
        for draft in erasing.drafts:
            connection.execute(delete(DRAFT_CORRECTIONS).where(DRAFT_CORRECTIONS.c.draft == draft))
            connection.execute(delete(DRAFTS).where(DRAFTS.c.id == draft))
        counts = {"rows": len(erasing.changes), "files": len(erasing.files)}
        if erasing.addresses:
            counts["rows"] += forget_addresses(connection)
        row = {"term": storable(erasing.term), "scope": erasing.scope, **counts}
        connection.execute(insert(ERASURES).values(row | signature.columns("erased")))
        log(connection, "erased", signature, About(term=erasing.term), {"scope": erasing.scope, **counts})
    _give_room_back(store)


def read_draft_contents(store: Store, term: str) -> dict[int, bytes]:
    """Every file that waits in ``term``, whoever sent it."""
    with reading(store.engine) as connection:
        rows = connection.execute(select(DRAFTS.c.id, DRAFTS.c.content).where(DRAFTS.c.term == term))
        return {int(row.id): bytes(row.content) for row in rows}


def read_texts(
    store: Store, term: str, table: str, columns: Sequence[str]
) -> list[tuple[int, dict[str, Any]]]:
    """The primary key and some ``columns`` of every row of a ``table`` about ``term`` or its submissions."""
    declared = METADATA.tables[table]
    key = next(iter(declared.primary_key.columns))
    statement = select(key, *(declared.c[name] for name in columns))
    if "term" in declared.c:
        statement = statement.where(declared.c.term == term)
    else:
        sent = METADATA.tables["submissions"]
        of_term = select(sent.c.id).where(sent.c.term == term)
        statement = statement.where(declared.c.submission.in_(of_term))
    with reading(store.engine) as connection:
        return [
            (int(row[0]), dict(zip(columns, row[1:], strict=True))) for row in connection.execute(statement)
        ]


def _change(connection: Connection, changes: Sequence[Change]) -> None:
    alike: dict[tuple[Any, ...], list[Change]] = {}
    for change in changes:
        alike.setdefault((change.table, tuple(change.key), tuple(change.values)), []).append(change)
    for (name, key, columns), same in alike.items():
        table = METADATA.tables[name]
        statement = update(table).values({column: bindparam(column) for column in columns})
        for column in key:
            statement = statement.where(table.c[column] == bindparam(f"{_KEY}{column}"))
        rows = [{**{f"{_KEY}{column}": each.key[column] for column in key}, **each.values} for each in same]
        connection.execute(statement, rows)


@contextmanager
def _unguarded(connection: Connection, tables: Sequence[str]) -> Iterator[None]:
    """Let rows of ``tables`` be changed inside, within this transaction and by nobody else."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            connection.execute(text(f'ALTER TABLE "{table}" DISABLE TRIGGER "{table}_append_only"'))
        yield
        for table in tables:
            connection.execute(text(f'ALTER TABLE "{table}" ENABLE TRIGGER "{table}_append_only"'))
        return
    known = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
    guards = [connection.execute(known, {"name": f"{table}_no_update"}).scalar_one() for table in tables]
    for table in tables:
        connection.execute(text(f'DROP TRIGGER "{table}_no_update"'))
    yield
    for guard in guards:
        connection.exec_driver_sql(guard)


def _give_room_back(store: Store) -> None:
    """Write the file anew, so that what was erased stands in no page that is free."""
    pooled = store.engine.raw_connection()
    try:
        driver: Any = pooled.driver_connection
        if store.engine.dialect.name == "postgresql":
            driver.autocommit = True
            driver.execute("VACUUM FULL")
            driver.autocommit = False
        else:
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        pooled.close()


TEXTS: dict[str, tuple[str, ...]] = {
    "submissions": ("file", "sheet"),
    "decisions": ("comment",),
    "withdrawals": ("reason",),
    ACTS.name: ("detail",),
    "corrections": ("original", "corrected"),
    "events": ("text",),
    "exceptions": ("reason",),
}
