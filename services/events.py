"""Events on the line: academic affairs notes what happened on a day, and takes it off again.

Everybody who sees rates sees them. In a view as known at a moment stands what had been noted by then, and had
not been withdrawn.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

import pandas as pd

from access import Action
from charts import Look
from metrics.moments import as_stored
from schema.events import Event
from services.desk import Desk
from store.events import add_event, read_events, withdraw_event


def noted(desk: Desk, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The events shown as known at a moment (``None``: now), see :func:`store.events.read_events`."""
    desk.check(Action.SEE_RATES)
    events = read_events(desk.store, desk.term.name)
    moment = as_stored(known_at)
    if moment is None:
        return events[events["withdrawn_at"].isna()].reset_index(drop=True)
    stands = (events["added_at"] <= moment) & ~(events["withdrawn_at"] <= moment)
    return events[stands].reset_index(drop=True)


def dated(desk: Desk, known_at: dt.datetime | None = None) -> tuple[Event, ...]:
    """:func:`noted` as charts and documents take them."""
    return tuple(
        Event(row.on.date(), row.text, None if pd.isna(row.unit) else row.unit)
        for row in noted(desk, known_at).itertuples()
    )


def on_line(desk: Desk, look: Look, known_at: dt.datetime | None = None) -> Look:
    """``look`` with the events that its lines are to show."""
    return dataclasses.replace(look, events=dated(desk, known_at))


def note(desk: Desk, event: Event) -> int:
    """Put an event on the line; its number."""
    desk.check(Action.NOTE_EVENTS)
    return add_event(desk.store, desk.term.name, event, desk.signed())


def withdraw(desk: Desk, number: int) -> None:
    """Take an event off the line."""
    desk.check(Action.NOTE_EVENTS)
    withdraw_event(desk.store, number, desk.signed())
