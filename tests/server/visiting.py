"""Who comes to a server: what their requests say, and what they may do."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

from access import Person
from access.visits import Visit
from access.ways import SECRET_HEADER
from server import gate
from store import Store
from store.people import Granted, add_grant
from store.sign_outs import add_sign_out
from store.signature import Signature
from ui import identity

NOW = dt.datetime.now(dt.UTC)
SECRET = "a secret that only the proxy and the dashboard know"
UNIT = "理学院"


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
