"""Rows wherever they are: frames of pandas in memory, or relations of DuckDB, whose rows stay on the engine.

The few operations in which the definitions count rows of either. In memory they are done on arrays, which is
the quickest there; on the engine by its own plans, and what comes back is of the size of figures.
"""

from __future__ import annotations

from typing import Any, TypeVar

import narwhals as nw
import pandas as pd

Frame = nw.LazyFrame[Any]
T = TypeVar("T")


def in_memory(rows: Any) -> bool:
    """Whether ``rows``, a frame or what it wraps, are of pandas."""
    return isinstance(rows, pd.DataFrame) or (
        isinstance(rows, nw.LazyFrame) and rows.implementation.is_pandas()
    )


def collected(frame: Frame) -> pd.DataFrame:
    """The rows of ``frame`` as pandas, numbered from 0, whatever it runs on."""
    native: pd.DataFrame = frame.collect("pandas").to_native()
    return native.reset_index(drop=True)


def lazily(rows: Any) -> Frame:
    """``rows`` of pandas or a relation as the frames that are asked of any engine."""
    frame: Frame = nw.from_native(rows).lazy()
    return frame


def kept(made: T) -> T:
    """``made``; rows on an engine are worked out there, once for all who count them."""
    if not isinstance(made, nw.LazyFrame) or in_memory(made):
        return made
    worked_out: Any = lazily(made.to_native().materialize())
    return worked_out  # type: ignore[no-any-return]
