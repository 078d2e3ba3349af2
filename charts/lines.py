"""Lines over days: the traces, gaps and rate axis that single trends and small multiples share."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

import pandas as pd

from charts import theme, wording
from charts.canvas import Look
from charts.frames import hover_texts, point_keys, states_of
from schema.term import Term

_GAP_LABELS_APART = 0.42  # share of the days below which a second word would touch the first
_MANY_DAYS = 14  # from here on only chosen days have a marker


def line_trace(
    rows: pd.DataFrame, look: Look, *, name: str, line: dict[str, Any], axes: str = ""
) -> dict[str, Any]:
    """One line of one indicator and unit; a missing rate is a gap, a lone day a dot.

    ``line`` has its ``color`` and ``width``.
    """
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [day.date() for day in rows["on"]],
        "y": [None if wording.is_missing(rate) else rate for rate in rows["rate"]],
        "xaxis": f"x{axes}",
        "yaxis": f"y{axes}",
        "connectgaps": False,
        "cliponaxis": False,
        "line": line,
        "marker": {"color": line["color"], "size": _marker_sizes(rows, look.term), "opacity": 1},
        "customdata": point_keys(rows),
        "text": hover_texts(rows, look.term, look.language),
        "hovertemplate": "%{text}<extra></extra>",
    }


def _marker_sizes(rows: pd.DataFrame, term: Term) -> list[int]:
    """A dot on checkpoints, on the last day, and where no line leads to or from a day."""
    missing = [wording.is_missing(rate) for rate in rows["rate"]]
    padded = [True, *missing, True]
    checkpoints = {checkpoint.on for checkpoint in term.checkpoints}
    few = len(missing) <= _MANY_DAYS
    return [
        6
        if few
        or day.date() in checkpoints
        or place == len(missing) - 1
        or (padded[place] and padded[place + 2])
        else 0
        for place, day in enumerate(rows["on"])
    ]


def gaps_of(rows: pd.DataFrame) -> list[str]:
    """Why there is no point on a day, a row each; a 0 of what is not reported is a point that says so."""
    return [
        state if wording.is_missing(rate) else ""
        for state, rate in zip(states_of(rows), rows["rate"], strict=True)
    ]


def gap_labels(rows: pd.DataFrame, look: Look, axes: str = "") -> list[dict[str, Any]]:
    """The word for why there is no line in the middle of each run of days without a rate."""
    states = zip((day.date() for day in rows["on"]), gaps_of(rows), strict=True)
    runs = [
        (state, [day for day, _state in run]) for state, run in groupby(states, key=lambda f: f[1]) if state
    ]
    first, last = rows["on"].min().date(), rows["on"].max().date()
    apart = (last - first) * _GAP_LABELS_APART
    labels: list[dict[str, Any]] = []
    for state, run in runs:
        label = _gap_label(run, first, last, look, axes) | {"text": look.words(state)}
        if not labels or label["x"] - labels[-1]["x"] > apart:
            labels.append(label)
    return labels


def _gap_label(run: list[dt.date], first: dt.date, last: dt.date, look: Look, axes: str) -> dict[str, Any]:
    """At the edge of the plot the word stays inside of it."""
    anchor, day = "center", run[len(run) // 2]
    if run[0] == first:
        anchor, day = "left", first
    elif run[-1] == last:
        anchor, day = "right", last
    return {
        "showarrow": False,
        "x": day,
        "y": 0,
        "xref": f"x{axes}",
        "yref": f"y{axes}",
        "xanchor": anchor,
        "yanchor": "bottom",
        "yshift": 8,
        "font": {"size": theme.SMALL_SIZE, "color": look.colors.muted},
        "borderpad": 0,
    }


_ZOOM_FROM = 0.9  # where all lines lie above this, the axis begins at it


def zoom_of(rows: pd.DataFrame) -> float:
    """Where the axis of ``rows`` begins: at 0, or at 90 % where every rate lies above."""
    known = rows["rate"].dropna()
    return _ZOOM_FROM if len(known) and float(known.min()) > _ZOOM_FROM else 0.0


def zoom_notes(start: float, look: Look) -> list[str]:
    """That an axis across begins at ``start``, where it does not begin at 0."""
    return [look.words("zoomed_across", start=f"{round(start * 100)} %")] if start else []


def zoomed_axis(start: float, top: float = 1.04) -> dict[str, Any]:
    """:func:`rate_axis` from ``start`` to 100 %, and a little room at both ends."""
    if not start:
        return rate_axis([0, 0.5, 1], top=top)
    span = 1 - start
    ticks = [start, start + span / 2, 1.0]
    return rate_axis(ticks) | {"range": [start - 0.02 * span, 1 + (top - 1) * span]}


def rate_axis(ticks: list[float], top: float = 1.0) -> dict[str, Any]:
    """An axis of rates, always from 0 to 100 %, with room above when ``top`` is beyond 1."""
    return {
        "range": [-0.02, top],
        "tickvals": ticks,
        "ticktext": [f"{tick:.0%}".replace("%", " %") for tick in ticks],
        "showgrid": True,
    }


def target_line(look: Look, axes: str = "") -> dict[str, Any]:
    """The thin line at 100 %."""
    return {
        "type": "line",
        "layer": "below",
        "xref": f"x{axes} domain",
        "yref": f"y{axes}",
        "x0": 0,
        "x1": 1,
        "y0": 1,
        "y1": 1,
        "line": {"width": 1, "color": look.colors.muted},
    }
