"""Sheets as teaching platforms and academic systems export them, one module a platform.

Every module here that declares a ``PLATFORM`` is one: a new platform is a new file and nothing else.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache
from importlib import import_module

from loaders.formats.grid import Grid
from loaders.platforms.evidence import Asked
from loaders.platforms.layout import Layout, title_key
from loaders.platforms.platform import Platform
from loaders.platforms.tables import Table
from schema.columns import CLASS_ID
from schema.reading import SheetReading

__all__ = ["Asked", "Platform", "Table", "platforms", "tables_in", "without"]

_CLASS_TITLES = frozenset(map(title_key, CLASS_ID.headers))


@lru_cache(maxsize=1)
def platforms() -> tuple[Platform, ...]:
    """Every platform, in the order of their modules."""
    modules = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    return tuple(module.PLATFORM for module in modules if hasattr(module, "PLATFORM"))


def tables_in(grid: Grid, asked: Asked) -> list[Table] | None:
    """The tables of a sheet that a platform exported, ``None`` for any other sheet.

    Raises ``Refused`` for an export from which nothing can be taken, with the reason.
    """
    layout = Layout(grid, asked.file)
    for platform in platforms():
        for sign in platform.signs:
            row = layout.find(sign)
            if row is None or (not platform.names_classes and _CLASS_TITLES & set(layout.places(row))):
                continue
            tables = platform.read(layout, row, asked)
            if tables:
                doubts = (*tables[0].findings, *layout.doubts(row))
                return [replace(tables[0], findings=doubts), *tables[1:]]
    return None


def without(reading: SheetReading, given: AbstractSet[str]) -> SheetReading:
    """``reading`` without places for the columns ``given``, which stand in no cell of its sheet.

    Whoever is told to be in a group, without the day, has joined on the day that was known before.
    """
    places = {reading.positions[id] for id in given if id in reading.positions}
    unsaid = {"joined_on"} if "joined" in given and "joined_on" not in reading.titles else set()
    return replace(
        reading,
        unsaid=frozenset(unsaid),
        positions={id: place for id, place in reading.positions.items() if id not in given},
        findings=tuple(replace(f, column_no=None) if f.column_no in places else f for f in reading.findings),
    )
