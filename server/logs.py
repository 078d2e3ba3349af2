"""The server's log: one line of JSON a request and act, with nothing of anybody in it.

Who did what is in the audit log, in the store. Here stand times, paths without what is secret in them,
and of a failure its kind and place in the program, never its text: that may quote a cell.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import time
import traceback
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from schema.feed import TABLES
from server.feed_description import BASE

_log = logging.getLogger("ruqi.requests")
_ROOT = Path(__file__).resolve().parent.parent
_PAGES = frozenset(f"/{page.stem}" for page in (_ROOT / "pages").glob("*/*.py"))
_PLACES = 5  # of the program, that stand in the line of a failure
_TABLES = [f"{BASE}{odata}/{table}" for odata in ("", "/odata") for table in TABLES]
_STREAMLITS = [f"/_stcore/{name}" for name in ("health", "host-config", "metrics", "stream")]
_OWN = ("/", "/cas", "/healthz", "/oauth2callback", "/sign-in", "/sign-out", f"{BASE}/openapi.json")
_KNOWN = _PAGES.union(_TABLES, _STREAMLITS, _OWN)
# Folders of which what follows is secret (a session, a file, mail), or says nothing to an operator.
_SECRET = tuple(f"/{folder}" for folder in ("_stcore/upload_file", "media", "stop-mail"))
_FOLDERS = (*_SECRET, "/_stcore", "/auth", "/component", "/static", f"{BASE}/odata", BASE)


class OneLine(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The time, the level, what was said as a whole, and of an exception its kind and its places."""
        line: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "said": _said(record),
            **getattr(record, "said", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line |= {"error": record.exc_info[0].__name__, "where": _places(record.exc_info[2])}
        return json.dumps(line, ensure_ascii=False, default=str)


def _said(record: logging.LogRecord) -> str:
    """Not what is filled in, nor further lines, nor what a warning says: that may name somebody."""
    first = str(record.msg).partition("\n")[0]
    return ": ".join(first.split(": ")[:2]) if record.name == "py.warnings" else first


def _places(trace: Any) -> list[str]:
    """Where in the program a failure came from, the last place last."""
    frames = traceback.extract_tb(trace)[-_PLACES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


def begin() -> None:
    """Let everything that the server says come out as such lines, on standard error.

    Once more when the server runs: the program that serves it sets up its own lines after ours.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    logging.captureWarnings(capture=True)
    logging.getLogger().handlers = [handler]  # of whoever has none of their own
    ours = logging.getLogger("ruqi")
    ours.handlers, ours.propagate = [handler], False
    ours.setLevel(logging.INFO)
    for name in list(logging.Logger.manager.loggerDict):
        if name.partition(".")[0] in {"streamlit", "uvicorn"}:
            for other in logging.getLogger(name).handlers:
                other.setFormatter(OneLine())


def written_down(application: ASGIApp) -> ASGIApp:
    """Write a line for every request, and for every window when it is closed."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await application(scope, receive, send)
            return
        status: list[int] = []

        async def send_on(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                status.append(int(message["status"]))
            await send(message)

        start = time.monotonic()
        try:
            await application(scope, receive, send_on)
        finally:
            path = plain_path(str(scope.get("path", "")))
            took = round((time.monotonic() - start) * 1000)
            answered = status[0] if status else None
            said = {"method": scope.get("method", "window"), "path": path, "status": answered, "ms": took}
            _log.info("request", extra={"said": said})

    return answer


def caught(application: ASGIApp) -> ASGIApp:
    """Answer that something failed, and write it down here: whoever serves us would print what it says."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        begun: list[bool] = []

        async def send_on(message: MutableMapping[str, Any]) -> None:
            begun.append(True)
            await send(message)

        try:
            await application(scope, receive, send_on)
        except Exception:  # noqa: BLE001 - the log has it
            _log.exception("failed")
            if scope["type"] == "websocket":
                with suppress(RuntimeError):  # the browser has gone
                    await send({"type": "websocket.close", "code": 1011})
            elif not begun:
                await PlainTextResponse("failed", 500)(scope, receive, send)

    return answer


def plain_path(path: str) -> str:
    """A path without what in it is a secret, or may have been typed by anybody."""
    if path in _KNOWN:
        return path
    return next((f"{folder}/*" for folder in _FOLDERS if path.startswith(f"{folder}/")), "/*")
