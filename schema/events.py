"""Events: what happened on a day that a line may show, as academic affairs notes it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """``text`` happened on ``day`` to a ``unit``; ``None``: to the campus."""

    day: dt.date
    text: str
    unit: str | None = None


def shown_with(events: tuple[Event, ...], units: set[str], first: dt.date, last: dt.date) -> list[Event]:
    """The events within ``first``…``last`` of the campus and of ``units``, in order of days."""
    own = [event for event in events if event.unit is None or event.unit in units]
    return sorted((event for event in own if first <= event.day <= last), key=lambda event: event.day)
