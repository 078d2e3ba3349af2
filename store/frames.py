"""Rows that were asked for as a frame, with its moments, days and texts as the store gives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa


def listed(
    rows: Iterable[Sequence[Any]],
    names: Sequence[str],
    *,
    moments: Sequence[str] = (),
    days: Sequence[str] = (),
    types: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Rows as a frame: ``moments`` as naive UTC, ``days`` at midnight, others of ``types``, else as is."""
    given = list(zip(*rows, strict=True)) or [() for _name in names]
    # Column by column: to change the types of a frame costs more than to make it.
    columns: dict[str, Any] = {}
    for name, values in zip(names, given, strict=True):
        if name in moments:
            columns[name] = _naive_utc(values)
        elif name in days:
            columns[name] = np.array(values, dtype="datetime64[us]")
        else:
            columns[name] = pd.Series(values, dtype=(types or {}).get(name, "object"))
    return pd.DataFrame(columns)


def stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The rows of ``frames`` one after another, each column in one piece.

    Texts that were put together lie where they lay before, and of what grew by a hundred sheets every
    look-up would go through a hundred pieces.
    """
    whole = pd.concat(frames, ignore_index=True)
    texts = {
        name: pd.array(pa.chunked_array(values.array.__arrow_array__()).combine_chunks(), dtype=values.dtype)
        for name, values in whole.items()
        if isinstance(values.dtype, pd.StringDtype)
    }
    return whole.assign(**texts)


def texts(*names: str) -> dict[str, str]:
    """The types of columns of text."""
    return dict.fromkeys(names, "str")


def _naive_utc(moments: Sequence[dt.datetime | None]) -> npt.NDArray[np.datetime64]:
    naive = [None if one is None else one.astimezone(dt.UTC).replace(tzinfo=None) for one in moments]
    return np.array(naive, dtype="datetime64[us]")
