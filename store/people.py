"""Who has which role, and since when."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, Select, bindparam, func, insert, select, text

from store.acts import About, log
from store.addresses import forget_addresses
from store.database import reading, writing
from store.errors import StoreError
from store.frames import listed, texts
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables_of_people import GRANTS

_ADMIN = "admin"
# Asked whenever somebody clicks, so it is put together once.
_OF_LOGIN = select(GRANTS).where(GRANTS.c.login == bindparam("login")).order_by(GRANTS.c.id.desc()).limit(1)


class Granted(NamedTuple):
    """What a login has: ``role`` is ``None`` for one whose role was taken away."""

    login: str
    name: str
    role: str | None
    units: tuple[str, ...] = ()


def add_grant(store: Store, granted: Granted, signature: Signature) -> None:
    """Give a login a role, and units to report for; ``role`` ``None`` takes it away, and the address with it.

    Raises ``StoreError`` for a blank login, and where nobody would be left as ``admin``.
    """
    login, name, role, units = granted
    if not login.strip():
        raise StoreError("login_missing")
    values = {
        "login": storable(login),
        "name": storable(name),
        "role": role,
        "units": storable(json.dumps(list(units), ensure_ascii=False)),
    }
    with writing(store.engine) as connection:
        if role != _ADMIN:
            _keep_an_admin(connection, login)
        connection.execute(insert(GRANTS).values(values | signature.columns("granted")))
        if role is None:
            forget_addresses(connection, login)
        detail = {"login": login, "name": name, "role": role, "units": list(units)}
        log(connection, "granted" if role else "revoked", signature, About(), detail)


def read_grant(store: Store, login: str) -> Granted | None:
    """What ``login`` has now; ``None`` for one who never had a role."""
    with reading(store.engine) as connection:
        row = connection.execute(_OF_LOGIN, {"login": login}).one_or_none()
    return None if row is None else Granted(row.login, row.name, row.role, tuple(json.loads(row.units)))


def read_grants(store: Store) -> pd.DataFrame:
    """Everybody who ever had a role, by login, as it is now.

    Columns: ``login, name, role`` (text; no role where it was taken away), ``units`` (tuples),
    ``granted_at`` (naive UTC), ``granted_by`` (text).
    """
    names = ("login", "name", "role", "units", "granted_at", "granted_by")
    with reading(store.engine) as connection:
        rows = connection.execute(_latest()).all()
    frame = listed(
        [[getattr(row, name) for name in names] for row in rows],
        names,
        moments=("granted_at",),
        types=texts("login", "name", "role", "granted_by"),
    )
    frame["units"] = pd.Series([tuple(json.loads(units)) for units in frame["units"]], dtype=object)
    return frame


def _latest() -> Select[Any]:
    """The latest row of every login, by login."""
    last = select(func.max(GRANTS.c.id)).group_by(GRANTS.c.login)
    return select(GRANTS).where(GRANTS.c.id.in_(last)).order_by(GRANTS.c.login)


def _keep_an_admin(connection: Connection, login: str) -> None:
    """Raise ``StoreError`` where ``login`` is the only admin; nobody can change that until the end."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE grants IN SHARE ROW EXCLUSIVE MODE"))
    admins = {row.login for row in connection.execute(_latest()) if row.role == _ADMIN}
    if admins == {login}:
        raise StoreError("last_admin", login=login)
