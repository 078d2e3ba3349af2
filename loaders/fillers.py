"""Cells that a person reads from those around them: ditto marks, a unit once a block, a day and its clock."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from loaders.cells.text import MarkedCell, fold, is_empty, shown
from loaders.coded import Coded
from loaders.header import Header
from schema.model import ColumnType, SheetForm

_DITTO = re.compile(
    r"[-—–_(（·]*(?:[同如见]上(?:行|格|同)?|〃|″|〞|[\"“”]{1,2}|['’‘`]{2}|ditto|do\.)[-—–_)）·.。]*",
    re.IGNORECASE,
)
_BEGINNINGS = frozenset("-—–_(（·同如见〃″〞\"“”'’‘`dD")
_CLOCK = re.compile(
    r"\d{1,2}(?::\d{1,2}){1,2}(?:\s*[-~至到]+\s*\d{1,2}(?::\d{1,2}){1,2})?\s*(?:am|pm)?|(?:上午|下午|晚上)?\d{1,2}[点时].{0,4}"
    r"|第?\d{1,2}(?:\s*[-~至到、,]\s*\d{1,2})*\s*(?:小?节课?)",
    re.IGNORECASE,
)


def fill_ditto(columns: dict[str, Sequence[object]]) -> None:
    """Put the value above in place of 同上 and 〃."""
    for id, column in columns.items():
        if not any(map(_is_ditto, Coded.of(column).values)):
            continue
        cells = list(column)
        if _is_ditto(cells[0]):  # whatever stood above was left out
            cells[0] = MarkedCell(shown(cells[0]), "refers_elsewhere")
        for row in range(1, len(cells)):
            if _is_ditto(cells[row]):
                cells[row] = cells[row - 1]
        columns[id] = cells


def _is_ditto(cell: object) -> bool:
    # Most cells are told apart by how they begin.
    may_be = isinstance(cell, str) and cell.lstrip()[:1] in _BEGINNINGS
    return may_be and bool(_DITTO.fullmatch("".join(str(cell).split())))


def fill_units(columns: dict[str, Sequence[object]]) -> None:
    """Repeat the unit downwards where the sheet names each once, at the head of its rows.

    A sheet that names a unit again below a blank is none of these: there a blank is a blank.
    """
    column = columns.get("unit")
    if not column or is_empty(column[0]) or not any(map(is_empty, Coded.of(column).values)):
        return
    named = [cell for cell in column if not is_empty(cell)]
    if len(set(map(str, named))) < len(named) or len(named) * 2 > len(column):
        return
    cells: list[object] = []
    for cell in column:
        cells.append(cells[-1] if is_empty(cell) else cell)
    columns["unit"] = cells


def join_clocks(
    columns: dict[str, Sequence[object]], extras: Sequence[Sequence[object]], header: Header
) -> None:
    """Write a day and its clock, which stand in two columns for one thing, into one cell.

    ``extras`` are the columns that mean the same as another one, in the order of ``header.duplicates``.
    """
    for (_, first), others in zip(header.duplicates, extras, strict=True):
        id = next((id for id, place in header.columns.items() if place == first), None)
        if id is None or header.form.column(id).type not in (ColumnType.DATE, ColumnType.MOMENT):
            continue
        if all(is_empty(cell) or _is_clock(cell) for cell in Coded.of(others).values):
            days, clocks = columns[id], others
        elif all(is_empty(cell) or _is_clock(cell) for cell in Coded.of(columns[id]).values):
            days, clocks = others, columns[id]
        else:
            continue
        columns[id] = [_joined(day, clock) for day, clock in zip(days, clocks, strict=True)]


def take_days_before(columns: dict[str, Sequence[object]], form: SheetForm) -> None:
    """Give a clock that stands alone the day of the moment before it in the row: 2.24 8:10, then 8:30."""
    for earlier, later in form.in_order:
        if earlier not in columns or not any(map(_is_clock, Coded.of(columns.get(later, ())).values)):
            continue
        columns[later] = [
            _joined(_day_of(before), cell) if _is_clock(cell) else cell
            for before, cell in zip(columns[earlier], columns[later], strict=True)
        ]


def _day_of(moment: object) -> object:
    """The day of a moment as it is written; nothing of what is no text and no day."""
    if isinstance(moment, str) and (words := re.split(r"[\sT]", fold(moment))):
        return re.sub(r"(?<=[日号]).*", "", words[0])
    return moment if isinstance(moment, dt.date) else None


def joined_columns(cells: Coded, others: Coded) -> bool:
    """Whether one of two columns holds nothing but the clocks of the other's days."""
    return any(all(is_empty(cell) or _is_clock(cell) for cell in column.values) for column in (cells, others))


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
