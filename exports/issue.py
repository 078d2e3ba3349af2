"""What a workbook of figures is made from, and how each of its cells is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell

from charts import gap, wording
from charts.texts import text
from exports.book import MARKED, PERCENT, Book
from exports.cells import Cell
from schema.as_of import AsOf
from schema.term import Term


@dataclass(frozen=True, slots=True)
class Issue:
    """What a workbook is made from; ``known_at`` as local time without offset, as Excel has it."""

    figures: pd.DataFrame
    on: dt.date
    known_at: dt.datetime
    term: Term
    language: str

    def words(self, id: str, **fields: object) -> str:
        """A text of the exports in the language of the workbook."""
        return text(id, self.language, **fields)

    def unit(self, name: str) -> str:
        """A unit by its full name."""
        return wording.unit_title(name, self.term, self.language)

    def indicator(self, id: str) -> str:
        """An indicator by its title."""
        return wording.indicator_title(id, self.language)


def issue_of(table: pd.DataFrame, as_of: AsOf, language: str) -> Issue:
    """A workbook of ``table``; without a moment of knowledge as known now."""
    known_at = as_of.known_at or dt.datetime.now(dt.UTC)
    local = known_at.astimezone(as_of.term.timezone)
    return Issue(table, as_of.on or local.date(), local.replace(tzinfo=None), as_of.term, language)


def rate_cell(figure: Any, issue: Issue) -> Cell:
    """The rate, or the word for why there is none."""
    if figure is None:
        return None
    state = wording.state_of(figure)
    return issue.words(state) if state else float(figure.rate)


def shape_of(figure: Any) -> str:
    """The number format of a rate: one that spot checks contradict wears its mark."""
    return MARKED if wording.is_contradicted(figure) else PERCENT


def shade(book: Book, sheet: Any, corners: tuple[int, int, int, int], term: Term) -> None:
    """The bins of the gap, as in the heat maps; words have no colour."""
    first = xl_rowcol_to_cell(*corners[:2])
    bounds = {gap.DONE: 1, gap.NEARLY: term.board.nearly, gap.SHORT: term.board.risk, gap.BEHIND: 0}
    for bin, bound in bounds.items():
        fill, ink = gap.fill(bin, dark=False), gap.ink(bin, dark=False)
        rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({first}),{first}>={bound})"}
        rule |= {"format": book.workbook.add_format({"bg_color": fill, "font_color": ink})}
        sheet.conditional_format(*corners, rule | {"stop_if_true": True})
