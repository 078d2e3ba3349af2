"""The calendar of reports: units down, the days on which sheets were due across."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd
import plotly.graph_objects as go

from charts import phases, row_layout, theme, wording
from charts.canvas import Look, Plot
from charts.labels import NARROWEST
from charts.states import StatesMap, draw_states
from schema.kinds import kind_by_id
from schema.language import titled

# State → status whose colours it has and its symbol; the worst of a day is the first.
_STATES = {"missing": "bad", "late": "warn", "on_time": "good", "pending": None}
_AHEAD = "○"
_COLUMNS = ("unit", "kind", "due", "status")
_ROW, _RIGHT = 28, 12
_LARGEST, _SMALLEST = 13, 7  # pixels of a symbol
_DAY_LABEL = 24  # pixels between the labels of days


class _Cell(NamedTuple):
    """The state of a unit on a day, how many of its sheets are in it, and of how many."""

    status: str
    sheets: int
    expected: int
    hover: str


def reports_calendar(
    reports: pd.DataFrame,
    look: Look,
    *,
    title: str | None = None,
) -> go.Figure:
    """A cell for each unit and each day on which a sheet was due, of the frame ``unit, kind, due, status``.

    ``due`` is naive UTC, ``status`` is ``on_time``, ``late``, ``missing`` or ``pending``. A cell with
    several sheets shows the worst state and, where not all are in it, how many are. What was due at
    24:00 belongs to the day that ended. Raises ``ValueError`` when a column is lacking or a status
    unknown.
    """
    states_map = StatesMap(_plot, _COLUMNS, _STATES, alt="alt_heat")
    return draw_states(reports, look, states_map, title or look.words("calendar_title"))


def _plot(reports: pd.DataFrame, look: Look) -> Plot:
    order = {unit: place for place, unit in enumerate(look.term.unit_names)}
    units = sorted(reports["unit"].unique(), key=lambda unit: order.get(unit, len(order)))
    dated = reports.assign(day=_days(reports["due"], look.term.timezone))
    days = sorted(dated["day"].unique())
    groups = dated.groupby(["unit", "day"], sort=False)
    cells = {(unit, day): _cell(unit, day, own, look) for (unit, day), own in groups}
    rows = row_layout.name_axis([wording.unit_title(unit, look.term, look.language) for unit in units], _ROW)
    room = (NARROWEST - rows.left - _RIGHT) / len(days)
    grid = [[cells.get((unit, day)) for day in days] for unit in units]
    layout = {
        "xaxis": {"range": [-0.5, len(days) - 0.5], "showline": False, "side": "top", "ticks": ""}
        | _day_labels(days, room, look),
        "yaxis": rows.axis,
        "shapes": [
            row_layout.upright(place - 0.5, look.colors.faint)
            for place in range(1, len(days))
            if days[place] - days[place - 1] > dt.timedelta(days=1)
        ],
    }
    return Plot(
        [_tints(grid, look), _symbols(grid, room, look)],
        layout,
        rows.row * len(units),
        rows.left,
        _RIGHT,
        above=36,
        below=8,
        notes=[look.words("calendar_days")],
        key=_key(reports, look),
    )


def _days(due: pd.Series, timezone: ZoneInfo) -> list[dt.date]:
    """The local day to whose end, at the latest, each sheet was due."""
    last = due.dt.tz_localize("UTC").dt.tz_convert(timezone) - pd.Timedelta(microseconds=1)
    return list(last.dt.date)


def _cell(unit: str, day: dt.date, own: pd.DataFrame, look: Look) -> _Cell:
    counts = own["status"].value_counts()
    worst = next(state for state in _STATES if state in counts.index)
    name = escape(wording.unit_title(unit, look.term, look.language), quote=False)
    lines = [f"<b>{name}</b>", wording.format_day(day, look.language)]
    lines += [
        f"{_kind_name(kind, look)} {_symbol(state)} {look.words(state)}"
        for kind, state in zip(own["kind"], own["status"], strict=True)
    ]
    return _Cell(worst, int(counts[worst]), len(own), "<br>".join(lines))


def _tints(grid: Sequence[Sequence[_Cell | None]], look: Look) -> dict[str, Any]:
    """The cells behind the symbols, each in the tint of its state; none where nothing is expected."""
    places = {state: place for place, state in enumerate(_STATES)}
    shades = [
        look.colors.status_fill[status] if status else look.colors.bands[0] for status in _STATES.values()
    ]
    return {
        "type": "heatmap",
        "zmin": -0.5,
        "zmax": len(shades) - 0.5,
        "showscale": False,
        "xgap": 1,
        "ygap": 2,
        "z": [[None if cell is None else places[cell.status] for cell in row] for row in grid],
        "x": list(range(len(grid[0]))),
        "y": list(range(len(grid))),
        "colorscale": [[edge / len(shades), shade] for i, shade in enumerate(shades) for edge in (i, i + 1)],
        "customdata": [[cell.hover if cell else "" for cell in row] for row in grid],
        "hovertemplate": "%{customdata}<extra></extra>",
        "hoverongaps": False,
    }


def _symbols(grid: Sequence[Sequence[_Cell | None]], room: float, look: Look) -> dict[str, Any]:
    """The symbol of each cell, with a number where it does not hold for all sheets of the day."""
    cells = [(x, y, cell) for y, row in enumerate(grid) for x, cell in enumerate(row) if cell is not None]
    size = max(_SMALLEST, min(_LARGEST, round(0.7 * room)))
    return {
        "type": "scatter",
        "mode": "text",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "x": [x for x, _, _ in cells],
        "y": [y for _, y, _ in cells],
        "text": [
            f"<b>{_symbol(cell.status)}</b>{'' if cell.sheets == cell.expected else cell.sheets}"
            for _, _, cell in cells
        ],
        "textfont": {"size": size, "color": [_color(cell.status, look) for _, _, cell in cells]},
    }


def _symbol(state: str) -> str:
    status = _STATES[state]
    return theme.STATUS[status].icon if status else _AHEAD


def _color(state: str, look: Look) -> str:
    status = _STATES[state]
    return look.colors.status[status] if status else look.colors.muted


def _key(reports: pd.DataFrame, look: Look) -> list[tuple[str, str]]:
    """What the symbols of the chart mean, best first."""
    present = set(reports["status"])
    return [
        (f"{_symbol(state)} {look.words(state)}", _color(state, look))
        for state in ("on_time", "late", "missing", "pending")
        if state in present
    ]


def _day_labels(days: Sequence[dt.date], room: float, look: Look) -> dict[str, Any]:
    """The days, month over day; of many the ones that fit side by side, the last always."""
    step = max(1, -(-_DAY_LABEL // max(1, int(room))))
    places = list(range(len(days) - 1, -1, -step))[::-1]
    lines = [phases.day_label(days[place], look.language) for place in places]
    return {"tickvals": places, "ticktext": lines, "tickangle": 0}


def _kind_name(kind: str, look: Look) -> str:
    declared = kind_by_id(kind)
    return titled(declared, look.language)
