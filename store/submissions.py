"""What was submitted: every submission of a term, what was found in it, and its file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from store.database import reading
from store.errors import StoreError
from store.frames import listed, stacked, texts
from store.store import Store
from store.tables import CONTENTS, ORDERED_AT, SUBMISSIONS, WITHDRAWALS

FINDING_COLUMNS = ("code", "severity", "sheet", "row", "column", "value", "message_zh", "message_en")
_LISTED = ("term", "unit", "kind", "form", "sheet", "file", "digest", "submitter", "lacking")


def read_submissions(store: Store, term: str) -> pd.DataFrame:
    """All submissions of ``term`` in order of receipt, withdrawn ones too, one row each.

    Columns: ``submission, term, unit, kind, form, sheet, file, digest, submitter`` (text, but
    the first ``int64``), ``lacking`` (text: ``|column|column|`` that the sheet did not have),
    ``whole`` (bool: sent as the whole list),
    ``taken, errors, warnings`` (``int64``), ``received_at, withdrawn_at`` (naive UTC, ``NaT``
    while standing), ``ordered_at`` (naive UTC: the receipt, but never before what was stored earlier by
    the clock), ``withdrawn_by, reason`` (text).
    """
    with reading(store.engine) as connection:
        return list_submissions(connection, term)


def list_submissions(connection: Connection, term: str, numbers: Sequence[int] | None = None) -> pd.DataFrame:
    """The frame of :func:`read_submissions`, within a transaction; of those with ``numbers`` alone."""
    counts = ("taken", "errors", "warnings")
    statement = (
        select(
            SUBMISSIONS.c.id,
            *(SUBMISSIONS.c[name] for name in (*_LISTED, "whole", *counts, "received_at")),
            ORDERED_AT,
            WITHDRAWALS.c.withdrawn_at,
            WITHDRAWALS.c.withdrawn_by,
            WITHDRAWALS.c.reason,
        )
        .outerjoin(WITHDRAWALS)
        .where(SUBMISSIONS.c.term == term)
        .order_by(ORDERED_AT, SUBMISSIONS.c.id)
    )
    if numbers is not None:
        statement = statement.where(SUBMISSIONS.c.id.in_(numbers))
    return submissions_frame(connection.execute(statement).all())


def later_submissions(connection: Connection, term: str, earlier: pd.DataFrame) -> pd.DataFrame:
    """The frame of :func:`list_submissions`, of which those that ``earlier`` has are not read again.

    All that is new of a known submission is that it was withdrawn, and those are read.
    """
    known = set(earlier["submission"].tolist())
    of_term = select(SUBMISSIONS.c.id, WITHDRAWALS.c.submission).outerjoin(WITHDRAWALS)
    numbers = connection.execute(of_term.where(SUBMISSIONS.c.term == term)).all()
    withdrawn = set(earlier["submission"][earlier["withdrawn_at"].notna()].tolist())
    # A database may show a later number before an earlier one, so they are told apart one by one.
    new = [id for id, gone in numbers if id not in known or (gone is not None and id not in withdrawn)]
    if not new:
        return earlier
    kept = earlier if known.isdisjoint(new) else earlier[~earlier["submission"].isin(new)]
    both = stacked([kept, list_submissions(connection, term, new)])
    # Most come after all that came before: to sort is to take every column anew.
    order = np.lexsort((both["submission"].to_numpy(), both["ordered_at"].to_numpy()))
    return both if (np.diff(order) == 1).all() else both.take(order).reset_index(drop=True)


def submissions_frame(rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """The frame of :func:`read_submissions`; without ``rows`` that of nothing sent."""
    counts = ("taken", "errors", "warnings")
    names = (
        "submission",
        *_LISTED,
        "whole",
        *counts,
        "received_at",
        "ordered_at",
        "withdrawn_at",
        "withdrawn_by",
        "reason",
    )
    types = texts(*_LISTED, "withdrawn_by", "reason") | dict.fromkeys(("submission", *counts), "int64")
    moments = ("received_at", "ordered_at", "withdrawn_at")
    return listed(rows, names, moments=moments, types=types | {"whole": "bool"})


def read_findings(store: Store, submission: int) -> pd.DataFrame:
    """What was found in a submission, in the words in which it was said then.

    Columns: ``code, severity, sheet, row, column, value, message_zh, message_en`` (text, but
    ``row`` ``Int64``). Raises ``StoreError`` when there is no such submission.
    """
    statement = select(SUBMISSIONS.c.findings).where(SUBMISSIONS.c.id == submission)
    with reading(store.engine) as connection:
        findings = connection.execute(statement).scalar_one_or_none()
    if findings is None:
        raise StoreError("unknown_submission", submission=submission)
    frame = pd.DataFrame(json.loads(findings), columns=list(FINDING_COLUMNS))
    texts = {name: "str" for name in FINDING_COLUMNS if name != "row"}
    return frame.astype({**texts, "row": "Int64"})


def read_content(store: Store, digest: str) -> bytes:
    """The bytes of the file with this SHA-256; raises ``StoreError`` where there is none."""
    statement = select(CONTENTS.c.content).where(CONTENTS.c.digest == digest)
    with reading(store.engine) as connection:
        content = connection.execute(statement).scalar_one_or_none()
    if content is None:
        raise StoreError("unknown_submission", submission=digest)
    if not content:
        raise StoreError("original_erased")
    return bytes(content)


def read_original(store: Store, submission: int) -> tuple[str, bytes]:
    """The file of a submission: its name and its bytes, unchanged.

    Raises ``StoreError`` when there is no such submission, or its file was erased.
    """
    statement = (
        select(SUBMISSIONS.c.file, CONTENTS.c.content, CONTENTS.c.size)
        .join(CONTENTS)
        .where(SUBMISSIONS.c.id == submission)
    )
    with reading(store.engine) as connection:
        row = connection.execute(statement).one_or_none()
    if row is None:
        raise StoreError("unknown_submission", submission=submission)
    if not row.content and row.size:
        raise StoreError("original_erased")
    return str(row.file), bytes(row.content)
