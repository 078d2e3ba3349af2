"""Text that fits: estimated widths, wrapping, and keeping neighbouring labels apart.

Figures are drawn without knowing how wide the screen is, so everything is laid out for the
narrowest one that is supported, a phone of 390 pixels whose page leaves ``NARROWEST`` for a
chart, and only the plot itself grows.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

NARROWEST = 358
_CELL_SIZE, _CELL_PADDING, _WIDEST_COLUMN = 14, 20, 440  # of a table, in pixels
_FULL_LINES = 2.2  # of three: lines end with words
_SLIM_OF_CELLS = 0.49  # its letters are narrower than those of charts
_WIDE, _SLIM, _SPACE = 1.0, 0.56, 0.3  # em of a Chinese and a Latin character, of a space
# A Latin word with the space behind it, or one Chinese character with the marks that close it.
_PIECES = re.compile(r"[\x21-\u2e7f]+\s*|[^\x21-\u2e7f][，。；：、）％]*\s*|\s+")


def text_width(words: str, size: float, slim: float = _SLIM) -> float:
    """About how many pixels ``words`` take at ``size`` pixels a character, a Latin one ``slim`` of it."""
    return size * sum(_em(character, slim) for character in words)


def column_width(heading: str, words: pd.Series) -> int:
    """About how many pixels a column of a table needs so that none of its ``words`` is cut.

    A browser measures the first rows only. What is longer than a line of prose is left to be opened.
    """
    return min(_unbroken(heading, words), _WIDEST_COLUMN)


def broken_widths(frame: pd.DataFrame, headings: Mapping[str, str], room: float) -> dict[str, int]:
    """The pixels of those columns of words that go on in further lines, so that the table has ``room``.

    ``frame`` has the columns of ``headings``, by their ids. The widest give way first, as far as their
    headings and three lines allow; none where there is room for all.
    """
    full = {column: _unbroken(heading, frame[column]) for column, heading in headings.items()}
    if sum(full.values()) <= room:
        return {}
    words = [column for column in full if pd.api.types.is_string_dtype(frame[column])]
    least = {
        column: max(
            _unbroken(headings[column], _pieces(frame[column])),
            min(int(full[column] / _FULL_LINES), _WIDEST_COLUMN),
        )
        for column in words
    }
    widths = dict(full) | {column: min(full[column], _WIDEST_COLUMN) for column in words}
    while sum(widths.values()) > room and (wide := [id for id in words if widths[id] > least[id]]):
        widest = max(wide, key=widths.__getitem__)
        widths[widest] = max(least[widest], widths[widest] - _CELL_PADDING)
    return {column: widths[column] for column in words if widths[column] < full[column]}


def _pieces(words: pd.Series) -> pd.Series:
    """What stands between the places at which ``words`` may be broken."""
    texts = words.dropna().unique()
    return pd.Series([piece.strip() for text in texts for piece in _PIECES.findall(str(text))], dtype="str")


def _unbroken(heading: str, words: pd.Series) -> int:
    cells = (heading, *map(str, words.dropna().unique()))
    widest = max(text_width(each, _CELL_SIZE, _SLIM_OF_CELLS) for each in cells)
    return math.ceil(widest) + _CELL_PADDING


def _em(character: str, slim: float) -> float:
    if character == " ":
        return _SPACE
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else slim


def lines_of(words: str, size: float, width: float) -> list[str]:
    """``words`` broken into lines of at most ``width`` pixels where the script allows it."""
    lines = [""]
    for piece in _PIECES.findall(words):
        if lines[-1] and text_width((lines[-1] + piece).rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def markup(lines: Sequence[str]) -> str:
    """Lines as Plotly text: what looks like markup in them is shown, not obeyed."""
    return "<br>".join(escape(line, quote=False) for line in lines)


def bold(words: str) -> str:
    """Escaped ``words`` in bold."""
    return f"<b>{escape(words, quote=False)}</b>"


def colored(words: str, color: str) -> str:
    """Escaped ``words`` in ``color``."""
    return f'<span style="color:{color}">{escape(words, quote=False)}</span>'


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Centres near ``wanted`` so that labels of ``sizes`` neither overlap nor leave ``low``…``high``.

    All in one unit, say pixels. Labels keep their order; when they cannot all fit, those at the
    low end run out of the range.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    centres = list(wanted)
    floor = low
    for i in order:
        centres[i] = max(centres[i], floor + sizes[i] / 2)
        floor = centres[i] + sizes[i] / 2
    ceiling = high
    for i in reversed(order):
        centres[i] = min(centres[i], ceiling - sizes[i] / 2)
        ceiling = centres[i] - sizes[i] / 2
    return centres
