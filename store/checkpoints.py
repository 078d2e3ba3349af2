"""The figures of the checkpoints, frozen: what was known at the end of a day on which everybody looked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from store.database import reading, writing
from store.frames import listed, texts
from store.rows import storable
from store.store import Store
from store.tables import GATE_FIGURES
from store.types import as_utc

_COLUMNS = ("gate", "on", "known_at", "indicator", "unit", "n", "d", "frozen_at")


@dataclass(frozen=True, slots=True)
class Freezing:
    """What is frozen at the moment ``at``: a ``checkpoint`` of a ``term``, as known at ``known_at``."""

    term: str
    checkpoint: str
    known_at: dt.datetime
    at: dt.datetime


def add_frozen(store: Store, freezing: Freezing, figures: pd.DataFrame) -> int:
    """Keep the figures of a checkpoint; how many were not kept yet.

    ``figures`` is a figures table of the checkpoint's day. What is kept already stays as it is, also
    where another process is keeping the same figures at this moment.
    """
    rows = [
        {
            "term": storable(freezing.term),
            "gate": freezing.checkpoint,
            "on": row.on.date(),
            "indicator": row.indicator,
            "unit": row.unit,
            "n": int(row.n),
            "d": int(row.d),
            "known_at": as_utc(freezing.known_at, "known_at"),
            "frozen_at": as_utc(freezing.at, "at"),
        }
        for row in figures.itertuples()
    ]
    if not rows:
        return 0
    dialect = postgresql if store.engine.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(GATE_FIGURES).on_conflict_do_nothing().returning(GATE_FIGURES.c.id)
    with writing(store.engine) as connection:
        return len(connection.execute(statement, rows).all())


def count_frozen(store: Store, term: str, indicators: Sequence[str], units: Sequence[str]) -> dict[str, int]:
    """Checkpoint → how many figures of these ``indicators`` and ``units`` are kept; 0 is left out."""
    kept = GATE_FIGURES.c
    statement = (
        select(kept.gate, func.count())
        .where(kept.term == term, kept.indicator.in_(indicators), kept.unit.in_(units))
        .group_by(kept.gate)
    )
    with reading(store.engine) as connection:
        return {str(checkpoint): int(count) for checkpoint, count in connection.execute(statement)}


def read_frozen(store: Store, term: str) -> pd.DataFrame:
    """The frozen figures of every checkpoint of ``term``.

    Columns: ``gate, indicator, unit`` (text), ``on`` (midnight), ``n, d`` (``int64``), ``known_at,
    frozen_at`` (naive UTC) and ``rate`` (NaN where ``d`` is 0).
    """
    statement = (
        select(*(GATE_FIGURES.c[name] for name in _COLUMNS))
        .where(GATE_FIGURES.c.term == term)
        .order_by(GATE_FIGURES.c.id)
    )
    with reading(store.engine) as connection:
        rows = connection.execute(statement).all()
    frame = listed(
        rows,
        _COLUMNS,
        moments=("known_at", "frozen_at"),
        days=("on",),
        types=texts("gate", "indicator", "unit") | {"n": "int64", "d": "int64"},
    )
    return frame.assign(rate=(frame["n"] / frame["d"]).where(frame["d"] != 0))
