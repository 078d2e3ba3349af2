"""The trend: rates day by day as lines, with phases, checkpoints and the target in the plot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from charts import events, frames, phases, theme, wording
from charts.canvas import EDGE, Look, Plot, draw, nothing
from charts.labels import NARROWEST, lines_of, markup, spread, text_width
from charts.lines import gap_labels, line_trace, rate_axis, target_line, zoom_of, zoomed_axis
from schema.figures import CAMPUS

_LEFT = 56
_PLOT = 250  # pixels from 0 to 100 %
_LABEL_ROOM = 126  # pixels for a direct label; longer names are broken
_LABEL_LINE = 15
_DAY_ROOM = 44  # pixels for the label of a day
_MOST_LABELS = 4


class _Line(NamedTuple):
    """One indicator of one unit over the days, and how it is drawn."""

    rows: pd.DataFrame
    name: str
    color: str | None  # None: one of the many in the background


def trend(
    figures: pd.DataFrame,
    look: Look,
    *,
    highlight: Sequence[str] = (),
    title: str | None = None,
) -> go.Figure:
    """A line for each indicator and unit of the figures table, on an axis from 0 to 100 %.

    It begins at 90 %, and says so, where all lines lie above; what no line tells is no reason against it.
    Up to four lines carry their name and latest rate at their end. Of more, the units of
    ``highlight`` (else the campus and the three that are lowest on the last day) do, and the
    rest are grey and named on hover. A rate without denominator is a gap that says so.
    """
    table = frames.checked(figures)
    heading, measure = _heading(table, look)
    if table.empty:
        return nothing(look, title=title or heading, measure=measure)
    lines = _lines(table, look, highlight)
    named = [line for line in lines if line.color]
    start = zoom_of(table)
    if start:
        measure = f"{measure} · {look.words('zoomed', start=f'{round(start * 100)} %')}"
    return draw(
        _plot(lines, named, start, look),
        look,
        title=title or heading,
        measure=frames.measure_over(measure, table, look),
        alt=_alt(named, frames.days_of(table), look),
    )


def _heading(table: pd.DataFrame, look: Look) -> tuple[str, str]:
    """A title, and the unit of measure, from what the table holds."""
    units, indicators = table["unit"].unique(), table["indicator"].unique()
    if len(indicators) != 1:
        name = wording.unit_title(units[0], look.term, look.language) if len(units) == 1 else ""
        title = look.words("trends_title", unit=name) if name else look.words("panels_title")
        return title, look.words("measure")
    indicator = wording.indicator_title(indicators[0], look.language)
    measure = wording.measure_line(indicators[0], look.language)
    if len(units) != 1:
        return look.words("trend_title", indicator=indicator), measure
    unit = wording.unit_title(units[0], look.term, look.language)
    return look.words("trend_title_unit", indicator=indicator, unit=unit), measure


def _lines(table: pd.DataFrame, look: Look, highlight: Sequence[str]) -> list[_Line]:
    """Background lines first, so that the named ones lie on top of them."""
    by_unit = table["unit"].nunique() > 1 or table["indicator"].nunique() == 1
    pieces = frames.by_indicator_and_unit(table)
    grouped = {
        (indicator, unit): pieces[indicator, unit]
        for indicator in frames.in_order(table, "indicator", look.term)
        for unit in frames.in_order(table, "unit", look.term)
        if (indicator, unit) in pieces
    }
    named = _named(grouped, highlight)
    lines = []
    for key, rows in grouped.items():
        name = (
            wording.unit_title(key[1], look.term, look.language)
            if by_unit
            else wording.indicator_title(key[0], look.language)
        )
        color = look.colors.lines[named.index(key)] if key in named else None
        lines.append(_Line(rows, name, color))
    return sorted(lines, key=lambda line: line.color is not None)


def _named(grouped: dict[tuple[str, str], pd.DataFrame], highlight: Sequence[str]) -> list[tuple[str, str]]:
    """Which lines carry a name: all of a few, else the wished ones, else campus and the lowest."""
    keys = list(grouped)
    if len(keys) <= _MOST_LABELS:
        return keys
    if highlight:
        return [key for key in keys if key[1] in highlight][:_MOST_LABELS]
    campus = [key for key in keys if key[1] == CAMPUS][:1]
    latest = {key: float(rows["rate"].iloc[-1]) for key, rows in grouped.items()}
    others = [key for key in keys if key[1] != CAMPUS and not wording.is_missing(latest[key])]
    return campus + sorted(others, key=lambda key: latest[key])[: _MOST_LABELS - len(campus)]


def _plot(lines: list[_Line], named: list[_Line], start: float, look: Look) -> Plot:
    days = frames.days_of(pd.concat([line.rows for line in lines]))
    bands = phases.bands_of(look.term, days[0], days[-1])
    labels = [_label_lines(line, look) for line in named]
    widths = (text_width(words, theme.TEXT_SIZE) for label in labels for words in label)
    right = 2 * EDGE + max(widths, default=0)
    inside = NARROWEST - _LEFT - right
    places = phases.band_places(bands, look, inside)
    bands_room = phases.rows_room(places)
    noted = events.events_of(look, [unit for line in lines for unit in line.rows["unit"]], days[0], days[-1])
    event_rows = events.event_rows(noted, days[0], days[-1], inside)
    headroom = bands_room + events.ROW * (max(event_rows, default=-1) + 1) + 8
    checkpoints = phases.checkpoints_of(look.term, days[0], days[-1])
    height = _PLOT + headroom
    others = len(lines) - len(named)
    top = 1 + headroom / _PLOT
    axis = zoomed_axis(start, top) if start else rate_axis([0, 0.25, 0.5, 0.75, 1], top=top)
    axis["ticktext"][-1] = f"{look.words('target')}<br>100 %"
    gaps = [label | {"y": start} for line in named for label in gap_labels(line.rows, look)]
    layout = {
        "xaxis": phases.day_axis(days, look, most=max(2, round(inside // _DAY_ROOM))),
        "yaxis": axis,
        "shapes": [
            *phases.band_shapes(bands, look),
            *phases.checkpoint_shapes(checkpoints, look),
            *events.event_shapes(noted, look),
            target_line(look),
        ],
        "annotations": [
            *phases.band_labels(bands, places, look),
            *events.event_labels(noted, event_rows, look, below=bands_room + 2),
            *{(gap["x"], gap["xanchor"]): gap for gap in gaps}.values(),
            *_end_labels(named, labels, headroom, start),
        ],
    }
    traces = [_trace(line, look) for line in lines]
    if checkpoints:
        traces.append(phases.checkpoint_marks(checkpoints, look, at=start))
    notes = [*([look.words("other_lines", count=others)] if others else []), *events.event_notes(noted, look)]
    return Plot(traces, layout, height, left=_LEFT, right=right, notes=notes, below=26)


def _trace(line: _Line, look: Look) -> dict[str, Any]:
    trace = line_trace(
        line.rows,
        look,
        name=line.name,
        line={"color": line.color or look.colors.faint, "width": 2.5 if line.color else 1},
    )
    if not line.color:
        trace["mode"] = "lines"
    return trace


def _label_lines(line: _Line, look: Look) -> list[str]:
    latest = wording.format_figure(line.rows.iloc[-1], look.language, counts=False)
    return [*lines_of(line.name, theme.TEXT_SIZE, _LABEL_ROOM), latest]


def _end_labels(
    named: list[_Line], labels: list[list[str]], headroom: float, start: float
) -> list[dict[str, Any]]:
    """Name and latest rate beside the end of each line, moved apart where they would overlap."""
    reach = 1 - start
    rates = [line.rows["rate"].dropna() for line in named]
    wanted = [(float(known.iloc[-1]) - start) / reach * _PLOT if len(known) else 0.0 for known in rates]
    sizes = [_LABEL_LINE * len(label) + 2.0 for label in labels]
    centres = spread(wanted, sizes, -4, _PLOT + headroom)
    return [
        {
            "text": markup(label),
            "showarrow": False,
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": EDGE,
            "align": "left",
            "yref": "y",
            "y": start + centre / _PLOT * reach,
            "yanchor": "middle",
            "borderpad": 0,
            "font": {"size": theme.TEXT_SIZE, "color": line.color},
        }
        for line, label, centre in zip(named, labels, centres, strict=True)
    ]


def _alt(named: list[_Line], days: list[Any], look: Look) -> str:
    first, last = (wording.format_day(day, look.language) for day in (days[0], days[-1]))
    parts = [f"{look.words('alt_line')} {look.words('alt_from_to', first=first, last=last)}"]
    for line in named:
        value = wording.format_figure(line.rows.iloc[-1], look.language)
        parts.append(look.words("alt_latest", name=line.name, value=value))
    return look.words("join").join(parts)
