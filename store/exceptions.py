"""Exceptions to locks and closings, as academic affairs opens and ends them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import insert, select

from store.acts import About, log
from store.database import reading, writing
from store.errors import StoreError
from store.frames import listed, texts
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables import EXCEPTION_ENDS, EXCEPTIONS
from store.types import as_utc


@dataclass(frozen=True, slots=True)
class Exemption:
    """A ``unit`` may send a ``kind`` until ``ends_at`` (aware) although it is locked or closed, and why."""

    unit: str
    kind: str
    reason: str
    ends_at: dt.datetime


def add_exception(store: Store, term: str, exemption: Exemption, signature: Signature) -> int:
    """Exempt a unit from locks and closings; the number of the exception.

    Raises ``StoreError`` without a reason or with an end that is not after the moment of the signature.
    """
    if not exemption.reason.strip():
        raise StoreError("reason_missing")
    if as_utc(exemption.ends_at, "ends_at") <= as_utc(signature.at, "at"):
        raise StoreError("ends_before_it_opens")
    values = {
        "term": storable(term),
        "unit": storable(exemption.unit),
        "kind": exemption.kind,
        "reason": storable(exemption.reason),
        **signature.columns("opened"),
        "ends_at": as_utc(exemption.ends_at, "ends_at"),
    }
    with writing(store.engine) as connection:
        key = connection.execute(insert(EXCEPTIONS).values(values)).inserted_primary_key
        exception = int(key[0]) if key else 0
        ends_at = exemption.ends_at.isoformat()
        detail = {"exception": exception, "reason": exemption.reason, "ends_at": ends_at}
        log(connection, "exception_opened", signature, About(term, exemption.unit, exemption.kind), detail)
    return exception


def add_exception_end(store: Store, exception: int, signature: Signature) -> None:
    """End an exception before its time. Raises ``StoreError`` when it is unknown or ended."""
    with writing(store.engine) as connection:
        opened = connection.execute(select(EXCEPTIONS).where(EXCEPTIONS.c.id == exception)).one_or_none()
        ended = connection.execute(
            select(EXCEPTION_ENDS.c.exception).where(EXCEPTION_ENDS.c.exception == exception)
        ).one_or_none()
        if opened is None or ended is not None:
            raise StoreError("no_such_exception", exception=exception)
        values = {"exception": exception, **signature.columns("ended")}
        connection.execute(insert(EXCEPTION_ENDS).values(values))
        about = About(opened.term, opened.unit, opened.kind)
        log(connection, "exception_ended", signature, about, {"exception": exception})


def read_exceptions(store: Store, term: str) -> pd.DataFrame:
    """Every exception of ``term`` in order, ended ones too.

    Columns: ``exception`` (int64), ``unit, kind, reason, opened_by, ended_by`` (text),
    ``opened_at, ends_at, ended_at`` (naive UTC; ``ended_at`` NaT while none ended it early).
    """
    names = ("id", "unit", "kind", "reason", "opened_at", "opened_by", "ends_at")
    statement = (
        select(*(EXCEPTIONS.c[name] for name in names), EXCEPTION_ENDS.c.ended_at, EXCEPTION_ENDS.c.ended_by)
        .outerjoin(EXCEPTION_ENDS)
        .where(EXCEPTIONS.c.term == term)
        .order_by(EXCEPTIONS.c.id)
    )
    with reading(store.engine) as connection:
        rows = connection.execute(statement).all()
    return listed(
        rows,
        ("exception", *names[1:], "ended_at", "ended_by"),
        moments=("opened_at", "ends_at", "ended_at"),
        types=texts("unit", "kind", "reason", "opened_by", "ended_by") | {"exception": "int64"},
    )
