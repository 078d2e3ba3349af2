"""Who comes, by what their sign-in says: a provider's token, a proxy's header, or a cookie of our own.

A sign-in says a login and no more. What somebody may do is looked up for each click (:mod:`ui.identity`).
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from itsdangerous import BadData, URLSafeSerializer

from access.logins import read_login
from access.people import Person
from access.ways import SECRET_HEADER, Signing

# What the gate (:mod:`server.gate`) writes beside the proxy's own headers: when the connection was made.
CAME_AT = "X-Ruqi-Came-At"
COOKIE = "ruqi_visit"
_NOBODY = Person("", "", None)


class Problem(StrEnum):
    """Why somebody who comes is nobody whom the dashboard knows."""

    NOT_SIGNED_IN = "not_signed_in"
    EXPIRED = "expired"  # signed in, too long ago
    IDLE = "idle"  # signed in, and nothing done for too long where names are seen
    SIGNED_OUT = "signed_out"  # signed in, and out again since, here or elsewhere
    NO_LOGIN = "no_login"  # signed in, but nothing says under which login
    UNVERIFIED = "unverified"  # signed in by an address that nobody has verified
    NO_ROLE = "no_role"


@dataclass(frozen=True)
class Visit:
    """Who came, and why they are not let in; ``problem`` is ``None`` for those who are.

    ``since`` is when they signed in (aware); ``None`` where nobody signs in.
    """

    person: Person
    problem: Problem | None = None
    since: dt.datetime | None = None


def nobody(problem: Problem | None = None) -> Visit:
    """A visit of somebody whom nobody knows, and why that is so."""
    return Visit(_NOBODY, problem)


def by_claims(claims: Mapping[str, object], here: Signing, now: dt.datetime) -> Visit:
    """Who the token of an identity provider says it is; nobody's role is known yet."""
    if claims.get("is_logged_in") is not True:
        return nobody(Problem.NOT_SIGNED_IN)
    issued = _issued(claims)
    if issued is None or now - issued > here.longest:
        return nobody(Problem.EXPIRED)
    claim = claims.get(here.claim)
    login = read_login(str(claim) if type(claim) is int else claim)
    if login is None:
        return nobody(Problem.NO_LOGIN)
    if here.claim == "email" and str(claims.get("email_verified", True)).lower() in {"false", "0"}:
        return nobody(Problem.UNVERIFIED)
    name = claims.get("name")
    person = Person(login, name.strip() if isinstance(name, str) and name.strip() else login, None)
    return Visit(person, None, issued)


def _issued(claims: Mapping[str, object]) -> dt.datetime | None:
    """When a token was issued: it says whole seconds, so at the latest at the end of that one."""
    issued = claims.get("iat")
    if not isinstance(issued, int | float):
        return None
    return dt.datetime.fromtimestamp(int(issued), dt.UTC).replace(microsecond=999_999)


def by_header(headers: Callable[[str], list[str]], here: Signing, now: dt.datetime) -> Visit:
    """Who the proxy's header says it is, if the proxy itself has sent it; ``headers`` gives all of a name.

    The proxy vouches for the moment at which the connection was made, and for no longer than a night.
    """
    secrets = headers(SECRET_HEADER)
    if here.secret and not (len(secrets) == 1 and _equal(secrets[0], here.secret)):
        return nobody(Problem.NOT_SIGNED_IN)
    logins = headers(here.header)
    login = read_login(logins[0].strip()) if len(logins) == 1 and logins[0].isascii() else None
    if login is None:
        return nobody(Problem.NOT_SIGNED_IN)
    came_at = headers(CAME_AT)
    since = dt.datetime.fromisoformat(came_at[0]) if came_at else now
    return Visit(Person(login, login, None), None, since)


def sealed(account: tuple[str, str], here: Signing, now: dt.datetime) -> str:
    """What our own cookie says of an ``account`` (login, name) that has signed in at the moment ``now``."""
    return _seal(here).dumps([*account, now.isoformat()])


def by_cookie(cookie: str | None, here: Signing, now: dt.datetime) -> Visit:
    """Who our own cookie says it is, if this dashboard wrote it and it is not too old."""
    try:
        login, name, since = _seal(here).loads(cookie or "")
    except BadData:
        return nobody(Problem.NOT_SIGNED_IN)
    came = dt.datetime.fromisoformat(since)
    if now - came > here.longest:
        return nobody(Problem.EXPIRED)
    return Visit(Person(login, name, None), None, came)


def _seal(here: Signing) -> URLSafeSerializer:
    return URLSafeSerializer(here.secret, salt=COOKIE)


def _equal(value: str, secret: str) -> bool:
    return hmac.compare_digest(value.encode(), secret.encode())
