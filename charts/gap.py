"""The gap to the target in four bins, whose colours are warmer the more is missing; done is quiet."""

from __future__ import annotations

from typing import Any

from charts import theme
from charts.canvas import Look
from charts.texts import text
from charts.wording import percent, state_of
from schema.figures import AHEAD
from schema.term import Term

DONE, NEARLY, SHORT, BEHIND = BINS = ("done", "nearly", "short", "behind")


def bin_of(row: Any, term: Term) -> str:
    """The bin of a figure, by the bounds of the board of ``term``: all, nearly all, some missing, below.

    None, "", of what says nothing, and of what is not all there and not due yet either: that is no gap.
    """
    if state_of(row):
        return ""
    if row.rate >= 1:
        return DONE
    if getattr(row, AHEAD, False):
        return ""
    return NEARLY if row.rate >= term.board.nearly else SHORT if row.rate >= term.board.risk else BEHIND


def fill(bin: str, dark: bool) -> str:
    """The colour of a cell of ``bin``; of none that of the page."""
    colors = theme.palette(dark)
    return colors.gap[BINS.index(bin)][0] if bin else colors.paper


def ink(bin: str, dark: bool) -> str:
    """The colour of the figure in it, with a contrast of 4.5 at least."""
    colors = theme.palette(dark)
    return colors.gap[BINS.index(bin)][1] if bin else colors.text


def bin_words(term: Term, language: str) -> dict[str, str]:
    """What each bin holds: ``100 %``, ``95 % 以上``, ``90 % 以上``, ``不到 90 %``, with its name."""
    bounds = {"nearly": term.board.nearly, "short": term.board.risk, "behind": term.board.risk}
    return {
        bin: text(f"bin_{bin}", language, bound=f"{percent(bounds.get(bin, 1)).normalize():f} %")
        for bin in BINS
    }


def swatches(look: Look) -> list[tuple[str, str]]:
    """The key of the bins: words and fill."""
    return [(words, fill(bin, look.dark)) for bin, words in bin_words(look.term, look.language).items()]
