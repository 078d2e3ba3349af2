"""Requests that are no pages: signing out where a proxy signs people in."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from ui import identity
from ui.requests import visitor
from ui.sign_in import SIGN_OUT
from ui.signing import signing

# Another site's page must not sign people out here by a picture that it lets them load.
_OWN = frozenset({"same-origin", "same-site", "none", ""})


async def sign_out(request: Request) -> Response:
    """End the sessions of whoever asks, at every server, and lead on to the campus's own way out."""
    if request.headers.get("sec-fetch-site", "") not in _OWN:
        return PlainTextResponse("refused", 403)
    await run_in_threadpool(identity.sign_out, visitor(request.scope).person)
    return RedirectResponse(signing().sign_out_url or "./", 303)


ROUTES = [Route(f"/{SIGN_OUT}", sign_out, methods=["GET"])]
