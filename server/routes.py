"""Requests that are no pages: signing in and out elsewhere, and whether the server is well."""

from __future__ import annotations

import datetime as dt
import time

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from access import cas
from access.visits import COOKIE
from access.ways import Way
from schema.term import TermError, load_term
from server import cas as cas_routes
from server import feed, odata, sender, stopping
from server.requests import visitor
from services import health
from store import StoreError
from ui import identity, session
from ui.sign_in import SIGN_OUT
from ui.signing import signing

_LOOK_EVERY = 5.0  # seconds
# Another site's page must not sign people out here by a picture that it lets them load.
_OWN = frozenset({"same-origin", "same-site", "none", ""})


async def sign_out(request: Request) -> Response:
    """End the sessions of whoever asks, at every server, and lead on to the campus's own way out."""
    if request.headers.get("sec-fetch-site", "") not in _OWN:
        return PlainTextResponse("refused", 403)
    await run_in_threadpool(identity.sign_out, visitor(request.scope).person)
    here = signing()
    answer = RedirectResponse(
        cas.logout_address(here) if here.way is Way.CAS else here.sign_out_url or "./", 303
    )
    answer.delete_cookie(COOKIE)
    return answer


class _Looked:
    """What was seen the last time, so that whoever asks without end costs nothing."""

    answer: tuple[float, dict[str, object]] | None = None


async def healthz(_request: Request) -> Response:
    """Whether the store is reached and current, the disk has room and checkpoints are frozen; 503 if not.

    Beside it, whether this server sends messages and how many failed, which keeps nobody from its pages.
    """
    if _Looked.answer is None or time.monotonic() - _Looked.answer[0] > _LOOK_EVERY:
        _Looked.answer = time.monotonic(), await run_in_threadpool(_looked)
    said = _Looked.answer[1]
    return JSONResponse(said, 200 if said["ok"] else 503, headers={"cache-control": "no-store"})


def _looked() -> dict[str, object]:
    try:
        seen = health.look(session.store(), load_term(), dt.datetime.now(dt.UTC)).as_dict()
        return {**seen, "sender": sender.state()}
    except (StoreError, TermError):
        return {"ok": False, "store": "failed"}


ROUTES = [
    *cas_routes.ROUTES,
    *stopping.ROUTES,
    *odata.ROUTES,
    *feed.ROUTES,
    Route(f"/{SIGN_OUT}", sign_out, methods=["GET"]),
    Route("/healthz", healthz, methods=["GET"]),
]
