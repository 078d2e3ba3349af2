"""Figures as files: a workbook with native charts, and csv."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import frames, wording
from exports.book import COUNT, MARKED, PERCENT, Book
from exports.cells import Cell
from exports.issue import Issue, issue_of, rate_cell, shade, shape_of
from exports.native import Charts, add_charts
from exports.sources import SHAPES, source_table
from exports.summary import pivot_sheet, summary_sheet
from exports.tables import csv_bytes
from metrics.indicators import indicator_by_id
from schema.as_of import AsOf
from schema.events import Event
from schema.figures import CAMPUS
from schema.kinds import kind_by_id
from schema.language import titled

_TIDY = ("indicator", "title", "unit", "on", "known_at", "n", "d", "rate", "remark")


@dataclass(frozen=True)
class Enclosed:
    """What a workbook of figures holds beside them, as far as it is given.

    ``missing``: who has not reported or late (``unit``, ``kind`` and perhaps ``status``); ``sources``: the
    submissions that the figures rest on (see :func:`exports.sources.source_table`); ``events`` of the days.
    """

    missing: pd.DataFrame | None = None
    sources: pd.DataFrame | None = None
    events: Sequence[Event] = ()


def figures_workbook(
    figures: pd.DataFrame, as_of: AsOf, enclosed: Enclosed = Enclosed(), *, language: str = "zh"
) -> bytes:
    """The figures table as an xlsx file that opens on the summary and prints in order.

    The columns ``state`` and ``contradicted`` of ``figures`` are as :mod:`schema.figures` has them and
    ``remark`` is what else is to be said beside one; all may lack. Sheets: rates of indicators × units on
    the day of ``as_of``; native charts; who has not reported or late; what the figures mean; then every
    figure in a row (rates as real percentages, blank where d is 0); the first sheet with n and d; rates by
    day when there are several; the events; the submissions that the figures rest on; the data of the charts.
    ``known_at`` is in the term's zone. Raises ``ValueError`` when ``figures`` is not a figures table.
    """
    table, term = frames.checked(figures), as_of.term
    issue = issue_of(table, as_of, language)
    with Book(f"{titled(term, language, 'campus')} {wording.term_title(term, language)}") as book:
        summary_sheet(book, issue)
        board = book.sheet(issue.words("sheet_charts"))
        if enclosed.missing is not None:
            _missing_sheet(book, enclosed.missing, issue)
        _notes_sheet(book, issue)
        _tidy_sheet(book, issue)
        pivot_sheet(book, issue)
        if table["on"].nunique() > 1:
            _days_sheet(book, issue)
        if enclosed.events:
            _events_sheet(book, enclosed.events, issue)
        if enclosed.sources is not None:
            _sources_sheet(book, enclosed.sources, issue)
        add_charts(Charts(book, term, language), board, table, issue.on)
    return book.content()


def figures_csv(figures: pd.DataFrame, as_of: AsOf, *, language: str = "zh") -> bytes:
    """The figures table as csv in UTF-8 with BOM, a row a figure; ``rate`` is a share, 0 to 1.

    ``known_at`` is written in the term's time zone with its offset.
    Raises ``ValueError`` when ``figures`` is not a figures table.
    """
    issue = issue_of(frames.checked(figures), as_of, language)
    local = issue.known_at.replace(tzinfo=as_of.term.timezone)
    rows = _tidy_rows(issue, local.isoformat(timespec="seconds"))
    return csv_bytes([issue.words(f"col_{column}") for column in _TIDY], rows)


def _tidy_rows(issue: Issue, known_at: Cell) -> list[list[Cell]]:
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


def _remark(row: Any, issue: Issue) -> str | None:
    """Why a figure says nothing, that spot checks contradict it, and what else is said beside it."""
    state = wording.state_of(row)
    said = getattr(row, "remark", None)
    against = issue.words("contradicted")
    marks = [against] if wording.is_contradicted(row) and against not in (said or "") else []
    return issue.words("join").join(filter(None, [state and issue.words(state), *marks, said])) or None


def _tidy_sheet(book: Book, issue: Issue) -> None:
    sheet = book.sheet(issue.words("sheet_tidy"))
    # What a person reads comes first, what only a program needs last.
    headings = [issue.words(f"col_{column}") for column in (*_TIDY[1:], _TIDY[0])]
    rows = [[*row[1:], row[0]] for row in _tidy_rows(issue, issue.known_at)]
    places = {column: place - 1 for place, column in enumerate(_TIDY)}
    shapes = {places["n"]: COUNT, places["d"]: COUNT, places["rate"]: PERCENT}
    book.table(sheet, headings, rows, shapes)


def _days_sheet(book: Book, issue: Issue) -> None:
    """Rates by day: a row for each indicator and unit, a column for each day."""
    sheet = book.sheet(issue.words("sheet_days"))
    days = frames.days_of(issue.figures)
    rates = {(row.indicator, row.unit, row.on.date()): row for row in issue.figures.itertuples()}
    rows: list[list[Cell]] = []
    marked: list[tuple[int, int]] = []
    for indicator in frames.in_order(issue.figures, "indicator", issue.term):
        for unit in frames.in_order(issue.figures, "unit", issue.term):
            series = [rates.get((indicator, unit, day)) for day in days]
            cells: list[Cell] = [rate_cell(figure, issue) for figure in series]
            marked += [
                (len(rows) + 1, column)
                for column, figure in enumerate(series, start=2)
                if figure is not None and shape_of(figure) == MARKED
            ]
            rows.append([issue.indicator(indicator), issue.unit(unit), *cells])
    ends = [issue.words("until_day", day=day.isoformat()) for day in days]
    titles = [issue.words("col_title"), issue.words("col_unit"), *ends]
    book.table(sheet, titles, rows, dict.fromkeys(range(2, len(titles)), PERCENT))
    sheet.freeze_panes(1, 2)
    for place, column in marked:
        book.write(sheet, place, column, rows[place - 1][column], MARKED)
    shade(book, sheet, (1, 2, len(rows), len(titles) - 1), issue.term)


def _missing_sheet(book: Book, missing: pd.DataFrame, issue: Issue) -> None:
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


def _sources_sheet(book: Book, sources: pd.DataFrame, issue: Issue) -> None:
    headings, rows = source_table(sources, issue.term, issue.language)
    nothing: list[Cell] = [issue.words("no_sources"), *[None] * (len(headings) - 1)]
    book.table(book.sheet(issue.words("sheet_sources")), headings, rows or [nothing], SHAPES)


def _events_sheet(book: Book, events: Sequence[Event], issue: Issue) -> None:
    headings = [issue.words(f"col_{column}") for column in ("day", "unit", "event")]
    rows: list[list[Cell]] = [[event.day, issue.unit(event.unit or CAMPUS), event.text] for event in events]
    book.table(book.sheet(issue.words("sheet_events")), headings, rows)


def _notes_sheet(book: Book, issue: Issue) -> None:
    """What each indicator divides by what, and from when the figures are."""
    sheet = book.sheet(issue.words("sheet_notes"))
    rows: list[list[Cell]] = []
    for id in frames.in_order(issue.figures, "indicator", issue.term):
        known = indicator_by_id(id)
        means = (titled(known, issue.language, part) for part in ("n_means", "d_means"))
        rows.append([issue.indicator(id), *means])
    ids = ("title", "n_means", "d_means")
    book.table(sheet, [issue.words(f"col_{id}") for id in ids], rows)
    sheet.set_portrait()
    lines: list[tuple[str, Cell]] = [
        (issue.words("col_on"), issue.on),
        (issue.words("col_known_at"), issue.known_at),
        (issue.words("time_zone", zone=issue.term.timezone.key), None),
    ]
    for place, (words, value) in enumerate(lines, start=len(rows) + 2):
        book.write(sheet, place, 0, words)
        book.write(sheet, place, 1, value)
