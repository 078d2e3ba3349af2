"""Templates: workbooks that a unit fills in and sends back, written from the declarations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.book import Book
from exports.templates.checks import Setting
from exports.templates.guide import write_guide
from exports.templates.sheet import TemplateSheet, write_sheet
from exports.templates.words import sheet_title, words
from schema.kinds import form_of, kind_by_id
from schema.language import titled
from schema.stamp import CHOICES_SHEET, STAMP_SHEET, Stamp, StampedSheet
from schema.term import Term


def template_workbook(
    sheets: Sequence[TemplateSheet], *, term: Term, unit: str | None, language: str = "zh"
) -> bytes:
    """A template with ``sheets`` for ``unit`` (``None``: for the campus), ready to be filled in.

    Beside them it has the sheet of instructions, hidden lists of choices, and the stamp by which
    its upload is recognised.
    """
    owner = unit or (titled(term, language, "campus"))
    choices: dict[str, tuple[str, ...]] = {}

    def listed(id: str, words: tuple[str, ...]) -> str:
        name = next((name for name, known in choices.items() if known == words), f"ruqi_{id}_{len(choices)}")
        choices[name] = words
        return f"={name}"

    with Book(template_name(term, unit, [(s.kind, s.form.name) for s in sheets], language)) as book:
        for sheet in sheets:
            write_sheet(book, sheet, Setting(term, owner, language, listed))
        write_guide(book, sheets, term, language)
        _write_choices(book, choices)
        _write_stamp(book, Stamp(term.name, unit, tuple(_stamped(sheet, language) for sheet in sheets)))
    return book.content()


def template_name(
    term: Term, unit: str | None, forms: Sequence[tuple[str, str | None]], language: str = "zh"
) -> str:
    """What the template of these kinds and forms is called, without ending: 2020春理学院听课模板."""
    titles = [sheet_title(kind_by_id(kind), form_of(kind, form), language) for kind, form in forms]
    sheet = titles[0] if len(titles) == 1 else words("all_sheets", language)
    owner = unit or ""
    return " ".join(words("name", language, term=term.name, owner=owner, sheet=sheet).split())


def _stamped(sheet: TemplateSheet, language: str) -> StampedSheet:
    return StampedSheet(sheet.name(language), sheet.kind, sheet.form.name, sheet.given)


def _write_choices(book: Book, choices: dict[str, tuple[str, ...]]) -> None:
    """The lists that are too long for a rule, one a column, each under a name of its own."""
    sheet: Any = book.sheet(CHOICES_SHEET)
    for column, (name, offered) in enumerate(choices.items()):
        letter = chr(ord("A") + column)
        for row, word in enumerate(offered):
            book.write(sheet, row, column, word)
        book.workbook.define_name(name, f"='{CHOICES_SHEET}'!${letter}$1:${letter}${len(offered)}")
    sheet.protect()
    sheet.hide()


def _write_stamp(book: Book, stamp: Stamp) -> None:
    sheet: Any = book.sheet(STAMP_SHEET)
    for row, cells in enumerate(stamp.rows()):
        for column, text in enumerate(cells):
            book.write(sheet, row, column, text)
    sheet.protect()
    sheet.very_hidden()
