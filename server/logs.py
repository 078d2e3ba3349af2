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
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

_log = logging.getLogger("ruqi.requests")
_ROOT = Path(__file__).resolve().parent.parent
_PAGES = frozenset(f"/{page.stem}" for page in (_ROOT / "pages").glob("*/*.py"))
_PLACES = 5  # of the program, that stand in the line of a failure
# Paths of which all that follows is somebody's: of a session, of a file, of mail.
_SECRET = ("/_stcore/upload_file", "/media", "/stop-mail")
_KNOWN = (
    "/_stcore/",
    "/static/",
    "/component/",
    "/oauth2callback",
    "/auth/",
    "/healthz",
    "/sign-out",
    "/sign-in",
    "/cas",
    "/api/v1/",
)


class OneLine(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The time, the level, what was said as a whole, and of an exception its kind and its places."""
        line: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            # Not what is filled in: that may name somebody.
            "said": str(record.msg),
            **getattr(record, "said", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line |= {"error": record.exc_info[0].__name__, "where": _places(record.exc_info[2])}
        return json.dumps(line, ensure_ascii=False, default=str)


def _places(trace: Any) -> list[str]:
    """Where in the program a failure came from, the last place last."""
    frames = traceback.extract_tb(trace)[-_PLACES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


def begin() -> None:
    """Let everything that the server says come out as such lines, on standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
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


def plain_path(path: str) -> str:
    """A path without what in it is a secret, or may have been typed by anybody."""
    for secret in _SECRET:
        if path.startswith(secret):
            return f"{secret}/*"
    if path == "/" or path in _PAGES or path.startswith(_KNOWN):
        return path
    return "/*"
