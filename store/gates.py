"""The figures of the gates, frozen: what was known at the end of a day on which everybody looked."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from sqlalchemy import select

from store.database import reading, writing
from store.housed import Housed, listed
from store.rows import storable
from store.tables import GATE_FIGURES
from store.types import as_utc

_COLUMNS = ("gate", "on", "known_at", "indicator", "unit", "n", "d", "frozen_at")


class Gates(Housed):
    """Figures of gates: each is written once and never changed."""

    def freeze(
        self, term: str, gate: str, figures: pd.DataFrame, *, known_at: dt.datetime, at: dt.datetime
    ) -> int:
        """Keep the figures of ``gate`` as known at ``known_at``; how many were not kept yet.

        ``figures`` is a figures table of the gate's day. What is kept already stays as it is.
        """
        rows = [
            {
                "term": storable(term), "gate": gate, "on": row.on.date(), "indicator": row.indicator,
                "unit": row.unit, "n": int(row.n), "d": int(row.d),
                "known_at": as_utc(known_at, "known_at"), "frozen_at": as_utc(at, "at"),
            }
            for row in figures.itertuples()
        ]  # fmt: skip
        if not rows:
            return 0
        with writing(self._engine) as connection:
            kept = select(GATE_FIGURES.c.indicator, GATE_FIGURES.c.unit).where(
                GATE_FIGURES.c.term == term, GATE_FIGURES.c.gate == gate
            )
            known = {tuple(row) for row in connection.execute(kept)}
            fresh = [row for row in rows if (row["indicator"], row["unit"]) not in known]
            if fresh:
                connection.execute(GATE_FIGURES.insert(), fresh)
        return len(fresh)

    def frozen(self, term: str) -> pd.DataFrame:
        """The frozen figures of every gate of ``term``.

        Columns: ``gate, indicator, unit`` (text), ``on`` (midnight), ``n, d`` (``int64``), ``known_at,
        frozen_at`` (naive UTC) and ``rate`` (NaN where ``d`` is 0).
        """
        statement = (
            select(*(GATE_FIGURES.c[name] for name in _COLUMNS))
            .where(GATE_FIGURES.c.term == term)
            .order_by(GATE_FIGURES.c.id)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(statement).all()
        frame = listed(
            rows, _COLUMNS, moments=("known_at", "frozen_at"), days=("on",),
            texts=("gate", "indicator", "unit"),
        )  # fmt: skip
        frame = frame.astype({"n": "int64", "d": "int64"})
        return frame.assign(rate=(frame["n"] / frame["d"]).where(frame["d"] != 0))
