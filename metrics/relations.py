"""Rows wherever they are: frames of pandas in memory, or relations of DuckDB, whose rows stay on the engine.

The few operations in which the definitions count rows of either. In memory they are done on arrays, which is
the quickest there; on the engine by its own plans, and what comes back is of the size of figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sized
from typing import Any, TypeVar

import duckdb
import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

Frame = nw.LazyFrame[Any]
T = TypeVar("T")
# The columns of rows by their names, of pandas or of an engine: both are compared, put together and asked for
# blanks by the same signs. What is made of them is a column too.
Columns = Any
Says = Callable[[Columns], Any]


class _Columns:
    """Columns of an engine."""

    def __getitem__(self, name: str) -> Any:
        return duckdb.ColumnExpression(name)


def in_memory(rows: Any) -> bool:
    """Whether ``rows``, a frame or what it wraps, are of pandas."""
    return isinstance(rows, pd.DataFrame) or (
        isinstance(rows, nw.LazyFrame) and rows.implementation.is_pandas()
    )


def collected(frame: Frame) -> pd.DataFrame:
    """The rows of ``frame`` as pandas, numbered from 0, whatever it runs on."""
    native: pd.DataFrame = frame.collect("pandas").to_native()
    return native.reset_index(drop=True)


def as_pandas(rows: Frame) -> pd.DataFrame:
    """``rows`` that are in memory, as they are."""
    native: pd.DataFrame = rows.to_native()
    return native


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


def where(rows: Frame, says: Says) -> Frame:
    """Those of ``rows`` of which ``says`` tells so of their columns; what is blank does not."""
    if not in_memory(rows):
        return lazily(rows.to_native().filter(says(_Columns())))
    native = as_pandas(rows)
    so = told(says(native))
    return rows if so.all() else lazily(native.take(np.flatnonzero(so)))


def picked(rows: Frame, names: Iterable[str], says: Says | None = None, **made: str | Says) -> Frame:
    """The columns ``names`` of ``rows``, :func:`where` one ``says`` so, and those ``made`` of others.

    That is another one as it is, or what is worked out of all of them, which may be one value.
    """
    if in_memory(rows):
        return lazily(_picked(as_pandas(rows), names, says, made))
    columns = _Columns()
    exprs = [columns[name] for name in names]
    for name, of in made.items():
        cells = columns[of] if isinstance(of, str) else of(columns)
        exprs.append(_column(cells).alias(name))
    native = rows.to_native()
    return lazily((native if says is None else native.filter(says(columns))).select(*exprs))


def _picked(
    rows: pd.DataFrame, names: Iterable[str], says: Says | None, made: Mapping[str, str | Says]
) -> pd.DataFrame:
    own = {name: rows[name] for name in names}
    own |= {name: rows[of] if isinstance(of, str) else of(rows) for name, of in made.items()}
    so = None if says is None else told(says(rows))
    if so is None or so.all():
        return pd.DataFrame({**own}, index=rows.index, copy=False)
    # Of each column alone what is wanted: rows have many more.
    places = np.flatnonzero(so)
    taken = {
        name: cells.array.take(places) if isinstance(cells, pd.Series) else cells
        for name, cells in own.items()
    }
    return pd.DataFrame(taken, index=range(len(places)), copy=False)


def with_made(rows: Frame, **made: str | Says) -> Frame:
    """``rows`` with the columns ``made``, see :func:`picked`."""
    return picked(rows, [name for name in names_of(rows) if name not in made], None, **made)


def names_of(rows: Frame) -> list[str]:
    """The names of the columns of ``rows``."""
    return list(as_pandas(rows)) if in_memory(rows) else list(rows.to_native().columns)


def either(says: Columns, one: Columns, other: Columns | None = None) -> Columns:
    """Of two columns, or values, that of ``one`` where ``says`` tells so, else that of ``other``, or none."""
    if isinstance(says, pd.Series):
        first = one if isinstance(one, pd.Series) else pd.Series(one, index=says.index)
        return first.where(told(says)) if other is None else first.where(told(says), other)
    case = duckdb.CaseExpression(says, _column(one))
    return case if other is None else case.otherwise(_column(other))


def number_of(words: Columns, numbers: Mapping[str, int], other: int) -> Columns:
    """The number of each of ``words``, and ``other`` of one that has none."""
    told: Columns = other
    for word, number in numbers.items():
        told = either(words == word, number, told)
    return told


def day_of(moments: Columns) -> Columns:
    """The days, as midnights, on which ``moments`` are."""
    if isinstance(moments, pd.Series):
        return moments.dt.normalize()
    return duckdb.FunctionExpression("date_trunc", _column("day"), moments)


def first_of(*days: Columns) -> Columns:
    """The earliest of ``days`` that are given."""
    if isinstance(days[0], pd.Series):
        return pd.concat(days, axis=1).min(axis=1)
    return duckdb.FunctionExpression("least", *days)


def filled(cells: Columns) -> Columns:
    """Whether ``cells`` of several words hold any."""
    if isinstance(cells, pd.Series):
        return pd.Series([isinstance(words, Sized) and len(words) > 0 for words in cells], cells.index, bool)
    return either(duckdb.FunctionExpression("len", cells) > 0, True, False)


def _column(cells: Any) -> duckdb.Expression:
    return cells if isinstance(cells, duckdb.Expression) else duckdb.ConstantExpression(cells)


def told(says: pd.Series) -> npt.NDArray[np.bool_]:
    """Of which rows in memory ``says`` tells so; what is blank does not."""
    so: npt.NDArray[np.bool_] = says.to_numpy() if says.dtype == bool else says.to_numpy(bool, na_value=False)
    return so


def stacked(*parts: Frame) -> Frame:
    """The rows of all ``parts``; a column that one does not have is blank."""
    if not in_memory(parts[0]):
        return nw.concat(parts, how="diagonal")
    first, *others = map(as_pandas, parts)
    more = [rows for rows in others if len(rows) or not set(rows) <= set(first)]
    return lazily(pd.concat([first, *more], ignore_index=True) if more else first)
