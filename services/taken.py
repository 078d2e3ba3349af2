"""Facts as they would be had sheets been submitted that nobody has confirmed yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from metrics.moments import as_stored
from metrics.pieces import with_tables
from metrics.received import Facts
from schema.reading import SheetReading
from schema.term import Term
from services.differences import stored_rows


def with_parts(
    facts: Facts, parts: Iterable[SheetReading], term: Term, received_at: dt.datetime
) -> dict[str, pd.DataFrame]:
    """``facts`` as they would be had ``parts`` been submitted at ``received_at``, in this order.

    Their numbers follow the last one. Refused parts and parts without rows add nothing.
    """
    added: dict[str, pd.DataFrame] = {}
    number = max(
        (int(frame["submission"].to_numpy().max()) for frame in facts.values() if len(frame)), default=0
    )
    day = pd.Timestamp(term.local_day(received_at))
    for part in parts:
        if part.refused is not None or part.rows.empty:
            continue
        number += 1
        table = part.declaration.table
        kept = added[table] if table in added else facts[table]
        rows = stored_rows(part)
        about = {
            "submission": number,
            "submitted_unit": part.unit,
            "received_at": as_stored(received_at),
            "received_on": day,
            "withdrawn_at": pd.NaT,
            "lacking": f"|{'|'.join(part.lacking)}|" if part.lacking else None,
            "whole": part.whole,
        }
        columns = {
            name: pd.array([about[name]] * len(rows), dtype=kept[name].dtype)
            if name in about
            else rows[name].array
            for name in kept
        }
        added[table] = pd.concat([kept, pd.DataFrame(columns, copy=False)], ignore_index=True)
    return with_tables(facts, added)
