"""The last row of each key, in tables where a later row takes the place of an earlier one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Table, select

from store.database import reading
from store.store import Store
from store.types import as_utc


def read_latest(
    store: Store, table: Table, term: str, keys: Sequence[str], until: dt.datetime | None = None
) -> list[Row[Any]]:
    """Of the rows of ``term`` the last one for each value of the columns ``keys``, in their order.

    ``until`` (aware) leaves out what was added after that moment: the only ``…_at`` of the ``table``.
    """
    statement = select(table).where(table.c.term == term).order_by(table.c.id)
    if until is not None:
        (added_at,) = (column for column in table.c if column.name.endswith("_at"))
        statement = statement.where(added_at <= as_utc(until, "until"))
    with reading(store.engine) as connection:
        rows = connection.execute(statement).all()
    key_of = attrgetter(*keys)
    last = {key_of(row): row for row in rows}
    return sorted(last.values(), key=lambda row: int(row.id))
