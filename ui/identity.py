"""Who this session is: by the campus's sign-in, or by a choice where there is none.

The sign-in says a login and no more. What somebody may do is looked up anew in every run of a
page, so that a role that is taken away is gone at the next click.
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd
import streamlit as st

from access import Action, Denied, Person, Role, read_login, require
from access.ways import SECRET_HEADER, Signing, Way
from schema.term import load_term
from services.desk import Desk
from store.people import read_grant
from store.sign_outs import add_sign_out, read_sign_out
from store.signature import Signature
from ui import address, session, sessions
from ui.language import gettext, lazy
from ui.signing import signing
from ui.words import role_title, unit_names

_ = gettext
# What the gate (:mod:`server.gate`) writes beside the proxy's own headers: when the connection was made.
CAME_AT = "X-Ruqi-Came-At"
# After a night everybody signs in anew: a browser in an office is not one person's for long.
_LONGEST = dt.timedelta(hours=12)
_NOBODY = Person("", "", None)


class Problem(StrEnum):
    """Why somebody who comes is nobody whom the dashboard knows."""

    NOT_SIGNED_IN = "not_signed_in"
    EXPIRED = "expired"  # signed in, too long ago
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
    visitor = visit()
    sessions.note(visitor)
    mark = _current.set(visitor)
    try:
        yield visitor
    finally:
        _current.reset(mark)


def _looked_up() -> Visit:
    here = signing()
    if here.way is Way.DEMONSTRATION:
        return Visit(chosen().person())
    now = dt.datetime.now(dt.UTC)
    if here.way is Way.OPENID:
        return as_now(by_claims(st.user.to_dict(), here, now), now)
    return as_now(by_header(st.context.headers.get_all, here, now), now)


def as_now(came: Visit, now: dt.datetime) -> Visit:
    """A visit as it is at the moment ``now``: with the role of now, or over.

    It is over when it has lasted too long, or the person has signed out since, at whichever server.
    """
    if came.since is None or not came.person.login:
        return came
    if now - came.since > _LONGEST:
        return Visit(_NOBODY, Problem.EXPIRED)
    signed_out = read_sign_out(session.store(), came.person.login)
    if signed_out is not None and came.since <= signed_out:
        return Visit(_NOBODY, Problem.SIGNED_OUT)
    granted = read_grant(session.store(), came.person.login)
    if granted is None or granted.role not in list(Role):
        return Visit(Person(came.person.login, came.person.name, None), Problem.NO_ROLE, came.since)
    name = granted.name or came.person.name
    return Visit(Person(came.person.login, name, Role(granted.role), granted.units), None, came.since)


def require_theirs(before: Visit, requester: Visit) -> None:
    """:func:`require_same`, and that the visit is that of whoever sends a request."""
    if before.since is not None and before.person.login != requester.person.login:
        raise Denied(requester.person.login, "what is somebody else's")
    require_same(before)


def require_same(before: Visit) -> None:
    """Raise :class:`access.Denied` unless the visit goes on, with the role and the units it had."""
    now = as_now(before, dt.datetime.now(dt.UTC))
    if now.problem or (now.person.role, now.person.units) != (before.person.role, before.person.units):
        raise Denied(before.person.login, "a role that has ended")


def by_claims(claims: Mapping[str, object], here: Signing, now: dt.datetime) -> Visit:
    """Who the token of an identity provider says it is; nobody's role is known yet."""
    if claims.get("is_logged_in") is not True:
        return Visit(_NOBODY, Problem.NOT_SIGNED_IN)
    issued = _issued(claims)
    if issued is None or now - issued > _LONGEST:
        return Visit(_NOBODY, Problem.EXPIRED)
    claim = claims.get(here.claim)
    login = read_login(str(claim) if type(claim) is int else claim)
    if login is None:
        return Visit(_NOBODY, Problem.NO_LOGIN)
    if here.claim == "email" and str(claims.get("email_verified", True)).lower() in {"false", "0"}:
        return Visit(_NOBODY, Problem.UNVERIFIED)
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
        return Visit(_NOBODY, Problem.NOT_SIGNED_IN)
    logins = headers(here.header)
    login = read_login(logins[0].strip()) if len(logins) == 1 and logins[0].isascii() else None
    if login is None:
        return Visit(_NOBODY, Problem.NOT_SIGNED_IN)
    came_at = headers(CAME_AT)
    since = dt.datetime.fromisoformat(came_at[0]) if came_at else now
    return Visit(Person(login, login, None), None, since)


def sign_out(leaving: Person) -> None:
    """End every session that ``leaving`` has begun until now, in this window and elsewhere."""
    if leaving.login:
        add_sign_out(session.store(), Signature(dt.datetime.now(dt.UTC), leaving.login))


def _equal(value: str, secret: str) -> bool:
    return hmac.compare_digest(value.encode(), secret.encode())


def desk() -> Desk:
    """The desk of this session's person, as their role is in this run of the page.

    Raises ``StoreError`` when the store cannot be reached.
    """
    term = load_term()
    return Desk(session.store(), term, person())


def check(action: Action, unit: str | None = None) -> None:
    """Raise :class:`access.Denied` unless this session's person may do ``action`` for ``unit``."""
    require(person(), action, unit)


STATE = "as"


@dataclass(frozen=True)
class Sample:
    """An invented person; ``places`` are those of their units in the list of the term."""

    id: str
    name: str
    role: Role
    places: Sequence[int] = ()

    def person(self) -> Person:
        """The person; raises ``TermError`` for one with units where the term cannot be read."""
        names = load_term().unit_names if self.places else ()
        units = tuple(dict.fromkeys(names[place % len(names)] for place in self.places))
        return Person(f"demo-{self.id}", _(self.name), self.role, units)

    def label(self) -> str:
        """The name, the role and the units, for the list to choose from."""
        parts = [_(self.name), role_title(self.role)]
        if self.places:
            parts.append(unit_names(load_term(), self.person().units))
        return " · ".join(parts)


SAMPLES = {
    sample.id: sample
    for sample in (
        Sample("admin", lazy("周若兰"), Role.ADMIN),
        Sample("leader", lazy("郑怀远"), Role.LEADER),
        Sample("reporter", lazy("李思齐"), Role.REPORTER, (0,)),
        Sample("reporter-2", lazy("孙一鸣"), Role.REPORTER, (1,)),
        Sample("reporter-both", lazy("吴静好"), Role.REPORTER, (0, 1)),
        Sample("student-affairs", lazy("陈知远"), Role.STUDENT_AFFAIRS),
        Sample("network", lazy("林川"), Role.NETWORK),
    )
}
_USUAL = next(iter(SAMPLES))
RECALLED = (STATE, _USUAL, address.one_of(SAMPLES))


def chosen() -> Sample:
    """The sample person that the reader chose, the first of them at the start."""
    return SAMPLES.get(st.session_state.get(STATE, _USUAL), SAMPLES[_USUAL])


def name_of(login: object, names: dict[str, str]) -> str:
    """The name of a login where somebody gave it one; a dash for nobody."""
    if login is None or pd.isna(login):
        return "—"
    sample = SAMPLES.get(str(login).removeprefix("demo-"))
    if login not in names and sample is not None and str(login).startswith("demo-"):
        return _(sample.name)
    return names.get(str(login), str(login))
