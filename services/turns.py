"""Whose turn it is to work: one page is made at a time, the others wait, in order of their coming.

Threads that work at once in one process take its interpreter from each other hundreds of times a second:
forty pages made at once cost twice the CPU of the same forty one after the other, and none is there
sooner. A turn that lasts long, as when a chat server does not answer, holds nobody else up.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

# One interpreter makes one page at a time. Two that are made at once take it from each other, and what one
# has just worked out of all that stands is out of date before the other has looked at it.
AT_ONCE = 1
LONGEST = 2.0  # seconds after which a turn counts no more
_LOOK_EVERY = 0.5  # how often, in seconds, those who wait look for turns that count no more


class Turns:
    """At most ``at_once`` threads have their turn; one that lasts ``longest`` seconds counts no more."""

    def __init__(self, at_once: int = AT_ONCE, longest: float = LONGEST) -> None:
        self._at_once, self._longest = at_once, longest
        self._guard = threading.Lock()
        self._since: dict[int, float] = {}
        self._waiting: deque[tuple[int, threading.Event]] = deque()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, and have it; whoever has one already goes on with that."""
        if self._is_had():
            yield
            return
        self._take()
        try:
            yield
        finally:
            self._give_back()

    @contextmanager
    def given_up(self) -> Iterator[None]:
        """Let others have their turns while this thread waits for something; then wait for one again."""
        if not self._is_had():
            yield
            return
        self._give_back()
        try:
            yield
        finally:
            self._take()

    def _is_had(self) -> bool:
        with self._guard:
            return threading.get_ident() in self._since

    def _take(self) -> None:
        called = threading.Event()
        with self._guard:
            self._waiting.append((threading.get_ident(), called))
            self._call()
        while not called.wait(_LOOK_EVERY):
            with self._guard:
                self._call()

    def _give_back(self) -> None:
        with self._guard:
            del self._since[threading.get_ident()]
            self._call()

    def _call(self) -> None:
        """Let those go on whose turn it is; for whoever has the guard."""
        now = time.monotonic()
        while self._waiting and self._counted(now) < self._at_once:
            thread, called = self._waiting.popleft()
            self._since[thread] = now
            called.set()

    def _counted(self, now: float) -> int:
        return sum(now - since < self._longest for since in self._since.values())


_TURNS = Turns()
taken, given_up = _TURNS.taken, _TURNS.given_up
