"""When each person last did something: one moment a login, written over; no record of what they did."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from store.database import reading, writing
from store.rows import storable
from store.store import Store
from store.tables_of_people import LAST_ACTS
from store.types import as_utc


def note_act(store: Store, login: str, at: dt.datetime) -> None:
    """Keep that ``login`` does something at the moment ``at`` (aware), instead of what was kept."""
    insert = postgresql.insert if store.engine.dialect.name == "postgresql" else sqlite.insert
    values = {"login": storable(login), "at": as_utc(at, "at")}
    with writing(store.engine) as connection:
        connection.execute(
            insert(LAST_ACTS).values(values).on_conflict_do_update(index_elements=["login"], set_=values)
        )


def read_last_act(store: Store, login: str) -> dt.datetime | None:
    """When ``login`` last did something (aware); ``None`` for one who never did."""
    moment: dt.datetime | None
    with reading(store.engine) as connection:
        moment = connection.execute(select(LAST_ACTS.c.at).where(LAST_ACTS.c.login == login)).scalar()
    return moment
