"""The facts without what stays: names and ids give way to pseudonyms, free text to nothing.

Every definition counts of the frames that are handed on what it counts of those of the store: what is
told apart there is told apart here, and what is compared compares alike.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from metrics.basis.modes import modes_named
from metrics.names import listed
from schema.kinds import all_forms
from schema.model import Column, ColumnType, SheetForm
from schema.places import place_of
from schema.published import MARK, PLACES, PUBLISHED, Handed
from schema.vocabulary import MODES

_DIGITS = 32  # hexadecimal digits of a pseudonym: half of the digest, 128 bits


@dataclass(frozen=True)
class Pseudonyms:
    """A pseudonym for each text, by a secret ``key`` (32 bytes or more): HMAC-SHA-256.

    The same text has the same one wherever it stands in the same ``field``; without the key nobody can
    tell which text it was, nor find out by trying all of them.
    """

    key: bytes

    def of(self, field: str, text: str) -> str:
        """Lower-case hexadecimal digits, which a name is compared by as it is."""
        return hmac.new(self.key, f"{field}\0{text}".encode(), "sha256").hexdigest()[:_DIGITS]

    def of_people(self, text: str) -> str:
        """A cell that names people: one for each in its order and, in brackets, one for how it is written."""
        names = "、".join(self.of("person", name) for name in listed(text))
        return f"{names}({self.of('people', text)})"


def handed_on(facts: Mapping[str, pd.DataFrame], pseudonyms: Pseudonyms) -> dict[str, pd.DataFrame]:
    """Every table of ``facts`` as it leaves: the same columns, types and, unless all of it stays, rows.

    Rows that are about students are in no order within their submission, and numbered anew.
    """
    planned = frozenset(facts["plan"]["class_id"])
    return {
        form.table: _handed_on(facts[form.table], form, pseudonyms, planned) for _kind, form in all_forms()
    }


def _handed_on(
    rows: pd.DataFrame, form: SheetForm, pseudonyms: Pseudonyms, planned: frozenset[str]
) -> pd.DataFrame:
    ways = PUBLISHED.get(form.table, {})
    rows = rows if ways else rows.head(0)
    columns = {
        column.id: _cells(rows[column.id], column, ways.get(column.id), pseudonyms, planned)
        for column in form.columns
    }
    handed = rows.assign(**columns)
    return _mixed(handed) if form.names_students else handed


def _cells(
    cells: pd.Series, column: Column, way: Handed | None, pseudonyms: Pseudonyms, planned: frozenset[str]
) -> Any:
    """The cells of a column as they leave."""
    several = column.type is ColumnType.SEVERAL
    if way is None:
        return _blank(cells, several)
    if way is Handed.AS_IS:
        return cells.array
    ways: dict[Handed, Callable[[Any], Any]] = {
        Handed.AS_CLASS: lambda text: text if text in planned else pseudonyms.of("class", text),
        Handed.AS_KEY: lambda text: pseudonyms.of(column.id, text),
        Handed.AS_PEOPLE: pseudonyms.of_people,
        Handed.AS_PLACE: lambda text: PLACES[place_of(text)],
        Handed.AS_MARK: (lambda named: (MARK,) if named else ()) if several else lambda _text: MARK,
        Handed.AS_WORDS: _words(column, pseudonyms),
    }
    return _each(cells, ways[way])


def _words(column: Column, pseudonyms: Pseudonyms) -> Callable[[Any], Any]:
    """What turns each word of a cell into itself, where the vocabulary has it, or into a pseudonym."""
    # A text that says modes is compared with the modes of the groups.
    known = frozenset((column.vocabulary or MODES).words)

    def word(text: str) -> str:
        return text if text in known else pseudonyms.of("word", text)

    if column.type is ColumnType.SEVERAL:
        return lambda named: tuple(map(word, named))
    if column.type is ColumnType.TEXT:
        return lambda text: "、".join(map(word, modes_named(text))) or None
    return word


def _each(cells: pd.Series, convert: Callable[[Any], Any]) -> Any:
    """Every distinct value converted once; blanks stay."""
    codes, distinct = pd.factorize(cells)
    converted = np.empty(len(distinct) + 1, dtype=object)
    converted[:] = [*map(convert, distinct), None]
    return pd.Series(converted[codes], index=cells.index, dtype=cells.dtype)


def _blank(cells: pd.Series, several: bool) -> Any:
    if several:
        return pd.Series([()] * len(cells), index=cells.index, dtype=object)
    return pd.Series(None, index=cells.index, dtype=cells.dtype)


def _mixed(rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` in the order of the pseudonyms within each submission, and numbered in it."""
    mixed = rows.sort_values(["submission", "student_id"], kind="stable", ignore_index=True)
    return mixed.assign(source_row=mixed.groupby("submission").cumcount() + 1)
