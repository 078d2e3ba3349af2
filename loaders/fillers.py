"""Cells that a person reads from those around them: ditto marks, a unit once a block, a day and its clock."""

from __future__ import annotations

import datetime as dt
import re

from loaders.cells.text import fold, is_empty
from loaders.headers import Header
from schema.model import ColumnType

_DITTO = frozenset(["同上", "同上。", "〃", "″", "〞", "ditto", "Ditto", '""', "''", "”", "“", '"'])
_CLOCK = re.compile(
    r"\d{1,2}(?::\d{1,2}){1,2}(?:\s*[-~至到]+\s*\d{1,2}(?::\d{1,2}){1,2})?\s*(?:am|pm)?|(?:上午|下午|晚上)?\d{1,2}[点时].{0,4}",
    re.IGNORECASE,
)


def fill_ditto(cells: dict[str, list[object]]) -> None:
    """Put the value above in place of 同上 and 〃."""
    for column in cells.values():
        try:
            has_any = not _DITTO.isdisjoint(column)
        except TypeError:  # a cell that cannot be hashed
            has_any = any(isinstance(cell, str) and cell in _DITTO for cell in column)
        if not has_any:
            continue
        for row in range(1, len(column)):
            cell = column[row]
            if isinstance(cell, str) and cell.strip() in _DITTO:
                column[row] = column[row - 1]


def fill_units(cells: dict[str, list[object]]) -> None:
    """Repeat the unit downwards where the sheet names each once, at the head of its rows.

    A sheet that names a unit again below a blank is none of these: there a blank is a blank.
    """
    column = cells.get("unit")
    if not column or is_empty(column[0]) or not any(map(is_empty, column)):
        return
    named = [cell for cell in column if not is_empty(cell)]
    if len(set(map(str, named))) < len(named) or len(named) * 2 > len(column):
        return
    above: object = None
    for row, cell in enumerate(column):
        above = above if is_empty(cell) else cell
        column[row] = above


def join_clocks(cells: dict[str, list[object]], rows: list[list[object]], header: Header) -> None:
    """Write a day and its clock, which stand in two columns for one thing, into one cell."""
    for extra, first in header.duplicates:
        id = next((id for id, place in header.columns.items() if place == first), None)
        if id is None or header.form.column(id).type not in (ColumnType.DATE, ColumnType.MOMENT):
            continue
        others = [row[extra] for row in rows]
        if all(is_empty(cell) or _is_clock(cell) for cell in others):
            days, clocks = cells[id], others
        elif all(is_empty(cell) or _is_clock(cell) for cell in cells[id]):
            days, clocks = others, cells[id]
        else:
            continue
        cells[id] = [_joined(day, clock) for day, clock in zip(days, clocks, strict=True)]


def joined_columns(cells: list[object], others: list[object]) -> bool:
    """Whether one of two columns holds nothing but the clocks of the other's days."""
    return any(all(is_empty(cell) or _is_clock(cell) for cell in column) for column in (cells, others))


def _is_clock(cell: object) -> bool:
    if isinstance(cell, dt.time) or (isinstance(cell, float) and 0 < cell < 1):
        return True
    return isinstance(cell, str) and bool(_CLOCK.fullmatch(fold(cell)))


def _joined(day: object, clock: object) -> object:
    if is_empty(clock) or is_empty(day):
        return day if not is_empty(day) else clock
    if isinstance(clock, float):
        seconds = round(clock * 86_400) % 86_400
        clock = dt.time(seconds // 3_600, seconds // 60 % 60, seconds % 60)
    if isinstance(day, dt.datetime):
        day = day.date()
    if isinstance(day, dt.date) and isinstance(clock, dt.time):
        return dt.datetime.combine(day, clock)
    time = clock.strftime("%H:%M:%S") if isinstance(clock, dt.time) else clock
    return f"{day} {time}"
