"""Files that wait to be confirmed: no facts yet, and gone once they are confirmed or dropped."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from schema import limits
from store.corrections import drop_draft_corrections
from store.database import reading, writing
from store.errors import StoreError
from store.rows import storable
from store.store import Store
from store.tables import DRAFTS
from store.types import as_utc

_LISTED = ("id", "unit", "kind", "file", "size", "kept_at")


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that waits for its ``owner``, and for which unit and as which kind it is to be read."""

    term: str
    owner: str
    unit: str | None
    kind: str | None
    file: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft as its owner is told of it: its number, what was said of it, and when it was kept (aware)."""

    draft: int
    unit: str | None
    kind: str | None
    file: str
    size: int
    kept_at: dt.datetime


def keep_draft(store: Store, draft: Draft, *, at: dt.datetime) -> int:
    """Keep a file until its owner confirms or drops it.

    Raises ``StoreError`` for one too many, or too much, of the owner or of all.
    """
    values = {
        "term": storable(draft.term),
        "owner": storable(draft.owner),
        "unit": storable(draft.unit),
        "kind": draft.kind,
        "file": storable(draft.file),
        "size": len(draft.content),
        "content": draft.content,
        "kept_at": as_utc(at, "at"),
    }
    with writing(store.engine) as connection:
        _require_room(connection, draft)
        key = connection.execute(insert(DRAFTS).values(values)).inserted_primary_key
    return int(key[0]) if key else 0


def _require_room(connection: Connection, draft: Draft) -> None:
    """Raise ``StoreError`` where the owner's files, or those of all, would be more than can wait."""
    waiting = select(func.count(), func.coalesce(func.sum(DRAFTS.c.size), 0))
    count, size = connection.execute(waiting.where(DRAFTS.c.owner == draft.owner)).one()
    if count >= limits.MOST_DRAFTS:
        raise StoreError("too_many_drafts", most=limits.MOST_DRAFTS)
    if size + len(draft.content) > limits.MAX_BYTES_OF_DRAFTS:
        raise StoreError("drafts_too_large", most=limits.MAX_BYTES_OF_DRAFTS // 2**20)
    _count, of_all = connection.execute(waiting).one()
    if of_all + len(draft.content) > limits.MAX_BYTES_OF_ALL_DRAFTS:
        raise StoreError("drafts_full")


def label_draft(store: Store, draft: int, owner: str, *, unit: str | None, kind: str | None) -> None:
    """Keep with a draft for which unit, and as which kind, its owner wants it read."""
    statement = update(DRAFTS).where(DRAFTS.c.id == draft, DRAFTS.c.owner == owner)
    with writing(store.engine) as connection:
        connection.execute(statement.values(unit=storable(unit), kind=kind))


def read_drafts(store: Store, term: str, owner: str) -> list[Waiting]:
    """What waits for ``owner``, the oldest first."""
    statement = (
        select(*(DRAFTS.c[name] for name in _LISTED))
        .where(DRAFTS.c.term == term, DRAFTS.c.owner == owner)
        .order_by(DRAFTS.c.id)
    )
    with reading(store.engine) as connection:
        return [Waiting(*row) for row in connection.execute(statement)]


def read_draft(store: Store, draft: int, owner: str) -> tuple[str, bytes]:
    """Name and bytes of a draft. Raises ``StoreError`` when ``owner`` has no such draft."""
    statement = select(DRAFTS.c.file, DRAFTS.c.content)
    with reading(store.engine) as connection:
        row = connection.execute(statement.where(DRAFTS.c.id == draft, DRAFTS.c.owner == owner)).one_or_none()
    if row is None:
        raise StoreError("no_such_draft", draft=draft)
    return str(row.file), bytes(row.content)


def drop_draft(store: Store, draft: int, owner: str) -> bool:
    """Let a draft of ``owner`` go with its corrections; whether it was still there."""
    own = DRAFTS.c.id == draft, DRAFTS.c.owner == owner
    statement = delete(DRAFTS).where(*own)
    with writing(store.engine) as connection:
        if connection.execute(select(DRAFTS.c.id).where(*own)).first() is not None:
            drop_draft_corrections(connection, draft)
        return connection.execute(statement).rowcount > 0
