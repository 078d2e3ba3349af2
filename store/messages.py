"""Messages: kept before they are sent, and what became of each."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Row, Select, func, insert, select

from store.acts import About, log
from store.database import reading, writing
from store.frames import listed, texts
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables_of_messages import MESSAGE_OUTCOMES, MESSAGES
from store.types import as_utc

# SENT, GIVEN_UP and SKIPPED are the end of a message; what FAILED is tried again.
SENT, FAILED, GIVEN_UP, SKIPPED = "sent", "failed", "given_up", "skipped"
_KEPT = ("id", "key", "event", "channel", "recipient", "content", "send_at", "until", "kept_at")


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it is kept: due at ``send_at``, good for nothing from ``until`` on (aware)."""

    key: str
    event: str
    channel: str
    recipient: str
    content: Mapping[str, Any]
    send_at: dt.datetime
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A message that waits: its number, how often it failed, and when it did so last (aware)."""

    number: int
    message: Message
    kept_at: dt.datetime
    failures: int = 0
    failed_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message: one of the words above, and why."""

    outcome: str
    reason: str | None = None


def add_messages(store: Store, term: str, messages: Sequence[Message], at: dt.datetime) -> int:
    """Keep those of ``messages`` that were not kept before, by their keys; how many were."""
    with writing(store.engine) as connection:
        known = set(connection.execute(select(MESSAGES.c.key).where(MESSAGES.c.term == term)).scalars())
        new = {one.key: one for one in messages if one.key not in known}
        rows = [
            {
                "term": storable(term),
                "key": one.key,
                "event": one.event,
                "channel": one.channel,
                "recipient": storable(one.recipient),
                "content": json.dumps(one.content, ensure_ascii=False),
                "send_at": as_utc(one.send_at, "send_at"),
                "until": as_utc(one.until, "until"),
                "kept_at": as_utc(at, "at"),
            }
            for one in new.values()
        ]
        if rows:
            connection.execute(insert(MESSAGES), rows)
    return len(rows)


def read_waiting(store: Store, term: str) -> list[Kept]:
    """The messages of ``term`` that are neither sent nor given up nor skipped, in the order of keeping."""
    waiting = (MESSAGES.c.term == term) & MESSAGES.c.id.not_in(_ended())
    tries = (
        select(MESSAGE_OUTCOMES.c.message, MESSAGE_OUTCOMES.c.ended_at)
        .join(MESSAGES)
        .where(waiting)
        .order_by(MESSAGE_OUTCOMES.c.id)
    )
    statement = select(*(MESSAGES.c[name] for name in _KEPT)).where(waiting).order_by(MESSAGES.c.id)
    with reading(store.engine) as connection:
        failed: dict[int, list[dt.datetime]] = {}
        for number, moment in connection.execute(tries):
            failed.setdefault(number, []).append(moment)
        return [_kept(row, failed.get(row.id, [])) for row in connection.execute(statement)]


def read_keys(store: Store, term: str) -> set[str]:
    """The keys of all messages of ``term`` that were ever kept."""
    with reading(store.engine) as connection:
        return set(connection.execute(select(MESSAGES.c.key).where(MESSAGES.c.term == term)).scalars())


def add_outcome(store: Store, message: int, outcome: Outcome, at: dt.datetime) -> None:
    """Write down what became of a message."""
    values = {"message": message, "outcome": outcome.outcome, "reason": storable(outcome.reason)}
    with writing(store.engine) as connection:
        connection.execute(insert(MESSAGE_OUTCOMES).values(values | {"ended_at": as_utc(at, "at")}))


def log_round(store: Store, term: str, counts: Mapping[str, int], signature: Signature) -> None:
    """Log what a round of sending came to: how many messages were sent, failed and were skipped."""
    with writing(store.engine) as connection:
        log(connection, "messages_sent", signature, About(term=term), counts)


def read_messages(store: Store, term: str, recipient: str | None = None, most: int = 1_000) -> pd.DataFrame:
    """The latest messages, the newest first, of one recipient or of all.

    Columns: ``message`` (int64), ``event, channel, recipient, content`` (text; ``content`` a JSON object),
    ``send_at, until, kept_at, ended_at`` (naive UTC; the last NaT before any try), ``outcome, reason`` (text,
    of the last try) and ``tries`` (int64).
    """
    last = select(func.max(MESSAGE_OUTCOMES.c.id)).group_by(MESSAGE_OUTCOMES.c.message)
    tries = select(func.count()).where(MESSAGE_OUTCOMES.c.message == MESSAGES.c.id).scalar_subquery()
    ended = select(MESSAGE_OUTCOMES).where(MESSAGE_OUTCOMES.c.id.in_(last)).subquery()
    names = tuple(name for name in _KEPT if name != "key")
    statement = (
        select(
            *(MESSAGES.c[name] for name in names), ended.c.outcome, ended.c.reason, ended.c.ended_at, tries
        )
        .outerjoin(ended, ended.c.message == MESSAGES.c.id)
        .where(MESSAGES.c.term == term)
        .order_by(MESSAGES.c.id.desc())
        .limit(most)
    )
    if recipient is not None:
        statement = statement.where(MESSAGES.c.recipient == recipient)
    with reading(store.engine) as connection:
        rows = connection.execute(statement).all()
    of_text = texts("event", "channel", "recipient", "content", "outcome", "reason")
    return listed(
        rows,
        ("message", *names[1:], "outcome", "reason", "ended_at", "tries"),
        moments=("send_at", "until", "kept_at", "ended_at"),
        types={**of_text, "message": "int64", "tries": "int64"},
    )


def count_troubled(store: Store, term: str) -> dict[str, int]:
    """How many messages of ``term`` wait for another try, and how many were given up."""
    waiting = sum(1 for one in read_waiting(store, term) if one.failures)
    given_up = (
        select(func.count())
        .select_from(MESSAGE_OUTCOMES.join(MESSAGES))
        .where((MESSAGES.c.term == term) & (MESSAGE_OUTCOMES.c.outcome == GIVEN_UP))
    )
    with reading(store.engine) as connection:
        return {FAILED: waiting, GIVEN_UP: int(connection.execute(given_up).scalar_one())}


def _ended() -> Select[Any]:
    return select(MESSAGE_OUTCOMES.c.message).where(MESSAGE_OUTCOMES.c.outcome != FAILED)


def _kept(row: Row[Any], failed: list[dt.datetime]) -> Kept:
    message = Message(
        row.key, row.event, row.channel, row.recipient, json.loads(row.content), row.send_at, row.until
    )
    return Kept(int(row.id), message, row.kept_at, len(failed), failed[-1] if failed else None)
