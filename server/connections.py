"""One open window of a visitor: which of its messages reach Streamlit, how fast, and until when."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from access.visits import Problem, Visit
from access.ways import Way
from server.pace import Pace
from store import StoreError
from ui import activity, identity
from ui.signing import signing

_log = logging.getLogger("ruqi")
WATCH_SECONDS = 10.0
_OVER = 1008  # the code by which a window is told that it is closed for a reason
# What the pages are made of. Whatever else a browser can ask is for whoever develops the dashboard:
# emptying the caches of all, running anew when a file changes, writing files beside the program.
_OF_PAGES = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
_OF_PEOPLE = {"file_urls_request": None, "backend_operation_request": {"deferred_file", "dataframe_chunk"}}
_FREE = frozenset({"stop_script", "app_heartbeat"})


async def note(came: Visit) -> None:
    """Note that somebody who is signed in does something; most times nothing is to be written down."""
    now = dt.datetime.now(dt.UTC)
    if came.person.login and activity.is_new(came, now):
        with suppress(StoreError):  # the next click says it again
            await run_in_threadpool(activity.note, came, now)


async def refuse(receive: Receive, send: Send) -> None:
    """Turn a connection away before it is made."""
    await receive()
    await send({"type": "websocket.close", "code": 1013})


class Connection:
    """The socket of a window, between the browser and Streamlit."""

    def __init__(self, came: Visit, receive: Receive, send: Send, pace: Pace) -> None:
        self._came, self._receive, self._send, self._pace = came, receive, send, pace
        self._over = asyncio.Event()
        self._has_begun = False
        self._next: asyncio.Task[Any] | None = None

    @property
    def is_over(self) -> bool:
        """Whether the window is told to close."""
        return self._over.is_set()

    def end(self) -> None:
        """Close the window as soon as it can be told."""
        self._over.set()

    async def run(self, application: ASGIApp, scope: Scope) -> None:
        """Serve the window until one side closes it, or the visit is over."""
        watch = asyncio.create_task(self._watch())
        try:
            await application(scope, self._received, self._sent)
        finally:
            for task in (watch, self._next):
                if task is not None:
                    task.cancel()
                    with suppress(asyncio.CancelledError):
                        await task

    async def _watch(self) -> None:
        """Look again and again whether whoever came signed in is still in."""
        while self._came.person.login:
            await asyncio.sleep(WATCH_SECONDS)
            with suppress(StoreError):  # what the store cannot say now, it says the next time
                visit = await run_in_threadpool(identity.as_now, self._came, dt.datetime.now(dt.UTC))
                if visit.problem in {Problem.EXPIRED, Problem.IDLE, Problem.SIGNED_OUT}:
                    self._over.set()
                    return

    async def _sent(self, message: MutableMapping[str, Any]) -> None:
        if not self._over.is_set():
            await self._send(message)

    async def _received(self) -> MutableMapping[str, Any]:
        """The next message that is let through; when the visit is over, that the browser has gone."""
        while True:
            message = await self._until_over()
            if message is None:
                with suppress(RuntimeError):  # the browser was faster
                    await self._send({"type": "websocket.close", "code": _OVER})
                return {"type": "websocket.disconnect", "code": _OVER}
            if message["type"] != "websocket.receive" or await self._is_let_through(message.get("bytes")):
                return message

    async def _until_over(self) -> MutableMapping[str, Any] | None:
        self._next = self._next or asyncio.ensure_future(self._receive())
        over = asyncio.create_task(self._over.wait())
        await asyncio.wait({self._next, over}, return_when=asyncio.FIRST_COMPLETED)
        over.cancel()
        if self._over.is_set():
            return None
        message: MutableMapping[str, Any] = self._next.result()
        self._next = None
        return message

    async def _is_let_through(self, data: bytes | None) -> bool:
        """Whether Streamlit gets a message; what costs work waits for its turn."""
        try:
            message = BackMsg.FromString(data or b"")
        except DecodeError:
            return True  # Streamlit closes the connection
        kind = message.WhichOneof("type")
        if kind not in _FREE:
            await asyncio.sleep(self._pace.wait())
        if kind in _OF_PAGES:
            if kind == "rerun_script":
                await self._acted(is_by_itself=message.rerun_script.is_auto_rerun)
            return True
        if kind not in _OF_PEOPLE:
            _log.warning("refused", extra={"said": {"message": str(kind)}})
            return False
        operations = _OF_PEOPLE[kind]
        if operations and message.backend_operation_request.WhichOneof("payload") not in operations:
            return False
        return signing().way is Way.DEMONSTRATION or await run_in_threadpool(self._is_in)

    async def _acted(self, *, is_by_itself: bool) -> None:
        """Note that the person does something; a window that connects, or draws itself anew, is no act."""
        is_first, self._has_begun = not self._has_begun, True
        if not is_first and not is_by_itself:
            await note(self._came)

    def _is_in(self) -> bool:
        try:
            return identity.as_now(self._came, dt.datetime.now(dt.UTC)).problem is None
        except StoreError:
            return False
