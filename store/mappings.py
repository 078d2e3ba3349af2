"""What titles mean that no sheet declares, as people have set it for a unit or for the campus."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert, select

from schema.mappings import Heading, MappingEntry
from store.acts import About, log
from store.database import reading, writing
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables import MAPPINGS
from store.types import as_utc


def add_mapping(store: Store, term: str, entry: MappingEntry, signature: Signature) -> None:
    """Let a title mean what ``entry`` says from now on; without a meaning it is asked about again."""
    mapping = {"heading": storable(entry.heading.text), "meaning": storable(entry.meaning)}
    values = {
        "term": storable(term),
        "unit": storable(entry.unit),
        "kind": storable(entry.heading.kind),
        **mapping,
        **signature.columns("set"),
    }
    with writing(store.engine) as connection:
        connection.execute(insert(MAPPINGS).values(values))
        about = About(term, entry.unit, entry.heading.kind)
        log(connection, "mapping_set", signature, about, mapping)


def read_mappings(
    store: Store, term: str, *, until: dt.datetime | None = None
) -> dict[str | None, dict[Heading, str]]:
    """Unit (``None``: the campus) → title → meaning, up to and including the moment ``until``."""
    columns = MAPPINGS.c
    statement = select(MAPPINGS).where(columns.term == term).order_by(columns.id)
    if until is not None:
        statement = statement.where(columns.set_at <= as_utc(until, "until"))
    with reading(store.engine) as connection:
        rows = connection.execute(statement).all()
    mappings: dict[str | None, dict[Heading, str]] = {}
    for row in rows:
        of_unit, heading = mappings.setdefault(row.unit, {}), Heading(row.kind, row.heading)
        of_unit.pop(heading, None)
        if row.meaning is not None:
            of_unit[heading] = row.meaning
    return {unit: meanings for unit, meanings in mappings.items() if meanings}
