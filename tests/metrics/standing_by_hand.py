"""Which submissions stand, with the cells that their sheets leave as they were: plain loops, for the reference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.metrics.making import FORMS, Submission

Row = dict[str, Any]


def with_cells_that_stood(received: Sequence[Submission]) -> list[Submission]:
    """What stands in order of receipt; a cell whose column a sheet lacks is that of the row before."""
    before: dict[tuple[object, ...], Row] = {}
    told = []
    for one in received:
        form = FORMS[one.table]
        rows = []
        for row in one.rows:
            day = next((row[date] for date in form.key_dates if row.get(date) is not None), None)
            key = (one.table, *(row.get(column, one.unit) for column in form.key), day)
            stood = before.get(key, row)
            before[key] = {**row, **{column: stood.get(column) for column in one.lacking}}
            rows.append(before[key])
        told.append(replace(one, rows=rows))
    return told


def stands(submission: Submission, known_at: dt.datetime | None) -> bool:
    """Whether a submission had been received, and not yet withdrawn, at ``known_at``."""
    if known_at is None:
        return submission.withdrawn_at is None
    received = submission.received_at <= known_at
    return received and (submission.withdrawn_at is None or submission.withdrawn_at > known_at)


def says(row: Row, count: str) -> bool:
    """Whether a row of a roster says that the student has joined, was notified, has the materials."""
    if count == "joined" and row["joined"] is None:
        return row["joined_on"] is not None
    return row[count] is True
