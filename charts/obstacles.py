"""Technical obstacles: how many were open day by day, and how long the solved ones took."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import frames, phases, row_layout, wording
from charts.canvas import Look, Plot, draw, nothing

_LEFT, _RIGHT, _HEIGHT = 44, 16, 180
_TICKS = 4


def open_by_day(figures: pd.DataFrame, look: Look, *, title: str | None = None) -> go.Figure:
    """A bar a day for the obstacles reported and not solved, d - n of one unit's figures by day.

    Raises ``ValueError`` when the table has several indicators or units.
    """
    heading, measure = title or look.words("open_title"), look.words("measure_obstacles")
    table = frames.checked(figures)
    if table.empty:
        return nothing(look, title=heading, measure=measure)
    frames.only(table, "indicator")
    frames.only(table, "unit")
    days = frames.days_of(table)
    counts = [int(count) for count in table["d"] - table["n"]]
    hovers = [
        f"{wording.span(day, language=look.language)}<br>{look.words('open_of', open=left, reported=int(d))}"
        for day, left, d in zip(days, counts, table["d"], strict=True)
    ]
    trace = {
        "type": "bar",
        "x": days,
        "y": counts,
        "marker": {"color": look.colors.accent, "line": {"width": 0}},
        "text": hovers,
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }
    layout = {
        "xaxis": phases.day_axis(days, look),
        "yaxis": _count_axis(max(*counts, 1)),
        "shapes": phases.band_shapes(phases.bands_of(look.term, days[0], days[-1]), look),
        "bargap": 0.3,
    }
    plot = Plot([trace], layout, _HEIGHT, _LEFT, _RIGHT, below=26)
    each = f"{measure} · {look.words('until_each_day')}"
    return draw(plot, look, title=heading, measure=each, alt=_alt_open(days, counts, look))


def _alt_open(days: list[dt.date], counts: list[int], look: Look) -> str:
    day = days[counts.index(max(counts))]
    day_words = wording.format_day(day, look.language, weekday=False)
    return look.words("alt_open", last=counts[-1], most=max(counts), day=day_words)


def time_to_solve(times: pd.DataFrame, look: Look, *, untimed: int, title: str | None = None) -> go.Figure:
    """A bar for each bucket of ``times`` (of :func:`metrics.lists.obstacles.solution_times`).

    How many of the solved ones are ``untimed`` stands below.
    """
    heading, measure = title or look.words("solve_title"), look.words("measure_obstacles")
    counts = [int(count) for count in times["count"]]
    if not any(counts):
        return nothing(look, title=heading, measure=measure)
    ends = list(times["hours"])
    names = [
        look.words("hours_above", hours=ends[-2]) if pd.isna(end) else look.words("hours_within", hours=end)
        for end in ends
    ]
    rows = row_layout.name_axis(names, lowest_row=26)
    figures, blank = [wording.format_count(count) for count in counts], [""] * len(counts)
    column, right = row_layout.figure_column(figures, blank, [look.colors.text] * len(counts), look)
    trace = {
        "type": "bar",
        "orientation": "h",
        "width": 0.5,
        "x": counts,
        "y": list(range(len(counts))),
        "marker": {"color": look.colors.accent, "line": {"width": 0}},
        "hoverinfo": "skip",
    }
    layout = {"xaxis": _count_axis(max(counts)), "yaxis": rows.axis, "annotations": column}
    plot = Plot([trace], layout, rows.row * len(counts), rows.left, right)
    plot.notes = [look.words("untimed", count=untimed)] if untimed else []
    items = [
        look.words("alt_item", name=name, value=count) for name, count in zip(names, counts, strict=True)
    ]
    return draw(
        plot,
        look,
        title=heading,
        measure=measure,
        alt=look.words("join").join([look.words("alt_bar"), *items]),
    )


def _steps() -> Iterator[int]:
    """Steps between ticks as people count: 1, 2, 5, 10, 20, 50 and so on."""
    return (times * 10**power for power in itertools.count() for times in (1, 2, 5))


def _count_axis(highest: int) -> dict[str, Any]:
    step = next(step for step in _steps() if step * _TICKS >= highest)
    ticks = list(range(0, highest + step, step))
    return {
        "range": [0, ticks[-1] * 1.02],
        "tickvals": ticks,
        "ticktext": list(map(wording.format_count, ticks)),
        "showgrid": True,
    }
