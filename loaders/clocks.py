"""上课时间 that says 1-2节 or 8:00: the time of lessons, and no day."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from loaders.cells.dates import Calendar, read_date
from loaders.cells.lessons import may_number_lessons
from loaders.cells.text import Unreadable, is_blank
from loaders.formats.grid import Grid
from loaders.header import Header, missing_in
from loaders.titles import tells_apart

_LOOKED_AT = 50


def without_clocks(header: Header, grid: Grid, calendar: Calendar | None) -> Header:
    """``header`` without a day below a title that may as well be of lessons, where nothing below it is one.

    A line above the table may give the day.
    """
    form, place = header.form, header.columns.get(header.form.day_of_sheet)
    if calendar is None or place is None or not tells_apart(header.titles[place], form):
        return header
    filled = (row[place] for row in grid.rows[header.body_row :] if not is_blank(row[place]))
    if any(_is_day(cell, calendar) for cell in islice(filled, _LOOKED_AT)):
        return header
    columns = {id: at for id, at in header.columns.items() if id != form.day_of_sheet}
    missing = missing_in(form, {*columns, *header.implied})
    return replace(header, columns=columns, missing=missing)


def _is_day(cell: object, calendar: Calendar) -> bool:
    try:
        return not may_number_lessons(cell) and read_date(cell, calendar) is not None
    except Unreadable:
        return False
