"""The campus's CAS server: where people sign in and out there, and what it says of their tickets.

The protocol is that of Apereo's CAS 3.0 specification, spoken by python-cas.
"""

from __future__ import annotations

from functools import partial
from xml.etree.ElementTree import ParseError

import requests
from cas import CASClientV3  # type: ignore[import-untyped]

from access.logins import read_login
from access.ways import Signing

_SECONDS = 10.0
# Under which names CAS servers tell the name of a person.
_NAMES = ("name", "displayName", "cn", "userName")


class Silent(Exception):
    """The CAS server gives no answer, or none that can be read."""


def login_address(here: Signing, service: str, *, anew: bool) -> str:
    """Where a browser goes to sign in and come back to ``service``; ``anew``: with the password again."""
    address: str = _client(here, service, renew=anew).get_login_url()
    return address


def logout_address(here: Signing) -> str:
    """Where a browser goes to sign out at the campus, and from there back to the dashboard."""
    address: str = _client(here, here.own_url).get_logout_url(here.own_url)
    return address


def account(here: Signing, service: str, ticket: str) -> tuple[str, str] | None:
    """The login and the name that a ``ticket`` for ``service`` stands for; ``None`` where it is refused.

    The login is empty where the ticket is good, and the server tells none that can be used. Raises
    :class:`Silent`.
    """
    try:
        user, attributes, _granting = _client(here, service).verify_ticket(ticket)
    except (requests.RequestException, ParseError, ValueError, AttributeError, IndexError) as error:
        raise Silent from error
    if not user:
        return None
    told = attributes or {}
    login = read_login(told.get(here.claim) if here.claim else user) or ""
    names = (told.get(name) for name in _NAMES)
    return login, next((name.strip() for name in names if isinstance(name, str) and name.strip()), login)


def _client(here: Signing, service: str, *, renew: bool = False) -> CASClientV3:
    session = requests.Session()
    session.get = partial(session.get, timeout=_SECONDS)  # type: ignore[method-assign]
    return CASClientV3(service_url=service, server_url=here.cas_url, renew=renew, session=session)
