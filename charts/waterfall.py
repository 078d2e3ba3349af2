"""A waterfall: from an earlier figure to a later one, a bar a move, which add up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import plotly.graph_objects as go

from charts import row_layout, wording
from charts.canvas import Look, Plot, draw, nothing


class Step(NamedTuple):
    """A move: what it was in words, how far it moved n and d, and how far the rate (a fraction)."""

    name: str
    n: int
    d: int
    rate: float


class Ends(NamedTuple):
    """The two figures: the words for each, and its n and d."""

    names: tuple[str, str]
    start: tuple[int, int]
    end: tuple[int, int]


def waterfall(steps: Sequence[Step], ends: Ends, look: Look, *, title: str) -> go.Figure:
    """``steps`` in their order between the figures of ``ends``; the axis begins below the lowest of them."""
    if not steps:
        return nothing(look, title=title, measure=look.words("measure"))
    rates = [n / d if d else 0.0 for n, d in (ends.start, ends.end)]
    names = [ends.names[0], *(step.name for step in steps), ends.names[1]]
    heads = [f"{wording.percent(rate)} %" for rate in rates]
    heads[1:1] = [wording.format_change(step.rate, look.language) for step in steps]
    items = [look.words("alt_item", name=name, value=value) for name, value in zip(names, heads, strict=True)]
    return draw(
        _plot(steps, ends, names, heads, look),
        look,
        title=title,
        measure=look.words("measure_waterfall"),
        alt=look.words("join").join([look.words("alt_waterfall"), *items]),
    )


def _plot(steps: Sequence[Step], ends: Ends, names: list[str], heads: list[str], look: Look) -> Plot:
    reached = _reached(steps, ends)
    low, high = min(reached), max(reached)
    room = max((high - low) * 0.15, 0.002)
    start = max(0.0, low - room)
    rows = row_layout.name_axis(names)
    fall, total = look.colors.status["bad"], look.colors.muted
    colors = [total, *(fall if step.rate < 0 else look.colors.accent for step in steps), total]
    details = [wording.format_ratio(*ends.start), *map(_counts, steps), wording.format_ratio(*ends.end)]
    column, right = row_layout.figure_column(heads, details, colors, look)
    trace = {
        "type": "bar",
        "orientation": "h",
        "width": 0.5,
        "base": [start, *map(min, pairwise(reached)), start],
        "x": [reached[0] - start, *(abs(step.rate) for step in steps), reached[-1] - start],
        "y": list(range(len(names))),
        "marker": {"color": colors, "line": {"width": 0}},
        "hoverinfo": "skip",
    }
    ticks = [start, high]
    axis: dict[str, Any] = {"range": [start, min(1.02, high + room)], "tickvals": ticks, "showgrid": True}
    axis["ticktext"] = [f"{wording.percent(tick)} %" for tick in ticks]
    layout = {"xaxis": axis, "yaxis": rows.axis, "annotations": column}
    notes = [look.words("zoomed_across", start=axis["ticktext"][0])] if start else []
    return Plot([trace], layout, rows.row * len(names), rows.left, right, notes=notes)


def _reached(steps: Sequence[Step], ends: Ends) -> list[float]:
    """The rate before the first step, and after each."""
    n, d = ends.start
    return list(accumulate((step.rate for step in steps), initial=n / d if d else 0.0))


def _counts(step: Step) -> str:
    return f"{step.n:+,} / {step.d:+,}"
