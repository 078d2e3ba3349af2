"""Figures as files: a workbook with native charts, and csv."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell

from charts import frames, gap, theme, wording
from charts.texts import text
from exports.book import COUNT, MARKED, PERCENT, Book
from exports.cells import Cell
from exports.native import Charts, add_charts
from exports.sources import SHAPES, source_table
from exports.tables import csv_bytes
from metrics.indicators import indicator_by_id
from schema.as_of import AsOf
from schema.kinds import kind_by_id
from schema.language import titled
from schema.term import Term

_TIDY = ("indicator", "title", "unit", "on", "known_at", "n", "d", "rate", "remark")


@dataclass(frozen=True, slots=True)
class _Issue:
    """What a workbook is made from; ``known_at`` as local time without offset, as Excel has it."""

    figures: pd.DataFrame
    on: dt.date
    known_at: dt.datetime
    term: Term
    language: str

    def words(self, id: str, **fields: object) -> str:
        return text(id, self.language, **fields)

    def unit(self, name: str) -> str:
        return wording.unit_title(name, self.term, self.language)

    def indicator(self, id: str) -> str:
        return wording.indicator_title(id, self.language)


def _issue(table: pd.DataFrame, as_of: AsOf, language: str) -> _Issue:
    known_at = as_of.known_at or dt.datetime.now(dt.UTC)
    local = known_at.astimezone(as_of.term.timezone)
    return _Issue(table, as_of.on or local.date(), local.replace(tzinfo=None), as_of.term, language)


def figures_workbook(
    figures: pd.DataFrame,
    as_of: AsOf,
    *,
    missing: pd.DataFrame | None = None,
    sources: pd.DataFrame | None = None,
    language: str = "zh",
) -> bytes:
    """The figures table as an xlsx file.

    The columns ``state`` and ``contradicted`` of ``figures`` are as :mod:`schema.figures` has them and
    ``remark`` is what else is to be said beside one; all may lack. Sheets: every figure in a row (rates as
    real percentages, blank where d is 0); units × indicators on the day of ``as_of``; rates by day when
    there are several; native charts; who has not reported or late, from ``missing`` (``unit``, ``kind`` and
    perhaps ``status``); the submissions that the figures rest on, from ``sources`` (see
    :func:`exports.sources.source_table`); what the figures mean. ``known_at`` is written in the term's zone.
    Raises ``ValueError`` when ``figures`` is not a figures table.
    """
    table, term = frames.checked(figures), as_of.term
    issue = _issue(table, as_of, language)
    with Book(f"{titled(term, language, 'campus')} {term.name}") as book:
        _tidy_sheet(book, issue)
        _pivot_sheet(book, issue)
        if table["on"].nunique() > 1:
            _days_sheet(book, issue)
        add_charts(Charts(book, term, language), table, issue.on)
        if missing is not None:
            _missing_sheet(book, missing, issue)
        if sources is not None:
            _sources_sheet(book, sources, issue)
        _notes_sheet(book, issue)
    return book.content()


def figures_csv(figures: pd.DataFrame, as_of: AsOf, *, language: str = "zh") -> bytes:
    """The figures table as csv in UTF-8 with BOM, a row a figure; ``rate`` is a share, 0 to 1.

    ``known_at`` is written in the term's time zone with its offset.
    Raises ``ValueError`` when ``figures`` is not a figures table.
    """
    issue = _issue(frames.checked(figures), as_of, language)
    local = issue.known_at.replace(tzinfo=as_of.term.timezone)
    rows = _tidy_rows(issue, local.isoformat(timespec="seconds"))
    return csv_bytes([issue.words(f"col_{column}") for column in _TIDY], rows)


def _tidy_rows(issue: _Issue, known_at: Cell) -> list[list[Cell]]:
    return [
        [
            row.indicator,
            issue.indicator(row.indicator),
            issue.unit(row.unit),
            row.on.date(),
            known_at,
            int(row.n),
            int(row.d),
            None if wording.is_missing(row.rate) else float(row.rate),
            _remark(row, issue),
        ]
        for row in issue.figures.itertuples()
    ]


def _remark(row: Any, issue: _Issue) -> str | None:
    """Why a figure says nothing, that spot checks contradict it, and what else is said beside it."""
    state = wording.state_of(row)
    said = getattr(row, "remark", None)
    against = issue.words("contradicted")
    marks = [against] if wording.is_contradicted(row) and against not in (said or "") else []
    return issue.words("join").join(filter(None, [state and issue.words(state), *marks, said])) or None


def _tidy_sheet(book: Book, issue: _Issue) -> None:
    sheet = book.sheet(issue.words("sheet_tidy"))
    headings = [issue.words(f"col_{column}") for column in _TIDY]
    shapes = {_TIDY.index("n"): COUNT, _TIDY.index("d"): COUNT, _TIDY.index("rate"): PERCENT}
    book.table(sheet, headings, _tidy_rows(issue, issue.known_at), shapes)


def _pivot_sheet(book: Book, issue: _Issue) -> None:
    """Units × indicators on the day: rate, n and d side by side under each indicator's title."""
    sheet = book.sheet(issue.words("sheet_pivot"))
    day = frames.on_day(issue.figures, issue.on)
    units = frames.in_order(day, "unit", issue.term)
    indicators = frames.in_order(day, "indicator", issue.term)
    moment = issue.known_at.replace(tzinfo=issue.term.timezone)
    as_of = wording.as_of_line(AsOf(issue.term, issue.on, moment), issue.language)
    sheet.write_string(0, 0, issue.words("pivot_title"), book.format(bold=True, font_size=14))
    sheet.write_string(1, 0, as_of, book.format(font_color=theme.LIGHT.muted))
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
        _shade(book, sheet, (4, first, 3 + len(units), first), issue.term)
        sheet.set_column(first, first + 2, 9)
    book.fit(sheet, 0, [issue.unit(unit) for unit in units])
    sheet.freeze_panes(4, 1)
    sheet.autofilter(3, 0, max(3 + len(units), 4), 3 * len(indicators))


def _pivot_cells(book: Book, sheet: Any, place: tuple[int, int], figure: Any, issue: _Issue) -> None:
    """Rate, n and d of ``figure`` from the cell at ``place`` on."""
    row, column = place
    if figure is None:
        return
    book.write(sheet, row, column, _rate_cell(figure, issue), _shape(figure))
    book.write(sheet, row, column + 1, int(figure.n), COUNT)
    book.write(sheet, row, column + 2, int(figure.d), COUNT)


def _days_sheet(book: Book, issue: _Issue) -> None:
    """Rates by day: a row for each indicator and unit, a column for each day."""
    sheet = book.sheet(issue.words("sheet_days"))
    days = frames.days_of(issue.figures)
    rates = {(row.indicator, row.unit, row.on.date()): row for row in issue.figures.itertuples()}
    rows: list[list[Cell]] = []
    marked: list[tuple[int, int]] = []
    for indicator in frames.in_order(issue.figures, "indicator", issue.term):
        for unit in frames.in_order(issue.figures, "unit", issue.term):
            series = [rates.get((indicator, unit, day)) for day in days]
            cells: list[Cell] = [_rate_cell(figure, issue) for figure in series]
            marked += [
                (len(rows) + 1, column)
                for column, figure in enumerate(series, start=2)
                if figure is not None and _shape(figure) == MARKED
            ]
            rows.append([issue.indicator(indicator), issue.unit(unit), *cells])
    ends = [issue.words("until_day", day=day.isoformat()) for day in days]
    titles = [issue.words("col_title"), issue.words("col_unit"), *ends]
    book.table(sheet, titles, rows, dict.fromkeys(range(2, len(titles)), PERCENT))
    sheet.freeze_panes(1, 2)
    for place, column in marked:
        book.write(sheet, place, column, rows[place - 1][column], MARKED)
    _shade(book, sheet, (1, 2, len(rows), len(titles) - 1), issue.term)


def _rate_cell(figure: Any, issue: _Issue) -> Cell:
    """The rate, or the word for why there is none."""
    if figure is None:
        return None
    state = wording.state_of(figure)
    return issue.words(state) if state else float(figure.rate)


def _shape(figure: Any) -> str:
    return MARKED if wording.is_contradicted(figure) else PERCENT


def _shade(book: Book, sheet: Any, corners: tuple[int, int, int, int], term: Term) -> None:
    """The bins of the gap, as in the heat maps; words have no colour."""
    first = xl_rowcol_to_cell(*corners[:2])
    bounds = {gap.DONE: 1, gap.NEARLY: term.board.nearly, gap.SHORT: term.board.risk, gap.BEHIND: 0}
    for bin, bound in bounds.items():
        fill, ink = gap.fill(bin, dark=False), gap.ink(bin, dark=False)
        rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({first}),{first}>={bound})"}
        rule |= {"format": book.workbook.add_format({"bg_color": fill, "font_color": ink})}
        sheet.conditional_format(*corners, rule | {"stop_if_true": True})


def _missing_sheet(book: Book, missing: pd.DataFrame, issue: _Issue) -> None:
    sheet = book.sheet(issue.words("sheet_late"))
    status = missing["status"] if "status" in missing else ["missing"] * len(missing)
    rows: list[list[Cell]] = [
        [
            issue.unit(unit),
            titled(kind_by_id(kind), issue.language),
            issue.words(state),
        ]
        for wanted in ("missing", "late", "pending")
        for unit, kind, state in zip(missing["unit"], missing["kind"], status, strict=True)
        if state == wanted
    ]
    headings: Sequence[str] = [issue.words(f"col_{id}") for id in ("unit", "kind", "status")]
    book.table(sheet, headings, rows or [[issue.words("all_reported"), None, None]])


def _sources_sheet(book: Book, sources: pd.DataFrame, issue: _Issue) -> None:
    headings, rows = source_table(sources, issue.term, issue.language)
    nothing: list[Cell] = [issue.words("no_sources"), *[None] * (len(headings) - 1)]
    book.table(book.sheet(issue.words("sheet_sources")), headings, rows or [nothing], SHAPES)


def _notes_sheet(book: Book, issue: _Issue) -> None:
    """What each indicator divides by what, and from when the figures are."""
    sheet = book.sheet(issue.words("sheet_notes"))
    rows: list[list[Cell]] = []
    for id in frames.in_order(issue.figures, "indicator", issue.term):
        known = indicator_by_id(id)
        means = (titled(known, issue.language, part) for part in ("n_means", "d_means"))
        rows.append([id, issue.indicator(id), *means])
    ids = ("indicator", "title", "n_means", "d_means")
    book.table(sheet, [issue.words(f"col_{id}") for id in ids], rows)
    lines: list[tuple[str, Cell]] = [
        (issue.words("col_on"), issue.on),
        (issue.words("col_known_at"), issue.known_at),
        (issue.words("time_zone", zone=issue.term.timezone.key), None),
    ]
    for place, (words, value) in enumerate(lines, start=len(rows) + 2):
        book.write(sheet, place, 0, words)
        book.write(sheet, place, 1, value)
