"""Signing in by CAS: on the way there, and back with a ticket that the campus's server confirms.

A browser takes along a word of its own (``state``), so that nobody is signed in by a ticket of another.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
from urllib.parse import quote, urlencode

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from access import cas
from access.visits import COOKIE, sealed
from access.ways import Signing, Way
from ui.sign_in import SIGN_IN, WHY, Refusal
from ui.signing import signing

_BACK = "cas"
_STATE = "ruqi_state"
_MINUTES = 10
# Where somebody may want to go: a page of the dashboard by its name, and what is chosen on it.
_PAGE = re.compile(r"[a-z_]{0,40}(\?[\w%&=.,~+-]{0,2000})?", re.ASCII)


async def go(request: Request) -> Response:
    """Send a browser to the campus's server, and remember where it wanted to go."""
    here = signing()
    if here.way is not Way.CAS:
        return PlainTextResponse("not found", 404)
    to = request.query_params.get("to", "")
    state = secrets.token_urlsafe(24)
    anew = request.query_params.get("anew") == "1"
    answer = RedirectResponse(cas.login_address(here, _service(here, state), anew=anew), 303)
    kept = _states(here).dumps([state, to if _PAGE.fullmatch(to) else ""])
    _keep(answer, here, _STATE, kept, dt.timedelta(minutes=_MINUTES))
    return answer


async def come_back(request: Request) -> Response:
    """Let in whom the campus's server knows by the ticket; say why to those it does not."""
    here = signing()
    if here.way is not Way.CAS:
        return PlainTextResponse("not found", 404)
    try:
        state, to = _states(here).loads(request.cookies.get(_STATE, ""), max_age=_MINUTES * 60)
    except BadData:
        return _refused(here, Refusal.NOT_BEGUN)
    ticket = request.query_params.get("ticket", "")
    if not ticket or not secrets.compare_digest(
        state.encode(), request.query_params.get("state", "").encode()
    ):
        return _refused(here, Refusal.NOT_BEGUN)
    try:
        account = await run_in_threadpool(cas.account, here, _service(here, state), ticket)
    except cas.Silent:
        return _refused(here, Refusal.SILENT)
    if account is None:
        return _refused(here, Refusal.REFUSED)
    if not account[0]:
        return _refused(here, Refusal.NO_LOGIN)
    answer = RedirectResponse(here.own_url + to, 303)
    _keep(answer, here, COOKIE, sealed(account, here, dt.datetime.now(dt.UTC)), here.longest)
    answer.delete_cookie(_STATE)
    return answer


def _service(here: Signing, state: str) -> str:
    return f"{here.own_url}{_BACK}?{urlencode({'state': state})}"


def _refused(here: Signing, refusal: Refusal) -> Response:
    return RedirectResponse(f"{here.own_url}?{WHY}={quote(refusal)}", 303)


def _states(here: Signing) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(here.secret, salt=_STATE)


def _keep(answer: Response, here: Signing, name: str, value: str, lasting: dt.timedelta) -> None:
    """Let the browser keep a cookie that no script reads and no other site sends along."""
    answer.set_cookie(
        name,
        value,
        max_age=int(lasting.total_seconds()),
        secure=here.own_url.startswith("https:"),
        httponly=True,
        samesite="lax",
    )
    answer.headers["cache-control"] = "no-store"


ROUTES = [
    Route(f"/{SIGN_IN}", go, methods=["GET"]),
    Route(f"/{_BACK}", come_back, methods=["GET"]),
]
