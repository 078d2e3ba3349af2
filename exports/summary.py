"""The figures of a day on one sheet: rates to be read, and with n and d to be looked up."""

from __future__ import annotations

from typing import Any

from charts import frames, theme, wording
from exports.book import COUNT, Book
from exports.issue import Issue, rate_cell, shade, shape_of
from schema.as_of import AsOf
from schema.figures import CAMPUS

_SCALE = 60  # per cent, at which eight indicators with n and d stand beside each other on a page


def summary_sheet(book: Book, issue: Issue) -> None:
    """Indicators × units on the day, the campus first: what fits on a page or two."""
    sheet = _headed(book, issue, "sheet_summary")
    day = frames.on_day(issue.figures, issue.on)
    units = sorted(frames.in_order(day, "unit", issue.term), key=lambda unit: unit != CAMPUS)
    indicators = frames.in_order(day, "indicator", issue.term)
    cells = {(row.indicator, row.unit): row for row in day.itertuples()}
    sheet.write_string(2, 0, issue.words("col_title"), book.heading())
    for column, unit in enumerate(units, start=1):
        sheet.write_string(2, column, issue.unit(unit), book.heading(align="center"))
    for place, indicator in enumerate(indicators, start=3):
        book.write(sheet, place, 0, issue.indicator(indicator))
        for column, unit in enumerate(units, start=1):
            figure = cells.get((indicator, unit))
            if figure is not None:
                book.write(sheet, place, column, rate_cell(figure, issue), shape_of(figure))
    last = (max(2 + len(indicators), 3), max(len(units), 1))
    shade(book, sheet, (3, 1, *last), issue.term)
    book.fit(sheet, 0, [issue.indicator(indicator) for indicator in indicators])
    sheet.set_column(1, last[1], 9.5)
    sheet.set_row(2, 58)  # names of units wrap
    sheet.freeze_panes(3, 1)
    book.printed(sheet, (2, 2), last)


def _headed(book: Book, issue: Issue, name: str) -> Any:
    """A new sheet with a title, and the line that says of which day it is, as known when."""
    sheet = book.sheet(issue.words(name))
    moment = issue.known_at.replace(tzinfo=issue.term.timezone)
    as_of = wording.as_of_line(AsOf(issue.term, issue.on, moment), issue.language)
    sheet.write_string(0, 0, issue.words("pivot_title"), book.format(bold=True, font_size=14))
    sheet.write_string(1, 0, as_of, book.format(font_color=theme.LIGHT.muted))
    return sheet


def pivot_sheet(book: Book, issue: Issue) -> None:
    """Units × indicators on the day: rate, n and d side by side under each indicator's title."""
    sheet = _headed(book, issue, "sheet_pivot")
    day = frames.on_day(issue.figures, issue.on)
    units = frames.in_order(day, "unit", issue.term)
    indicators = frames.in_order(day, "indicator", issue.term)
    sheet.merge_range(2, 0, 3, 0, issue.words("col_unit"), book.heading())
    cells = {(row.unit, row.indicator): row for row in day.itertuples()}
    for place, unit in enumerate(units, start=4):
        book.write(sheet, place, 0, issue.unit(unit))
    for column, indicator in enumerate(indicators):
        first = 1 + 3 * column
        sheet.merge_range(2, first, 2, first + 2, issue.indicator(indicator), book.heading(align="center"))
        for offset, id in enumerate(("rate", "n", "d")):
            sheet.write_string(3, first + offset, issue.words(f"col_{id}"), book.heading())
        for place, unit in enumerate(units, start=4):
            _pivot_cells(book, sheet, (place, first), cells.get((unit, indicator)), issue)
        shade(book, sheet, (4, first, 3 + len(units), first), issue.term)
        sheet.set_column(first, first, 9)
        sheet.set_column(first + 1, first + 2, 8)
    book.fit(sheet, 0, [issue.unit(unit) for unit in units])
    sheet.set_row(2, 30)  # long titles wrap
    book.printed(sheet, (2, 3), (3 + len(units), 3 * len(indicators)), scale=_SCALE)
    sheet.freeze_panes(4, 1)
    sheet.autofilter(3, 0, max(3 + len(units), 4), 3 * len(indicators))


def _pivot_cells(book: Book, sheet: Any, place: tuple[int, int], figure: Any, issue: Issue) -> None:
    """Rate, n and d of ``figure`` from the cell at ``place`` on."""
    row, column = place
    if figure is None:
        return
    book.write(sheet, row, column, rate_cell(figure, issue), shape_of(figure))
    book.write(sheet, row, column + 1, int(figure.n), COUNT)
    book.write(sheet, row, column + 2, int(figure.d), COUNT)
