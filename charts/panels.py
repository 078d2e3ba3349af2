"""Small multiples: a panel an indicator, all on one scale and one calendar."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import events, frames, phases, theme, wording
from charts.canvas import Look, Plot, draw, nothing
from charts.labels import NARROWEST, bold, colored
from charts.lines import gap_labels, line_trace, target_line, zoom_of, zoomed_axis
from schema.figures import CAMPUS, NOT_DUE
from schema.term import Term

_LEFT, _RIGHT = 48, 26
_PANEL, _HEAD, _FOOT = 96, 50, 30  # pixels of a panel, of its heading, of its day labels
_FEW, _FLAT = 3, 0.01  # panels that are always drawn, and the reach of a line that hardly moves
_GUTTER = 0.17  # share of the width between two panels
_UNDER = 58  # pixels from the top of a panel: the numbers of events stand below most lines


def small_multiples(
    figures: pd.DataFrame,
    look: Look,
    *,
    columns: int = 2,
    title: str | None = None,
) -> go.Figure:
    """A small line chart for each indicator of the table, with at most four units as lines.

    Each panel is headed by the indicator and the latest figure of the first unit; the widest gap comes
    first, and an axis begins at 90 % where all its lines lie above. Of more than three indicators those
    that hardly move over the days are named below instead. Two columns fit the narrowest screen. Raises
    ``ValueError`` for more than four units.
    """
    table = frames.checked(figures)
    heading = title or look.words("panels_title")
    units = _units(table, look.term)
    if table.empty:
        return nothing(look, title=heading, measure=look.words("measure"))
    return draw(
        _plot(table, units, columns, look),
        look,
        title=heading,
        measure=frames.measure_over(look.words("measure"), table, look),
        alt=_alt(table, units[0], look),
    )


def _units(table: pd.DataFrame, term: Term) -> list[str]:
    units = frames.in_order(table, "unit", term)
    if len(units) > len(theme.LIGHT.lines):
        raise ValueError(f"small multiples show at most four units, not {len(units)}")
    return sorted(units, key=lambda unit: unit == CAMPUS)


def _plot(table: pd.DataFrame, units: list[str], columns: int, look: Look) -> Plot:
    indicators, flat = _moving(table, _by_gap(table, units[0], look.term))
    days = frames.days_of(table)
    height = -(-len(indicators) // columns) * (_HEAD + _PANEL + _FOOT) - _FOOT
    layout: dict[str, Any] = {"shapes": [], "annotations": []}
    traces: list[dict[str, Any]] = []
    bands = phases.bands_of(look.term, days[0], days[-1])
    checkpoints = phases.checkpoints_of(look.term, days[0], days[-1])
    noted = events.events_of(look, units, days[0], days[-1])
    event_rows = events.event_rows(noted, days[0], days[-1], _narrowest(columns))
    pieces = frames.by_indicator_and_unit(table)
    zoomed: dict[float, list[str]] = {}
    for place, indicator in enumerate(indicators):
        axes = "" if place == 0 else str(place + 1)
        lines = {unit: pieces[indicator, unit] for unit in units if (indicator, unit) in pieces}
        if start := zoom_of(pd.concat(lines.values())):
            zoomed.setdefault(start, []).append(wording.indicator_title(indicator, look.language))
        layout |= _axes(_domains(place, columns, height), days, start, look, axes)
        layout["shapes"] += [*phases.band_shapes(bands, look, axes), target_line(look, axes)]
        layout["shapes"] += events.event_shapes(noted, look, axes)
        layout["annotations"] += _heads(lines.get(units[0]), indicator, look, axes)
        layout["annotations"] += events.event_labels(noted, event_rows, look, axes, below=_UNDER)
        traces += [_line(rows, units.index(unit), unit, look, axes) for unit, rows in lines.items()]
        if checkpoints:
            traces.append(phases.checkpoint_marks(checkpoints, look, axes, start))
    key = [
        (f"━ {wording.unit_title(unit, look.term, look.language)}", look.colors.lines[i])
        for i, unit in enumerate(units)
    ]
    notes = _flat_note(table, units[0], indicators, flat, look)
    for start, names in zoomed.items():
        words = look.words("zoomed", start=f"{round(start * 100)} %")
        notes.append(look.words("zoomed_of", names=look.words("join").join(names), zoomed=words))
    notes += [*_notes(bands, look), *events.event_notes(noted, look)]
    return Plot(traces, layout, height, _LEFT, _RIGHT, below=_FOOT, notes=notes, key=key)


def _by_gap(table: pd.DataFrame, unit: str, term: Term) -> list[str]:
    """The indicators, the lowest latest rate of ``unit`` first, those without one or not due yet last."""
    latest = frames.on_day(table[table["unit"] == unit], None)
    due = latest[[state != NOT_DUE for state in frames.states_of(latest)]].set_index("indicator")["rate"]
    ids = frames.in_order(table, "indicator", term)
    rates = {id: due.get(id) for id in ids}
    known = sorted((id for id in ids if not wording.is_missing(rates[id])), key=rates.__getitem__)
    return [*known, *(id for id in ids if id not in known)]


def _moving(table: pd.DataFrame, indicators: list[str]) -> tuple[list[str], list[str]]:
    """``indicators``, and apart from them those of which no line moves by a point in all the days."""
    if len(indicators) <= _FEW:
        return indicators, []
    rates = table.groupby(["indicator", "unit"])["rate"]
    reach = (rates.max() - rates.min()).groupby("indicator").max()
    flat = [id for id in indicators if reach[id] < _FLAT]
    if len(flat) == len(indicators):
        return indicators[:_FEW], indicators[_FEW:]
    return [id for id in indicators if id not in flat], flat


def _flat_note(
    table: pd.DataFrame, unit: str, indicators: list[str], flat: list[str], look: Look
) -> list[str]:
    latest = frames.on_day(table[table["unit"] == unit], None)
    figures = {
        row.indicator: wording.format_figure(row, look.language, counts=False) for row in latest.itertuples()
    }
    names = [f"{wording.indicator_title(id, look.language)} {figures.get(id, '')}".strip() for id in flat]
    words = {"count": len(indicators), "others": len(flat), "names": look.words("join").join(names)}
    return [look.words("few_move", **words)] if flat else []


def _line(rows: pd.DataFrame, place: int, unit: str, look: Look, axes: str) -> dict[str, Any]:
    """The line of one unit in a panel; the first of the units is the one the panel is about."""
    name = wording.unit_title(unit, look.term, look.language)
    line = {"color": look.colors.lines[place], "width": 2 if place == 0 else 1.5}
    return line_trace(rows, look, name=name, line=line, axes=axes)


def _narrowest(columns: int) -> float:
    """The width of a panel on the narrowest screen."""
    inside = NARROWEST - _LEFT - _RIGHT
    return inside * (1 - _GUTTER * (columns - 1)) / columns


def _domains(place: int, columns: int, height: int) -> tuple[list[float], list[float]]:
    """Where a panel stands in the plot, across and upwards."""
    column, row = place % columns, place // columns
    width = (1 - _GUTTER * (columns - 1)) / columns
    left = column * (width + _GUTTER)
    top = 1 - (row * (_HEAD + _PANEL + _FOOT) + _HEAD) / height
    return [left, left + width], [max(0.0, top - _PANEL / height), top]


def _axes(
    domains: tuple[list[float], list[float]], days: list[Any], start: float, look: Look, axes: str
) -> dict[str, Any]:
    """The two axes of one panel, the upright one from ``start`` on."""
    x = phases.day_axis(days, look) | {"domain": domains[0], "anchor": f"y{axes}"}
    ends = sorted({days[0], days[-1]})
    x["tickvals"] = ends
    x["ticktext"] = [wording.format_day(day, look.language, weekday=False) for day in ends]
    y = zoomed_axis(start) | {"domain": domains[1], "anchor": f"x{axes}"}
    return {f"xaxis{axes}": x, f"yaxis{axes}": y}


def _heads(rows: pd.DataFrame | None, indicator: str, look: Look, axes: str) -> list[dict[str, Any]]:
    """The indicator and its latest figure above a panel, its gaps inside."""
    title = bold(wording.indicator_title(indicator, look.language))
    latest = wording.no_data(look.language)
    if rows is not None:
        latest = wording.format_figure(rows.iloc[-1], look.language)
    head = {
        "text": f"{title}<br>{colored(latest, look.colors.muted)}",
        "showarrow": False,
        "xref": f"x{axes} domain",
        "yref": f"y{axes} domain",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
        "yshift": 6,
        "borderpad": 0,
        "xshift": -24,
        "font": {"size": theme.SMALL_SIZE},
    }
    return [head, *(gap_labels(rows, look, axes) if rows is not None else [])]


def _notes(bands: list[phases.Band], look: Look) -> list[str]:
    """What the tints mean, in words: a panel is too small to label its bands."""
    if not bands:
        return []
    parts = []
    for band in bands:
        days = [wording.format_day(d, look.language, weekday=False) for d in band[1:]]
        span = days[0] if band.first == band.last else "–".join(days)
        parts.append(f"{phases.band_name(band.phase, look.language)} {span}")
    return [look.words("bands", phases=look.words("join").join(parts))]


def _alt(table: pd.DataFrame, unit: str, look: Look) -> str:
    latest = frames.on_day(table[table["unit"] == unit], None)
    items = [
        look.words(
            "alt_latest",
            name=wording.indicator_title(row.indicator, look.language),
            value=wording.format_figure(row, look.language),
        )
        for row in latest.itertuples()
    ]
    name = wording.unit_title(unit, look.term, look.language)
    return f"{look.words('alt_panels')} {name}{look.words('join')}{look.words('join').join(items)}"
