"""The store: its engine, and which database it is. Everything else is functions that take it first."""

from __future__ import annotations

import hmac
import sqlite3
import weakref
from importlib import import_module
from typing import Self

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from store.database import connect, database_url, unusable
from store.revision import is_current
from store.tables import HOUSE


def open_store(url: str | None = None) -> Store:
    """Open the store at ``url``, else at ``DATABASE_URL``, else in ``var/ruqi.db`` of the project.

    A new database gets its tables, an older one the changes since; several processes may do this
    at once. Raises ``StoreError`` when the URL is of no supported sort, the database cannot be
    reached, or a newer program has changed it.
    """
    parsed = database_url(url)
    try:
        engine = connect(parsed)
        try:
            if not is_current(engine):  # what migrates is large, and seldom needed
                import_module("store.migrate").migrate(engine)
            return Store(engine)
        except BaseException:
            engine.dispose()
            raise
    except (SQLAlchemyError, OSError, sqlite3.DatabaseError) as error:
        raise unusable(parsed, error) from error


class Store:
    """A database of submissions: rows are added (``add_...``) and read (``read_...``), never changed.

    Safe to share between threads; each process opens its own. Moments passed in carry an offset
    (a naive one raises ``StoreError``); those in frames are naive UTC, ``datetime64[us]``.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # A store that is forgotten closes its connections all the same.
        weakref.finalize(self, engine.dispose)
        with engine.connect() as connection:
            self.name: str = connection.execute(select(HOUSE.c.name)).scalar_one()
        # What no address and no page tells, and every server of this database knows.
        self.secret = hmac.digest(self.name.encode(), b"keys of addresses", "sha256")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; the store may still be used and opens new ones."""
        self.engine.dispose()
