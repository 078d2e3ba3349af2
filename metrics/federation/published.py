"""What a campus handed on, and its figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics.cells import FORMS
from metrics.federation.tables import blank
from metrics.figures import compute_figures
from metrics.standing import Facts
from schema.term import Term

FIGURE_DTYPES = {
    "campus": "str",
    "region": "str",
    "indicator": "str",
    "unit": "str",
    "on": "datetime64[us]",
    "n": "int64",
    "d": "int64",
    "rate": "float64",
}


@dataclass(frozen=True)
class PublishedTerm:
    """A term of a campus as it was handed on.

    ``tables`` has frames as the store hands facts to the definitions, or reads them when asked
    (:class:`metrics.federation.tables.ParquetTables`); a table that is not there has no rows.
    """

    campus: str
    region: str
    term: Term
    tables: Facts


@dataclass(frozen=True)
class Asked:
    """What is asked of every campus, as :func:`metrics.figures.compute_figures` takes it."""

    days: Sequence[dt.date]
    known_at: dt.datetime | None
    indicators: Sequence[str] | None


class _Facts(dict[str, Any]):
    """Facts by table, each made when it is first asked for."""

    def __init__(self, make: Callable[[str], Any], *, unchanging: bool) -> None:
        super().__init__()
        self._make, self.unchanging = make, unchanging

    def __missing__(self, table: str) -> Any:
        self[table] = made = self._make(table)
        return made


def frame(published: PublishedTerm, table: str) -> pd.DataFrame:
    """The rows of ``table``, none where it was not handed on."""
    rows: pd.DataFrame = published.tables[table] if table in published.tables else blank(FORMS[table])
    return rows


def figures_of(
    published: PublishedTerm, asked: Asked, relation: Callable[[PublishedTerm, str], Any] = frame
) -> pd.DataFrame:
    """The figures of a campus, beside its ``campus`` and ``region``.

    ``relation`` gives a table as the definitions are to have it. What goes wrong has a note that names the
    campus.
    """
    facts = _Facts(lambda table: relation(published, table), unchanging=relation is frame)
    try:
        figures = compute_figures(
            facts,
            term=published.term,
            days=asked.days,
            known_at=asked.known_at,
            indicators=asked.indicators,
        )
    except Exception as error:
        error.add_note(f"campus {published.campus}")
        raise
    figures.insert(0, "campus", pd.Series(published.campus, index=figures.index, dtype="str"))
    figures.insert(1, "region", pd.Series(published.region, index=figures.index, dtype="str"))
    return figures


def beside(figures: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The figures of several campuses as one table; of none, a table without rows."""
    nothing = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in FIGURE_DTYPES.items()})
    return pd.concat(figures, ignore_index=True) if figures else nothing
