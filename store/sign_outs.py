"""Signing out: the moment up to which nothing lets a login in any more, at any server of the store."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import bindparam, func, insert, select

from store.acts import About, log
from store.database import reading, writing
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables_of_people import SIGN_OUTS
from store.types import as_utc

# Asked whenever somebody clicks, so it is put together once.
_LAST = select(func.max(SIGN_OUTS.c.signed_out_at)).where(SIGN_OUTS.c.login == bindparam("login"))


def add_sign_out(store: Store, signature: Signature) -> None:
    """End every session that whoever signs has begun until now, wherever it is open."""
    values = {"login": storable(signature.by or ""), "signed_out_at": as_utc(signature.at, "at")}
    with writing(store.engine) as connection:
        connection.execute(insert(SIGN_OUTS).values(values))
        log(connection, "signed_out", signature, About())


def read_sign_out(store: Store, login: str) -> dt.datetime | None:
    """When ``login`` signed out last (aware); ``None`` for one who never did."""
    with reading(store.engine) as connection:
        moment: dt.datetime | None = connection.execute(_LAST, {"login": login}).scalar_one()
    return moment
