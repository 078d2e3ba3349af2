"""Dumbbells: two figures a row and the distance between them."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from charts import frames, row_layout, wording
from charts.canvas import Plot, Sheet, draw, nothing
from charts.movers import from_to
from schema.figures import CAMPUS
from schema.term import Term


def restatement(
    then: pd.DataFrame,
    now: pd.DataFrame,
    *,
    rows: str,
    term: Term,
    as_of: str,
    language: str = "zh",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """What a late or corrected report changed: figures as known then and as known now.

    ``rows`` is the column with a row each: ``"unit"``, ``"on"`` or ``"indicator"``; apart from
    it both figures tables must hold one value of each, else ``ValueError``.
    """
    sheet = Sheet(term, as_of, language, dark)
    pairs = frames.with_changes(frames.checked(then), frames.checked(now), rows)
    words = (sheet.words("then"), sheet.words("now"))
    return _dumbbell(pairs, rows, words, sheet, title or _restatement_title(pairs, rows, sheet))


def against_campus(
    figures: pd.DataFrame,
    *,
    unit: str,
    term: Term,
    as_of: str,
    on: dt.date | None = None,
    language: str = "zh",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """A row an indicator: ``unit`` beside the whole campus, on day ``on`` (``None``: the last)."""
    sheet = Sheet(term, as_of, language, dark)
    table = frames.on_day(frames.checked(figures), on)
    pairs = frames.with_changes(table[table["unit"] == CAMPUS], table[table["unit"] == unit], "indicator")
    name = wording.unit_title(unit, term, language)
    heading = title or sheet.words("against_title", unit=name, campus=sheet.words("campus"))
    return _dumbbell(pairs, "indicator", (sheet.words("campus"), name), sheet, heading)


def _restatement_title(pairs: pd.DataFrame, column: str, sheet: Sheet) -> str:
    title = sheet.words("restatement_title")
    if column == "indicator" or pairs.empty:
        return title
    indicator = wording.indicator_title(frames.only(pairs, "indicator"), sheet.language)
    return sheet.words("restatement_title_of", indicator=indicator, title=title)


def _dumbbell(
    pairs: pd.DataFrame, column: str, words: tuple[str, str], sheet: Sheet, title: str
) -> go.Figure:
    measure = sheet.words("measure")
    if pairs.empty:
        return nothing(sheet, title=title, measure=measure)
    for other in {"unit", "on", "indicator"} - {column}:
        frames.only(pairs, other)
    if column == "unit":
        pairs = frames.sorted_by_rate(pairs)
    elif column == "indicator":
        order = {id: i for i, id in enumerate(frames.in_order(pairs, column, sheet.term))}
        pairs = pairs.sort_values("indicator", key=lambda ids: ids.map(order), kind="stable")
    else:
        pairs = pairs.sort_values("on", kind="stable")
    names = _names(pairs, column, sheet)
    return draw(
        _plot(pairs, names, words, sheet),
        sheet,
        title=title,
        measure=measure,
        alt=_alt(pairs, names, sheet),
    )


def _names(pairs: pd.DataFrame, column: str, sheet: Sheet) -> list[str]:
    if column == "unit":
        return [wording.unit_title(unit, sheet.term, sheet.language) for unit in pairs["unit"]]
    if column == "on":
        return [wording.format_day(day, sheet.language) for day in pairs["on"]]
    return [wording.indicator_title(id, sheet.language) for id in pairs["indicator"]]


def _plot(pairs: pd.DataFrame, names: list[str], words: tuple[str, str], sheet: Sheet) -> Plot:
    rows = row_layout.name_axis(names)
    changed = [not wording.is_missing(change) and change != 0 for change in pairs["change"]]
    column, right = row_layout.figure_column(
        [wording.format_change(change, sheet.language) for change in pairs["change"]],
        from_to(pairs, sheet),
        [sheet.colors.text if moved else sheet.colors.muted for moved in changed],
        sheet,
    )
    layout = {
        "xaxis": row_layout.percent_axis() | {"range": [-0.03, 1.03]},
        "yaxis": rows.axis,
        "shapes": [row_layout.upright(1, sheet.colors.muted), *_handles(pairs, sheet)],
        "annotations": column,
    }
    first = {"symbol": "circle-open", "size": 11, "color": sheet.colors.muted, "line": {"width": 2}}
    second = {"symbol": "circle", "size": 9, "color": sheet.colors.accent}
    traces = [
        _dots(pairs, "_before", words[0], first, sheet),
        _dots(pairs, "", words[1], second, sheet),
    ]
    key = [(f"○ {words[0]}", sheet.colors.muted), (f"● {words[1]}", sheet.colors.accent)]
    return Plot(traces, layout, rows.row * len(pairs), rows.left, right, key=key)


def _handles(pairs: pd.DataFrame, sheet: Sheet) -> list[dict[str, object]]:
    """The line between the two dots of a row."""
    return [
        {
            "type": "line", "layer": "below", "xref": "x", "yref": "y", "x0": before, "x1": after,
            "y0": place, "y1": place, "line": {"width": 3, "color": sheet.colors.faint},
        }
        for place, (before, after) in enumerate(
            zip(pairs["rate_before"], pairs["rate"], strict=True)
        )
        if not (wording.is_missing(before) or wording.is_missing(after))
    ]  # fmt: skip


def _dots(
    pairs: pd.DataFrame, suffix: str, words: str, marker: dict[str, object], sheet: Sheet
) -> dict[str, object]:
    names = ["rate", "n", "d"]
    point = pairs.assign(**{name: pairs[name + suffix] for name in names})
    texts = frames.hover_texts(point, sheet.term, sheet.language)
    return {
        "type": "scatter", "mode": "markers", "name": words, "marker": marker,
        "cliponaxis": False,
        "x": [None if wording.is_missing(rate) else rate for rate in point["rate"]],
        "y": list(range(len(point))), "customdata": frames.point_keys(point),
        "text": [f"{words}<br>{hover}" for hover in texts],
        "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip


def _alt(pairs: pd.DataFrame, names: list[str], sheet: Sheet) -> str:
    moves = zip(names, from_to(pairs, sheet), pairs["change"], strict=True)
    items = [
        f"{name} {move} ({wording.format_change(change, sheet.language)})"
        for name, move, change in moves
        if wording.is_missing(change) or change != 0
    ]
    return sheet.words("join").join([sheet.words("alt_dumbbell"), *(items or [sheet.words("unchanged")])])
