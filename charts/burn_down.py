"""The burn-down: how many students still lack something, day by day, to end at 0."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from charts import phases, theme, wording
from charts.canvas import EDGE, Look, Plot, draw, nothing
from charts.labels import NARROWEST, lines_of, markup, spread, text_width

MEASURES = ("students", "pairs", "places")
_LEFT = 56
_PLOT = 220  # pixels from 0 to the highest count
_LABEL_ROOM = 110  # pixels for the name at the end of a line
_LABEL_LINE = 15
_DAY_ROOM = 44  # pixels for the label of a day
_TICKS = 4


class _Line(NamedTuple):
    """One lack over the days."""

    lack: str
    rows: pd.DataFrame
    color: str


def burn_down(
    table: pd.DataFrame,
    look: Look,
    *,
    measure: str = "students",
    title: str | None = None,
) -> go.Figure:
    """A line for each ``lack`` of a table by day, from its column ``measure``, one of ``MEASURES``.

    The axis starts at 0, which is the target. Raises ``ValueError`` for a table that lacks a column.
    """
    wanted = ("on", "lack", measure)
    lacking = [column for column in wanted if column not in table.columns]
    if lacking:
        raise ValueError(f"not a table by day and lack; it lacks {', '.join(lacking)}")
    heading, unit = title or look.words("burn_down_title"), look.words(f"measure_{measure}")
    if table.empty:
        return nothing(look, title=heading, measure=unit)
    counted = table[list(wanted)].rename(columns={measure: "count"}).sort_values("on", kind="stable")
    groups = counted.groupby("lack", sort=False)
    lines = [
        _Line(str(lack), rows, color) for (lack, rows), color in zip(groups, look.colors.lines, strict=False)
    ]
    return draw(
        _plot(lines, measure, look), look, title=heading, measure=unit, alt=_alt(lines, measure, look)
    )


def _plot(lines: list[_Line], measure: str, look: Look) -> Plot:
    days = [day.date() for day in lines[0].rows["on"]]
    labels = [_label(line, measure, look) for line in lines]
    right = 2 * EDGE + max(text_width(words, theme.TEXT_SIZE) for label in labels for words in label)
    inside = NARROWEST - _LEFT - right
    bands = phases.bands_of(look.term, days[0], days[-1])
    places = phases.band_places(bands, look, inside)
    headroom = phases.rows_room(places) + 8
    checkpoints = phases.checkpoints_of(look.term, days[0], days[-1])
    ticks = _ticks(max(int(line.rows["count"].max()) for line in lines))
    top = ticks[-1] * (1 + headroom / _PLOT)
    layout = {
        "xaxis": phases.day_axis(days, look, most=max(2, round(inside // _DAY_ROOM))),
        "yaxis": {
            "range": [-0.02 * top, top],
            "tickvals": ticks,
            "showgrid": True,
            "ticktext": [f"{look.words('target')} 0", *map(wording.format_count, ticks[1:])],
        },
        "shapes": [*phases.band_shapes(bands, look), *phases.checkpoint_shapes(checkpoints, look)],
        "annotations": [
            *phases.band_labels(bands, places, look),
            *_end_labels(lines, labels, ticks[-1], headroom),
        ],
    }
    traces = [_trace(line, measure, look) for line in lines]
    if checkpoints:
        traces.append(phases.checkpoint_marks(checkpoints, look))
    return Plot(traces, layout, round(_PLOT + headroom), left=_LEFT, right=right, below=26)


def _ticks(most: int) -> list[int]:
    """Round numbers from 0 to ``most`` or a little more."""
    rough = max(most, 1) / _TICKS
    size = 10 ** math.floor(math.log10(rough))
    step = max(1, next(int(size * by) for by in (1, 2, 2.5, 5, 10) if size * by >= rough and size * by >= 1))
    return list(range(0, most + step, step)) if most else [0, 1]


def _trace(line: _Line, measure: str, look: Look) -> dict[str, Any]:
    name = look.words(line.lack)
    hovers = [
        f"<b>{name}</b><br>{wording.span(day, language=look.language)}<br>{_counted(count, measure, look)}"
        for day, count in zip(line.rows["on"], line.rows["count"], strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [day.date() for day in line.rows["on"]],
        "y": [int(count) for count in line.rows["count"]],
        "line": {"color": line.color, "width": 2.5},
        "marker": {"color": line.color, "size": 5},
        "cliponaxis": False,
        "text": hovers,
        "hovertemplate": "%{text}<extra></extra>",
    }


def _counted(count: float, measure: str, look: Look) -> str:
    counted = wording.counted_people if measure == "students" else wording.counted_places
    return counted(count, look.language)


def _label(line: _Line, measure: str, look: Look) -> list[str]:
    latest = _counted(line.rows["count"].iloc[-1], measure, look)
    return [*lines_of(look.words(line.lack), theme.TEXT_SIZE, _LABEL_ROOM), latest]


def _end_labels(
    lines: list[_Line], labels: list[list[str]], highest: int, headroom: float
) -> list[dict[str, Any]]:
    """Name and latest count beside the end of each line, moved apart where they would overlap."""
    wanted = [float(line.rows["count"].iloc[-1]) / highest * _PLOT for line in lines]
    centres = spread(wanted, [_LABEL_LINE * len(label) + 2.0 for label in labels], -4, _PLOT + headroom)
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
            "y": centre / _PLOT * highest,
            "yanchor": "middle",
            "borderpad": 0,
            "font": {"size": theme.TEXT_SIZE, "color": line.color},
        }
        for line, label, centre in zip(lines, labels, centres, strict=True)
    ]


def _alt(lines: list[_Line], measure: str, look: Look) -> str:
    days = lines[0].rows["on"]
    first, last = (wording.format_day(day, look.language) for day in (days.iloc[0], days.iloc[-1]))
    parts = [f"{look.words('alt_line')} {look.words('alt_from_to', first=first, last=last)}"]
    for line in lines:
        value = _counted(line.rows["count"].iloc[-1], measure, look)
        parts.append(look.words("alt_latest", name=look.words(line.lack), value=value))
    return look.words("join").join(parts)
