"""What academic affairs decided about a submission: approved, or returned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, insert, select

from store.acts import About, log
from store.comments import Comment, insert_comments
from store.database import reading, writing
from store.errors import StoreError
from store.frames import listed, texts
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables import DECISIONS, SUBMISSIONS, WITHDRAWALS
from store.versions import check_version

APPROVED, RETURNED = "approved", "returned"
SUBMITTED = "submitted"  # the state while nothing is decided
_DECIDED = (
    "id",
    "submission",
    "state",
    "decided_at",
    "decided_by",
    "comment",
    "locked_through",
    "last_submission",
)


@dataclass(frozen=True, slots=True)
class Decision:
    """``APPROVED``, locking the unit and kind through a day, or ``RETURNED`` with a comment.

    ``pointing`` are the rows and cells at which a return points, each with what is said of it, if anything.
    """

    state: str
    comment: str | None = None
    locked_through: dt.date | None = None
    pointing: Sequence[Comment] = ()


def add_decision(
    store: Store, submission: int, decision: Decision, signature: Signature, *, seen: str | None = None
) -> None:
    """Approve a submission or return it.

    ``seen`` is the state on which who decides has looked. Raises ``StoreError`` when there is
    no such submission, it is withdrawn, it is in that state already, somebody else has decided
    since, or a return says nothing.
    """
    if decision.state == RETURNED and not (decision.comment or "").strip():
        raise StoreError("comment_missing")
    with writing(store.engine) as connection:
        _decide(connection, submission, decision, signature, seen)


def add_approvals(
    store: Store, approvals: Mapping[int, Decision], signature: Signature, *, version: str
) -> None:
    """Approve several submissions that wait, all of them or none.

    ``version`` is what :func:`store.versions.read_version` gave before they were looked at. Raises
    ``StoreError`` where anything came or went since, or somebody has decided about one of them.
    """
    with writing(store.engine) as connection:
        check_version(store, connection, version)
        for submission, decision in approvals.items():
            _decide(connection, submission, decision, signature, SUBMITTED)


def _decide(
    connection: Connection, submission: int, decision: Decision, signature: Signature, seen: str | None
) -> None:
    state, comment = decision.state, decision.comment
    sent = _submission(connection, submission)
    now = _state(connection, submission)
    if now == state:
        raise StoreError("already_decided", submission=submission)
    if seen is not None and seen != (now or SUBMITTED):
        raise StoreError("decided_meanwhile", submission=submission)
    values = {
        "submission": submission,
        "state": state,
        **signature.columns("decided"),
        "comment": storable(comment),
        "locked_through": decision.locked_through if state == APPROVED else None,
        "last_submission": connection.execute(select(func.max(SUBMISSIONS.c.id))).scalar_one(),
    }
    connection.execute(insert(DECISIONS).values(values))
    insert_comments(connection, sent.term, decision.pointing, signature)
    rows = [each.about.row for each in decision.pointing]
    detail = {"comment": comment, "locked_through": values["locked_through"], "rows": rows}
    about = About(sent.term, sent.unit, sent.kind, submission)
    log(connection, state, signature, about, {name: value for name, value in detail.items() if value})


def read_decisions(store: Store, term: str) -> pd.DataFrame:
    """Every decision of ``term`` in order.

    Columns: ``decision, submission`` (int64), ``state`` (``approved`` or ``returned``),
    ``decided_by, comment`` (text), ``decided_at`` (naive UTC), ``locked_through`` (day or NaT),
    ``last_submission`` (Int64: the last that was there then; NA in what was decided by an older program).
    """
    statement = (
        select(*(DECISIONS.c[name] for name in _DECIDED))
        .join(SUBMISSIONS)
        .where(SUBMISSIONS.c.term == term)
        .order_by(DECISIONS.c.id)
    )
    with reading(store.engine) as connection:
        rows = connection.execute(statement).all()
    numbers = {"decision": "int64", "submission": "int64", "last_submission": "Int64"}
    return listed(
        rows,
        ("decision", *_DECIDED[1:]),
        moments=("decided_at",),
        days=("locked_through",),
        types=texts("state", "decided_by", "comment") | numbers,
    )


def _submission(connection: Connection, submission: int) -> Any:
    """The submission's term, unit and kind; raises ``StoreError`` if unknown or withdrawn."""
    sent = connection.execute(
        select(SUBMISSIONS.c.term, SUBMISSIONS.c.unit, SUBMISSIONS.c.kind, WITHDRAWALS.c.submission)
        .outerjoin(WITHDRAWALS)
        .where(SUBMISSIONS.c.id == submission)
    ).one_or_none()
    if sent is None:
        raise StoreError("unknown_submission", submission=submission)
    if sent.submission is not None:
        raise StoreError("decided_after_withdrawal", submission=submission)
    return sent


def _state(connection: Connection, submission: int) -> str | None:
    """The latest decision about a submission; ``None`` while there is none."""
    statement = (
        select(DECISIONS.c.state)
        .where(DECISIONS.c.submission == submission)
        .order_by(DECISIONS.c.id.desc())
        .limit(1)
    )
    return connection.execute(statement).scalar_one_or_none()
