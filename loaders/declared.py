"""The titles that the forms declare, and what a title means in each of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from loaders.cells.text import fold
from loaders.titles import (
    ALIAS,
    ANSWERED,
    OWN,
    REMARKED,
    STANDS_IN,
    STRIPPED,
    is_deadline,
    is_of_part,
    is_other_scale,
    key_of,
    limits_days,
    title_keys,
)
from schema.kinds import all_forms
from schema.model import Column, ColumnType

_SEVERAL = re.compile(r"[/、|]|或者?")


@lru_cache(maxsize=1)
def _index() -> dict[str, dict[str, tuple[str, int]]]:
    """Header key → table name → column id and how well it is known: most cells are no header of any form."""
    index: dict[str, dict[str, tuple[str, int]]] = {}
    for _, form in all_forms():
        for column in reversed(form.columns):
            for header in column.headers:
                known = _known(column, header)
                tables = index.setdefault(key_of(fold(header)), {})
                if known == OWN or tables.get(form.table, ("", 0))[1] < OWN:
                    tables[form.table] = (column.id, known)
    return index


def _known(column: Column, header: str) -> int:
    """How well a column is known under one of its headers."""
    if header in (column.title, column.title_en, column.id):
        return OWN
    if header in column.stand_ins:
        return STANDS_IN
    return ANSWERED if header in column.answers else ALIAS


@lru_cache(maxsize=1)
def _types() -> dict[tuple[str, str], ColumnType]:
    """Table name and column id → what the column holds."""
    return {(form.table, column.id): column.type for _, form in all_forms() for column in form.columns}


def type_of(table: str, id: str) -> ColumnType:
    """What a column of the form of a table holds."""
    return _types()[table, id]


_TURNED: dict[ColumnType, tuple[Callable[[str], bool], ...]] = {
    ColumnType.DATE: (is_deadline, is_of_part),
    ColumnType.COUNT: (limits_days, is_of_part),
    ColumnType.YESNO: (is_of_part,),
    ColumnType.SCORE: (is_other_scale,),
}


def _is_turned(title: str, type: ColumnType) -> bool:
    """Whether a remark makes another thing of a column of ``type``: a day due, a count up to a day."""
    return any(turned(title) for turned in _TURNED.get(type, ()))


def is_count(title: str) -> bool:
    """Whether some form has counts under a title."""
    return ColumnType.COUNT in types_called(title)


def types_called(title: str) -> frozenset[ColumnType]:
    """The types of the columns that a title means, in whichever forms; of one that asks 是 or 否, none."""
    called = columns_called(title).items()
    return frozenset(type_of(table, id) for table, (id, known) in called if known != ANSWERED)


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
    """By table name, the column that a title means there and how well it is known.

    A title of several says it where all mean the same: 课程序号/教学班号, but not 教师/助教.
    """
    columns = column_of_one(text)
    parts = [column_of_one(part) for part in _SEVERAL.split(fold(text))]
    if len(parts) > 1:
        for table, (id, _) in parts[0].items():
            each = [part.get(table, ("", 0)) for part in parts]
            if {other for other, _ in each} == {id}:
                columns.setdefault(table, (id, min(STRIPPED, *(known for _, known in each))))
    return columns


def column_of_one(text: str) -> dict[str, tuple[str, int]]:
    """As :func:`columns_called`, for a title of one thing."""
    index = _index()
    columns: dict[str, tuple[str, int]] = {}
    for key, whole in title_keys(text):
        for table, (id, known) in index.get(key, {}).items():
            if not whole and _is_turned(text, type_of(table, id)):
                continue
            less = REMARKED if known == OWN else min(STRIPPED, known)
            columns.setdefault(table, (id, known if whole else less))
    return columns
