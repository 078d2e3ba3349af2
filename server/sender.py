"""What every server does beside answering: each minute it sends what is due, unless another is at it."""

from __future__ import annotations

import datetime as dt
import logging
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event, Thread

from schema.term import load_term
from services.messages.sending import send_due
from ui import session

SWITCH = "RUQI_SENDER"  # off: the shell's ``remind --due`` sends, from a scheduler
_FIRST, _EVERY = 15.0, 60.0  # seconds
_TOO_LONG = 15 * 60.0  # after which a round that has not ended is not well
_log = logging.getLogger("ruqi.messages")


class _Last:
    """When the last round ended, by a clock that never goes back, and whether it failed."""

    ended: float | None = None
    failed = False


@asynccontextmanager
async def running(_app: object) -> AsyncIterator[None]:
    """Send in a thread of its own for as long as the server runs."""
    if os.environ.get(SWITCH, "").strip().lower() == "off":
        yield
        return
    over = Event()
    _Last.ended, _Last.failed = time.monotonic(), False
    Thread(target=_send_until, args=(over,), name="sender", daemon=True).start()
    try:
        yield
    finally:
        over.set()
        _Last.ended = None


def state() -> str:
    """``ok``; ``failed`` where the last round did or has not ended; ``off`` where nothing is sent here."""
    if _Last.ended is None:
        return "off"
    return "failed" if _Last.failed or time.monotonic() - _Last.ended > _TOO_LONG else "ok"


def _send_until(over: Event) -> None:
    pause = _FIRST
    while not over.wait(pause):
        pause = _EVERY
        try:
            send_due(session.store(), load_term(), lambda: dt.datetime.now(dt.UTC))
            _Last.failed = False
        except Exception:  # noqa: BLE001 - a database that is away now is there again in a minute
            _Last.failed = True
            _log.exception("round")
        if _Last.ended is not None:
            _Last.ended = time.monotonic()
