"""What a server does beside answering: it sends while it runs, says how that goes, and can be told not to."""

from __future__ import annotations

import asyncio
import threading

import pytest

from server import sender
from store import StoreError


def seen_while_running(monkeypatch: pytest.MonkeyPatch, ended: Exception | None) -> str:
    """The state of a server whose first round has come to this end."""
    waited = threading.Event()

    class Over(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            if timeout == sender._EVERY:  # the first round is over
                waited.set()
            return super().wait(0.0 if timeout == sender._FIRST else timeout)

    def send(*_given: object) -> None:
        if ended is not None:
            raise ended

    monkeypatch.setattr(sender, "Event", Over)
    monkeypatch.setattr(sender, "send_due", send)
    monkeypatch.setattr(sender.session, "store", lambda: None)

    async def run() -> str:
        async with sender.running(None):
            assert await asyncio.to_thread(waited.wait, 60)
            return sender.state()

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("ended", "state"),
    [
        (None, "ok"),
        (StoreError("database_unusable", url="…", problem="gone"), "failed"),
        (ValueError(), "failed"),
    ],
    ids=["sent", "no database", "a fault"],
)
def test_a_running_server_says_how_its_last_round_ended(
    monkeypatch: pytest.MonkeyPatch, ended: Exception | None, state: str
) -> None:
    """Whatever happens in a round, the server goes on; before and after it runs, nothing is sent."""
    monkeypatch.delenv(sender.SWITCH, raising=False)
    assert sender.state() == "off"
    assert seen_while_running(monkeypatch, ended) == state
    assert sender.state() == "off"


def test_a_round_that_does_not_end_is_not_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a quarter of an hour the watch is told."""
    monkeypatch.setattr(sender._Last, "failed", False)
    monkeypatch.setattr(sender._Last, "ended", sender.time.monotonic() - 16 * 60)
    assert sender.state() == "failed"


def test_a_server_can_be_told_to_send_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler does it then."""
    monkeypatch.setenv(sender.SWITCH, "off")
    monkeypatch.setattr(sender, "Thread", lambda **_given: pytest.fail("a thread was begun"))

    async def run() -> str:
        async with sender.running(None):
            return sender.state()

    assert asyncio.run(run()) == "off"
