"""Movers: by how many percentage points each unit changed between two days."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from charts import frames, row_layout, wording
from charts.canvas import Look, Plot, draw, nothing
from schema.figures import CAMPUS

_APART = 0.2  # of the axis, on a phone: the width of a label


def movers(
    figures: pd.DataFrame,
    look: Look,
    *,
    since: dt.date,
    on: dt.date,
    limit: int | None = None,
    title: str | None = None,
) -> go.Figure:
    """A bar a unit for the change of the one indicator from ``since`` to ``on``, fastest on top.

    ``limit`` keeps that many of the fastest and of the slowest. A unit without a rate on either
    day has the word instead of a bar. Raises ``ValueError`` when there are several indicators.
    """
    table = frames.checked(figures)
    table = table[table["unit"] != CAMPUS]
    before, after = frames.on_day(table, since), frames.on_day(table, on)
    changes = frames.sorted_by_rate(frames.with_changes(before, after, "unit"), "change")
    all_of_them = len(changes)
    if limit is not None and all_of_them > 2 * limit:
        changes = _ends(changes, limit)
    days = {"since": wording.format_day(since, look.language, weekday=False)}
    days["on"] = wording.format_day(on, look.language, weekday=False)
    if changes.empty:
        heading = title or look.words("movers_title", indicator=look.words("rates"), **days)
        return nothing(look, title=heading, measure=look.words("measure_points"))
    indicator = wording.indicator_title(frames.only(table, "indicator"), look.language)
    return draw(
        _plot(changes, all_of_them - len(changes), look),
        look,
        title=title or look.words("movers_title", indicator=indicator, **days),
        measure=look.words("measure_points"),
        alt=_alt(changes, look),
    )


def _ends(changes: pd.DataFrame, limit: int) -> pd.DataFrame:
    """The ``limit`` fastest and as many of the slowest, none of them twice, the missing left out."""
    known = changes[changes["change"].notna()]
    slowest = max(0, min(limit, len(known) - limit))
    return pd.concat([known.head(limit), known.tail(slowest)])


def _plot(changes: pd.DataFrame, others: int, look: Look) -> Plot:
    names = [wording.unit_title(unit, look.term, look.language) for unit in changes["unit"]]
    rows = row_layout.name_axis(names)
    colors = [_color(change, look) for change in changes["change"]]
    texts = [wording.format_change(change, look.language) for change in changes["change"]]
    column, right = row_layout.figure_column(texts, from_to(changes, look), colors, look)
    hovers = frames.hover_texts(changes, look.term, look.language)
    trace = {
        "type": "bar",
        "orientation": "h",
        "width": 0.5,
        "x": [None if wording.is_missing(change) else change for change in changes["change"]],
        "y": list(range(len(changes))),
        "marker": {"color": colors, "line": {"width": 0}},
        "customdata": frames.point_keys(changes),
        "text": [f"{hover}<br>{words}" for hover, words in zip(hovers, texts, strict=True)],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }
    layout = {
        "xaxis": _points_axis(changes["change"]),
        "yaxis": rows.axis,
        "shapes": [row_layout.upright(0, look.colors.muted)],
        "annotations": column,
    }
    notes = [look.words("others_between", count=others)] if others else []
    return Plot([trace], layout, rows.row * len(changes), rows.left, right, notes=notes)


def _color(change: float, look: Look) -> str:
    """A fall has the colour of its ▼, a rise the accent; what is unchanged or unknown is grey."""
    if wording.is_missing(change) or not change:
        return look.colors.muted
    return look.colors.status["bad"] if change < 0 else look.colors.accent


def from_to(changes: pd.DataFrame, look: Look) -> list[str]:
    """``95.8 → 97.1 %``, a text a row; where either rate is missing stands why."""
    ends = [
        [wording.format_figure(row, look.language, counts=False) for row in rows.itertuples()]
        for rows in (frames.before(changes), changes)
    ]
    return [f"{then.removesuffix(' %')} → {now}" for then, now in zip(*ends, strict=True)]


def _points_axis(changes: pd.Series) -> dict[str, object]:
    """An axis in percentage points that always holds 0, marked at its ends."""
    known = changes.dropna()
    low, high = min(0.0, known.min(), 0.0), max(0.0, known.max(), 0.0)
    room = max((high - low) * 0.04, 0.005)
    near = (high - low) * _APART  # a label so near to that of 0 would run into it
    ticks = sorted({0.0, *(end for end in (low, high) if abs(end) >= near)})
    return {
        "range": [low - room, high + room],
        "tickangle": 0,
        "tickvals": ticks,
        "ticktext": [f"{wording.points(tick):+}" if tick else "0" for tick in ticks],
    }


def _alt(changes: pd.DataFrame, look: Look) -> str:
    known = changes[changes["change"].notna()]
    parts = [look.words("alt_movers")]
    for id, end in (("alt_highest", known.head(1)), ("alt_lowest", known.tail(1))):
        for row in end.itertuples():
            name = wording.unit_title(row.unit, look.term, look.language)
            value = wording.format_change(row.change, look.language)
            parts.append(look.words(id, name=name, value=value))
    return look.words("join").join(parts)
