"""What tells that something has changed: texts that differ with every row added."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from store.database import reading
from store.errors import StoreError
from store.store import Store
from store.tables import (
    CLASS_ANSWERS,
    DEADLINES,
    DECISIONS,
    ERASURES,
    EXCEPTION_ENDS,
    EXCEPTIONS,
    MAPPINGS,
    SUBMISSIONS,
    WITHDRAWALS,
)

_CONTENTS = (SUBMISSIONS, WITHDRAWALS, ERASURES)
_RULES = (DECISIONS, EXCEPTIONS, EXCEPTION_ENDS, DEADLINES, WITHDRAWALS, CLASS_ANSWERS, MAPPINGS)


def read_version(store: Store) -> str:
    """A text that changes with every submission, withdrawal and erasure, and differs between databases."""
    with reading(store.engine) as connection:
        return _version(store, connection)


def read_whole_version(store: Store, *_asked: object) -> str:
    """A text that changes with all that changes :func:`read_version` or :func:`read_rules_version`.

    Whatever else is asked of the store: so it is the version of anything that is kept of it.
    """
    with reading(store.engine) as connection:
        return f"{store.name}.{_counts(connection, *_CONTENTS, *_RULES)}"


def check_version(store: Store, connection: Connection, version: str) -> None:
    """Raise ``StoreError`` where anything came or went since ``version``."""
    if _version(store, connection) != version:
        raise StoreError("shown_changed")


def _version(store: Store, connection: Connection) -> str:
    return f"{store.name}.{_counts(connection, *_CONTENTS)}"


def read_rules_version(store: Store) -> str:
    """A text that changes with everything that may lock or open something, or tell files apart."""
    with reading(store.engine) as connection:
        return _rules_version(connection)


def check_rules(connection: Connection, version: str | None) -> None:
    """Raise ``StoreError`` where the rules are no longer those of ``version`` (``None``: not asked)."""
    if version is not None and _rules_version(connection) != version:
        raise StoreError("rules_changed")


def _rules_version(connection: Connection) -> str:
    return _counts(connection, *_RULES)


def _counts(connection: Connection, *tables: Table) -> str:
    """How many rows the tables have, as text: rows are only ever added."""
    return ".".join(str(count) for count in connection.execute(_counting(tables)).one())


@cache
def _counting(tables: tuple[Table, ...]) -> Select[Any]:
    """The statement that counts; it is asked dozens of times a page, so it is put together once."""
    return select(*(select(func.count()).select_from(table).scalar_subquery() for table in tables))
