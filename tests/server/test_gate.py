"""The gate in front of Streamlit's endpoints: who uploads, who takes files, whose messages get through."""

from __future__ import annotations

import asyncio
import datetime as dt
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from access import Denied, Person, Role
from access.ways import SECRET_HEADER, Signing, Way
from server import connections, gate, quotas
from server.pace import Pace
from server.requests import stamped
from store import Store, open_store
from store.people import Granted, add_grant
from store.sign_outs import add_sign_out
from store.signature import Signature
from ui import handing, identity, sessions
from ui.identity import CAME_AT, Problem, Visit

NOW = dt.datetime.now(dt.UTC)
SECRET = "a secret that only the proxy and the dashboard know"
UNIT = "理学院"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A campus whose proxy signs people in, with a reporter and a leader, and what the server holds."""
    monkeypatch.setattr("ui.signing._at_start", [Signing(Way.HEADER, header="X-Remote-User", secret=SECRET)])
    with open_store(f"sqlite:///{tmp_path / 'ruqi.db'}") as store:
        monkeypatch.setattr("ui.session.store", lambda: store)
        monkeypatch.setattr(quotas, "_held", dict)
        monkeypatch.setattr(sessions, "_visits", type(sessions._visits)())
        for login, role, units in (("li", "reporter", (UNIT,)), ("yang", "leader", ())):
            add_grant(store, Granted(login, login, role, units), Signature(NOW, "test"))
        yield store


def of(login: str, came: dt.datetime = NOW) -> Visit:
    """Somebody who came at a moment, as the pages know them."""
    return identity.as_now(Visit(Person(login, login, None), None, came), came)


def grant(store: Store, login: str, role: str | None, *units: str) -> None:
    """Give somebody another role, or take theirs away."""
    add_grant(store, Granted(login, login, role, units), Signature(NOW, "test"))


def sign_out(store: Store, login: str) -> None:
    """Sign somebody out as another server would, just now."""
    add_sign_out(store, Signature(dt.datetime.now(dt.UTC), login))


def headers(login: str, **more: str) -> list[tuple[bytes, bytes]]:
    """What the proxy sends for somebody."""
    said = {"x-remote-user": login, SECRET_HEADER.lower(): SECRET, **more}
    return [(name.replace("_", "-").encode(), value.encode()) for name, value in said.items()]


def asked(scope: dict[str, Any], answer: list[dict[str, Any]] | None = None) -> tuple[int, bool]:
    """The status of an answer through the gate, and whether Streamlit was reached."""
    reached, sent = [], []
    inside_answer = answer or [
        {"type": "http.response.start", "status": 200, "headers": []},
        {"type": "http.response.body", "body": b"file"},
    ]

    async def inside(_scope: Any, _receive: Any, send: Any) -> None:
        reached.append(True)
        for message in inside_answer:
            await send(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(gate.guarded(inside)({"type": "http", "method": "GET", **scope}, receive, send))
    return sent[0]["status"], bool(reached)


def upload(login: str, session: str = "s", **more: Any) -> int:
    """The status of an upload to a session."""
    length = {"content_length": "100", **more}
    sent = headers(login, **{name: value for name, value in length.items() if value})
    return asked({"method": "PUT", "path": f"/_stcore/upload_file/{session}/f", "headers": sent})[0]


def test_only_a_session_of_somebody_who_may_report_takes_uploads(house: Store) -> None:
    """Nobody known, somebody else, a role that does not report, and one that was taken away: all are refused."""
    sessions._visits |= {
        "s": of("li"), "leader": of("yang"), "nobody": Visit(Person("", "", None), Problem.NOT_SIGNED_IN)
    }  # fmt: skip
    assert upload("li") == 200
    assert upload("yang") == 403
    assert upload("yang", "leader") == 403
    assert upload("li", "nobody") == 403
    assert upload("li", "never seen") == 403
    assert upload("li", content_length=None) == 411
    grant(house, "li", None)
    assert upload("li") == 403


def test_signing_out_ends_uploads_of_the_sessions_before(house: Store) -> None:
    """A window that was open before takes nothing more; one that is opened afterwards does."""
    sessions._visits["s"] = of("li")
    sign_out(house, "li")
    assert upload("li") == 403
    sessions._visits["s"] = of("li", dt.datetime.now(dt.UTC))
    assert upload("li") == 200


@pytest.mark.parametrize("limit", ["MOST_UPLOADS", "MAX_BYTES_OF_UPLOADS", "MAX_BYTES_OF_ALL_UPLOADS"])
def test_what_the_server_holds_of_uploads_is_bounded(
    house: Store, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    """Too many files, too many bytes of one person, or of all, and the next waits until there is room."""
    monkeypatch.setattr(f"schema.limits.{limit}", 2 if limit == "MOST_UPLOADS" else 250)
    sessions._visits["s"] = of("li")
    held = {"other": [100, 100]} if limit == "MAX_BYTES_OF_ALL_UPLOADS" else {"s": [100, 100]}
    monkeypatch.setattr(quotas, "_held", lambda: {"s": [100]})
    assert upload("li") == 200
    monkeypatch.setattr(quotas, "_held", lambda: held)
    assert upload("li") == 429


def taken(address: str, login: str) -> int:
    """The status of asking for a file at an address, which Streamlit would give to anybody."""
    attachment = [(b"content-disposition", b'attachment; filename="a.xlsx"')]
    answer = [
        {"type": "http.response.start", "status": 200, "headers": attachment},
        {"type": "http.response.body", "body": b"names"},
    ]
    return asked({"path": address, "headers": headers(login)}, answer)[0]


def made_for(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bytes]:
    """The making of a file whose button was drawn in this visit."""
    monkeypatch.setattr(identity, "visit", lambda: visit)
    return handing.for_this_visit(lambda: b"names", "a.xlsx", "text/csv")


def address_of_file() -> str:
    """Where Streamlit would put that file."""
    return f"/media/{handing._calculate_file_id(b'names', 'text/csv', 'a.xlsx')}.csv"


@pytest.mark.parametrize(
    "end",
    [
        lambda store: grant(store, "li", None),
        lambda store: grant(store, "li", "network"),
        lambda store: grant(store, "li", "reporter", "体育教学部"),
        lambda store: sign_out(store, "li"),
    ],
    ids=["revoked", "another role", "another unit", "signed out"],
)
def test_rights_are_asked_when_a_file_is_taken(
    house: Store, monkeypatch: pytest.MonkeyPatch, end: Callable[[Store], None]
) -> None:
    """Whoever no longer is what they were when a button was drawn gets nothing by it, nor by an address."""
    make = made_for(of("li"), monkeypatch)
    assert make() == b"names"
    assert taken(address_of_file(), "li") == 200
    end(house)
    with pytest.raises(Denied):
        make()
    assert taken(address_of_file(), "li") == 404


def test_the_address_of_a_file_is_good_for_its_person_and_not_for_long(
    house: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another who learns it, nobody known, and its own person after a while get nothing; pictures are for all."""
    made_for(of("li"), monkeypatch)()
    assert taken(address_of_file(), "yang") == 404
    assert taken("/media/unknown.csv", "li") == 404
    assert asked({"path": "/media/logo.svg", "headers": []})[0] == 200
    monkeypatch.setattr(handing, "time", SimpleNamespace(monotonic=lambda: float("inf")))
    assert taken(address_of_file(), "li") == 404


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
        visit = identity.by_header(lambda name, came=came: came.get(name, []), identity.signing(), NOW)
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


def test_windows_are_counted(house: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person, and all whom nobody knows together, have so many windows open and no more."""
    monkeypatch.setattr(gate, "_open", gate.defaultdict(int, {"li": 30, "": 200}))
    assert let_through("li", messages("rerun_script")) == []
    assert let_through("", messages("rerun_script")) == []
    assert let_through("yang", messages("rerun_script")) == ["rerun_script", "1001"]
