"""When sheets are expected, as academic affairs set it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert

from schema.deadlines import Deadline
from store.acts import About, log
from store.database import writing
from store.latest import read_latest
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables import DEADLINES

_MINUTE = dt.timedelta(minutes=1)


def add_deadline(store: Store, term: str, deadline: Deadline, signature: Signature) -> None:
    """Let ``deadline`` hold for its kind from now on; times are kept to the minute."""
    closed = deadline.closed_after
    values = {
        "kind": deadline.kind,
        "period": deadline.period,
        "starts": deadline.starts,
        "ends": deadline.ends,
        "due_after": deadline.due_after // _MINUTE,
        "closed_after": None if closed is None else closed // _MINUTE,
    }
    with writing(store.engine) as connection:
        connection.execute(
            insert(DEADLINES).values({"term": storable(term)} | values | signature.columns("set"))
        )
        about = About(term, kind=deadline.kind)
        log(connection, "deadline_set", signature, about, values)


def read_deadlines(store: Store, term: str) -> list[Deadline]:
    """The deadlines set for ``term``, one for each kind that has any."""
    return [
        Deadline(
            row.kind,
            row.period,
            row.starts,
            row.ends,
            row.due_after * _MINUTE,
            None if row.closed_after is None else row.closed_after * _MINUTE,
        )
        for row in read_latest(store, DEADLINES, term, ("kind",))
    ]
