"""Put rows into a table inside the caller's transaction: many fast, or one unless it is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_rows(connection: Connection, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert tuples that give every column of ``table`` in its order.

    Values are plain, see :mod:`store.rows`. SQLAlchemy's statement machinery would cost several
    times what the database itself needs for a roster of 100,000 students. PostgreSQL gets them by COPY,
    as docs/operations.md says why.
    """
    quote = connection.dialect.identifier_preparer.quote
    target = f"{quote(table.name)} ({', '.join(quote(column.name) for column in table.columns)})"
    # What only psycopg has is not in SQLAlchemy's idea of a cursor.
    cursor: Any = connection.connection.cursor()
    try:
        if connection.dialect.name == "postgresql":
            with cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(table.columns))
            cursor.executemany(f"INSERT INTO {target} VALUES ({marks})", rows)  # noqa: S608 - declared names only
    finally:
        cursor.close()


def insert_unless_there(connection: Connection, table: Table, values: dict[str, Any]) -> Any:
    """Insert a row and give its primary key; ``None`` if one of its keys is taken.

    Where another transaction has just inserted the same key, this waits for its end.
    """
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    key: Sequence[Any] = list(table.primary_key.columns)
    statement = dialect.insert(table).values(values).on_conflict_do_nothing().returning(*key)
    return connection.execute(statement).scalar_one_or_none()
