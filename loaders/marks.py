"""Columns of 是 and 否 beside columns of days: where the two disagree it is said, and not counted."""

from __future__ import annotations

import numpy as np
import pandas as pd

from loaders.cells.numbers import day_of_yes, read_yesno
from loaders.cells.text import Unreadable, is_empty, shown
from loaders.sheet import Sheet
from loaders.unread import marked_column
from schema.model import ColumnType
from schema.unread import COLUMN


def check_marks(sheet: Sheet) -> None:
    """Record days beside which the sheet says 否, and leave them blank; a 是 without its day; and neither.

    And a day beside a 是 that is not read, since no column is about that day or its own says another.
    """
    _check_days(sheet)
    for number, block in enumerate(sheet.body.blocks):
        for each in sheet.unread:
            id = marked_column(each.text, block.header) if each.what == COLUMN else None
            if each.reason != "mark" or id is None:
                continue
            for row, cells in sheet.rows_of(number):
                _check(sheet, row, id, each.text, cells[each.place])


def _check(sheet: Sheet, row: int, id: str, title: str, mark: object) -> None:
    details, day = {"mark": title, "marked": shown(mark)}, sheet.frame[id].iat[row]
    try:
        answer = read_yesno(mark)
    except Unreadable:
        sheet.add("mark_unclear", row, id, **details)
        return
    if answer is False and not pd.isna(day):
        sheet.add("mark_contradicts", row, id, **details)
        sheet.frame.loc[row, id] = pd.NaT
    elif answer and is_empty(sheet.raw(row, id)):
        sheet.add("mark_without_day", row, id, **details)


def _check_days(sheet: Sheet) -> None:
    for column in sheet.form.columns:
        if column.type is not ColumnType.YESNO or column.id not in sheet.values:
            continue
        values, own = sheet.values[column.id], sheet.values.get(f"{column.id}_on")
        says_day = [day_of_yes(value) is not None for value in values.raw]
        rows = np.flatnonzero(np.array(says_day)[values.codes]).tolist() if any(says_day) else ()
        for row in rows:
            # Read from the mark itself, where the sheet has no column of days.
            if own is None or own.raw[own.codes[row]] != day_of_yes(sheet.raw(row, column.id)):
                sheet.add("mark_day_not_read", row, column.id)
