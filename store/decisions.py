"""What academic affairs decided: approvals and returns, and exceptions to locks and closings."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from sqlalchemy import Connection, insert, select

from store.acts import About, log
from store.database import reading, writing
from store.errors import StoreError
from store.opening import Housed, listed
from store.rows import storable
from store.tables import DECISIONS, EXCEPTION_ENDS, EXCEPTIONS, SUBMISSIONS, WITHDRAWALS
from store.types import as_utc

APPROVED, RETURNED = "approved", "returned"
SUBMITTED = "submitted"  # the state while nothing is decided
_DECIDED = ("id", "submission", "state", "decided_at", "decided_by", "comment", "locked_through")


class Decisions(Housed):
    """Decisions about submissions, and exceptions."""

    def decide(
        self,
        submission: int,
        state: str,
        *,
        at: dt.datetime,
        by: str | None,
        comment: str | None = None,
        locked_through: dt.date | None = None,
        seen: str | None = None,
    ) -> None:
        """Approve a submission, locking its unit and kind through a day, or return it with a comment.

        ``seen`` is the state on which who decides has looked. Raises ``StoreError`` when there is
        no such submission, it is withdrawn, it is in that state already, somebody else has decided
        since, or a return says nothing.
        """
        if state == RETURNED and not (comment or "").strip():
            raise StoreError("comment_missing")
        with writing(self._engine) as connection:
            found = _submission(connection, submission)
            now = _state(connection, submission)
            if now == state:
                raise StoreError("already_decided", submission=submission)
            if seen is not None and seen != (now or SUBMITTED):
                raise StoreError("decided_meanwhile", submission=submission)
            values = {
                "submission": submission,
                "state": state,
                "decided_at": as_utc(at, "at"),
                "decided_by": storable(by),
                "comment": storable(comment),
                "locked_through": locked_through if state == APPROVED else None,
            }
            connection.execute(insert(DECISIONS).values(values))
            detail = {"comment": comment, "locked_through": values["locked_through"]}
            about = About(found.term, found.unit, found.kind, submission)
            given = {name: value for name, value in detail.items() if value}
            log(connection, state, at=at, who=by, about=about, detail=given)

    def decisions(self, term: str) -> pd.DataFrame:
        """Every decision of ``term`` in order.

        Columns: ``decision, submission`` (int64), ``state`` (``approved`` or ``returned``),
        ``decided_by, comment`` (text), ``decided_at`` (naive UTC), ``locked_through`` (day or NaT).
        """
        statement = (
            select(*(DECISIONS.c[name] for name in _DECIDED))
            .join(SUBMISSIONS)
            .where(SUBMISSIONS.c.term == term)
            .order_by(DECISIONS.c.id)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(statement).all()
        frame = listed(
            rows,
            ("decision", *_DECIDED[1:]),
            moments=("decided_at",),
            days=("locked_through",),
            texts=("state", "decided_by", "comment"),
        )
        return frame.astype({"decision": "int64", "submission": "int64"})

    def open_exception(
        self,
        term: str,
        *,
        unit: str,
        kind: str,
        reason: str,
        ends_at: dt.datetime,
        at: dt.datetime,
        by: str | None,
    ) -> int:
        """Let ``unit`` send ``kind`` until ``ends_at`` although it is locked or closed.

        Raises ``StoreError`` without a reason or with an end that is not after ``at``.
        """
        if not reason.strip():
            raise StoreError("reason_missing")
        if as_utc(ends_at, "ends_at") <= as_utc(at, "at"):
            raise StoreError("ends_before_it_opens")
        values = {
            "term": storable(term),
            "unit": storable(unit),
            "kind": kind,
            "reason": storable(reason),
            "opened_at": as_utc(at, "at"),
            "opened_by": storable(by),
            "ends_at": as_utc(ends_at, "ends_at"),
        }
        with writing(self._engine) as connection:
            key = connection.execute(insert(EXCEPTIONS).values(values)).inserted_primary_key
            exception = int(key[0]) if key else 0
            detail = {"exception": exception, "reason": reason, "ends_at": ends_at.isoformat()}
            about = About(term, unit, kind)
            log(connection, "exception_opened", at=at, who=by, about=about, detail=detail)
        return exception

    def end_exception(self, exception: int, *, at: dt.datetime, by: str | None) -> None:
        """End an exception before its time. Raises ``StoreError`` when it is unknown or ended."""
        with writing(self._engine) as connection:
            found = connection.execute(select(EXCEPTIONS).where(EXCEPTIONS.c.id == exception)).one_or_none()
            ended = connection.execute(
                select(EXCEPTION_ENDS.c.exception).where(EXCEPTION_ENDS.c.exception == exception)
            ).one_or_none()
            if found is None or ended is not None:
                raise StoreError("no_such_exception", exception=exception)
            values = {"exception": exception, "ended_at": as_utc(at, "at"), "ended_by": storable(by)}
            connection.execute(insert(EXCEPTION_ENDS).values(values))
            about = About(found.term, found.unit, found.kind)
            log(connection, "exception_ended", at=at, who=by, about=about, detail={"exception": exception})

    def exceptions(self, term: str) -> pd.DataFrame:
        """Every exception of ``term`` in order, ended ones too.

        Columns: ``exception`` (int64), ``unit, kind, reason, opened_by, ended_by`` (text),
        ``opened_at, ends_at, ended_at`` (naive UTC; ``ended_at`` NaT while none ended it early).
        """
        names = ("id", "unit", "kind", "reason", "opened_at", "opened_by", "ends_at")
        statement = (
            select(
                *(EXCEPTIONS.c[name] for name in names), EXCEPTION_ENDS.c.ended_at, EXCEPTION_ENDS.c.ended_by
            )
            .outerjoin(EXCEPTION_ENDS)
            .where(EXCEPTIONS.c.term == term)
            .order_by(EXCEPTIONS.c.id)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(statement).all()
        frame = listed(
            rows,
            ("exception", *names[1:], "ended_at", "ended_by"),
            moments=("opened_at", "ends_at", "ended_at"),
            texts=("unit", "kind", "reason", "opened_by", "ended_by"),
        )
        return frame.astype({"exception": "int64"})


def _submission(connection: Connection, submission: int) -> Any:
    """The submission's term, unit and kind; raises ``StoreError`` if unknown or withdrawn."""
    found = connection.execute(
        select(SUBMISSIONS.c.term, SUBMISSIONS.c.unit, SUBMISSIONS.c.kind, WITHDRAWALS.c.submission)
        .outerjoin(WITHDRAWALS)
        .where(SUBMISSIONS.c.id == submission)
    ).one_or_none()
    if found is None:
        raise StoreError("unknown_submission", submission=submission)
    if found.submission is not None:
        raise StoreError("decided_after_withdrawal", submission=submission)
    return found


def _state(connection: Connection, submission: int) -> str | None:
    """The latest decision about a submission; ``None`` while there is none."""
    statement = (
        select(DECISIONS.c.state)
        .where(DECISIONS.c.submission == submission)
        .order_by(DECISIONS.c.id.desc())
        .limit(1)
    )
    return connection.execute(statement).scalar_one_or_none()
