"""The layout of charts with a row a unit: names on the left, figures in a column on the right.

Names stand in full and the figures of a row beside it, so that the chart can be read aloud from
paper; the plot between them takes what width there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from charts import theme
from charts.canvas import EDGE, Look
from charts.labels import bold, colored, lines_of, markup, text_width

_ROW, _LINE = 34, 16  # pixels of a row of two lines, and of each line
_NAME_ROOM = 134


class Names(NamedTuple):
    """The names of the rows: their axis, the pixels that they need on the left, those of a row."""

    axis: dict[str, Any]
    left: float
    row: int


def name_axis(names: Sequence[str], lowest_row: int = _ROW) -> Names:
    """The axis of rows, the first on top; every row has the height of the longest name."""
    broken = [lines_of(name, theme.TEXT_SIZE, _NAME_ROOM) for name in names]
    widest = max(text_width(line, theme.TEXT_SIZE) for lines in broken for line in lines)
    axis = {
        "range": [len(names) - 0.5, -0.5],
        "tickvals": list(range(len(names))),
        "ticktext": [markup(lines) for lines in broken],
        "tickfont": {"size": theme.TEXT_SIZE},
        "ticklabelstandoff": 4,
        "showline": False,
        "ticks": "",
    }
    row = max(lowest_row, _LINE * max(map(len, broken)) + 2)
    return Names(axis, widest + EDGE + 8, row)


def figure_column(
    heads: Sequence[str], details: Sequence[str], colors: Sequence[str], look: Look
) -> tuple[list[dict[str, Any]], float]:
    """The column of figures at the right edge, a head and a small detail a row, and its width."""
    labels = [
        {
            "text": f"<b>{colored(head, color)}</b><br>{colored(detail, look.colors.muted)}"
            if detail
            else colored(head, color),
            "showarrow": False,
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": EDGE,
            "yref": "y",
            "y": place,
            "yanchor": "middle",
            "align": "left",
            "borderpad": 0,
            "font": {"size": theme.SMALL_SIZE},
        }
        for place, (head, detail, color) in enumerate(zip(heads, details, colors, strict=True))
    ]
    widest = max(text_width(words, theme.SMALL_SIZE) for words in (*heads, *details))
    return labels, widest + 2 * EDGE


def top_label(words: str, x: float, color: str, *, flip: bool) -> dict[str, Any]:
    """A bold label on top of the plot at ``x``, written towards the middle when ``flip``."""
    return {
        "text": bold(words),
        "showarrow": False,
        "xref": "x",
        "x": x,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "xanchor": "right" if flip else "left",
        "borderpad": 0,
        "font": {"size": theme.SMALL_SIZE, "color": color},
    }


def upright(x: float, color: str, *, dash: str = "solid") -> dict[str, Any]:
    """A thin line over the full height of the plot at ``x``."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"width": 1, "color": color, "dash": dash},
    }


def percent_axis(start: float = 0.0, edge: float = 0.0) -> dict[str, Any]:
    """A horizontal axis of rates from ``start`` to 100 %, labelled at both ends and in the middle.

    ``edge`` is the share of its length that is left free before ``start``.
    """
    span = 1 - start
    ticks = [start, start + span / 2, 1]
    return {
        "range": [start - edge * span, 1 + max(edge, 0.01) * span],
        "tickvals": ticks,
        "ticktext": [f"{round(tick * 100)} %" for tick in ticks],
        "showgrid": True,
        "side": "bottom",
    }
