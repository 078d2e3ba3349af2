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
from metrics.pieces import Unchanging
from metrics.received import Facts
from metrics.states import not_due_yet, with_states
from schema.figures import AHEAD, FIGURE_TYPES, STATE
from schema.term import Term

# Figures of a campus beside its id and its region, and with their states.
OF_CAMPUS = {"campus": "str", "region": "str", **FIGURE_TYPES}
STATED = {**OF_CAMPUS, AHEAD: "bool", STATE: "str"}


@dataclass(frozen=True)
class PublishedTerm:
    """A term of a campus as it was handed on.

    ``tables`` has frames as the store hands facts to the definitions, or reads them when asked
    (:class:`metrics.federation.tables.ParquetTables`); a table that is not there has no rows.
    ``known_at`` (aware) is when it was handed on: what was not due by then is ahead, unless another
    moment is asked for.
    """

    campus: str
    region: str
    term: Term
    tables: Facts
    known_at: dt.datetime | None = None


@dataclass(frozen=True)
class Asked:
    """What is asked of every campus, as :func:`metrics.figures.compute_figures` takes it."""

    days: Sequence[dt.date]
    known_at: dt.datetime | None
    indicators: Sequence[str] | None


class _Facts(Unchanging):
    """Facts by table, each made when it is first asked for."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        super().__init__()
        self._make = make

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
    """The figures of a campus with their states, beside its ``campus`` and ``region``.

    ``relation`` gives a table as the definitions are to have it. What goes wrong has a note that names the
    campus.
    """
    facts = _Facts(lambda table: relation(published, table))
    try:
        figures = _with_states(facts, published, asked)
    except Exception as error:
        error.add_note(f"campus {published.campus}")
        raise
    figures.insert(0, "campus", pd.Series(published.campus, index=figures.index, dtype="str"))
    figures.insert(1, "region", pd.Series(published.region, index=figures.index, dtype="str"))
    return figures


def _with_states(facts: Facts, published: PublishedTerm, asked: Asked) -> pd.DataFrame:
    term, known_at = published.term, asked.known_at
    figures = compute_figures(
        facts, term=term, days=asked.days, known_at=known_at, indicators=asked.indicators
    )
    clock = known_at or published.known_at
    return with_states(figures, facts, term, known_at, not_due_yet(term, clock) if clock else ())


def beside(figures: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The figures of several campuses as one table; of none, a table without rows."""
    nothing = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in STATED.items()})
    return pd.concat(figures, ignore_index=True) if figures else nothing
