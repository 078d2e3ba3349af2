"""The gate in front of Streamlit's own endpoints: what is let through, from whom, how much and how fast.

Streamlit lets whoever knows the address of a session upload to it, and whoever knows that of a file take
it; and anybody's messages may empty its caches. Here each request is held against who sends it.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import MutableMapping
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from access import Action, Denied, reach
from access.visits import Visit
from access.ways import Way
from server import quotas
from server.connections import Connection, note, refuse
from server.pace import Paces
from server.requests import stamped, visitor
from store import StoreError
from ui import handing, identity, sessions
from ui.signing import signing

_UPLOAD, _MEDIA, _STREAM = "/_stcore/upload_file/", "/media/", "/_stcore/stream"
# How many windows one person has open at most, and how many there are of people not signed in: of these the
# oldest gives way, so that whoever opens them without end keeps nobody from signing in.
_MOST_OWN, _MOST_ANONYMOUS = 30, 200
_open: defaultdict[str, int] = defaultdict(int)
_of_nobody: dict[int, Connection] = {}
_paces = Paces()
_ANONYMOUS = ""


def guarded(application: ASGIApp) -> ASGIApp:
    """Let through to Streamlit what its endpoints may be asked by whoever asks."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        if scope["type"] == "websocket" and path.endswith(_STREAM):
            await _connected(application, scope, receive, send)
        elif scope["type"] == "http" and _UPLOAD in path and scope["method"] in {"PUT", "DELETE"}:
            await _uploaded(application, scope, receive, send)
        elif scope["type"] == "http" and _MEDIA in path:
            await application(scope, receive, partial(_sent_to, Answer(scope, send)))
        else:
            if scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", ""):
                await note(visitor(scope))  # somebody opens a page
            await application(scope, receive, send)

    return answer


async def _connected(application: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """A session's socket: stamped with its moment, at a person's pace, closed when the visit is over."""
    came = visitor(scope)
    login, demonstrates = came.person.login, signing().way is Way.DEMONSTRATION
    if login and _open[login] >= _MOST_OWN:
        await refuse(receive, send)
        return
    # Whoever nobody knows shares the patience of the server with all others whom nobody knows from there: of
    # those that a trusted proxy brings (uvicorn's FORWARDED_ALLOW_IPS) that is the address it has added.
    caller = (scope.get("client") or ("",))[0] or ""
    key = login or f"{caller} {id(scope) if demonstrates else _ANONYMOUS}"
    pace = _paces.of(key, *((60, 10) if login or demonstrates else (20, 3)))
    connection = Connection(came, receive, send, pace)
    if not login and not demonstrates:
        if len(_of_nobody) >= _MOST_ANONYMOUS:
            _of_nobody.pop(next(iter(_of_nobody))).end()
        _of_nobody[id(connection)] = connection
    _open[login] += 1
    try:
        await asyncio.sleep(pace.wait())
        if connection.is_over:
            await refuse(receive, send)
            return
        own = {**scope, "headers": stamped(scope.get("headers", ()))}
        await connection.run(application, own)
    finally:
        _of_nobody.pop(id(connection), None)
        _open[login] -= 1


async def _uploaded(application: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """An upload, of somebody who may report, to a session of their own, as long as there is room."""
    of_session = sessions.visit_of(str(scope["path"]).split(_UPLOAD)[1].partition("/")[0])
    status = await run_in_threadpool(_objection, of_session, visitor(scope))
    length = Headers(scope=scope).get("content-length", "")
    if status is None and scope["method"] == "PUT" and not length.isdigit():
        status = 411
    login = of_session.person.login if of_session else ""
    size = int(length) if length.isdigit() else 0
    if status is None and scope["method"] == "PUT" and not quotas.has_room(login, size):
        status = 429
    if status is not None:
        await PlainTextResponse("refused", status)(scope, receive, send)
        return
    with quotas.coming(login, size):
        await application(scope, receive, send)


def _objection(of_session: Visit | None, requester: Visit) -> int | None:
    """Why an upload is refused, as a status; ``None`` where it is not."""
    if of_session is None or of_session.problem:
        return 403
    try:
        identity.require_theirs(of_session, requester)
    except Denied:
        return 403
    except StoreError:
        return 503
    may_send = any(reach(of_session.person, right) for right in (Action.SUBMIT, Action.SUBMIT_FAULTS))
    return None if may_send else 403


class Answer:
    """An answer on its way: a file that somebody takes along goes only to whom it was made for."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope, self.send, self.is_withheld = scope, send, False


async def _sent_to(answer: Answer, message: MutableMapping[str, Any]) -> None:
    if message["type"] == "http.response.start":
        headers = Headers(raw=message["headers"])
        if headers.get("content-disposition", "").startswith("attachment"):
            address = str(answer.scope["path"])
            may = await run_in_threadpool(handing.may_take, address, visitor(answer.scope))
            answer.is_withheld = not may
        if answer.is_withheld:
            message = {"type": "http.response.start", "status": 404, "headers": []}
        else:
            message["headers"] = [*message["headers"], (b"cache-control", b"no-store")]
    elif answer.is_withheld:
        message = {"type": "http.response.body", "body": b""}
    await answer.send(message)
