"""The server's log: a line of JSON a request and act, and nothing of anybody in it."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import json
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from access import Denied
from access.ways import Signing, Way
from server import guard, logs
from store import open_store
from store.people import Granted, add_grant
from store.signature import Signature
from ui import page

NOW = dt.datetime(2020, 2, 23, 12, tzinfo=dt.UTC)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the server says on standard error."""
    stream, ours = io.StringIO(), logging.getLogger("ruqi")
    before = (ours.handlers, ours.propagate, ours.level)
    others, root = logging.getLogger("uvicorn.error"), logging.getLogger()
    of_others = (others.handlers, others.propagate, root.handlers, others.level)
    others.handlers, others.propagate = [logging.StreamHandler(stream)], False
    others.setLevel(logging.INFO)
    monkeypatch.setattr("sys.stderr", stream)
    logs.begin()
    yield stream
    ours.handlers, ours.propagate = before[0], before[1]
    ours.setLevel(before[2])
    others.handlers, others.propagate, root.handlers = of_others[:3]
    others.setLevel(of_others[3])
    logging.captureWarnings(capture=False)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """Each line, which is JSON."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def asked(path: str) -> None:
    """A request that is answered."""

    async def inside(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def nothing(_message: Any = None) -> Any:
        return {}

    scope = {"type": "http", "method": "GET", "path": path, "query_string": "q=张三".encode()}
    asyncio.run(logs.written_down(inside)(scope, nothing, nothing))


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/", "/"),
        ("/left_out", "/left_out"),
        ("/_stcore/health", "/_stcore/health"),
        ("/_stcore/upload_file/3f2a/9c1b", "/_stcore/upload_file/*"),
        ("/media/0a1b2c.xlsx", "/media/*"),
        ("/张三", "/*"),
        ("/api/v1/figures", "/api/v1/figures"),
        ("/api/v1/odata/lists/$count", "/api/v1/odata/*"),
        ("/api/v1/odata/lists('张三')", "/api/v1/odata/*"),
        ("/api/v1/张三", "/api/v1/*"),
        ("/_stcore/张三", "/_stcore/*"),
        ("/static/张三", "/static/*"),
    ],
)
def test_a_request_is_a_line_without_its_secrets(said: io.StringIO, path: str, told: str) -> None:
    """Method, path, status and time: no session, no file, no question, nothing that somebody typed."""
    asked(path)
    (line,) = lines(said)
    assert {name: line[name] for name in ("method", "path", "status")} == {
        "method": "GET",
        "path": told,
        "status": 200,
    }
    assert line["ms"] >= 0
    assert "张三" not in said.getvalue()


def test_an_act_is_a_line_once_it_is_done(said: io.StringIO, tmp_path: Path) -> None:
    """What was done and its number in the audit log, which knows by whom; what is undone is not said."""
    with open_store(f"sqlite:///{tmp_path / 'ruqi.db'}") as store:
        add_grant(store, Granted("li.sq", "李思齐", "admin"), Signature(NOW, "zhou.rl"))
        with pytest.raises(Exception, match="last administrator"):
            add_grant(store, Granted("li.sq", "李思齐", None), Signature(NOW, "zhou.rl"))
    (line,) = lines(said)
    assert (line["said"], line["act"], line["id"]) == ("act", "granted", 1)
    for name in ("li.sq", "李思齐", "zhou.rl"):
        assert name not in said.getvalue()


@pytest.mark.parametrize("error", [ValueError("张三 发热"), Denied("li.sq", "see_students")])
def test_a_failure_tells_where_it_came_from_and_not_what_it_read(
    said: io.StringIO, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kind of the error and places of the program; its text may quote a cell, and a login is somebody's."""
    monkeypatch.setattr("streamlit.error", lambda *_args, **_named: None)
    with page.explained():
        raise error
    (line,) = lines(said)
    if isinstance(error, Denied):
        assert line["action"] == "see_students"
    else:
        assert line["error"] == "ValueError"
        assert any("test_logs.py" in place for place in line["where"])
    for word in ("张三", "发热", "li.sq"):
        assert word not in said.getvalue()


def test_a_request_that_fails_is_answered_and_told_without_what_it_says(said: io.StringIO) -> None:
    """Every answer has its guards, and no line holds what the failure quotes, nor is one no JSON."""

    async def inside(_scope: Any, _receive: Any, _send: Any) -> None:
        raise KeyError("张三 发热")

    async def nothing() -> Any:
        return {}

    async def send(message: Any) -> None:
        sent.append(message)

    sent: list[dict[str, Any]] = []
    guarded = guard.only_as_configured(logs.caught(inside))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("ui.signing._at_start", [Signing(Way.HEADER, header="X-Remote-User", secret="x")])
        asyncio.run(guarded({"type": "http", "method": "GET", "path": "/", "headers": []}, nothing, send))
        asyncio.run(guarded({"type": "websocket", "path": "/", "headers": []}, nothing, send))
    start, _body, close = sent
    assert start["status"] == 500
    assert b"content-security-policy" in dict(start["headers"])
    assert close == {"type": "websocket.close", "code": 1011}
    assert {line["error"] for line in lines(said)} == {"KeyError"}
    assert "张三" not in said.getvalue()


def test_what_others_say_is_a_line_too(said: io.StringIO) -> None:
    """Libraries that nobody told where to write, the program that serves us, and warnings."""
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: ValueError('张三')")
    logging.getLogger("uvicorn.error").error("ASGI callable returned %s", "张三")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("cell 张三", stacklevel=1)
    assert [line["logger"] for line in lines(said)] == ["asyncio", "uvicorn.error", "py.warnings"]
    assert "张三" not in said.getvalue()
