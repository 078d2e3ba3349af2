"""How people sign in, as a server is configured: one of three ways, or no start at all.

OpenID Connect stands in the section ``[auth]`` of ``secrets.toml``; a header set by a proxy is
named by the environment. Where neither is configured the dashboard demonstrates itself, on this
machine only.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

from access import complaints
from access.complaints import Misconfigured

CLAIM, HEADER = "RUQI_LOGIN_CLAIM", "RUQI_USER_HEADER"
SECRET, SIGN_OUT = "RUQI_PROXY_SECRET", "RUQI_SIGN_OUT_URL"
SECRET_HEADER = "X-Ruqi-Proxy-Secret"  # noqa: S105 - the name of a header
_DEFAULT_CLAIM = "email"
_SHORTEST_SECRET = 32
_HEADER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_OF_PROVIDER = ("client_id", "client_secret", "server_metadata_url")


class Way(StrEnum):
    """How the dashboard learns who somebody is."""

    OPENID = "openid"
    HEADER = "header"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True)
class Signing:
    """The way that is configured, with what it needs.

    ``claim`` is the entry of the provider's token that holds the login and ``provider`` the name of
    its section, ``None`` for the only one; ``header`` and ``secret`` are those of the proxy.
    """

    way: Way
    claim: str = _DEFAULT_CLAIM
    provider: str | None = None
    header: str = ""
    secret: str = ""
    sign_out_url: str = ""


def way_of(environment: Mapping[str, str], auth: object, address: str) -> Signing:
    """What an ``environment``, the section ``[auth]`` (``None``: there is none) and an address say."""
    settings = {name: environment.get(name, "").strip() for name in (CLAIM, HEADER, SECRET, SIGN_OUT)}
    if auth is not None and (settings[HEADER] or settings[SECRET]):
        raise Misconfigured(complaints.BOTH, header=HEADER)
    if auth is not None:
        return Signing(Way.OPENID, claim=settings[CLAIM] or _DEFAULT_CLAIM, provider=_provider(auth))
    if settings[HEADER] or settings[SECRET]:
        return _by_header(settings, address)
    if not is_loopback(address):
        raise Misconfigured(complaints.NOBODY_CHECKED, address=address or "0.0.0.0")  # noqa: S104
    return Signing(Way.DEMONSTRATION)


def _by_header(settings: Mapping[str, str], address: str) -> Signing:
    if not _HEADER_NAME.fullmatch(settings[HEADER]):
        raise Misconfigured(complaints.HEADER_NAME, header=HEADER, value=settings[HEADER])
    if settings[SECRET] and (len(settings[SECRET]) < _SHORTEST_SECRET or not settings[SECRET].isascii()):
        raise Misconfigured(complaints.WEAK_SECRET, name=SECRET, least=_SHORTEST_SECRET)
    if not settings[SECRET] and not is_loopback(address):
        raise Misconfigured(
            complaints.NO_SECRET,
            secret=SECRET,
            header=SECRET_HEADER,
            address=address or "0.0.0.0",  # noqa: S104
        )
    return Signing(
        Way.HEADER, header=settings[HEADER], secret=settings[SECRET], sign_out_url=settings[SIGN_OUT]
    )


def _provider(auth: object) -> str | None:
    """The name of the only provider of ``[auth]``, ``None`` for one without a name, once all is there."""
    entries = auth if isinstance(auth, Mapping) else {}
    named = {
        name: each for name, each in entries.items() if isinstance(each, Mapping) and name != "client_kwargs"
    }
    if len(named) > 1 or (named and any(key in entries for key in _OF_PROVIDER)):
        raise Misconfigured(complaints.SEVERAL_PROVIDERS, names="、".join(named))
    name, section = next(iter(named.items()), (None, entries))
    missing = [key for key in ("redirect_uri", "cookie_secret") if not _text(entries, key)]
    missing += [f"{name}.{key}" if name else key for key in _OF_PROVIDER if not _text(section, key)]
    if missing:
        raise Misconfigured(complaints.AUTH_INCOMPLETE, missing="、".join(missing))
    if len(_text(entries, "cookie_secret")) < _SHORTEST_SECRET:
        raise Misconfigured(complaints.WEAK_SECRET, name="cookie_secret", least=_SHORTEST_SECRET)
    if not _text(entries, "redirect_uri").endswith("/oauth2callback"):
        raise Misconfigured(complaints.CALLBACK, value=_text(entries, "redirect_uri"))
    for key, url in (("redirect_uri", entries), ("server_metadata_url", section)):
        if not _is_private(_text(url, key)):
            raise Misconfigured(complaints.NOT_HTTPS, name=key, value=_text(url, key))
    return name


def _text(section: Mapping[str, object], key: str) -> str:
    value = section.get(key)
    return value.strip() if isinstance(value, str) else ""


def _is_private(url: str) -> bool:
    """Whether nobody between can read or change what is sent: https, or this very machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))


def is_this_machine(host: str) -> bool:
    """Whether ``host`` is this machine by its own name or number, which no name server has a say in."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@lru_cache(maxsize=64)
def is_loopback(host: str) -> bool:
    """Whether all that ``host`` stands for is this machine itself; no host is every address."""
    if not host:
        return False
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        pass
    try:
        addresses = {place[4][0] for place in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False
    return bool(addresses) and all(
        ipaddress.ip_address(str(each).partition("%")[0]).is_loopback for each in addresses
    )
