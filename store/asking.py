"""Ask the store: what was submitted, what was found in it, and all facts ever received."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Engine, Table, func, select, type_coerce
from sqlalchemy.types import NullType

from store.database import reading
from store.errors import StoreError
from store.opening import naive_utc
from store.rows import to_frame
from store.tables import (
    CLASS_ANSWERS,
    CONTENTS,
    DEADLINES,
    DECISIONS,
    EXCEPTION_ENDS,
    EXCEPTIONS,
    FACTS_FORMS,
    FACTS_TABLES,
    SUBMISSIONS,
    WITHDRAWALS,
)

FINDING_COLUMNS = ("code", "severity", "sheet", "row", "column", "value", "message_zh", "message_en")
# Rows turned into a frame at a time: the Python objects of more would cost more than the frame.
_CHUNK = 20_000
_LISTED = ("term", "unit", "kind", "form", "sheet", "file", "digest", "submitter", "lacking")


def version(engine: Engine) -> str:
    """How many submissions and withdrawals there are, as text: rows are only ever added."""
    counts = select(
        select(func.count()).select_from(SUBMISSIONS).scalar_subquery(),
        select(func.count()).select_from(WITHDRAWALS).scalar_subquery(),
    )
    with reading(engine) as connection:
        submitted, withdrawn = connection.execute(counts).one()
    return f"{submitted}.{withdrawn}"


def count_rulings(connection: Connection) -> str:
    """How many decisions, exceptions, deadlines, withdrawals and answers about classes there are, as text."""
    tables = (DECISIONS, EXCEPTIONS, EXCEPTION_ENDS, DEADLINES, WITHDRAWALS, CLASS_ANSWERS)
    counts = select(*(select(func.count()).select_from(table).scalar_subquery() for table in tables))
    return ".".join(str(count) for count in connection.execute(counts).one())


def submissions(engine: Engine, term: str) -> pd.DataFrame:
    """All submissions of a term, see :meth:`store.store.Store.submissions`."""
    with reading(engine) as connection:
        return _submissions(connection, term)


def findings(engine: Engine, submission: int) -> pd.DataFrame:
    """What was found in a submission, see :meth:`store.store.Store.findings`."""
    statement = select(SUBMISSIONS.c.findings).where(SUBMISSIONS.c.id == submission)
    with reading(engine) as connection:
        found = connection.execute(statement).scalar_one_or_none()
    if found is None:
        raise StoreError("unknown_submission", submission=submission)
    frame = pd.DataFrame(json.loads(found), columns=list(FINDING_COLUMNS))
    texts = {name: "str" for name in FINDING_COLUMNS if name != "row"}
    return frame.astype({**texts, "row": "Int64"})


def original(engine: Engine, submission: int) -> tuple[str, bytes]:
    """The file as it came, see :meth:`store.store.Store.original`."""
    statement = (
        select(SUBMISSIONS.c.file, CONTENTS.c.content).join(CONTENTS).where(SUBMISSIONS.c.id == submission)
    )
    with reading(engine) as connection:
        row = connection.execute(statement).one_or_none()
    if row is None:
        raise StoreError("unknown_submission", submission=submission)
    return str(row.file), bytes(row.content)


def facts(engine: Engine, tables: Iterable[str], term: str, tz: ZoneInfo) -> dict[str, pd.DataFrame]:
    """Facts of several tables at one moment, see :meth:`store.store.Store.facts`."""
    with reading(engine) as connection:
        provenance = _provenance(_submissions(connection, term), tz)
        return {name: _facts(connection, name, term, provenance) for name in tables}


def _submissions(connection: Connection, term: str) -> pd.DataFrame:
    counts = ("taken", "errors", "warnings")
    statement = (
        select(
            SUBMISSIONS.c.id,
            *(SUBMISSIONS.c[name] for name in (*_LISTED, *counts, "received_at")),
            WITHDRAWALS.c.withdrawn_at,
            WITHDRAWALS.c.withdrawn_by,
            WITHDRAWALS.c.reason,
        )
        .outerjoin(WITHDRAWALS)
        .where(SUBMISSIONS.c.term == term)
        .order_by(SUBMISSIONS.c.received_at, SUBMISSIONS.c.id)
    )
    names = ("submission", *_LISTED, *counts, "received_at", "withdrawn_at", "withdrawn_by", "reason")
    frame = pd.DataFrame(connection.execute(statement).all(), columns=list(names), dtype=object)
    for moment in ("received_at", "withdrawn_at"):
        frame[moment] = naive_utc(frame[moment])
    numbers = dict.fromkeys(("submission", *counts), "int64")
    return frame.astype({**dict.fromkeys((*_LISTED, "withdrawn_by", "reason"), "str"), **numbers})


def _provenance(submitted: pd.DataFrame, tz: ZoneInfo) -> pd.DataFrame:
    """What each row of a submission says about where it comes from, by ascending submission."""
    local = submitted["received_at"].dt.tz_localize("UTC").dt.tz_convert(tz)
    provenance = pd.DataFrame(
        {
            "submission": submitted["submission"],
            "submitted_unit": submitted["unit"],
            "received_at": submitted["received_at"],
            "received_on": local.dt.tz_localize(None).dt.normalize().astype("datetime64[us]"),
            "withdrawn_at": submitted["withdrawn_at"],
            "lacking": submitted["lacking"],
        }
    )
    return provenance.sort_values("submission", ignore_index=True)


def _facts(connection: Connection, name: str, term: str, provenance: pd.DataFrame) -> pd.DataFrame:
    if name not in FACTS_TABLES:
        raise StoreError("unknown_table", table=name, known=", ".join(FACTS_TABLES))
    rows = _rows(connection, FACTS_TABLES[name], term)
    form = FACTS_FORMS[name]
    frame = pd.concat([to_frame([], form), *(to_frame(part, form) for part in rows)], ignore_index=True)
    places = np.searchsorted(provenance["submission"], frame["submission"])
    for column in provenance.columns[1:]:
        frame[column] = provenance[column].array.take(places)
    frame["unit"] = frame["unit"].fillna(frame["submitted_unit"])
    return frame


def _rows(connection: Connection, table: Table, term: str) -> Iterable[Any]:
    """The rows of a term's submissions as the driver gives them, in chunks."""
    of_term = select(SUBMISSIONS.c.id).where(SUBMISSIONS.c.term == term)
    statement = (
        select(*(type_coerce(column, NullType()) for column in table.columns))
        .where(table.c.submission.in_(of_term))
        .order_by(table.c.submission, table.c.source_row)
        .execution_options(yield_per=_CHUNK)
    )
    return connection.execute(statement).partitions()
