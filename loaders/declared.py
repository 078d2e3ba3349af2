"""The titles that the forms declare, and what a title means in each of them."""

from __future__ import annotations

from functools import lru_cache

from loaders.cells.text import fold
from loaders.titles import ALIAS, OWN, REMARKED, STRIPPED, key_of, title_keys
from schema.kinds import all_forms


@lru_cache(maxsize=1)
def _index() -> dict[str, dict[str, tuple[str, int]]]:
    """Header key → table name → column id and how well it is known: most cells are no header of any form."""
    index: dict[str, dict[str, tuple[str, int]]] = {}
    for _, form in all_forms():
        for column in reversed(form.columns):
            for header in column.headers:
                own = header in (column.title, column.title_en, column.id)
                tables = index.setdefault(key_of(fold(header)), {})
                if own or tables.get(form.table, ("", 0))[1] < OWN:
                    tables[form.table] = (column.id, OWN if own else ALIAS)
    return index


@lru_cache(maxsize=1)
def known_titles() -> frozenset[str]:
    """Every title that some form declares, as it is declared."""
    return frozenset(title for _, form in all_forms() for column in form.columns for title in column.headers)


@lru_cache(maxsize=1)
def anchor_titles() -> frozenset[str]:
    """Every title under which ids or names stand that make a row a row of data."""
    return frozenset(title for _, form in all_forms() for title in form.column(form.anchor).headers)


@lru_cache(maxsize=16_384)
def columns_called(text: str) -> dict[str, tuple[str, int]]:
    """By table name, the column that a title means there and how well it is known."""
    index = _index()
    columns: dict[str, tuple[str, int]] = {}
    for key, whole in title_keys(text):
        for table, (id, known) in index.get(key, {}).items():
            columns.setdefault(table, (id, known if whole else REMARKED if known == OWN else STRIPPED))
    return columns
