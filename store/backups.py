"""The whole store as one file, taken while it is used, and brought back into an empty database.

A backup is a SQLite file with the tables of this program, whichever database it comes from, so it
can be looked into with any tool and be restored to either. It holds every original workbook.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Table, func, insert, select, text

from store.database import reading, writing
from store.errors import StoreError
from store.metadata import METADATA
from store.store import Store, open_store
from store.tables import CONTENTS, HOUSE

# Each database keeps the name that it was given when it was made.
_TABLES = [table for table in METADATA.sorted_tables if table is not HOUSE]
_CHUNK = 1_000
_OWNER_ONLY = 0o600
_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True)
class Backup:
    """How many rows each table has in a backup, and how many bytes of original workbooks were checked."""

    rows: dict[str, int] = field(default_factory=dict)
    original_bytes: int = 0


def write_backup(store: Store, file: Path) -> Backup:
    """Write all of ``store``, as it is at one moment, to ``file``, which must not be there yet.

    Others may go on writing. Raises ``StoreError`` where the file is there, or where what was
    written does not hold what it should; then no file is left.
    """
    if file.exists():
        raise StoreError("backup_exists", file=file)
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with open_store(f"sqlite:///{part}") as copy:
            with reading(store.engine) as source, writing(copy.engine) as target:
                _copy(source, target)
            with reading(copy.engine) as written:
                backup = _checked(written, file)
        with closing(sqlite3.connect(part)) as single:
            single.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        part.chmod(_OWNER_ONLY)
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    return backup


def restore_backup(file: Path, store: Store) -> Backup:
    """Bring a backup back into ``store``, which is empty and which nobody else uses; all of it, or nothing.

    Raises ``StoreError`` for a file that is no whole backup, a database that holds something, or one
    that a running server has open.
    """
    with _opened(file) as copy, reading(copy.engine) as source:
        backup = _checked(source, file)
        with reading(store.engine) as connection:
            if any(_counted(connection, table) for table in _TABLES):
                raise StoreError("restore_not_empty")
        _require_alone(store)
        with writing(store.engine) as target:
            _copy(source, target)
            if {table.name: _counted(target, table) for table in _TABLES} != backup.rows:
                raise StoreError("backup_damaged", file=file, problem="rows are missing after restoring")
    return backup


@contextmanager
def _opened(file: Path) -> Iterator[Store]:
    """A backup as a store; one of an older program gets the changes since, in a copy of its own."""
    if not file.is_file() or not file.read_bytes()[: len(_SQLITE)] == _SQLITE:
        raise StoreError("backup_damaged", file=file, problem="no SQLite file")
    copied = file.with_name(f"{file.name}.reading")
    try:
        with (
            closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copied)) as copy,
        ):
            source.backup(copy)
        with open_store(f"sqlite:///{copied}") as store:
            yield store
    except sqlite3.DatabaseError as error:
        raise StoreError("backup_damaged", file=file, problem=error) from error
    finally:
        for suffix in ("", "-wal", "-shm"):
            copied.with_name(copied.name + suffix).unlink(missing_ok=True)


def _copy(source: Connection, target: Connection) -> None:
    """All rows of all tables, with their numbers."""
    for table in _TABLES:
        rows = source.execute(select(table).execution_options(yield_per=_CHUNK))
        for part in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in part])
        _go_on_counting(target, table)


def _go_on_counting(target: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows after those that came with numbers."""
    number = table.autoincrement_column
    if target.dialect.name == "postgresql" and number is not None:
        sequence = func.pg_get_serial_sequence(table.name, number.name)
        last = select(func.max(number)).scalar_subquery()
        target.execute(select(func.setval(sequence, func.coalesce(last, 1), last.is_not(None))))


def _checked(written: Connection, file: Path) -> Backup:
    """What a backup holds; raises ``StoreError`` where its pages or an original are not whole."""
    problem = written.execute(text("PRAGMA integrity_check")).scalar_one()
    if problem != "ok":
        raise StoreError("backup_damaged", file=file, problem=problem)
    original_bytes = 0
    contents = select(CONTENTS.c.digest, CONTENTS.c.content, CONTENTS.c.size)
    for digest, content, size in written.execute(contents.execution_options(yield_per=10)):
        if size and not content:
            continue  # it was erased
        if hashlib.sha256(content).hexdigest() != digest:
            raise StoreError("backup_damaged", file=file, problem=f"original {digest[:12]} was changed")
        original_bytes += len(content)
    return Backup({table.name: _counted(written, table) for table in _TABLES}, original_bytes)


def _counted(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _require_alone(store: Store) -> None:
    """Raise ``StoreError`` where another program has the database open."""
    store.close()
    if store.engine.dialect.name == "postgresql":
        others = (
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        with reading(store.engine) as connection:
            is_used = bool(connection.execute(text(others)).scalar_one())
    else:
        # Leaving WAL mode needs the file for oneself alone.
        with closing(sqlite3.connect(str(store.engine.url.database), timeout=0)) as connection:
            try:
                mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
            except sqlite3.OperationalError:
                mode = "wal"
            is_used = mode != "delete"
    if is_used:
        raise StoreError("restore_while_used")
