"""Two columns under one title: where they say two things, nobody guesses which of them holds."""

from __future__ import annotations

from loaders.cells.text import is_empty, shown
from loaders.coded import Coded
from loaders.fillers import joined_columns
from loaders.sheet import Sheet
from loaders.titles import heading_of
from schema.catalogue import ERROR, WARNING
from schema.model import ColumnType

# Of which a cell holds one value. Words of two columns are told apart by the titles above them.
_ONE_VALUE = frozenset(
    (ColumnType.COUNT, ColumnType.SCORE, ColumnType.DATE, ColumnType.MOMENT, ColumnType.YESNO)
)


def check_doubles(sheet: Sheet) -> None:
    """Leave cells blank of which a column of the same title says otherwise; a required one costs the row."""
    for number, block in enumerate(sheet.body.blocks):
        titles, ids = block.header.titles, {place: id for id, place in block.header.columns.items()}
        for extra, first in block.header.duplicates:
            id = ids.get(first)
            if id is None or heading_of(titles[extra]) != heading_of(titles[first]):
                continue
            if sheet.form.column(id).type in _ONE_VALUE:
                _check(sheet, number, id, (first, extra))


def _check(sheet: Sheet, number: int, id: str, places: tuple[int, int]) -> None:
    rows = sheet.rows_of(number)
    one, other = ([cells[place] for _, cells in rows] for place in places)
    if joined_columns(Coded.of(one), Coded.of(other)):
        return
    severity = ERROR if sheet.form.column(id).required else WARNING
    for (row, _), said, also in zip(rows, one, other, strict=True):
        if not is_empty(said) and not is_empty(also) and shown(said) != shown(also):
            sheet.add("title_twice", row, id, other=shown(also), severity=severity)
            sheet.frame.loc[row, id] = None
