"""Who this session is: by the campus's sign-in, or by a choice where there is none.

The sign-in says a login and no more. What somebody may do is looked up anew in every run of a
page, so that a role that is taken away is gone at the next click.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from access import Action, Denied, Person, Role, require
from access.visits import COOKIE, Problem, Visit, by_claims, by_cookie, by_header, nobody
from access.ways import Way
from schema.term import load_term
from services.desk import Desk
from store.people import read_grant
from store.sign_outs import add_sign_out, read_sign_out
from store.signature import Signature
from ui import activity, address, session, sessions
from ui.language import gettext, lazy
from ui.signing import signing
from ui.words import role_title

_ = gettext
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
    if here.way is Way.CAS:
        return as_now(by_cookie(st.context.cookies.get(COOKIE), here, now), now)
    return as_now(by_header(st.context.headers.get_all, here, now), now)


def as_now(came: Visit, now: dt.datetime) -> Visit:
    """A visit as it is at the moment ``now``: with the role of now, or over.

    It is over when it has lasted too long, when nothing was done for too long by somebody who sees
    names, or when the person has signed out since, at whichever server.
    """
    if came.since is None or not came.person.login:
        return came
    if now - came.since > signing().longest:
        return nobody(Problem.EXPIRED)
    signed_out = read_sign_out(session.store(), came.person.login)
    if signed_out is not None and came.since <= signed_out:
        return nobody(Problem.SIGNED_OUT)
    known_as = person_of(came.person.login, came.person.name)
    if known_as is None:
        return Visit(Person(came.person.login, came.person.name, None), Problem.NO_ROLE, came.since)
    visit = Visit(known_as, None, came.since)
    return nobody(Problem.IDLE) if activity.is_idle(visit, now) else visit


def person_of(login: str, name: str = "") -> Person | None:
    """Who has ``login`` and a role now (in a demonstration its own); ``name`` where the store has none."""
    if signing().way is Way.DEMONSTRATION:
        sample = SAMPLES.get(login.removeprefix("demo-"))
        return sample.person() if sample else None
    granted = read_grant(session.store(), login)
    if granted is None or granted.role not in list(Role):
        return None
    return Person(login, granted.name or name or login, Role(granted.role), granted.units)


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


def sign_out(leaving: Person) -> None:
    """End every session that ``leaving`` has begun until now, in this window and elsewhere."""
    if leaving.login:
        add_sign_out(session.store(), Signature(dt.datetime.now(dt.UTC), leaving.login))


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
        """The name and the role, for the list to choose from."""
        return f"{_(self.name)} · {role_title(self.role)}"


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
