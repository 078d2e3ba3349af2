"""How people sign in, as a server is configured: one of four ways, or no start at all.

OpenID Connect stands in the section ``[auth]`` of ``secrets.toml``; a CAS server, or a header set by a
proxy, is named by the environment. Where neither is configured the dashboard demonstrates itself, on this
machine only.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import math
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

from access import complaints
from access.complaints import Misconfigured

CLAIM, HEADER = "RUQI_LOGIN_CLAIM", "RUQI_USER_HEADER"
SECRET, SIGN_OUT = "RUQI_PROXY_SECRET", "RUQI_SIGN_OUT_URL"
CAS_URL, OWN_URL, COOKIE_SECRET = "RUQI_CAS_URL", "RUQI_URL", "RUQI_COOKIE_SECRET"
IDLE, LONGEST = "RUQI_IDLE_MINUTES", "RUQI_SESSION_HOURS"
_SETTINGS = (CLAIM, HEADER, SECRET, SIGN_OUT, CAS_URL, OWN_URL, COOKIE_SECRET, IDLE, LONGEST)
SECRET_HEADER = "X-Ruqi-Proxy-Secret"  # noqa: S105 - the name of a header
_DEFAULT_CLAIM = "email"
_SHORTEST_SECRET = 32
_HEADER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_OF_PROVIDER = ("client_id", "client_secret", "server_metadata_url")


class Way(StrEnum):
    """How the dashboard learns who somebody is."""

    OPENID = "openid"
    CAS = "cas"
    HEADER = "header"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True)
class Signing:
    """The way that is configured, with what it needs.

    ``claim`` is the entry of the provider's token that holds the login and ``provider`` the name of
    its section, ``None`` for the only one; ``header`` and ``secret`` are those of the proxy. Of CAS
    ``claim`` is the attribute that holds the login, empty for its user; ``secret`` signs our cookie, and
    ``own_url`` is where browsers find the dashboard. A session ends after ``longest``, and, of people who
    see names, when nothing was done for ``idle`` (zero: it does not).
    """

    way: Way
    claim: str = _DEFAULT_CLAIM
    provider: str | None = None
    header: str = ""
    secret: str = ""
    sign_out_url: str = ""
    cas_url: str = ""
    own_url: str = ""
    idle: dt.timedelta = dt.timedelta(minutes=30)
    # After a night everybody signs in anew: a browser in an office is not one person's for long.
    longest: dt.timedelta = dt.timedelta(hours=12)


def way_of(environment: Mapping[str, str], auth: object, address: str) -> Signing:
    """What an ``environment``, the section ``[auth]`` (``None``: there is none) and an address say."""
    settings = {name: environment.get(name, "").strip() for name in _SETTINGS}
    return replace(
        _configured(settings, auth, address),
        idle=dt.timedelta(minutes=_number(settings, IDLE, 30, least=0)),
        longest=dt.timedelta(hours=_number(settings, LONGEST, 12, least=0.1)),
    )


def _configured(settings: Mapping[str, str], auth: object, address: str) -> Signing:
    ways = {
        "[auth]": auth is not None,
        CAS_URL: bool(settings[CAS_URL] or settings[COOKIE_SECRET]),
        HEADER: bool(settings[HEADER] or settings[SECRET]),
    }
    if sum(ways.values()) > 1:
        names = [name for name, is_configured in ways.items() if is_configured]
        raise Misconfigured(complaints.BOTH, names="、".join(names))
    if auth is not None:
        return Signing(Way.OPENID, claim=settings[CLAIM] or _DEFAULT_CLAIM, provider=_provider(auth))
    if ways[CAS_URL]:
        return _by_cas(settings)
    if ways[HEADER]:
        return _by_header(settings, address)
    if not is_loopback(address):
        raise Misconfigured(complaints.NOBODY_CHECKED, address=address or "0.0.0.0")  # noqa: S104
    return Signing(Way.DEMONSTRATION)


def _number(settings: Mapping[str, str], name: str, usual: float, least: float) -> float:
    """How long a session may last, as configured; at most a week."""
    try:
        value = float(settings[name] or usual)
    except ValueError:
        value = math.nan
    most = 7 * 24 * (60 if name == IDLE else 1)
    if not least <= value <= most:
        raise Misconfigured(complaints.NO_DURATION, name=name, value=settings[name], least=least, most=most)
    return value


def _by_cas(settings: Mapping[str, str]) -> Signing:
    missing = [name for name in (CAS_URL, OWN_URL, COOKIE_SECRET) if not settings[name]]
    if missing:
        raise Misconfigured(complaints.CAS_INCOMPLETE, missing="、".join(missing))
    _require_secret(settings, COOKIE_SECRET)
    for name in (CAS_URL, OWN_URL):
        if not _is_private(settings[name]):
            raise Misconfigured(complaints.NOT_HTTPS, name=name, value=settings[name])
    return Signing(
        Way.CAS,
        claim=settings[CLAIM],
        secret=settings[COOKIE_SECRET],
        cas_url=settings[CAS_URL].rstrip("/") + "/",
        own_url=settings[OWN_URL].rstrip("/") + "/",
    )


def _require_secret(settings: Mapping[str, str], name: str) -> None:
    if len(settings[name]) < _SHORTEST_SECRET or not settings[name].isascii():
        raise Misconfigured(complaints.WEAK_SECRET, name=name, least=_SHORTEST_SECRET)


def _by_header(settings: Mapping[str, str], address: str) -> Signing:
    if not _HEADER_NAME.fullmatch(settings[HEADER]):
        raise Misconfigured(complaints.HEADER_NAME, header=HEADER, value=settings[HEADER])
    if settings[SECRET]:
        _require_secret(settings, SECRET)
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
            raise Misconfigured(complaints.NOT_HTTPS, name=f"[auth] {key}", value=_text(url, key))
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
