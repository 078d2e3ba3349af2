"""Tokens for programs: whoever has one is answered as its person would be, and shown no more than that.

The secret is shown once. What a token opens hangs on the role that the person has at the call.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from access import Action, Denied, Person
from metrics.moments import stored
from schema import limits
from schema.feed import TABLES
from services.desk import Desk
from store import Store, StoreError
from store.tokens import Token, add_token, end_token, find_token, read_tokens

_BEGINS = "ruqi_"


@dataclass(frozen=True)
class Bearer:
    """Who a program asks for, by which token, and which tables that opens."""

    person: Person
    number: int
    tables: tuple[str, ...]


def make(desk: Desk, label: str, tables: Sequence[str], days: int) -> str:
    """The secret of a new token of the person, good for ``days``; it can never be read again.

    ``tables`` are names of :data:`schema.feed.TABLES`, none for all. Raises ``StoreError`` for one token
    too many, and ``ValueError`` for what the page does not offer.
    """
    desk.check(Action.SEE_RATES)
    if not label.strip() or not set(tables) <= set(TABLES) or not 0 < days <= limits.MOST_DAYS_OF_TOKEN:
        raise ValueError("a token needs a purpose, tables that there are, and an end")
    own, now = read_tokens(desk.store, desk.person.login), desk.now()
    if int(is_good(own, now).sum()) >= limits.MOST_TOKENS:
        raise StoreError("too_many_tokens", most=limits.MOST_TOKENS)
    secret = _BEGINS + secrets.token_urlsafe(32)
    token = Token(desk.person.login, label.strip(), tuple(tables), now + dt.timedelta(days=days))
    add_token(desk.store, token, _digest(secret), desk.signed())
    return secret


def listed(desk: Desk) -> pd.DataFrame:
    """The person's tokens, and everybody's for those who give roles; see :func:`store.tokens.read_tokens`."""
    desk.check(Action.SEE_RATES)
    return read_tokens(desk.store, None if desk.may(Action.MANAGE_PEOPLE) else desk.person.login)


def end(desk: Desk, number: int) -> None:
    """End a token of the person, or anybody's for those who give roles. Raises ``Denied``, ``StoreError``."""
    desk.check(Action.SEE_RATES)
    if not desk.may(Action.MANAGE_PEOPLE) and number not in set(listed(desk)["token"]):
        raise Denied(desk.person.login, Action.MANAGE_PEOPLE)
    end_token(desk.store, number, desk.signed())


def is_good(tokens: pd.DataFrame, now: dt.datetime) -> pd.Series:
    """Which of ``tokens`` are good at the moment ``now``."""
    return tokens["ended_at"].isna() & (tokens["ends_at"] > stored(now))


def bearer(
    store: Store, secret: str, now: dt.datetime, person_of: Callable[[str], Person | None]
) -> Bearer | None:
    """Who shows ``secret``, as ``person_of`` knows them now; ``None`` for one that is good for nothing."""
    kept = find_token(store, _digest(secret)) if secret.startswith(_BEGINS) else None
    if kept is None or kept[1].ends_at <= now:
        return None
    person = person_of(kept[1].login)
    return Bearer(person, kept[0], kept[1].tables or tuple(TABLES)) if person else None


def _digest(secret: str) -> str:
    # A secret of 256 random bits cannot be guessed from its digest, so nothing slower is needed.
    return hashlib.sha256(secret.encode()).hexdigest()
