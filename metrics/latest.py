"""The rows that count, and since when they say what they say: of rows collected from any engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.numbers import numbered_by

Marks = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
RECEIPT_ORDER = ("received_at", "submission")


def first_places(groups: npt.NDArray[np.int64], *order: npt.NDArray[Any]) -> Places:
    """Where each of ``groups`` (-1: none) stands first by ``order``, the last of which counts most."""
    by_group = np.lexsort((*order, groups))
    firsts: Places = by_group[np.flatnonzero(np.diff(groups[by_group], prepend=-1))]
    return firsts


def latest_rows(rows: pd.DataFrame, key: Sequence[str], order: Sequence[str] = RECEIPT_ORDER) -> pd.DataFrame:
    """The row of each ``key`` that counts: the last by ``order``, by receipt and number of submission."""
    return latest_since(rows, key, {}, order)


def latest_since(
    rows: pd.DataFrame, key: Sequence[str], marks: Mapping[str, Marks], order: Sequence[str] = RECEIPT_ORDER
) -> pd.DataFrame:
    """The row of each ``key`` that counts, with ``<mark>_since`` for every mark of ``marks``.

    ``marks`` tell of each of ``rows`` whether it says the mark. It has said so since the first day of
    receipt after the last row that did not; where the row that counts does not, the day is its own.
    """
    keys = numbered_by(rows, key)
    places = np.lexsort((*(rows[name].to_numpy() for name in reversed(order)), keys))
    keys = keys[places]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    ends = np.flatnonzero(np.diff(keys, append=-1))
    since = {f"{mark}_since": places[_begun(says[places], starts, ends)] for mark, says in marks.items()}
    latest = rows.take(places[ends])
    return latest.assign(**{name: rows["received_on"].array.take(begun) for name, begun in since.items()})


def _begun(says: Marks, starts: Places, ends: Places) -> Places:
    """Where the last unbroken run of each stretch of ``says`` begins, at its end where there is none."""
    if not len(starts):
        return starts
    unsaid = np.maximum.reduceat(np.where(says, -1, np.arange(len(says))), starts)
    begun: Places = np.minimum(np.maximum(unsaid + 1, starts), ends)
    return begun
