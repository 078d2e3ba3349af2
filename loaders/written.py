"""What is written in the rows that somebody may want to correct, text by text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from loaders.cells.text import shown
from loaders.sheet import Sheet
from schema.limits import MAX_ROWS_TO_CORRECT
from schema.reading import Written


def written_rows(sheet: Sheet) -> dict[int, Mapping[int, Written]]:
    """By row and position the texts of the columns that are read, of no more rows than anyone corrects.

    Rows with an error come first, then those with another finding. None where the cells of a sheet are
    not those of its rows, as in the exports of platforms.
    """
    if not sheet.body.blocks:
        return {}
    numbers = sheet.numbers.tolist()
    errors = {finding.row for finding in sheet.findings if finding.is_error}
    doubts = {finding.row for finding in sheet.findings}
    places = list(range(len(numbers)))
    if len(numbers) > MAX_ROWS_TO_CORRECT:
        wanted = [place for place in places if numbers[place] in doubts]
        wanted.sort(key=lambda place: numbers[place] not in errors)
        places = sorted(wanted[:MAX_ROWS_TO_CORRECT])
    rows: dict[int, Mapping[int, Written]] = {}
    for place in places:
        # A wide sheet gives a row several times, each with cells of its own.
        rows[numbers[place]] = {**rows.get(numbers[place], {}), **dict(_cells(sheet, place))}
    return rows


def _cells(sheet: Sheet, place: int) -> Iterator[tuple[int, Written]]:
    block = sheet.block_of(place)
    row = int(sheet.numbers[place]) - 1
    for id in block.header.columns:
        column = block.header.place(id)
        if column is None:
            continue
        title = block.header.titles[block.header.columns[id]]
        yield column, Written(title, shown(block.grid.cell(row, column)))
