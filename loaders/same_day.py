"""Several lessons of a class on one day, a row each: where a column tells them apart, they add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from loaders.cells.text import fold, is_empty, shown
from loaders.rules import groups_of, key_codes
from loaders.sheet import Sheet
from loaders.tables import Block
from loaders.titles import tells_apart, title_in
from schema.findings import Finding
from schema.model import ColumnType
from schema.unread import ROW, Unread

_NUMBER = re.compile(r"\d+")
# A day may be written with the lesson on it: 2020-02-24 08:00, 2月24日 3-4节.
_WITHIN_DAY = re.compile(r"\d[:点时]|节|[上下]午|晚上")
_OF_ONE_LESSON = ("unit", "moved_to")
_RATE = ("expected", "present")
_SHOWN = 5

Columns = dict[str, list[Any]]


def add_lessons(sheet: Sheet, unit: str | None) -> None:
    """Make one row of the lessons of a class on one day, and say so.

    Rows of which nothing tells that they are different lessons are left to whoever looks for repeats.
    """
    if not sheet.form.apart or sheet.body.block is None or not len(sheet.numbers):
        return
    codes = key_codes(sheet, unit)
    counts = np.bincount(codes[~sheet.lost], minlength=codes.max() + 1)
    again = np.flatnonzero(~sheet.lost & (counts[codes] > 1))
    lessons, title = _lessons_of(sheet, again.tolist())
    if not title:
        return
    columns: Columns = {column.id: sheet.frame[column.id].tolist() for column in sheet.form.columns}
    days = [again[places].tolist() for places in groups_of(codes[again])]
    days = [rows for rows in days if _are_lessons([lessons[row] for row in rows]) and _fit(columns, rows)]
    if not days:
        return
    for rows in days:
        _add(sheet, columns, rows)
    for id, values in columns.items():
        sheet.frame[id] = pd.Series(values, dtype=sheet.frame[id].dtype)
    listed = [f"第 {'、'.join(str(sheet.numbers[row]) for row in rows)} 行" for rows in days[:_SHOWN]]
    details = {"count": len(days), "rows": "；".join(listed) + ("…" if len(days) > _SHOWN else "")}
    sheet.findings.append(Finding("lessons_added", sheet.name, None, title, None, details))


def _lessons_of(sheet: Sheet, rows: Sequence[int]) -> tuple[dict[int, str], str]:
    """What tells of each of ``rows`` which lesson it is, and the title of the column that does."""
    lessons, title = dict.fromkeys(rows, ""), ""
    for number, block in enumerate(sheet.body.blocks) if rows else ():
        named = dict(_columns_that_tell(block))
        for row, cells in sheet.rows_of(number) if named else ():
            if row in lessons:
                lessons[row] = " ".join(
                    _lesson(cells[place]) for place in named if not is_empty(cells[place])
                )
        title = title or next(iter(named.values()), "")
    if title or "date" not in sheet.values:
        return lessons, title
    for row in rows:
        written = fold(shown(sheet.raw(row, "date")))
        lessons[row] = written if _WITHIN_DAY.search(written) else ""
    return lessons, sheet.title("date") if any(lessons.values()) else ""


def _columns_that_tell(block: Block) -> Iterator[tuple[int, str]]:
    """Place and title of each column that nothing is read from and that tells lessons of a day apart."""
    header, grid = block.header, block.grid
    for line in grid.rows[header.first_row : header.body_row]:
        for place, cell in enumerate(line):
            if place not in header.columns.values() and tells_apart(title_in(cell), header.form):
                yield place, title_in(cell)


def _lesson(cell: object) -> str:
    """A lesson as it is compared: 第1-2节 is 1-2."""
    text = fold(shown(cell))
    return "-".join(str(int(number)) for number in _NUMBER.findall(text)) or text


def _are_lessons(lessons: Sequence[str]) -> bool:
    return all(lessons) and len(set(lessons)) == len(lessons)


def _fit(columns: Columns, rows: Sequence[int]) -> bool:
    """Whether the rows say nothing of which only one can hold: another unit, another day to make up."""
    return all(
        len({columns[id][row] for row in rows if _is_given(columns[id][row])}) < 2 for id in _OF_ONE_LESSON
    )


def _add(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> None:
    """Add up ``rows`` in the first of them; a rate is of lessons of which both of its numbers are known."""
    first, *others = rows
    given = {id: [row for row in rows if _is_given(values[row])] for id, values in columns.items()}
    if all(given[id] for id in _RATE):
        both = [row for row in rows if all(row in given[id] for id in _RATE)]
        given.update(dict.fromkeys(_RATE, both))
    for column in sheet.form.columns:
        values = columns[column.id]
        said = [values[row] for row in given[column.id]]
        match column.type:
            case ColumnType.COUNT:
                values[first] = sum(said) if said else pd.NA
            case ColumnType.SEVERAL:
                values[first] = tuple(dict.fromkeys(word for words in said for word in words))
            case ColumnType.TEXT:
                values[first] = "；".join(dict.fromkeys(said)) if said else values[first]
            case _:
                values[first] = said[0] if said else values[first]
    for row in others:
        sheet.drop(row)
        number = int(sheet.numbers[row])
        cells = sheet.block_of(row).grid.rows[number - 1]
        text = next(shown(cell) for cell in cells if not is_empty(cell))
        sheet.unread.append(Unread(ROW, number, text, "added"))


def _is_given(value: object) -> bool:
    return bool(value) if isinstance(value, tuple) else not pd.isna(value)
