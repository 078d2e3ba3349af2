"""Who this session is: by the campus's sign-in, or by a choice where there is none.

The sign-in says a login and no more. What somebody may do is looked up anew in every run of a
page, so that a role that is taken away is gone at the next click.
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st

from access import Person, Role, read_login
from access.ways import SECRET_HEADER, Signing, Way
from ui import demonstration, session
from ui.signing import signing

# After a night everybody signs in anew: a browser in an office is not one person's for long.
_LONGEST = dt.timedelta(hours=12)
_NOBODY = Person("", "", None)


class Problem(StrEnum):
    """Why somebody who comes is nobody whom the dashboard knows."""

    NOT_SIGNED_IN = "not_signed_in"
    EXPIRED = "expired"  # signed in, too long ago
    NO_LOGIN = "no_login"  # signed in, but nothing says under which login
    UNVERIFIED = "unverified"  # signed in by an address that nobody has verified
    NO_ROLE = "no_role"


@dataclass(frozen=True)
class Visit:
    """Who came, and why they are not let in; ``problem`` is ``None`` for those who are."""

    person: Person
    problem: Problem | None = None


_current: ContextVar[Visit | None] = ContextVar("visit", default=None)


def person() -> Person:
    """The person of this session; without a role for whoever is not let in.

    Raises ``StoreError`` where the store cannot say, and ``Misconfigured``.
    """
    return visit().person


def visit() -> Visit:
    """Who came: as found at the begin of this run, else (in a fragment's own run) as it is now."""
    return _current.get() or _looked_up()


@contextmanager
def known() -> Iterator[Visit]:
    """Find out once who came, for all that is done inside."""
    found = visit()
    mark = _current.set(found)
    try:
        yield found
    finally:
        _current.reset(mark)


def _looked_up() -> Visit:
    here = signing()
    if here.way is Way.DEMONSTRATION:
        return Visit(demonstration.chosen().person())
    if here.way is Way.OPENID:
        came = by_claims(st.user.to_dict(), here, dt.datetime.now(dt.UTC))
    else:
        came = by_header(st.context.headers.get_all, here)
    return came if came.problem else _with_role(came.person)


def _with_role(came: Person) -> Visit:
    granted = session.store().person(came.login)
    if granted is None or granted.role not in list(Role):
        return Visit(came, Problem.NO_ROLE)
    return Visit(Person(came.login, granted.name or came.name, Role(granted.role), granted.units))


def by_claims(claims: Mapping[str, object], here: Signing, now: dt.datetime) -> Visit:
    """Who the token of an identity provider says it is; nobody's role is known yet."""
    if claims.get("is_logged_in") is not True:
        return Visit(_NOBODY, Problem.NOT_SIGNED_IN)
    if _age(claims, now) > _LONGEST:
        return Visit(_NOBODY, Problem.EXPIRED)
    told = claims.get(here.claim)
    login = read_login(str(told) if type(told) is int else told)
    if login is None:
        return Visit(_NOBODY, Problem.NO_LOGIN)
    if here.claim == "email" and str(claims.get("email_verified", True)).lower() in {"false", "0"}:
        return Visit(_NOBODY, Problem.UNVERIFIED)
    name = claims.get("name")
    return Visit(Person(login, name.strip() if isinstance(name, str) and name.strip() else login, None))


def _age(claims: Mapping[str, object], now: dt.datetime) -> dt.timedelta:
    issued = claims.get("iat")
    if not isinstance(issued, int | float):
        return dt.timedelta.max
    return now - dt.datetime.fromtimestamp(issued, dt.UTC)


def by_header(headers: Callable[[str], list[str]], here: Signing) -> Visit:
    """Who the proxy's header says it is, if the proxy itself has sent it; ``headers`` gives all of a name."""
    secrets = headers(SECRET_HEADER)
    if here.secret and not (len(secrets) == 1 and _equal(secrets[0], here.secret)):
        return Visit(_NOBODY, Problem.NOT_SIGNED_IN)
    told = headers(here.header)
    login = read_login(told[0].strip()) if len(told) == 1 and told[0].isascii() else None
    if login is None:
        return Visit(_NOBODY, Problem.NOT_SIGNED_IN)
    return Visit(Person(login, login, None))


def _equal(told: str, secret: str) -> bool:
    return hmac.compare_digest(told.encode(), secret.encode())
