"""The log of acts: who did what, when, and from which submission. Written with the act itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, insert, select

from store.database import reading, say_when_done, writing
from store.frames import listed, texts
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables import ACTS
from store.types import as_utc

LOOKED = "looked"  # at what a submission changes, by who decides
_COLUMNS = ("id", "at", "who", "act", "term", "unit", "kind", "submission", "detail")


@dataclass(frozen=True, slots=True)
class About:
    """What an act is about, as far as it is about anything."""

    term: str | None = None
    unit: str | None = None
    kind: str | None = None
    submission: int | None = None


def log(
    connection: Connection,
    act: str,
    signature: Signature,
    about: About,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Add an act to the log in the transaction of ``connection``."""
    values = {
        "at": as_utc(signature.at, "at"),
        "who": storable(signature.by),
        "act": act,
        "term": storable(about.term),
        "unit": storable(about.unit),
        "kind": about.kind,
        "submission": about.submission,
        "detail": storable(json.dumps(detail or {}, ensure_ascii=False, default=str)),
    }
    key = connection.execute(insert(ACTS).values(values)).inserted_primary_key
    told = ("act", "term", "unit", "kind", "submission")
    # Who did it, and what else is said, is for the log in the store only: it may name people.
    say_when_done(connection, {"id": int(key[0]) if key else 0, **{name: values[name] for name in told}})


def add_act(
    store: Store,
    act: str,
    signature: Signature,
    about: About = About(),
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Log an act that changes nothing in the store, such as a download or a reminder sent."""
    with writing(store.engine) as connection:
        log(connection, act, signature, about, detail)


def read_acts(store: Store, term: str | None = None) -> pd.DataFrame:
    """The log in order, of one term and of what belongs to none, or all of it.

    Columns: ``act_id`` (int64), ``at`` (naive UTC), ``who, act, term, unit, kind`` (text),
    ``submission`` (Int64), ``detail`` (a JSON object).
    """
    statement = select(*(ACTS.c[name] for name in _COLUMNS)).order_by(ACTS.c.id)
    if term is not None:
        statement = statement.where((ACTS.c.term == term) | ACTS.c.term.is_(None))
    with reading(store.engine) as connection:
        rows = connection.execute(statement).all()
    types = texts("who", "act", "term", "unit", "kind", "detail") | {"act_id": "int64", "submission": "Int64"}
    return listed(rows, ("act_id", *_COLUMNS[1:]), moments=("at",), types=types)


def read_looks(store: Store, term: str, who: str) -> dict[int, set[str]]:
    """Submission of ``term`` → what was unusual in it each time that ``who`` has looked at its changes."""
    statement = (
        select(ACTS.c.submission, ACTS.c.detail)
        .where(ACTS.c.act == LOOKED, ACTS.c.term == term, ACTS.c.who == who)
        .order_by(ACTS.c.id)
    )
    looks: dict[int, set[str]] = {}
    with reading(store.engine) as connection:
        for submission, detail in connection.execute(statement):
            looks.setdefault(int(submission), set()).update(json.loads(detail)["unusual"])
    return looks
