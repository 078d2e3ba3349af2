"""Who sends a request: the same sign-in as that of the pages, read from the request itself."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from access.visits import CAME_AT, COOKIE, Visit, by_claims, by_cookie, by_header, nobody
from access.ways import Way
from ui.signing import signing


def visitor(scope: Scope) -> Visit:
    """Who sends the request, without a role; where nobody signs in, nobody. Asks no store."""
    here, now = signing(), dt.datetime.now(dt.UTC)
    if here.way is Way.DEMONSTRATION:
        return nobody()
    headers = Headers(scope=scope)
    if here.way is Way.OPENID:
        return by_claims(_claims(headers.get("cookie", "")), here, now)
    if here.way is Way.CAS:
        return by_cookie(cookie_parser(headers.get("cookie", "")).get(COOKIE), here, now)
    return by_header(headers.getlist, here, now)


def stamped(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of a connection with the moment at which it is made, and no other such moment."""
    name = CAME_AT.lower().encode()
    others = [(key, value) for key, value in headers if key.lower() != name]
    return [*others, (name, dt.datetime.now(dt.UTC).isoformat().encode())]


def _claims(cookie: str) -> dict[str, object]:
    """What the identity provider said, as the signed cookie keeps it; nothing for one that is none."""
    cookies, secret = cookie_parser(cookie), get_cookie_secret()

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        return None if value is None else decode_signed_value(secret, name, value.encode("latin-1"))

    try:
        whole = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
        claims = json.loads(whole) if whole else {}
    except ValueError:  # not of this server's writing
        return {}
    return claims if isinstance(claims, dict) else {}
