"""Days and moments as the facts hold them."""

from __future__ import annotations

import datetime as dt

import pandas as pd

# The day of what holds from the beginning, before any day that can be asked for.
ALWAYS = dt.datetime.combine(dt.date(1970, 1, 1), dt.time())


def stored(moment: dt.datetime) -> dt.datetime:
    """``moment`` as the store writes moments: naive UTC. Raises ``ValueError`` if it has no offset."""
    if moment.utcoffset() is None:
        raise ValueError(f"known_at {moment.isoformat()} needs an offset, for example +08:00")
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def aware(moment: pd.Timestamp) -> dt.datetime:
    """A moment of the store's frames (naive UTC) with its offset: the way back from :func:`stored`."""
    with_offset: dt.datetime = moment.tz_localize("UTC").to_pydatetime()
    return with_offset


def as_stored(known_at: dt.datetime | None) -> dt.datetime | None:
    """``known_at`` as :func:`stored`; ``None`` stays ``None``."""
    return None if known_at is None else stored(known_at)


def midnight(day: dt.date) -> dt.datetime:
    """``day`` as the store writes days."""
    return dt.datetime.combine(day, dt.time())
