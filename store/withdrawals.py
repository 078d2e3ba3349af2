"""Add a withdrawal: from then on a submission no longer counts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from store.acts import About, log
from store.bulk import insert_unless_there
from store.database import writing
from store.errors import StoreError
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables import ORDERED_AT, SUBMISSIONS, WITHDRAWALS
from store.types import as_utc
from store.versions import check_rules


def add_withdrawal(
    store: Store,
    submission: int,
    signature: Signature,
    *,
    reason: str | None = None,
    rules_version: str | None = None,
) -> None:
    """Let a submission no longer count from the signature's moment on; before it still does.

    ``rules_version`` is as for :class:`store.intake.Envelope`. When the clock that the signature went by has
    gone back, it stops counting as soon as it has counted. Raises ``StoreError`` when there is no
    such submission, it is withdrawn already, the moment is naive or lies before its receipt, or the
    rules have changed.
    """
    at = signature.at
    moment = as_utc(at, "at")
    with writing(store.engine) as connection:
        check_rules(connection, rules_version)
        submitted = _submitted(connection, submission)
        if moment < submitted.received_at and not signature.by_clock:
            received = submitted.received_at.astimezone(at.tzinfo).isoformat()
            raise StoreError(
                "withdrawn_before_receipt", submission=submission, at=at.isoformat(), received_at=received
            )
        row = {"reason": storable(reason), **signature.columns("withdrawn")}
        row["withdrawn_at"] = max(moment, submitted.ordered) if signature.by_clock else moment
        if insert_unless_there(connection, WITHDRAWALS, {"submission": submission, **row}) is None:
            earlier = connection.execute(
                select(WITHDRAWALS.c.withdrawn_at).where(WITHDRAWALS.c.submission == submission)
            ).scalar_one()
            earlier_at = earlier.astimezone(at.tzinfo).isoformat()
            raise StoreError("already_withdrawn", submission=submission, at=earlier_at)
        about = About(submitted.term, submitted.unit, submitted.kind, submission)
        log(connection, "withdrawn", signature, about, {"reason": reason} if reason else None)


def _submitted(connection: Connection, submission: int) -> Any:
    """When a submission was received, by which moment it is ordered, and what it is about."""
    sent = SUBMISSIONS.c
    columns = sent.received_at, ORDERED_AT.label("ordered"), sent.term, sent.unit, sent.kind
    row = connection.execute(select(*columns).where(sent.id == submission)).one_or_none()
    if row is None:
        raise StoreError("unknown_submission", submission=submission)
    return row
