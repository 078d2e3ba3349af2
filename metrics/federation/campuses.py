"""The figures of many campuses at once: a campus is what is worked out by itself, wherever that is.

Nothing of one campus is ever compared with anything of another: each has its own units, its own people and
its own calendar. So no rows travel between campuses: an engine gives whole campuses out, whoever gets one
counts its classes, its units and its people, and only figures come back.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from importlib import import_module

import pandas as pd

from metrics.federation.published import Asked, PublishedTerm
from metrics.figures import known_names
from metrics.indicators import INDICATORS
from metrics.moments import as_stored

# Each is imported by whoever asks for it: Spark is not on every machine.
ENGINES = {
    "pandas": "metrics.federation.on_pandas",
    "duckdb": "metrics.federation.on_duckdb",
    "spark": "metrics.federation.on_spark",
}


def figures_of_campuses(
    published: Sequence[PublishedTerm],
    engine: str,
    *,
    days: Sequence[dt.date],
    known_at: dt.datetime | None,
    indicators: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Every campus's figures as :func:`metrics.figures.compute_figures` has them, campus by campus.

    Columns: ``campus``, ``region``, those of the figures table, and those of
    :func:`metrics.states.with_states`; campuses in the order of ``published``. ``engine`` is one of
    ``ENGINES``: frames of pandas one campus after the other, relations of DuckDB as many at a time as there
    are cores, or Spark, whose executors each take campuses.

    Raises ``ValueError`` for an engine that is not known, for two terms of one campus, and for what
    the figures of a campus cannot be made of; a note says which campus that is. ``ImportError`` where an
    engine is not installed.
    """
    # What is wrong with the question is said here, not by every campus.
    known_names("engine", (engine,), list(ENGINES))
    known_names("indicator", indicators, [one.id for one in INDICATORS])
    as_stored(known_at)
    twice = [campus for campus, terms in Counter(one.campus for one in published).items() if terms > 1]
    if twice:
        raise ValueError(f"several terms of one campus: {', '.join(twice)}")
    figures: pd.DataFrame = import_module(ENGINES[engine]).figures(
        published, Asked(days, known_at, indicators)
    )
    return figures
