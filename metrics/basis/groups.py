"""What a sheet of groups says without a day: assistants and places, since they were first received."""

from __future__ import annotations

import narwhals as nw

from metrics.cells import mark
from metrics.keyed import latest_with_since, read_apart
from metrics.provenance import said_like
from metrics.relations import Columns, Frame, as_pandas, lazily, where
from metrics.standing import Standing
from schema.places import place_of


def assistants(standing: Standing) -> Frame:
    """The rows of ``groups`` with 学生助教/课代表: one a class, ``created_on`` and ``assistant_since``.

    That is the day on which it was first received that there is one, since a standing row last said
    otherwise: an assistant has no day of its own.
    """
    return _since_said(standing, "assistant")


def places(standing: Standing) -> Frame:
    """The rows of ``groups`` with 授课地点: one a class, with ``location_since`` in the same way."""
    return _since_said(standing, "location")


def _since_said(standing: Standing, column: str) -> Frame:
    def said(rows: Columns) -> Columns:
        return ~rows[column].isnull()

    rows = where(latest_with_since(standing.all_groups, ("class_no",), {column: said}), said)
    return lazily(said_like(as_pandas(rows), f"{column}_since", column)) if standing.tracing else rows


def every_place(standing: Standing) -> Frame:
    """Every row of ``groups`` that says 授课地点, superseded or not: ``place`` and the receipt.

    A sheet without the column leaves the place of the class as it was, and says nothing anew.
    """
    silent = nw.col("lacking").str.contains(mark("location"), literal=True).fill_null(False)
    said = standing.all_groups.filter(~silent & ~nw.col("location").is_null())
    return read_apart(said, ("location",), "place", lambda location: [place_of(location)])
