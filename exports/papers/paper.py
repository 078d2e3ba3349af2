"""What a document about a phase says, in no format yet: every format and the meeting mode show this."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

import pandas as pd

from charts import wording
from charts.labels import text_width

Shape = Literal["percent", "points", "count"]
_WIDEST_PIECE = 9.0  # characters; longer pieces are broken
_STRONG = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one name, one for each category; ``None`` is a gap.

    Rates are fractions, differences of rates too; ``labels`` are the numbers as they are to be read.
    """

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, or lines over days or weeks: ``title`` says what follows from them, ``measure`` what they count.

    Each of ``series`` has a value a category; bars have one series, and so have steps: the first and the last
    of these are figures, what lies between are the moves from one to the other, which add up.
    """

    kind: Literal["bars", "lines", "steps"]
    title: str
    measure: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    shape: Shape = "percent"

    @property
    def described(self) -> str:
        """What it shows, for those who do not see it."""
        each = "；".join(
            f"{one.name}：" + "，".join(map(" ".join, zip(self.categories, one.labels, strict=True)))
            for one in self.series
        )
        return f"{self.title}。{self.measure}。{each}"


def spans_of(chart: Chart) -> tuple[float, list[tuple[float, float]]]:
    """From where the axis of steps begins, and from where to where each of them reaches."""
    values = [value or 0.0 for value in chart.series[0].values]
    reached = [values[0], *accumulate(values[1:-1], initial=values[0]), values[-1]]
    low, high = min(reached), max(reached)
    start = max(0.0, low - max((high - low) * 0.15, 0.002))
    return start, [(start, values[0]), *pairwise(reached[1:-1]), (start, values[-1])]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as they are read; ``numbers`` are the columns that are written to the right.

    A slide has room for the columns ``brief`` and the first rows only. ``note`` says what is not listed.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    brief: tuple[int, ...] = ()
    note: str = ""

    @property
    def brief_columns(self) -> tuple[int, ...]:
        """The columns that a slide shows: ``brief``, else the first three."""
        return self.brief or tuple(range(min(3, len(self.headings))))


@dataclass(frozen=True, slots=True)
class Section:
    """One thing to say: ``sentences`` (with ``**`` around what is strong), a chart, tables."""

    id: str
    title: str
    sentences: tuple[str, ...]
    chart: Chart | None = None
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: ``campus`` and ``term``, then the ``as_of`` line with its day and moment of knowledge.

    ``sections`` are what is shown in a meeting; ``appendix`` defines the figures and names their sources.
    ``language`` is ``zh`` or ``en``, ``of_page`` the words around a ``{page}``, ``first_of`` those beside a
    table or chart of which the first of all are shown only: ``{shown}`` and ``{all}``.
    """

    title: str
    campus: str
    term: str
    as_of: str
    language: str
    sections: tuple[Section, ...]
    appendix: tuple[Section, ...]
    of_page: str
    first_of: str

    def titled(self, title: str, shown: int, count: int) -> str:
        """``title``, with how many of the ``count`` rows or bars are ``shown`` where that is not all."""
        return title if shown >= count else f"{title} · {self.first_of.format(shown=shown, all=count)}"


def widths(table: Table, columns: Sequence[int], room: float) -> list[float]:
    """Widths in characters that add up to ``room``: what cannot be broken first, the rest by length."""
    least, wanted = [], []
    for column in columns:
        every = [row[column] for row in (table.headings, *table.rows)]
        whole = column in table.numbers
        pieces = [piece for words in every[1:] for piece in ([words] if whole else words.split())]
        longest = max((text_width(piece, 1) for piece in [*every[0].split(), *pieces]), default=0.0)
        least.append(min(longest, _WIDEST_PIECE) + 1.2)
        wanted.append(max(least[-1], max(text_width(words, 1) for words in every) + 1.2))
    spare, more = room - sum(least), sum(wanted) - sum(least)
    if spare >= more or spare <= 0:
        shares = wanted if spare > 0 else least
        return [width * room / sum(shares) for width in shares]
    return [low + spare * (high - low) / more for low, high in zip(least, wanted, strict=True)]


def runs(sentence: str) -> list[tuple[str, bool]]:
    """The pieces of a sentence, and whether each is strong."""
    parts = _STRONG.split(sentence)
    return [(words, place % 2 == 1) for place, words in enumerate(parts) if words]


def plain(sentence: str) -> str:
    """A sentence without its marks."""
    return "".join(words for words, _strong in runs(sentence))


def numbers(table: pd.DataFrame, name: str, language: str) -> Series:
    """The rates of a figures table as they are written: none where nothing was reported, and the word why."""
    rows = list(table.itertuples())
    rates = [None if wording.state_of(row) else float(row.rate) for row in rows]
    labels = [wording.format_figure(row, language, counts=False) for row in rows]
    return Series(name, tuple(rates), tuple(labels))
