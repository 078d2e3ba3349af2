"""Who has reported: units × sheet kinds, each cell with its icon and its word."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import row_layout, theme, wording
from charts.canvas import Look, Plot
from charts.labels import NARROWEST, lines_of, markup, text_width
from charts.states import StatesMap, draw_states
from schema.kinds import REPORTED_KINDS, kind_by_id
from schema.language import titled

# State of a sheet → the status whose colour and icon it has.
STATES = {"on_time": "good", "late": "warn", "missing": "bad", "pending": None}
_AHEAD = "○"
_COLUMNS = ("unit", "kind", "status")
_RIGHT = 12
_ROW, _HEADING_SIZE = 28, 10


def reporting_grid(
    status: pd.DataFrame,
    look: Look,
    *,
    title: str | None = None,
) -> go.Figure:
    """A cell for each unit and kind of the frame ``unit, kind, status``.

    ``status`` is ``on_time``, ``late``, ``missing`` or ``pending``; units stand in the order of the term.
    Raises ``ValueError`` when a column is lacking or a status unknown.
    """
    states_map = StatesMap(_plot, _COLUMNS, STATES, alt="alt_grid")
    return draw_states(status, look, states_map, title or look.words("reporting_title"))


def _plot(status: pd.DataFrame, look: Look) -> Plot:
    order = {unit: place for place, unit in enumerate(look.term.unit_names)}
    units = sorted(status["unit"].unique(), key=lambda unit: order.get(unit, len(order)))
    names = [wording.unit_title(unit, look.term, look.language) for unit in units]
    rows = row_layout.name_axis(names, _ROW)
    kinds = [kind for kind in REPORTED_KINDS if kind in set(status["kind"])]
    room = (NARROWEST - rows.left - _RIGHT) / len(kinds)
    headings = [lines_of(_kind_name(kind, look), _HEADING_SIZE, room) for kind in kinds]
    cells = {(row.unit, row.kind): row.status for row in status.itertuples()}
    states = [[cells.get((unit, kind)) for kind in kinds] for unit in units]
    layout = {
        "xaxis": {
            "side": "top",
            "range": [-0.5, len(kinds) - 0.5],
            "showline": False,
            "tickvals": list(range(len(kinds))),
            "ticktext": [markup(line) for line in headings],
            "tickangle": 0,
            "tickfont": {"size": _HEADING_SIZE},
            "ticks": "",
        },
        "yaxis": rows.axis,
        "annotations": [
            _word(state, x, y, room, look)
            for y, row in enumerate(states)
            for x, state in enumerate(row)
            if state is not None
        ],
    }
    above = 12 + 15 * max(map(len, headings))
    return Plot(
        [_tints(states, look)], layout, rows.row * len(units), rows.left, _RIGHT, above=above, below=8
    )


def _tints(states: list[list[str | None]], look: Look) -> dict[str, Any]:
    """The cells behind the words, each in the tint of its state; none where nothing is expected."""
    places = {state: place for place, state in enumerate(STATES)}
    shades = [look.colors.status_fill[status] if status else look.colors.paper for status in STATES.values()]
    last = len(shades)
    return {
        "type": "heatmap",
        "zmin": -0.5,
        "zmax": last - 0.5,
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "z": [[None if state is None else places[state] for state in row] for row in states],
        "x": list(range(len(states[0]))),
        "y": list(range(len(states))),
        "colorscale": [[edge / last, shades[i]] for i in range(last) for edge in (i, i + 1)],
        "hoverinfo": "skip",
    }


def _word(state: str, x: int, y: int, room: float, look: Look) -> dict[str, Any]:
    """Icon and word of a cell, below one another where the narrowest cell is too narrow."""
    status = STATES[state]
    icon = theme.STATUS[status].icon if status else _AHEAD
    fits = text_width(f"{icon} {look.words(state)}", theme.SMALL_SIZE) < room - 6
    return {
        "text": f"<b>{icon}</b>{' ' if fits else '<br>'}{look.words(state)}",
        "showarrow": False,
        "xref": "x",
        "yref": "y",
        "x": x,
        "y": y,
        "borderpad": 0,
        "font": {
            "size": theme.SMALL_SIZE,
            "color": look.colors.status[status] if status else look.colors.muted,
        },
    }


def _kind_name(kind: str, look: Look) -> str:
    declared = kind_by_id(kind)
    return titled(declared, look.language)
