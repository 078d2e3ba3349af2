"""How the declared columns, and moments, are kept in a database."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Double, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from schema.model import ColumnType
from store.errors import StoreError

# Several words of one cell are kept as a JSON list: readable in any database, order kept.
SQL_TYPES: dict[ColumnType, type[TypeEngine[Any]]] = {
    ColumnType.ID: Text,
    ColumnType.TEXT: Text,
    ColumnType.UNIT: Text,
    ColumnType.CHOICE: Text,
    ColumnType.SEVERAL: Text,
    ColumnType.COUNT: BigInteger,
    ColumnType.SCORE: Double,
    ColumnType.DATE: Date,
    ColumnType.MOMENT: DateTime,
    ColumnType.YESNO: Boolean,
}


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment: aware going in, kept as UTC, aware UTC coming out, to the microsecond.

    SQLite has no time zones and keeps the UTC text; PostgreSQL keeps ``timestamptz``.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: dt.datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy passes it
    ) -> dt.datetime | None:
        """Turn the moment to UTC; a naive one raises ``StoreError``."""
        return None if value is None else as_utc(value, "moment")

    def process_result_value(
        self,
        value: dt.datetime | None,
        dialect: Dialect,  # noqa: ARG002 - likewise
    ) -> dt.datetime | None:
        """Give SQLite's text its zone back, and PostgreSQL's session zone up."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def as_utc(value: dt.datetime, name: str) -> dt.datetime:
    """The aware moment ``value`` in UTC; raises ``StoreError`` naming the argument if naive."""
    if value.tzinfo is None or value.utcoffset() is None:
        raise StoreError("naive_moment", name=name, value=value.isoformat())
    return value.astimezone(dt.UTC)
