"""Tokens with which programs ask for figures in a person's name: their digests, and which have ended."""

from __future__ import annotations

import datetime as dt
import json
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
from store.tables_of_people import TOKEN_ENDS, TOKENS
from store.types import as_utc

_COLUMNS = ("token", "login", "label", "tables", "made_at", "ends_at", "ended_at")


@dataclass(frozen=True, slots=True)
class Token:
    """Whose it is, what it is for, which tables it opens (none named: all), and when it ends (aware)."""

    login: str
    label: str
    tables: tuple[str, ...]
    ends_at: dt.datetime


def add_token(store: Store, token: Token, digest: str, signature: Signature) -> int:
    """Keep a token by the SHA-256 ``digest`` of its secret; its number. It is logged."""
    values = {
        "login": storable(token.login),
        "label": storable(token.label),
        "tables": json.dumps(token.tables),
        "digest": digest,
        "made_at": as_utc(signature.at, "at"),
        "ends_at": as_utc(token.ends_at, "ends_at"),
    }
    with writing(store.engine) as connection:
        key = connection.execute(insert(TOKENS).values(values)).inserted_primary_key
        number = int(key[0]) if key else 0
        log(connection, "token_made", signature, About(), {"token": number, "label": token.label})
    return number


def end_token(store: Store, number: int, signature: Signature) -> None:
    """Let a token be good for nothing from now on; one that has ended stays so. It is logged.

    Raises ``StoreError`` for a number that no token has.
    """
    with writing(store.engine) as connection:
        label = connection.execute(select(TOKENS.c.label).where(TOKENS.c.id == number)).scalar()
        if label is None:
            raise StoreError("unknown_token", token=number)
        ended = select(TOKEN_ENDS.c.token).where(TOKEN_ENDS.c.token == number)
        if connection.execute(ended).scalar() is None:
            values = {"token": number, "ended_at": as_utc(signature.at, "at"), "ended_by": signature.by}
            connection.execute(insert(TOKEN_ENDS).values(values))
            log(connection, "token_ended", signature, About(), {"token": number, "label": label})


def read_tokens(store: Store, login: str | None = None) -> pd.DataFrame:
    """All tokens, or those of ``login``, in the order in which they were made; digests stay here.

    Columns: ``token`` (int64), ``login``, ``label`` (text), ``tables`` (tuples), ``made_at``, ``ends_at``
    and ``ended_at`` (naive UTC, NaT for one that was not ended).
    """
    columns = (TOKENS.c.id, *(TOKENS.c[name] for name in _COLUMNS[1:-1]), TOKEN_ENDS.c.ended_at)
    statement = (
        select(*columns).outerjoin(TOKEN_ENDS, TOKEN_ENDS.c.token == TOKENS.c.id).order_by(TOKENS.c.id)
    )
    if login is not None:
        statement = statement.where(TOKENS.c.login == login)
    with reading(store.engine) as connection:
        rows = connection.execute(statement).all()
    moments = ("made_at", "ends_at", "ended_at")
    frame = listed(rows, _COLUMNS, moments=moments, types=texts("login", "label") | {"token": "int64"})
    return frame.assign(tables=[tuple(json.loads(text)) for text in frame["tables"]])


def find_token(store: Store, digest: str) -> tuple[int, Token] | None:
    """The token whose secret has this digest, with its number; ``None`` for none, or an ended one."""
    columns = (TOKENS.c.id, TOKENS.c.login, TOKENS.c.label, TOKENS.c.tables, TOKENS.c.ends_at)
    statement = (
        select(*columns)
        .outerjoin(TOKEN_ENDS, TOKEN_ENDS.c.token == TOKENS.c.id)
        .where(TOKENS.c.digest == digest, TOKEN_ENDS.c.token.is_(None))
    )
    with reading(store.engine) as connection:
        row = connection.execute(statement).one_or_none()
    if row is None:
        return None
    return int(row.id), Token(row.login, row.label, tuple(json.loads(row.tables)), row.ends_at)
