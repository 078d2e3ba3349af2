"""Rows that were asked for as a frame, with its moments, days and texts as the store gives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd


def listed(
    rows: Iterable[Sequence[Any]],
    names: Sequence[str],
    *,
    moments: Sequence[str] = (),
    days: Sequence[str] = (),
    texts: Sequence[str] = (),
) -> pd.DataFrame:
    """Rows as a frame: ``moments`` as naive UTC, ``days`` at midnight, ``texts`` as text, else as is."""
    frame = pd.DataFrame([tuple(row) for row in rows], columns=list(names), dtype=object)
    for moment in moments:
        frame[moment] = naive_utc(frame[moment])
    for day in days:
        frame[day] = pd.to_datetime(frame[day]).astype("datetime64[us]")
    return frame.astype(dict.fromkeys(texts, "str"))


def naive_utc(moments: pd.Series[Any]) -> pd.Series[Any]:
    """Aware moments, or none, as the frames of the store have them."""
    naive = [None if pd.isna(one) else one.astimezone(dt.UTC).replace(tzinfo=None) for one in moments]
    return pd.Series(np.array(naive, dtype="datetime64[us]"), index=moments.index, name=moments.name)
