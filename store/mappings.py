"""What titles and words mean that no sheet declares, as people have set it for a unit or the campus."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert

from schema.mappings import Heading, MappingEntry
from store.acts import About, log
from store.database import writing
from store.latest import read_latest
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables import MAPPINGS


def add_mapping(store: Store, term: str, entry: MappingEntry, signature: Signature) -> None:
    """Let a title or a word mean what ``entry`` says from now on; without a meaning it is asked again."""
    heading = entry.heading
    mapping = {
        "heading": storable(heading.text),
        "of_column": heading.column,
        "meaning": storable(entry.meaning),
    }
    values = {
        "term": storable(term),
        "unit": storable(entry.unit),
        "kind": storable(heading.kind),
        **mapping,
        **signature.columns("set"),
    }
    with writing(store.engine) as connection:
        connection.execute(insert(MAPPINGS).values(values))
        about = About(term, entry.unit, heading.kind)
        log(connection, "mapping_set", signature, about, mapping)


def read_mappings(
    store: Store, term: str, *, until: dt.datetime | None = None
) -> dict[str | None, dict[Heading, str]]:
    """Unit (``None``: the campus) → title → meaning, up to and including the moment ``until``."""
    mappings: dict[str | None, dict[Heading, str]] = {}
    for row in read_latest(store, MAPPINGS, term, ("unit", "kind", "heading", "of_column"), until):
        if row.meaning is not None:
            mappings.setdefault(row.unit, {})[Heading(row.kind, row.heading, row.of_column)] = row.meaning
    return mappings
