"""Weeks: the campus, and how far the units lie apart, a row a week."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import row_layout, wording
from charts.canvas import Look, Plot, draw, nothing

_COLUMNS = ("week", "starts", "ends", "on", "n", "d", "rate", "lowest", "lower", "middle", "upper", "highest")
_STEP = 0.05  # the axis begins at a multiple of this
_THIN, _THICK = 2, 10
_TICKS = 2  # beside that at 100 %: more would not fit a phone


def weekly_spread(
    weeks: pd.DataFrame,
    look: Look,
    *,
    indicator: str,
    title: str | None = None,
) -> go.Figure:
    """The campus's rate of one ``indicator`` by week, on a line from the lowest to the highest unit.

    ``weeks`` has a row a week as :func:`metrics.spread` gives it, with ``n``, ``d`` and ``rate`` of the
    campus; a week that is not over says up to which day it counts. The thick part of a line holds the
    middle half of the units. The axis begins below the lowest unit, as its labels say. Raises
    ``ValueError`` for a table that lacks a column.
    """
    lacking = [column for column in _COLUMNS if column not in weeks.columns]
    if lacking:
        raise ValueError(f"not a table of weeks; it lacks {', '.join(lacking)}")
    name = wording.indicator_title(indicator, look.language)
    heading = title or look.words("weekly_title", indicator=name)
    counted = weeks[weeks["d"] > 0].reset_index(drop=True)
    measure = wording.measure_line(indicator, look.language)
    if counted.empty:
        return nothing(look, title=heading, measure=measure)
    return draw(_plot(counted, look), look, title=heading, measure=measure, alt=_alt(counted, look))


def _plot(weeks: pd.DataFrame, look: Look) -> Plot:
    rows = row_layout.name_axis([_name(row, look) for row in weeks.itertuples()])
    heads = [wording.format_figure(row, look.language, counts=False) for row in weeks.itertuples()]
    details = [_reach(row) for row in weeks.itertuples()]
    column, right = row_layout.figure_column(heads, details, [look.colors.accent] * len(weeks), look)
    known = weeks.dropna(subset="lowest")
    low = min([*weeks["rate"], *known["lowest"]])
    start = max(0.0, math.floor(low / _STEP - 0.2) * _STEP)
    layout = {
        "xaxis": _axis(start),
        "yaxis": rows.axis,
        "shapes": [row_layout.upright(1, look.colors.muted), *_lines(known, look)],
        "annotations": column,
    }
    trace = {
        "type": "scatter",
        "mode": "markers",
        "name": look.words("campus"),
        "marker": {"symbol": "circle", "size": 11, "color": look.colors.accent},
        "cliponaxis": False,
        "x": list(weeks["rate"]),
        "y": list(range(len(weeks))),
        "text": [_hover(row, look) for row in weeks.itertuples()],
        "hovertemplate": "%{text}<extra></extra>",
    }
    key = [
        (f"● {look.words('campus')}", look.colors.accent),
        (f"━ {look.words('middle_half')}", look.colors.muted),
        (f"─ {look.words('all_units')}", look.colors.muted),
    ]
    return Plot([trace], layout, rows.row * len(weeks), rows.left, right, key=key)


def _axis(start: float) -> dict[str, Any]:
    """From ``start`` to 100 %, labelled in whole per cent."""
    step = max(_STEP, math.ceil((1 - start) / _TICKS / _STEP - 1e-9) * _STEP)
    ticks = [1 - step * place for place in range(_TICKS + 1) if 1 - step * place >= start - 1e-9]
    edge = (1 - start) * 0.03
    return row_layout.percent_axis() | {
        "range": [start - edge, 1 + edge],
        "tickangle": 0,
        "tickvals": ticks,
        "ticktext": [f"{round(tick * 100)} %" for tick in ticks],
    }


def _lines(known: pd.DataFrame, look: Look) -> list[dict[str, object]]:
    """For each week a thin line over all units, and a thick one over the middle half."""
    ends = (("lowest", "highest", _THIN, look.colors.muted), ("lower", "upper", _THICK, look.colors.faint))
    return [
        {
            "type": "line",
            "layer": "below",
            "xref": "x",
            "yref": "y",
            "x0": row[first],
            "x1": row[last],
            "y0": place,
            "y1": place,
            "line": {"width": width, "color": color},
        }
        for place, row in known.iterrows()
        for first, last, width, color in ends
    ]


def _name(row: Any, look: Look) -> str:
    days = [wording.format_day(day, look.language, weekday=False) for day in (row.starts, row.ends)]
    name = look.words("week_of", week=row.week, first=days[0], last=days[1])
    if row.on >= row.ends:
        return name
    until = wording.span(row.on, language=look.language, weekday=False)
    return look.words("week_running", week=name, span=until)


def _reach(row: Any) -> str:
    """``92.1 – 99.8 %``, from the lowest to the highest unit."""
    if wording.is_missing(row.lowest):
        return ""
    return f"{wording.percent(row.lowest)} – {wording.percent(row.highest)} %"


def _hover(row: Any, look: Look) -> str:
    spoken = look.language
    lines = [f"<b>{_name(row, look)}</b>", wording.format_figure(row, spoken)]
    if not wording.is_missing(row.lowest):
        for end in ("lowest", "highest"):
            unit = wording.unit_title(getattr(row, f"{end}_unit"), look.term, spoken)
            rate = wording.format_rate(getattr(row, end), language=spoken)
            lines.append(look.words(f"alt_{end}", name=unit, value=rate))
        middle = wording.format_rate(row.middle, language=spoken)
        lines.append(look.words("alt_item", name=look.words("middle_unit"), value=middle))
    return "<br>".join(lines)


def _alt(weeks: pd.DataFrame, look: Look) -> str:
    items = []
    for row in weeks.itertuples():
        campus = wording.format_figure(row, look.language)
        items.append(f"{_name(row, look)} {campus} {_reach(row)}")
    return look.words("join").join([look.words("alt_weekly"), *items])
