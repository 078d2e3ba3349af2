"""One at a time, of all processes of a store: a lock that the database gives up when its holder ends or dies.

PostgreSQL has locks for that purpose. SQLite has only the lock of a whole file, so a second, empty one
beside the database is locked: whoever reads or writes the database itself does not wait for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import text

from store.database import is_writable
from store.store import Store

# Any constant: it names the lock among those of the same database.
_LOCK = 20200225
_OWNER_ONLY = 0o600


@contextmanager
def alone(store: Store) -> Iterator[bool]:
    """Whether this process holds the lock of the store inside; nobody waits for it."""
    if store.engine.dialect.name == "postgresql":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            asked = {"lock": _LOCK}
            is_held = bool(connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), asked).scalar_one())
            try:
                yield is_held
            finally:
                if is_held:
                    connection.execute(text("SELECT pg_advisory_unlock(:lock)"), asked)
        return
    database = Path(str(store.engine.url.database))
    if not database.is_file() or not is_writable(database):
        yield False  # it is only read here, so nothing could be kept
        return
    file = database.with_name(f"{database.name}-sender")
    file.touch(mode=_OWNER_ONLY)
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as connection:
        yield _is_locked_here(connection)


def _is_locked_here(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return False
    return True
