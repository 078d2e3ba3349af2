"""Behind a proxy: whoever nobody knows is told apart by the address that a trusted proxy names."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import uvicorn

from server import gate, guard
from server.pace import Paces
from store import Store

PROXY, STRANGER = "10.189.0.7", "192.0.2.7"


def callers(monkeypatch: pytest.MonkeyPatch, came: list[tuple[str, str]]) -> set[object]:
    """The callers whose paces are told apart, of windows that come from a peer with what it says of others."""
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "10.189.0.0/24")
    monkeypatch.setattr(gate, "_paces", Paces())
    served = uvicorn.Config(gate.guarded(_closing))
    served.load()

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.disconnect", "code": 1001}

    async def send(_message: dict[str, Any]) -> None:
        pass

    async def open_all() -> None:
        for peer, forwarded in came:
            scope = {
                "type": "websocket",
                "path": "/_stcore/stream",
                "client": (peer, 5),
                "scheme": "ws",
                "headers": [(b"x-forwarded-for", forwarded.encode())],
            }
            await served.loaded_app(scope, receive, send)

    asyncio.run(open_all())
    return set(gate._paces._paces)


async def _closing(_scope: Any, receive: Any, _send: Any) -> None:
    await receive()


def test_people_behind_a_trusted_proxy_have_a_pace_each(
    house: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the proxy itself added counts, and nothing that a visitor wrote before it."""
    came = [(PROXY, "203.0.113.5"), (PROXY, "203.0.113.6"), (PROXY, "198.51.100.1, 203.0.113.6")]
    assert {str(one).split()[0] for one in callers(monkeypatch, came)} == {"203.0.113.5", "203.0.113.6"}


def test_nobody_gets_another_pace_by_naming_another_address(
    house: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of whoever is no trusted proxy nothing is believed."""
    came = [(STRANGER, f"203.0.113.{number}") for number in range(5)]
    assert {str(one).split()[0] for one in callers(monkeypatch, came)} == {STRANGER}


def test_what_came_through_a_proxy_is_not_of_this_machine() -> None:
    """The inner figures are told to nobody whom a proxy brings, whatever address it names."""
    scope = {"type": "http", "path": "/_stcore/metrics", "client": ("127.0.0.1", 5)}
    assert guard._is_open(scope | {"headers": []})
    assert not guard._is_open(scope | {"headers": [(b"x-forwarded-for", b"127.0.0.1")]})
