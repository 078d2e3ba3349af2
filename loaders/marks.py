"""Columns of 是 and 否 beside columns of days: where the two disagree it is said, and not counted."""

from __future__ import annotations

import pandas as pd

from loaders.cells.numbers import read_yesno
from loaders.cells.text import Unreadable, is_empty, shown
from loaders.sheet import Sheet
from loaders.unread import marked_column
from schema.unread import COLUMN


def check_marks(sheet: Sheet) -> None:
    """Record days beside which the sheet says 否, and leave them blank; a 是 without its day; and neither."""
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
