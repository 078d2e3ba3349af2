"""What sheets would do to the figures: before they are taken, and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from metrics import compute_figures
from metrics.indicators import INDICATORS
from metrics.moments import as_stored
from metrics.standing import PROVENANCE, Facts
from schema.figures import CAMPUS
from schema.reading import SheetReading
from schema.term import Term
from services.differences import stored_rows

EFFECT_COLUMNS = (
    "indicator", "unit", "n_before", "d_before", "rate_before", "n", "d", "rate", "change",
)  # fmt: skip


def with_parts(
    facts: Facts, parts: Iterable[SheetReading], term: Term, received_at: dt.datetime
) -> dict[str, pd.DataFrame]:
    """``facts`` as they would be had ``parts`` been submitted at ``received_at``, in this order.

    Their numbers follow the last one. Refused parts and parts without rows add nothing.
    """
    added = dict(facts)
    number = max((int(frame["submission"].max()) for frame in facts.values() if len(frame)), default=0)
    day = pd.Timestamp(term.local_day(received_at))
    for part in parts:
        if part.refused is not None or part.rows.empty:
            continue
        number += 1
        table = part.declaration.table
        rows = stored_rows(part).assign(
            submission=number, submitted_unit=part.unit, received_at=as_stored(received_at),
            received_on=day, withdrawn_at=pd.NaT,
            lacking=f"|{'|'.join(part.lacking)}|" if part.lacking else None,
        )  # fmt: skip
        kept = added[table]
        rows = rows.astype({name: kept[name].dtype for name in PROVENANCE})
        added[table] = pd.concat([kept, rows[list(kept)]], ignore_index=True)
    return added


def effect(
    facts: Facts,
    parts: Sequence[SheetReading],
    term: Term,
    *,
    units: Sequence[str],
    on: dt.date,
    received_at: dt.datetime,
) -> pd.DataFrame:
    """The figures of ``units`` and of the campus on ``on`` before ``parts`` are taken, and after.

    Those of the indicators that the kinds of ``parts`` feed: all of them where a plan is among
    them. Columns: ``indicator``, ``unit``, ``n_before``, ``d_before``, ``rate_before``, ``n``, ``d``,
    ``rate`` and ``change`` (a fraction: 0.013 is 1.3 percentage points; NaN where there is no rate).
    """
    places = [*units, *({CAMPUS} - set(units))]
    asked: dict[str, Any] = {
        "term": term,
        "days": [on],
        "units": places,
        "indicators": fed_by(part.kind for part in parts),
    }
    before = compute_figures(facts, **asked)
    return moved(before, compute_figures(with_parts(facts, parts, term, received_at), **asked))


def moved(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Two figures tables of one day beside each other, as :func:`effect` gives them."""
    counts = ["n", "d", "rate"]
    both = after.merge(
        before[["indicator", "unit", *counts]], on=["indicator", "unit"], suffixes=("", "_before")
    )
    both["change"] = both["rate"] - both["rate_before"]
    return both[list(EFFECT_COLUMNS)]


def fed_by(kinds: Iterable[str | None]) -> list[str]:
    """The indicators that sheets of these kinds may move."""
    sent = {kind for kind in kinds if kind is not None}
    return [one.id for one in INDICATORS if any(one.is_fed_by(kind) for kind in sent)]
