"""The term's calendar inside a plot: phase bands with their names, checkpoint marks, day labels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from charts import theme, wording
from charts.canvas import Look
from charts.labels import bold, text_width
from schema.language import chosen, titled
from schema.term import Checkpoint, Phase, Term

_HALF_DAY = dt.timedelta(hours=12)
_MOST_TICKS = 5  # day labels that fit side by side on the narrowest screen
BAND_ROW = 15  # pixels of a row of phase names


class Band(NamedTuple):
    """A run of days (both included) that are shown as belonging to ``phase``."""

    phase: Phase
    first: dt.date
    last: dt.date


class Place(NamedTuple):
    """Where the name of a band stands: its row from the top, and whether it ends where the band does."""

    row: int
    to_the_left: bool


def bands_of(term: Term, first: dt.date, last: dt.date) -> list[Band]:
    """The days ``first``…``last`` divided among the phases; the shortest phase has a day."""

    def owner(day: dt.date) -> Phase | None:
        holding = [phase for phase in term.phases if phase.starts <= day <= phase.ends]
        return min(holding, key=lambda phase: phase.ends - phase.starts, default=None)

    days = [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]
    runs = [(phase, list(run)) for phase, run in groupby(days, key=owner)]
    return [Band(phase, run[0], run[-1]) for phase, run in runs if phase is not None]


def checkpoints_of(term: Term, first: dt.date, last: dt.date) -> list[Checkpoint]:
    """The checkpoints within ``first``…``last``."""
    return [checkpoint for checkpoint in term.checkpoints if first <= checkpoint.on <= last]


def day_span(first: dt.date, last: dt.date) -> list[dt.datetime]:
    """The range of a day axis: half a day beyond its first and last day."""
    midnight = dt.time()
    return [
        dt.datetime.combine(first, midnight) - _HALF_DAY,
        dt.datetime.combine(last, midnight) + _HALF_DAY,
    ]


def day_ticks(days: Sequence[dt.date], term: Term, most: int = _MOST_TICKS) -> list[dt.date]:
    """At most ``most`` days to label, checkpoints before others, never too close to one another."""
    first, last = days[0], days[-1]
    apart = -(-((last - first).days + 1) // most)
    chosen: list[dt.date] = []
    checkpoints = [checkpoint.on for checkpoint in checkpoints_of(term, first, last)]
    for day in [*checkpoints, last, first, *days]:
        if all(abs((day - other).days) >= apart for other in chosen) and len(chosen) < most:
            chosen.append(day)
    return sorted(chosen)


def day_axis(days: Sequence[dt.date], look: Look, most: int = _MOST_TICKS) -> dict[str, Any]:
    """A Plotly axis over ``days`` with few labels, each in the language of the sheet."""
    ticks = day_ticks(days, look.term, most)
    return {
        "type": "date",
        "range": day_span(days[0], days[-1]),
        "tickvals": ticks,
        "ticktext": [wording.format_day(day, look.language, weekday=False) for day in ticks],
        "tickangle": 0,
        "ticks": "outside",
        "ticklen": 4,
        "showline": True,
    }


def day_label(day: dt.date, language: str) -> str:
    """A day as two lines of Plotly text: month over day, or day over month."""
    words = wording.format_day(day, language, weekday=False)
    return words.replace(*chosen(("月", "月<br>"), (" ", "<br>"), language))


def band_shapes(bands: Sequence[Band], look: Look, axes: str = "") -> list[dict[str, Any]]:
    """A tinted rectangle a band over the full height of the plot with axes ``x{axes}``."""
    return [
        {
            "type": "rect",
            "layer": "below",
            "line": {"width": 0},
            "xref": f"x{axes}",
            "yref": f"y{axes} domain",
            "y0": 0,
            "y1": 1,
            "x0": day_span(band.first, band.last)[0],
            "x1": day_span(band.first, band.last)[1],
            "fillcolor": look.colors.bands[place % 2],
        }
        for place, band in enumerate(bands)
    ]


def band_name(phase: Phase, language: str) -> str:
    """A phase's name in ``language``."""
    return titled(phase, language, "name")


def band_places(bands: Sequence[Band], look: Look, narrowest_plot: float) -> list[Place]:
    """For each band where its name overlaps no other, nor what stands beside the plot."""
    if not bands:
        return []
    per_day = narrowest_plot / ((bands[-1].last - bands[0].first).days + 1)
    ends: list[float] = []
    places = []
    for band in bands:
        start = (band.first - bands[0].first).days * per_day
        width = text_width(band_name(band.phase, look.language), theme.SMALL_SIZE) + 6
        to_the_left = start + width > narrowest_plot
        if to_the_left:
            start = max(0, ((band.last - bands[0].first).days + 1) * per_day - width)
        row = next((i for i, end in enumerate(ends) if end <= start), len(ends))
        ends[row : row + 1] = [start + width]
        places.append(Place(row, to_the_left))
    return places


def rows_room(places: Sequence[Place]) -> int:
    """The pixels that the rows of names take."""
    return BAND_ROW * (max((place.row for place in places), default=-1) + 1)


def band_labels(bands: Sequence[Band], places: Sequence[Place], look: Look) -> list[dict[str, Any]]:
    """The phases' names at the top of the plot, each where its band begins, or before its end."""
    return [
        {
            "text": bold(band_name(band.phase, look.language)),
            "showarrow": False,
            "xref": "x",
            "yref": "paper",
            "x": day_span(band.first, band.last)[place.to_the_left],
            "y": 1,
            "xanchor": "right" if place.to_the_left else "left",
            "yanchor": "top",
            "yshift": -BAND_ROW * place.row - 1,
            "xshift": -2 if place.to_the_left else 2,
            "font": {"size": theme.SMALL_SIZE, "color": look.colors.muted},
            "borderpad": 0,
        }
        for band, place in zip(bands, places, strict=True)
    ]


def checkpoint_marks(
    checkpoints: Sequence[Checkpoint], look: Look, axes: str = "", at: float = 0.0
) -> dict[str, Any]:
    """A trace of small triangles on the day axis, ``at`` a rate, one a checkpoint, named on hover."""
    return {
        "type": "scatter",
        "mode": "markers",
        "xaxis": f"x{axes}",
        "yaxis": f"y{axes}",
        "x": [checkpoint.on for checkpoint in checkpoints],
        "y": [at] * len(checkpoints),
        "marker": {"symbol": "triangle-up", "size": 8, "color": look.colors.muted},
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "text": [
            look.words(
                "gate",
                name=titled(checkpoint, look.language, "name"),
                day=wording.format_day(checkpoint.on, look.language),
            )
            for checkpoint in checkpoints
        ],
    }


def checkpoint_shapes(checkpoints: Sequence[Checkpoint], look: Look, axes: str = "") -> list[dict[str, Any]]:
    """A thin dotted line a checkpoint, over the full height of the plot."""
    return [
        {
            "type": "line",
            "layer": "below",
            "xref": f"x{axes}",
            "yref": f"y{axes} domain",
            "x0": checkpoint.on,
            "x1": checkpoint.on,
            "y0": 0,
            "y1": 1,
            "line": {"width": 1, "dash": "dot", "color": look.colors.faint},
        }
        for checkpoint in checkpoints
    ]
