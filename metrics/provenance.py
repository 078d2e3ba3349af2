"""Which row of which sheet says a cell: of a cell that an earlier sheet gave, the row of that sheet.

Kept when tracing only. A row carries its own ``SOURCE``; beside a column ``c`` that some sheet lacks
stand ``c@submission`` and ``c@source_row``, where the cell was taken from, and ``c@source_table`` where
that is another table's.
"""

from __future__ import annotations

from functools import partial

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.relations import Columns, Frame, Says, either, names_of, with_made

# The row that says so: the table, the submission and the row of its sheet.
SOURCE = ("source_table", "submission", "source_row")
ROW = SOURCE[1:]


def beside(column: str) -> dict[str, str]:
    """``submission`` and ``source_row`` → the columns that hold them for the cells of ``column``."""
    return {name: f"{column}@{name}" for name in ROW}


def carried(rows: Frame | pd.DataFrame) -> list[str]:
    """The columns of ``rows`` that say where single cells were taken from."""
    names = list(rows) if isinstance(rows, pd.DataFrame) else rows.collect_schema().names()
    return [name for name in names if "@" in name]


def at_cell(rows: Frame, *columns: str) -> Frame:
    """``rows`` with the source of the cell of the first of ``columns`` that has one of its own."""
    known = rows.collect_schema().names()
    for column in columns:
        own = {name: f"{column}@{name}" for name in SOURCE if f"{column}@{name}" in known}
        if own:
            return rows.with_columns(**{name: nw.coalesce(of_cell, name) for name, of_cell in own.items()})
    return rows


def placed(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """``rows``, each with the place of the row that gave its cell of ``column``."""
    own = [(name, of_cell) for name, of_cell in beside(column).items() if of_cell in rows]
    return rows.assign(**{name: rows[of_cell].fillna(rows[name]) for name, of_cell in own})


def first_and_last(rows: pd.DataFrame, keys: npt.NDArray[np.int64], first: str, last: str) -> pd.DataFrame:
    """``rows``, in order of receipt, whose ``first`` and ``last`` are told by several rows of a key.

    ``first`` is told by the first row of a key, ``last`` by the last one up to each row that gives it.
    """
    by_key = rows[list(ROW)].groupby(keys)
    own = placed(rows, last)[list(ROW)].where(rows[last].notna())
    given = own.astype("Int64").groupby(keys).ffill()
    told = {of_cell: by_key[name].transform("first") for name, of_cell in beside(first).items()}
    return rows.assign(**told, **{of_cell: given[name] for name, of_cell in beside(last).items()})


def said_like(rows: pd.DataFrame, derived: str, column: str) -> pd.DataFrame:
    """``rows`` whose column ``derived`` comes from the cell of ``column``, and so from its source."""
    sources = zip(beside(derived).values(), beside(column).values(), strict=True)
    return rows.assign(**{name: rows[own] for name, own in sources if own in rows})


def with_either(rows: Frame, derived: str, one: str, other: str, takes_one: Says) -> Frame:
    """``rows`` with ``derived``: the cell of ``one`` where ``takes_one``, else ``other``; and its source."""
    known = names_of(rows)
    cells = {derived: (one, other)}
    both = zip(ROW, *(beside(column).values() for column in (derived, one, other)), strict=True)
    for name, of_derived, of_one, of_other in both:
        if of_one in known or of_other in known:
            cells[of_derived] = tuple(own if own in known else name for own in (of_one, of_other))
    return with_made(rows, **{name: partial(_either, takes_one, *of) for name, of in cells.items()})


def _either(takes_one: Says, one: str, other: str, rows: Columns) -> Columns:
    return either(takes_one(rows), rows[one], rows[other])
