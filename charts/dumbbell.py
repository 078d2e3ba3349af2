"""Dumbbells: two figures a row and the distance between them."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from charts import frames, row_layout, wording
from charts.canvas import Look, Plot, draw, nothing
from charts.lines import zoom_notes, zoom_of
from charts.movers import from_to
from schema.figures import CAMPUS


def restatement(
    then: pd.DataFrame,
    now: pd.DataFrame,
    look: Look,
    *,
    rows: str,
    title: str | None = None,
) -> go.Figure:
    """What a late or corrected report changed: figures as known then and as known now.

    ``rows`` is the column with a row each: ``"unit"``, ``"on"`` or ``"indicator"``; apart from
    it both figures tables must hold one value of each, else ``ValueError``.
    """
    pairs = frames.with_changes(frames.checked(then), frames.checked(now), rows)
    words = (look.words("then"), look.words("now"))
    return _dumbbell(pairs, rows, words, look, title or _restatement_title(pairs, rows, look))


def against_campus(
    figures: pd.DataFrame,
    look: Look,
    *,
    unit: str,
    on: dt.date | None = None,
    title: str | None = None,
) -> go.Figure:
    """A row an indicator: ``unit`` beside the whole campus, on day ``on`` (``None``: the last)."""
    table = frames.on_day(frames.checked(figures), on)
    pairs = frames.with_changes(table[table["unit"] == CAMPUS], table[table["unit"] == unit], "indicator")
    name = wording.unit_title(unit, look.term, look.language)
    heading = title or look.words("against_title", unit=name, campus=look.words("campus"))
    return _dumbbell(pairs, "indicator", (look.words("campus"), name), look, heading)


def _restatement_title(pairs: pd.DataFrame, column: str, look: Look) -> str:
    title = look.words("restatement_title")
    if column == "indicator" or pairs.empty:
        return title
    indicator = wording.indicator_title(frames.only(pairs, "indicator"), look.language)
    return look.words("restatement_title_of", indicator=indicator, title=title)


def _dumbbell(pairs: pd.DataFrame, column: str, words: tuple[str, str], look: Look, title: str) -> go.Figure:
    measure = look.words("measure")
    if pairs.empty:
        return nothing(look, title=title, measure=measure)
    measure = frames.measure_over(measure, pairs, look)
    for other in {"unit", "on", "indicator"} - {column}:
        frames.only(pairs, other)
    if column == "unit":
        pairs = frames.sorted_by_rate(pairs)
    elif column == "indicator":
        order = {id: i for i, id in enumerate(frames.in_order(pairs, column, look.term))}
        pairs = pairs.sort_values("indicator", key=lambda ids: ids.map(order), kind="stable")
    else:
        pairs = pairs.sort_values("on", kind="stable")
    names = _names(pairs, column, look)
    return draw(
        _plot(pairs, names, words, look),
        look,
        title=title,
        measure=measure,
        alt=_alt(pairs, names, look),
    )


def _names(pairs: pd.DataFrame, column: str, look: Look) -> list[str]:
    if column == "unit":
        return [wording.unit_title(unit, look.term, look.language) for unit in pairs["unit"]]
    if column == "on":
        return [wording.format_day(day, look.language) for day in pairs["on"]]
    return [wording.indicator_title(id, look.language) for id in pairs["indicator"]]


def _plot(pairs: pd.DataFrame, names: list[str], words: tuple[str, str], look: Look) -> Plot:
    rows = row_layout.name_axis(names)
    changed = [not wording.is_missing(change) and change != 0 for change in pairs["change"]]
    column, right = row_layout.figure_column(
        [wording.format_change(change, look.language) for change in pairs["change"]],
        from_to(pairs, look),
        [look.colors.text if moved else look.colors.muted for moved in changed],
        look,
    )
    start = zoom_of(pd.concat([frames.before(pairs)[["rate"]], pairs[["rate"]]]))
    layout = {
        "xaxis": row_layout.percent_axis(start, edge=0.03),
        "yaxis": rows.axis,
        "shapes": [row_layout.upright(1, look.colors.muted), *_handles(pairs, look)],
        "annotations": column,
    }
    first = {"symbol": "circle-open", "size": 11, "color": look.colors.muted, "line": {"width": 2}}
    second = {"symbol": "circle", "size": 9, "color": look.colors.accent}
    traces = [
        _dots(frames.before(pairs), words[0], first, look),
        _dots(pairs, words[1], second, look),
    ]
    key = [(f"○ {words[0]}", look.colors.muted), (f"● {words[1]}", look.colors.accent)]
    notes = zoom_notes(start, look)
    return Plot(traces, layout, rows.row * len(pairs), rows.left, right, key=key, notes=notes)


def _handles(pairs: pd.DataFrame, look: Look) -> list[dict[str, object]]:
    """The line between the two dots of a row."""
    return [
        {
            "type": "line",
            "layer": "below",
            "xref": "x",
            "yref": "y",
            "x0": before,
            "x1": after,
            "y0": place,
            "y1": place,
            "line": {"width": 3, "color": look.colors.faint},
        }
        for place, (before, after) in enumerate(zip(pairs["rate_before"], pairs["rate"], strict=True))
        if not (wording.is_missing(before) or wording.is_missing(after))
    ]


def _dots(point: pd.DataFrame, words: str, marker: dict[str, object], look: Look) -> dict[str, object]:
    texts = frames.hover_texts(point, look.term, look.language)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": words,
        "marker": marker,
        "cliponaxis": False,
        "x": [None if wording.is_missing(rate) else rate for rate in point["rate"]],
        "y": list(range(len(point))),
        "customdata": frames.point_keys(point),
        "text": [f"{words}<br>{hover}" for hover in texts],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _alt(pairs: pd.DataFrame, names: list[str], look: Look) -> str:
    moves = zip(names, from_to(pairs, look), pairs["change"], strict=True)
    items = [
        f"{name} {move} ({wording.format_change(change, look.language)})"
        for name, move, change in moves
        if wording.is_missing(change) or change != 0
    ]
    return look.words("join").join([look.words("alt_dumbbell"), *(items or [look.words("unchanged")])])
