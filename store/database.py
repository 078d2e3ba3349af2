"""Where the data lie: the database's URL, its engine, and how transactions begin.

Readers never wait: SQLite runs in WAL mode, and readers of PostgreSQL work on one snapshot. Writers, of
all processes, take one lock at the start of their transaction and queue for it: what a writer has looked
at, a quota or what is locked, stands until it is done.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, InternalError, OperationalError

from store.errors import StoreError

URL_VARIABLE = "DATABASE_URL"
DEFAULT_FILE = Path(__file__).resolve().parent.parent / "var" / "ruqi.db"
# How long a writer waits for another before it gives up.
BUSY_SECONDS = 30.0
_WRITES, _ACTS = "ruqi_writes", "ruqi_acts"
# Any constant: it names the lock of writers among those of a database of PostgreSQL.
_WRITERS = 20200223
_log = logging.getLogger("ruqi.acts")
# Names and original files are nobody else's on the machine.
_OWNER_ONLY = 0o600
# How the databases say that their pages are not whole, and that nothing may be written to them.
_DAMAGED = ("malformed", "not a database", "invalid page", "corrupt")
_ONLY_READ = ("readonly", "read-only", "read-write mode")
_POSTGRES_NAMES = ("postgres", "postgresql", "postgresql+psycopg")
# A number taken from a frame is one of numpy's; unknown to SQLite it would be kept as bytes.
sqlite3.register_adapter(np.int64, int)


def database_url(url: str | None = None) -> URL:
    """The URL to use: ``url``, else ``DATABASE_URL``, else the embedded SQLite file.

    ``postgres://`` and ``postgresql://`` mean psycopg 3. Raises ``StoreError`` for anything
    but PostgreSQL or a SQLite file (a database in memory would not outlive its connection).
    """
    given = url or os.environ.get(URL_VARIABLE) or f"sqlite:///{DEFAULT_FILE}"
    try:
        parsed = make_url(given)
    except (ArgumentError, ValueError):  # what cannot be told apart may hold a password anywhere
        raise StoreError("unsupported_database", url="…") from None
    is_postgres = parsed.drivername in _POSTGRES_NAMES
    # The host may be the rest of a password in which an @ is not written as %40, and a port may be all of it.
    if "@" in (parsed.host or "") or (is_postgres and not parsed.database):
        raise StoreError("unsupported_database", url="…")
    if is_postgres:
        return parsed.set(drivername="postgresql+psycopg")
    is_file = parsed.database not in (None, "", ":memory:") and not (parsed.host or parsed.username)
    if parsed.drivername == "sqlite" and is_file:
        return parsed
    raise StoreError("unsupported_database", url=masked(parsed))


def masked(url: URL) -> str:
    """The URL as it may be shown: without its password, and without its options, of which one may be it."""
    return url.set(query={}).render_as_string(hide_password=True)


def connect(url: URL) -> Engine:
    """An engine for ``url``; for SQLite the folder is made and the file put in WAL mode.

    A SQLite file that cannot be written to is opened to be read.
    """
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    file = Path(str(url.database))
    if file.exists() and not is_writable(file):
        engine = create_engine(_to_read(url, file), connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=_OWNER_ONLY)  # the files beside it get the same rights
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def is_writable(file: Path) -> bool:
    """Whether a database may write to its file, and beside it."""
    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)


def _to_read(url: URL, file: Path) -> URL:
    """Where a file is opened to be read; what was not yet written into it stands in the file beside it."""
    log = file.with_name(f"{file.name}-wal")
    is_whole = not log.exists() or not log.stat().st_size
    query = {"uri": "true", "mode": "ro", **({"immutable": "1"} if is_whole else {})}
    return url.set(database=f"file:{quote(str(file.resolve()))}", query=query)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one consistent state of the database, and writes nothing."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    except DatabaseError as error:
        if not _is_of_database(error):
            raise
        raise unusable(engine.url, error) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection whose work becomes visible at once at the end, or not at all."""
    try:
        with engine.execution_options(**{_WRITES: True}).begin() as connection:
            connection.info.pop(_ACTS, None)
            if engine.dialect.name == "postgresql":
                _queue(connection)
            yield connection
            acts = connection.info.pop(_ACTS, [])
    except DatabaseError as error:
        if not _is_of_database(error):
            raise
        raise unusable(engine.url, error) from error
    for act in acts:
        _log.info("act", extra={"said": act})


def _queue(connection: Connection) -> None:
    """Wait until no other writer of PostgreSQL is at work, as writers of SQLite do."""
    patience = {"milliseconds": f"{BUSY_SECONDS * 1000:.0f}"}
    connection.execute(text("SELECT set_config('lock_timeout', :milliseconds, true)"), patience)
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS})


def say_when_done(connection: Connection, act: dict[str, Any]) -> None:
    """Tell the server's log of an act once the transaction of ``connection`` has brought it about."""
    connection.info.setdefault(_ACTS, []).append(act)


def unusable(url: URL, error: Exception) -> StoreError:
    """What to say of a database that is damaged, only to be read, not reached, or not written to in time."""
    problem = str(getattr(error, "orig", None) or error).strip()
    lowered = problem.lower()
    if any(word in lowered for word in _DAMAGED):
        return StoreError("database_damaged", url=masked(url), problem=problem)
    if any(word in lowered for word in _ONLY_READ):
        return StoreError("database_read_only", url=masked(url))
    return StoreError("database_unusable", url=masked(url), problem=problem)


def _is_of_database(error: DatabaseError) -> bool:
    """Whether an error is of the database's state: not of a statement, or of what was to be written."""
    return isinstance(error, OperationalError | InternalError) or type(error) is DatabaseError


def _prepare_sqlite(dbapi_connection: sqlite3.Connection, _record: object) -> None:
    # Transactions are begun by _begin_sqlite; the driver's own way would begin them too late.
    dbapi_connection.isolation_level = None
    dbapi_connection.execute("PRAGMA foreign_keys = ON")
    # An accepted submission survives a power cut, not only a crash.
    dbapi_connection.execute("PRAGMA synchronous = FULL")
    _use_wal(dbapi_connection)


def _use_wal(dbapi_connection: sqlite3.Connection) -> None:
    """Switch the file to WAL; the busy timeout does not cover this switch, so wait here."""
    deadline = time.monotonic() + BUSY_SECONDS
    while dbapi_connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            dbapi_connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    # Taking the write lock at once means that a transaction never fails half-way for want of it.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
