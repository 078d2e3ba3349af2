"""Bars: the units side by side on one day, the highest on top."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from charts import frames, row_layout, wording
from charts.canvas import Look, Plot, draw, nothing
from charts.lines import zoom_notes, zoom_of


def bars(
    figures: pd.DataFrame,
    look: Look,
    *,
    on: dt.date | None = None,
    title: str | None = None,
) -> go.Figure:
    """A bar a unit for the one indicator of the table, on day ``on`` (``None``: its last day).

    The campus is a thin line across the bars; a unit without denominator has the word instead
    of a bar and stands last. Raises ``ValueError`` when the table has several indicators.
    """
    table = frames.on_day(frames.checked(figures), on)
    units, campus = frames.split_campus(table)
    if units.empty:
        heading = title or look.words("bars_title", indicator=look.words("rates"))
        return nothing(look, title=heading, measure=look.words("measure"))
    id = frames.only(table, "indicator")
    indicator = wording.indicator_title(id, look.language)
    ranked = frames.sorted_by_rate(units)
    return draw(
        _plot(ranked, campus, look),
        look,
        title=title or look.words("bars_title", indicator=indicator),
        measure=frames.measure_over(wording.measure_line(id, look.language), ranked, look),
        alt=describe_ranking(ranked, look, "alt_bar"),
    )


def _plot(ranked: pd.DataFrame, campus: float | None, look: Look) -> Plot:
    names = [wording.unit_title(unit, look.term, look.language) for unit in ranked["unit"]]
    rows = row_layout.name_axis(names)
    missing = [bool(state) for state in frames.states_of(ranked)]
    column, right = row_layout.figure_column(
        [wording.format_figure(row, look.language, counts=False) for row in ranked.itertuples()],
        [wording.format_ratio(n, d) for n, d in zip(ranked["n"], ranked["d"], strict=True)],
        [look.colors.muted if gap else look.colors.text for gap in missing],
        look,
    )
    trace = {
        "type": "bar",
        "orientation": "h",
        "width": 0.5,
        "x": [None if wording.is_missing(rate) else rate for rate in ranked["rate"]],
        "y": list(range(len(ranked))),
        "marker": {"color": look.colors.accent, "line": {"width": 0}},
        "customdata": frames.point_keys(ranked),
        "text": frames.hover_texts(ranked, look.term, look.language),
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }
    layout = {
        "xaxis": row_layout.percent_axis(start := zoom_of(ranked)),
        "yaxis": rows.axis,
        "shapes": [row_layout.upright(1, look.colors.muted)],
        "annotations": column,
    }
    plot = Plot([trace], layout, rows.row * len(ranked), rows.left, right, above=8)
    plot.notes = zoom_notes(start, look)
    if campus is not None:
        line = row_layout.upright(campus, look.colors.text, dash="dash") | {"layer": "above"}
        layout["shapes"] = [*layout["shapes"], line]
        words = f"{look.words('campus')} {wording.format_rate(campus)}"
        label = row_layout.top_label(words, campus, look.colors.text, flip=campus > (1 + start) / 2)
        layout["annotations"] = [*column, label]
        plot.above = 20
    return plot


def describe_ranking(ranked: pd.DataFrame, look: Look, kind: str) -> str:
    """The highest, the lowest and the missing units of a table that is sorted, in words."""
    known = ranked[[not state for state in frames.states_of(ranked)]]
    parts = [look.words(kind)]
    for id, end in (("alt_highest", known.head(1)), ("alt_lowest", known.tail(1))):
        for row in end.itertuples():
            level = list(known["unit"][known["rate"] == row.rate])
            name = wording.units_alike(level, look.term, look.language)
            value = wording.format_figure(row, look.language, counts=not level[1:])
            parts.append(look.words(id, name=name, value=value))
    return look.words("join").join([*parts, *frames.without_words(ranked, look)])
