"""Which row of which sheet says a cell: of a cell that an earlier sheet gave, the row of that sheet.

Kept when tracing only. A row carries its own ``SOURCE``; beside a column ``c`` that some sheet lacks
stand ``c@submission`` and ``c@source_row``, where the cell was taken from.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd

Frame = nw.LazyFrame[Any]
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
        if beside(column)["submission"] in known:
            said_by = {name: nw.coalesce(own, name) for name, own in beside(column).items()}
            return rows.with_columns(**said_by)
    return rows


def said_like(rows: pd.DataFrame, derived: str, column: str) -> pd.DataFrame:
    """``rows`` whose column ``derived`` comes from the cell of ``column``, and so from its source."""
    sources = zip(beside(derived).values(), beside(column).values(), strict=True)
    return rows.assign(**{name: rows[own] for name, own in sources if own in rows})


def with_either(rows: Frame, derived: str, one: str, other: str, takes_one: nw.Expr) -> Frame:
    """``rows`` with ``derived``: the cell of ``one`` where ``takes_one``, else ``other``; and its source."""
    known = rows.collect_schema().names()
    cells = {derived: nw.when(takes_one).then(one).otherwise(other)}
    both = zip(ROW, *(beside(column).values() for column in (derived, one, other)), strict=True)
    for name, of_derived, of_one, of_other in both:
        if of_one in known or of_other in known:
            first, second = (own if own in known else name for own in (of_one, of_other))
            cells[of_derived] = nw.when(takes_one).then(first).otherwise(second)
    return rows.with_columns(**cells)
