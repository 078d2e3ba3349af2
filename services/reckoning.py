"""From the store's facts to figures: the one way that pages, exports and the shell all take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from metrics import compute_figures
from schema.term import Term
from store import Store


def load_facts(store: Store, term: Term) -> dict[str, pd.DataFrame]:
    """All facts of the term by table, as :meth:`store.Store.facts` describes, at one moment.

    They are never filtered, so one load answers every ``on`` and ``known_at``; keep it by
    ``store.version()``.
    """
    return store.all_facts(term.name, term.timezone)


def figures(
    store: Store,
    term: Term,
    *,
    days: Sequence[dt.date],
    known_at: dt.datetime | None = None,
    units: Sequence[str] | None = None,
    indicators: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The figures table of ``days`` as known at ``known_at`` (aware; ``None``: as known now).

    ``units`` and ``indicators`` choose some of them, in any order; ``None`` is all. Columns and
    definitions are those of :func:`metrics.compute_figures`.
    """
    return compute_figures(
        load_facts(store, term), term=term, days=days, known_at=known_at, units=units, indicators=indicators
    )
