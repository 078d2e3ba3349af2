"""The sockets of windows: whose messages get through, how fast, and until when."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from access import Role
from access.visits import CAME_AT, Problem, by_header
from access.ways import SECRET_HEADER
from server import connections, gate
from server.pace import Pace, Paces
from server.requests import stamped
from store import Store
from tests.server.visiting import NOW, SECRET, grant, headers, of, sign_out
from ui import identity


def messages(*kinds: str) -> list[BackMsg]:
    """A message of each kind; ``operation/x`` is an operation beside the pages."""
    made = []
    for kind in kinds:
        message = BackMsg()
        if kind == "rerun_script":
            message.rerun_script.query_string = ""
        elif kind.startswith("operation/"):
            getattr(message.backend_operation_request, kind.partition("/")[2]).SetInParent()
        elif kind == "file_urls_request":
            message.file_urls_request.request_id = "1"
        else:
            setattr(message, kind, True)
        made.append(message)
    return made


def let_through(login: str, sent: list[BackMsg], during: Callable[[], None] = lambda: None) -> list[str]:
    """The kinds of those messages of a window that Streamlit gets, until it hears that the window has gone."""
    heard: list[str] = []
    waiting = [
        {"type": "websocket.connect"},
        *({"type": "websocket.receive", "bytes": m.SerializeToString()} for m in sent),
    ]

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.sleep(0.3)
            return {"type": "websocket.disconnect", "code": 1001}
        return waiting.pop(0)

    async def inside(_scope: Any, receive: Any, _send: Any) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            if message["type"] == "websocket.connect":
                during()
            else:
                kind = BackMsg.FromString(message["bytes"]).WhichOneof("type")
                heard.append(str(kind))
        heard.append(str(message["code"]))

    async def send(_message: dict[str, Any]) -> None:
        pass

    scope = {
        "type": "websocket",
        "path": "/_stcore/stream",
        "client": ("192.0.2.7", 5),
        "headers": headers(login),
    }
    asyncio.run(gate.guarded(inside)(scope, receive, send))
    return heard


ALL = (
    "rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "operation/deferred_file",
    "operation/dataframe_chunk", "operation/install_skills", "operation/dismiss_skills_nudge", "clear_cache",
    "set_run_on_save", "load_git_info", "debug_disconnect_websocket", "debug_shutdown_runtime",
)  # fmt: skip


def test_nobody_orders_the_server_about(house: Store) -> None:
    """Emptying caches and all else that is for developers is dropped, whoever sends it; pages work."""
    theirs = ["rerun_script", "stop_script", "app_heartbeat"]
    files = ["file_urls_request", "backend_operation_request", "backend_operation_request"]
    assert let_through("li", messages(*ALL)) == [*theirs, *files, "1001"]
    assert let_through("stranger", messages(*ALL)) == [*theirs, "1001"]
    assert let_through("", messages(*ALL)) == [*theirs, "1001"]
    of_revoked = let_through("li", messages(*ALL), lambda: grant(house, "li", None))
    assert of_revoked == [*theirs, "1001"]


def test_signing_out_closes_the_windows_that_are_open(house: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A window of the same person at any server hears of it by itself, without a click."""
    monkeypatch.setattr(connections, "WATCH_SECONDS", 0.05)
    assert let_through("li", []) == ["1001"]
    assert let_through("li", [], lambda: sign_out(house, "li")) == ["1008"]


def test_a_proxys_word_is_good_for_a_night(house: Store) -> None:
    """A connection older than twelve hours, or one before a sign-out, is nobody's any more."""
    by_proxy = {"X-Remote-User": ["li"], SECRET_HEADER: [SECRET]}
    for hours, problem in ((1, None), (13, Problem.EXPIRED)):
        came = by_proxy | {CAME_AT: [(NOW - dt.timedelta(hours=hours)).isoformat()]}
        visit = by_header(lambda name, came=came: came.get(name, []), identity.signing(), NOW)
        assert identity.as_now(visit, NOW).problem is problem
    sign_out(house, "li")
    assert of("li").problem is Problem.SIGNED_OUT
    assert of("li", dt.datetime.now(dt.UTC)).person.role is Role.REPORTER


def test_nobody_says_themselves_when_they_came() -> None:
    """What a browser sends under the name of the stamp is thrown away."""
    name = CAME_AT.lower().encode()
    kept = stamped([(b"X-Ruqi-Came-At", b"2999-01-01T00:00:00+00:00"), (b"host", b"a")])
    assert [key for key, _value in kept] == [b"host", name]
    assert dt.datetime.fromisoformat(dict(kept)[name].decode()) < dt.datetime.now(dt.UTC) + dt.timedelta(1)


def test_a_table_has_no_button_of_its_own_that_takes_it_along() -> None:
    """Streamlit's own csv and copies of a table would pass by the log and the guard of formulas."""
    config = tomllib.loads(
        (Path(gate.__file__).parent.parent / ".streamlit" / "config.toml").read_text("utf-8")
    )
    assert config["client"]["disableDataExport"]


def test_a_flood_waits_for_its_turn() -> None:
    """So many at once are let through, then each waits longer than the one before, until it is quiet again."""
    moment = [0.0]
    pace = Pace(3, 2, lambda: moment[0])
    assert [pace.wait() for _ in range(5)] == [0, 0, 0, 0.5, 1.0]
    moment[0] = 60
    assert not pace.wait()


def test_whoever_comes_anew_does_not_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pace of a caller who has gone goes on until it is full again; then nothing of it is kept."""
    moment = [0.0]
    monkeypatch.setattr("server.pace._MOST", 2)
    paces = Paces(lambda: moment[0])
    assert [paces.of("192.0.2.7", 2, 1).wait() for _ in range(4)] == [0, 0, 1, 2]
    assert not paces.of("192.0.2.8", 2, 1).wait()
    moment[0] = 1
    paces.of("192.0.2.9", 2, 1)
    assert set(paces._paces) == {"192.0.2.7", "192.0.2.9"}
    assert paces.of("192.0.2.7", 2, 1).wait() == 2


def test_a_window_that_is_opened_again_waits_as_before(house: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing a window and opening another is no way round the pace of messages."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(gate, "_paces", Paces(lambda: 0.0))
    monkeypatch.setattr("server.gate.asyncio", SimpleNamespace(sleep=sleep))
    for _ in range(30):
        let_through("", [])
    assert waited[:20] == [0] * 20
    assert waited[-1] > 2


def test_windows_are_counted(house: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person has so many windows open and no more."""
    monkeypatch.setattr(gate, "_open", gate.defaultdict(int, {"li": 30}))
    assert let_through("li", messages("rerun_script")) == []
    assert let_through("yang", messages("rerun_script")) == ["rerun_script", "1001"]


def test_windows_of_nobody_keep_nobody_from_signing_in(house: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are so many of people who are not signed in, the oldest is closed and the next is let in."""
    monkeypatch.setattr(gate, "_MOST_ANONYMOUS", 1)
    monkeypatch.setattr(gate, "_of_nobody", {})
    later: list[list[str]] = []

    def another() -> None:
        opened = threading.Thread(target=lambda: later.append(let_through("", messages("rerun_script"))))
        opened.start()
        opened.join()

    assert let_through("", messages("rerun_script"), another) == ["1008"]
    assert later == [["rerun_script", "1001"]]
    assert not gate._of_nobody
