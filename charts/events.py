"""Events in a plot over days: a thin line and its number each, whose words stand below the plot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from charts import theme, wording
from charts.canvas import Look
from schema.events import Event, shown_with
from schema.figures import CAMPUS

ROW = 13  # pixels of a row of numbers


def events_of(look: Look, units: Sequence[str], first: dt.date, last: dt.date) -> list[Event]:
    """The events that lines of ``units`` over these days show."""
    return shown_with(look.events, set(units), first, last)


def event_rows(events: Sequence[Event], first: dt.date, last: dt.date, narrowest: float) -> list[int]:
    """For each day with events the row in which its numbers overlap no other's on the narrowest plot."""
    per_day = narrowest / ((last - first).days + 1)
    ends: list[float] = []
    rows = []
    for day, numbers in _by_day(events).items():
        half = (theme.SMALL_SIZE * len(numbers) + 4) / 2  # a circled number is as wide as it is high
        place = ((day - first).days + 0.5) * per_day
        row = next((at for at, end in enumerate(ends) if end <= place - half), len(ends))
        ends[row : row + 1] = [place + half]
        rows.append(row)
    return rows


def event_shapes(events: Sequence[Event], look: Look, axes: str = "") -> list[dict[str, Any]]:
    """A thin dashed line a day with events, over the full height of the plot."""
    return [
        {
            "type": "line",
            "layer": "below",
            "xref": f"x{axes}",
            "yref": f"y{axes} domain",
            "x0": day,
            "x1": day,
            "y0": 0,
            "y1": 1,
            "line": {"width": 1.5, "dash": "dash", "color": look.colors.muted},
        }
        for day in _by_day(events)
    ]


def event_labels(
    events: Sequence[Event], rows: Sequence[int], look: Look, axes: str = "", *, below: float = 0
) -> list[dict[str, Any]]:
    """The numbers of a day's events beside its line, ``below`` so many pixels from the top of the plot."""
    return [
        {
            "text": _numbers(numbers),
            "showarrow": False,
            "xref": f"x{axes}",
            "yref": f"y{axes} domain",
            "x": day,
            "y": 1,
            "xanchor": "center",
            "yanchor": "top",
            "yshift": -below - ROW * row,
            "font": {"size": theme.SMALL_SIZE, "color": look.colors.text},
            "bgcolor": look.colors.paper,
            "borderpad": 0,
        }
        for (day, numbers), row in zip(_by_day(events).items(), rows, strict=True)
    ]


def event_notes(events: Sequence[Event], look: Look) -> list[str]:
    """What the numbers stand for, with their days and, of one unit's own, the unit."""
    if not events:
        return []
    told = [f"{_sign(number)} {event_words(event, look)}" for number, event in enumerate(events)]
    return [look.words("events", events=look.words("join").join(told))]


def event_words(event: Event, look: Look) -> str:
    """An event with its day and whose it is."""
    day = wording.format_day(event.day, look.language, weekday=False)
    if event.unit in (None, CAMPUS):
        return f"{day} {event.text}"
    return f"{day} {wording.unit_title(str(event.unit), look.term, look.language)} {event.text}"


def _by_day(events: Sequence[Event]) -> dict[dt.date, list[int]]:
    days: dict[dt.date, list[int]] = {}
    for number, event in enumerate(events):
        days.setdefault(event.day, []).append(number)
    return days


def _numbers(numbers: Sequence[int]) -> str:
    return "".join(map(_sign, numbers))


def _sign(number: int) -> str:
    """A circled number; beyond those that there are, in brackets."""
    return chr(ord("①") + number) if number < 20 else f"({number + 1})"
