"""The sheet of instructions of a template, generated from the declarations."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

import pandas as pd

from charts.labels import text_width
from exports.book import Book
from exports.templates.sheet import TemplateSheet
from exports.templates.words import asks_for, choices_of, example_of, guide_lines, need_of, title_of, words
from schema.kinds import all_forms
from schema.language import LANGUAGES
from schema.model import Column
from schema.stamp import Stamp, StampedSheet
from schema.term import Term

_COLUMNS = ("column", "need", "asks", "choices", "example")
_WIDTHS = (20, 12, 52, 48, 18)
_A4 = 9
_LINE_HEIGHT = 14


def write_guide(book: Book, sheets: Sequence[TemplateSheet], term: Term, language: str) -> None:
    """Add the instructions: what holds for all sheets, then each column of each sheet."""
    sheet = book.sheet(words("guide", language))
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    title = words("guide_title", language, term=term.name)
    sheet.write_string(0, 0, title, book.format(bold=True, font_size=14))
    lines = [*guide_lines(language), words("unfinished", language)]
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, f"{row}. {line}", book.format())
    row = len(lines) + 2
    for content in sheets:
        row = _write_table(book, sheet, row, content, _lines(content, term, language)) + 1
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def own_words(term: Term) -> frozenset[str]:
    """Every text that the sheets beside the data of a template may hold: nothing of anybody's."""
    words_of_ours: set[str] = set()
    sheets = [
        TemplateSheet(kind.id, form, pd.DataFrame(), with_unit=with_unit)
        for kind, form in all_forms()
        for with_unit in (True, False)
    ]
    for language in LANGUAGES:
        lines = [*guide_lines(language), words("unfinished", language)]
        words_of_ours.add(words("guide_title", language, term=term.name))
        words_of_ours.update(f"{number}. {line}" for number, line in enumerate(lines, start=1))
        for sheet in sheets:
            words_of_ours.update(text for line in _lines(sheet, term, language) for text in line)
            words_of_ours.update(word for column in sheet.columns for word in choices_of(column, term))
            stamped = (StampedSheet(sheet.name(language), sheet.kind, sheet.form.name, sheet.given),)
            for unit in (None, *term.unit_names):
                words_of_ours.update(text for row in Stamp(term.name, unit, stamped).rows() for text in row)
    return frozenset(text.strip() for text in words_of_ours)


def _write_table(book: Book, sheet: Any, row: int, content: TemplateSheet, lines: list[list[str]]) -> int:
    """The title, headings and columns of one sheet from ``row`` on; returns the row below them."""
    (title,), headings, *columns = lines
    sheet.write_string(row, 0, title, book.format(bold=True, font_size=12))
    for place, heading in enumerate(headings):
        sheet.write_string(row + 1, place, heading, book.heading(border=1))
    for line, (column, cells) in enumerate(zip(content.columns, columns, strict=True), start=row + 2):
        # Not every program fits the height to wrapped text by itself.
        heights = [ceil(text_width(entry, 1.8) / width) for entry, width in zip(cells, _WIDTHS, strict=True)]
        sheet.set_row(line, _LINE_HEIGHT * max(1, *heights) + 3)
        for place, entry in enumerate(cells):
            look = {"bold": True} if place == 0 and column.required else {}
            sheet.write_string(
                line, place, entry, book.format(text_wrap=True, border=1, valign="top", **look)
            )
    return row + 2 + len(content.columns)


def _lines(content: TemplateSheet, term: Term, language: str) -> list[list[str]]:
    headings = [words(id, language) for id in _COLUMNS]
    columns = [_told(column, content, term, language) for column in content.columns]
    return [[content.name(language)], headings, *columns]


def _told(column: Column, content: TemplateSheet, term: Term, language: str) -> list[str]:
    return [
        title_of(column, language),
        need_of(column, content.form, language),
        asks_for(column, content.form, term, language),
        "、".join(choices_of(column, term)),
        example_of(column, term),
    ]
