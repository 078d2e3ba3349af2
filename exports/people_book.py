"""The workbook of people: the current list to look at, or to change and send back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from charts.texts import text
from exports.book import Book
from exports.cells import Cell, cell

_MORE_ROWS = 500  # below the known ones, with lists to choose from
_LONGEST_LIST = 255  # characters of choices that a check of Excel holds


def people_workbook(
    people: Mapping[str, Sequence[object]],
    *,
    title: str,
    choices: Mapping[int, Sequence[str]],
    note: Sequence[str],
    language: str = "zh",
) -> bytes:
    """An xlsx file with one sheet called ``title``, and a second one with the lines of ``note``.

    ``people`` has a column under each heading.
    ``choices`` gives columns, by position, the words to choose from; all cells are text.
    """
    with Book(title) as book:
        sheet = book.sheet(title)
        rows = zip(*people.values(), strict=True)
        cells: list[list[Cell]] = [[cell(value, language) for value in row] for row in rows]
        book.table(sheet, list(people), cells)
        for column, heading in enumerate(people):
            longest = max((len(str(row[column] or "")) for row in cells), default=0)
            width = max(12, min(40, 2 * max(longest, len(heading)) + 4))
            sheet.set_column(column, column, width, book.format(num_format="@"))
        for column, words in choices.items():
            if len(",".join(words)) <= _LONGEST_LIST:
                check = {"validate": "list", "source": list(words)}
                sheet.data_validation(1, column, len(cells) + _MORE_ROWS, column, check)
        notes = book.sheet(text("sheet_notes", language))
        for place, line in enumerate(note):
            book.write(notes, place, 0, line)
        book.fit(notes, 0, list(note))
    return book.content()
