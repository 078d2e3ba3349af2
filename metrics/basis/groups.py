"""What a sheet of groups says without a day: assistants and places, since they were first received."""

from __future__ import annotations

import pandas as pd

from metrics.cells import mark
from metrics.latest import latest_since
from metrics.provenance import said_like
from metrics.relations import Columns, Frame, as_pandas, collected, latest_with_since, lazily, where
from metrics.standing import Standing
from schema.places import place_of


def assistants(standing: Standing) -> Frame:
    """The rows of ``groups`` with 学生助教/课代表: one a class, ``created_on`` and ``assistant_since``.

    That is the day on which it was first received that there is one, since a standing row last said
    otherwise: an assistant has no day of its own.
    """
    rows = latest_with_since(standing.all_groups, ("class_no",), {"assistant": _has_assistant})
    named = where(rows, _has_assistant)
    if standing.tracing:
        return lazily(said_like(as_pandas(named), "assistant_since", "assistant"))
    return named


def _has_assistant(rows: Columns) -> Columns:
    return ~rows["assistant"].isnull()


def places(standing: Standing) -> pd.DataFrame:
    """The rows of ``groups`` with 授课地点: one a class, ``location`` and ``place``.

    ``known_since`` is the day on which it was received for the first time that there is a place, since
    a standing row last said that there is none.
    """
    rows = collected(standing.all_groups)
    latest = latest_since(rows, ("class_no",), {"known": rows["location"].notna().to_numpy()})
    return _with_place(said_like(latest[latest["location"].notna()], "known_since", "location"))


def every_place(standing: Standing) -> pd.DataFrame:
    """Every row of ``groups`` that says 授课地点, superseded or not: ``place`` and the receipt.

    A sheet without the column leaves the place of the class as it was, and says nothing anew.
    """
    rows = collected(standing.all_groups)
    silent = rows["lacking"].str.contains(mark("location"), regex=False).fillna(False).astype(bool)
    return _with_place(rows[rows["location"].notna() & ~silent])


def _with_place(rows: pd.DataFrame) -> pd.DataFrame:
    location = rows["location"]
    return rows.assign(place=location.map({text: place_of(text) for text in location.unique()}))
