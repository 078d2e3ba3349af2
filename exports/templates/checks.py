"""What a template's cells accept: drop-down lists, days, numbers, each with its prompt and its error.

The rules stop what the loaders could not read and offer what they know; where a vocabulary is
open, they offer without stopping. Excel shows 32 characters of a title and 255 of a message.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from exports.templates.words import (
    LONGEST_PROMPT,
    LONGEST_TITLE,
    asks_for,
    choices_of,
    need_of,
    title_of,
    words,
)
from schema.model import Column, ColumnType, SheetForm
from schema.term import Term

_LARGEST = 9_999_999
_LONGEST_LIST = 255  # characters of a list that is written into the rule itself

# Puts words into the sheet of choices and gives the formula that lists them.
Listed = Callable[[str, tuple[str, ...]], str]


@dataclass(frozen=True)
class Setting:
    """What all sheets of a template share."""

    term: Term
    owner: str
    language: str
    listed: Listed


@dataclass(frozen=True)
class CellsToFill:
    """The cells from ``first_row`` (from 0) on, the position of each column, and the class ids to offer."""

    first_row: int
    places: dict[str, int]
    classes: tuple[str, ...]


def check_of(column: Column, form: SheetForm, setting: Setting, cells: CellsToFill) -> dict[str, Any]:
    """The data validation of ``column`` for the cells to fill in."""
    term, language, listed = setting.term, setting.language, setting.listed
    first_row, places, classes = cells.first_row, cells.places, cells.classes
    asks = asks_for(column, form, term, language)
    need = need_of(column, form, language)
    prompt = {
        "input_title": title_of(column, language)[:LONGEST_TITLE],
        "input_message": words("prompt", language, need=need, asks=asks)[:LONGEST_PROMPT],
        "error_title": title_of(column, language)[:LONGEST_TITLE],
        "error_message": f"{words('fix', language)}{asks}"[:LONGEST_PROMPT],
    }
    if column.id == "class_id" and classes:
        warning = words("odd_class", language)
        offered = {"validate": "list", "source": listed("classes", classes)}
        return prompt | offered | {"error_type": "warning", "error_message": warning}
    choices = choices_of(column, term)
    if choices:
        stops = column.type is not ColumnType.SEVERAL
        return prompt | {"validate": "list", "source": _source(column, choices, listed), "show_error": stops}
    return prompt | _rule(column, term, first_row, places)


def _source(column: Column, choices: tuple[str, ...], listed: Listed) -> Any:
    """Short lists stand in the rule, which every program keeps; longer ones in the sheet of choices."""
    if len(",".join(choices)) <= _LONGEST_LIST and not any("," in choice for choice in choices):
        return list(choices)
    return listed(column.id, choices)


def _rule(column: Column, term: Term, first_row: int, places: dict[str, int]) -> dict[str, Any]:
    match column.type:
        case ColumnType.DATE:
            return {"validate": "date", "criteria": "between", "minimum": term.opens, "maximum": term.closes}
        case ColumnType.MOMENT:
            return {
                "validate": "date",
                "criteria": "between",
                "minimum": term.opens,
                "maximum": _end_of(term),
            }
        case ColumnType.COUNT if column.at_most in places:
            return {"validate": "custom", "value": _not_above(column, first_row, places)}
        case ColumnType.COUNT:
            return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": _LARGEST}
        case ColumnType.SCORE:
            return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    return {"validate": "any"}


def _end_of(term: Term) -> dt.datetime:
    """The last minute of the term's window: a moment may lie in its last day."""
    return dt.datetime.combine(term.closes, dt.time(23, 59))


def _not_above(column: Column, row: int, places: dict[str, int]) -> str:
    """A whole number, not above the other count where that one is given."""
    own = xl_rowcol_to_cell(row, places[column.id])
    other = xl_rowcol_to_cell(row, places[column.at_most or ""], col_abs=True)
    return f'=AND(ISNUMBER({own}),{own}>=0,{own}=INT({own}),OR({other}="",{own}<={other}))'
