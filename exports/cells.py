"""Values as cells: numbers stay numbers, days days, and text can never run as a formula."""

from __future__ import annotations

import datetime as dt
import re
from typing import TypeAlias

import pandas as pd

from charts.texts import text

Cell: TypeAlias = str | int | float | dt.date | dt.datetime | None

LONGEST_TEXT = 32_767  # characters in a cell of a spreadsheet
# What makes a program that opens a csv file compute, or look elsewhere, instead of showing text;
# the full-width forms are typed by Chinese keyboards and read alike by some programs.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|\.\d+)([eE][+-]?\d+)?%?")


def cell(value: object, language: str = "zh") -> Cell:
    """One value of a frame as a cell holds it; blank is ``None``.

    Midnights become days, tuples and lists one text, yes/no the words of ``language``.
    """
    if isinstance(value, (tuple, list)):
        return "、".join(map(str, value)) or None
    if value is None or pd.isna(value):
        return None
    plain = value.item() if hasattr(value, "item") else value  # numpy's scalars
    if isinstance(plain, bool):
        return text("yes" if plain else "no", language)
    if isinstance(plain, dt.datetime):
        moment = plain.replace(tzinfo=None)
        return moment.date() if moment.time() == dt.time() else pd.Timestamp(moment).to_pydatetime()
    if isinstance(plain, (int, float, dt.date)):
        return plain
    return str(plain)[:LONGEST_TEXT]


def harmless(words: str) -> str:
    """``words`` as a csv field that no program takes for a formula: an apostrophe goes before it.

    What is nothing but a number, such as ``-1``, stays as it is.
    """
    starts = words.startswith(_FORMULA_STARTS) or words.lstrip().startswith(_FORMULA_STARTS)
    return f"'{words}" if starts and not _NUMBER.fullmatch(words.strip()) else words


def csv_field(value: Cell) -> str | int | float:
    """A cell for a csv file: days as ISO, blank as nothing, text made harmless."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    return harmless(value) if isinstance(value, str) else value
