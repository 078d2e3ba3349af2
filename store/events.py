"""Events on the line: added, and withdrawn by one more entry; never changed."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import insert, select

from schema import limits
from schema.events import Event
from store.acts import About, log
from store.bulk import insert_unless_there
from store.database import reading, writing
from store.errors import StoreError
from store.frames import listed, texts
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables_of_notes import EVENT_WITHDRAWALS, EVENTS

_COLUMNS = ("event", "unit", "on", "text", "added_at", "added_by", "withdrawn_at", "withdrawn_by")


def add_event(store: Store, term: str, event: Event, signature: Signature) -> int:
    """Note an event; its number. Raises ``StoreError`` for one that says nothing, or too much for a line."""
    text = event.text.strip()
    if not text:
        raise StoreError("event_blank")
    if len(text) > limits.LONGEST_EVENT:
        raise StoreError("event_too_long", most=limits.LONGEST_EVENT)
    values = {"term": storable(term), "unit": storable(event.unit), "on": event.day, "text": storable(text)}
    values |= signature.columns("added")
    with writing(store.engine) as connection:
        key = connection.execute(
            insert(EVENTS).values(values | signature.columns("added"))
        ).inserted_primary_key
        number = int(key[0]) if key else 0
        detail = {"event": number, "on": event.day, "text": text}
        log(connection, "event_added", signature, About(term, event.unit), detail)
    return number


def withdraw_event(store: Store, number: int, signature: Signature) -> None:
    """Let an event be shown no more; raises ``StoreError`` where there is none, or it is withdrawn."""
    with writing(store.engine) as connection:
        row = connection.execute(select(EVENTS).where(EVENTS.c.id == number)).one_or_none()
        values = {"event": number, **signature.columns("withdrawn")}
        if row is None or insert_unless_there(connection, EVENT_WITHDRAWALS, values) is None:
            raise StoreError("no_such_event", event=number)
        detail = {"event": number, "on": row.on, "text": row.text}
        log(connection, "event_withdrawn", signature, About(row.term, row.unit), detail)


def read_events(store: Store, term: str) -> pd.DataFrame:
    """Every event of ``term`` in order, withdrawn or not.

    Columns: ``event`` (int64), ``unit, text, added_by, withdrawn_by`` (text), ``on`` (a day), ``added_at``
    and ``withdrawn_at`` (naive UTC, NaT while it is shown).
    """
    columns = [EVENTS.c.id, *(EVENTS.c[name] for name in _COLUMNS[1:6])]
    statement = (
        select(*columns, EVENT_WITHDRAWALS.c.withdrawn_at, EVENT_WITHDRAWALS.c.withdrawn_by)
        .outerjoin(EVENT_WITHDRAWALS)
        .where(EVENTS.c.term == term)
        .order_by(EVENTS.c.on, EVENTS.c.id)
    )
    with reading(store.engine) as connection:
        rows = connection.execute(statement).all()
    types = texts("unit", "text", "added_by", "withdrawn_by") | {"event": "int64"}
    return listed(rows, _COLUMNS, moments=("added_at", "withdrawn_at"), days=("on",), types=types)
