"""One at a time, of all processes of a store: a lock that the database gives up when its holder ends or dies.

PostgreSQL has locks for that purpose. SQLite has only the lock of a whole file, so a second, empty one
beside the database is locked: whoever reads or writes the database itself does not wait for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from store.database import is_writable, unusable
from store.store import Store

# Any constant: it names the lock among those of the same database.
_LOCK = 20200225
_OWNER_ONLY = 0o600


@contextmanager
def alone(store: Store) -> Iterator[bool]:
    """Whether this process holds the lock of the store inside; nobody waits for it. Raises ``StoreError``."""
    if store.engine.dialect.name == "postgresql":
        with closing(_asking(store)) as connection:
            is_held = _asked(connection, "SELECT pg_try_advisory_lock(:lock)")
            try:
                yield is_held
            finally:
                if is_held:  # with a connection that is lost the lock is given up too
                    with suppress(SQLAlchemyError):
                        _asked(connection, "SELECT pg_advisory_unlock(:lock)")
        return
    database = Path(str(store.engine.url.database))
    if not database.is_file() or not is_writable(database):
        yield False  # it is only read here, so nothing could be kept
        return
    file = database.with_name(f"{database.name}-sender")
    file.touch(mode=_OWNER_ONLY)
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as connection:
        yield _is_locked_here(connection)


def _asking(store: Store) -> Connection:
    try:
        return store.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    except SQLAlchemyError as error:
        raise unusable(store.engine.url, error) from error


def _asked(connection: Connection, question: str) -> bool:
    return bool(connection.execute(text(question), {"lock": _LOCK}).scalar_one())


def _is_locked_here(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return False
    return True
