"""Counts of students that are so small that they point at single ones, and how they are veiled.

A cell of 1 to 4 students of a unit is not told to those who may not see the unit's students. Where it
is the only one of its column, it would follow from the total; then the smallest other cell is withheld
too, and where there is none, the total.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from access import Action
from schema.figures import CAMPUS
from schema.kinds import form_of
from services.desk import Desk

# What stands for 1 to 4 students, as NA stands for what is withheld.
FEW = -1
_SMALLEST = 5


def is_small(counts: pd.Series) -> pd.Series:
    """Which of ``counts`` point at single students."""
    return counts.between(1, _SMALLEST - 1)


def veiled_taken(desk: Desk, listed: pd.DataFrame) -> pd.Series:
    """The rows ``taken`` of submissions (with ``kind``, ``form`` and ``unit``), a few students as ``FEW``."""
    pairs = list(zip(listed["kind"], listed["form"].fillna(""), strict=True))
    telling = {(kind, form) for kind, form in set(pairs) if form_of(kind, form or None).tells_of_students}
    tells = [pair in telling for pair in pairs]
    closed = ~desk.reached(listed["unit"], Action.SEE_STUDENTS)
    small = is_small(listed["taken"])
    return listed["taken"].mask(pd.Series(tells, index=listed.index, dtype=bool) & closed & small, FEW)


def veiled(counts: pd.DataFrame, columns: Sequence[str], open_units: Collection[str]) -> pd.DataFrame:
    """``counts`` (with ``unit``, last the campus as the sum) with small cells of ``columns`` veiled.

    Those of ``open_units`` stay; ``columns`` come back as ``Int64``.
    """
    result = counts.copy()
    units = result["unit"]
    closed = ~units.isin([*open_units, CAMPUS])
    for column in columns:
        result[column] = _veiled(result[column].astype("Int64"), closed, units == CAMPUS)
    return result


def _veiled(cells: pd.Series, closed: pd.Series, campus: pd.Series) -> pd.Series:
    if not closed.any():
        return cells
    small = is_small(cells)
    hidden = small & closed
    veiled_cells = cells.mask(hidden | (small & campus), FEW)
    if hidden.sum() == 1 and not (small & campus).any():
        others = cells[closed & ~hidden & (cells > 0)]
        withheld = others.index[[others.argmin()]] if len(others) else campus.index[campus]
        veiled_cells = veiled_cells.mask(veiled_cells.index.isin(withheld))
    return veiled_cells


def veiled_students(
    counts: pd.DataFrame, open_units: Collection[str], kept: Sequence[str] = ()
) -> pd.DataFrame:
    """``counts`` with ``students`` veiled, and of closed units nothing but that.

    Where the campus has few students itself, its other columns but ``kept`` are withheld too.
    """
    result = veiled(totals_only(counts, ["students"], open_units), ["students"], open_units)
    few = (result["unit"] == CAMPUS) & result["students"].eq(FEW).fillna(True)
    for column in result.columns.difference(["unit", "students", *kept]):
        result[column] = result[column].mask(few)
    return result


def totals_only(counts: pd.DataFrame, kept: Sequence[str], open_units: Collection[str]) -> pd.DataFrame:
    """``counts`` with nothing but ``unit`` and ``kept`` of units that are not open: the rest is NA."""
    totals = counts.copy()
    closed = ~totals["unit"].isin([*open_units, CAMPUS])
    for column in totals.columns.difference(["unit", *kept]):
        totals[column] = totals[column].mask(closed)
    return totals
