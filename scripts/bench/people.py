"""Who comes to a measured server: everybody is a person of their own, whom a proxy has signed in.

What waits to be confirmed, and how much may come, is counted by person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from access import Role
from access.ways import SECRET_HEADER
from store import Store
from store.people import Granted, add_grant
from store.signature import Signature

READER = "reader"
BEHIND_PROXY = {"RUQI_USER_HEADER": "X-Remote-User", "RUQI_PROXY_SECRET": "the proxy and the server know it"}


def reporter(number: int) -> str:
    """The login of a reporter of one unit."""
    return f"reporter{number}"


def officer(number: int) -> str:
    """The login of somebody of academic affairs."""
    return f"officer{number}"


def let_in(store: Store, units: Sequence[str], reporters: int, officers: int) -> None:
    """Give everybody a role: the reader, so many of academic affairs, and reporters of ``units`` in turn."""
    affairs = [READER, *map(officer, range(officers))]
    granted = [Granted(login, login, Role.ADMIN) for login in affairs]
    for number in range(reporters):
        login = reporter(number)
        granted.append(Granted(login, login, Role.REPORTER, (units[number % len(units)],)))
    for one in granted:
        add_grant(store, one, Signature(dt.datetime.now(dt.UTC)))


def signed_in(login: str) -> list[tuple[str, str]]:
    """What the proxy adds for a person."""
    return [(BEHIND_PROXY["RUQI_USER_HEADER"], login), (SECRET_HEADER, BEHIND_PROXY["RUQI_PROXY_SECRET"])]
