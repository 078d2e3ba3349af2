"""Lines of a form above a table: titles, and beside each what is answered. 学院|理学院|统计日期|2月23日."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import suppress

from loaders.cells.dates import Calendar, read_date
from loaders.cells.numbers import read_count
from loaders.cells.text import Unreadable, is_empty
from loaders.cells.words import PLAIN_ID
from loaders.day_of_sheet import is_day_line
from loaders.declared import columns_called, types_called
from loaders.titles import title_in
from schema.model import ColumnType


def is_of_answers(row: Sequence[object]) -> bool:
    """Whether every other cell is the title of a column, and the cells between are none."""
    filled = _filled(row)
    is_title = [bool(columns_called(title_in(cell))) for cell in filled]
    return len(filled) > 1 and is_title == [place % 2 == 0 for place in range(len(filled))]


def has_answer(row: Sequence[object]) -> bool:
    """Whether :func:`is_of_answers`, with an id, a count or a day as its title wants: no row of titles."""
    filled = _filled(row)
    return any(map(_fits, filled[::2], filled[1::2])) and is_of_answers(row)


def texts_of(row: Sequence[object], calendar: Calendar) -> Iterator[str]:
    """What each cell of a line says; a title and its answer say one thing: 统计日期:2020-02-23."""
    filled = _filled(row)
    if not is_of_answers(row):
        yield from map(str, filled)
        return
    for title, answer in zip(filled[::2], filled[1::2], strict=False):
        day = None
        with suppress(Unreadable):
            day = read_date(answer, calendar) if ColumnType.DATE in _types(title) else None
        yield f"{title_in(title).rstrip(':：')}:{day or answer}"


def _filled(row: Sequence[object]) -> list[object]:
    return [cell for cell in row if not is_empty(cell)]


def _types(title: object) -> frozenset[ColumnType]:
    return types_called(title_in(title))


def _fits(title: object, answer: object) -> bool:
    types = _types(title)
    if ColumnType.DATE in types:
        return isinstance(answer, dt.date) or is_day_line([answer])
    if ColumnType.COUNT in types:
        with suppress(Unreadable):
            return read_count(answer) is not None
    return ColumnType.ID in types and isinstance(answer, str) and bool(PLAIN_ID.fullmatch(answer))
