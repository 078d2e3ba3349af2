"""Whose turn it is to work: one page is made at a time, the others wait.

Threads that work at once in one process take its interpreter from each other hundreds of times a second:
forty pages made at once cost twice the CPU of the same forty one after the other, and none is there
sooner. A turn that lasts long, as when a chat server does not answer, holds nobody else up.

Whoever is in the middle of something goes on with it before others begin: so most are done long before
the last, where all would end at the end, and what a review was held against has hardly changed by the
time it is confirmed. Among those alike, and for whoever has waited long, the order is that of coming.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# One interpreter makes one page at a time. Two that are made at once take it from each other, and what one
# has just worked out of all that stands is out of date before the other has looked at it.
AT_ONCE = 1
LONGEST = 2.0  # seconds after which a turn counts no more
PATIENCE = 30.0  # seconds after which whoever waits comes before all that came later
_LOOK_EVERY = 0.5  # how often, in seconds, those who wait look for turns that count no more


@dataclass(frozen=True, eq=False)
class _Waiting:
    """A thread that waits ``since`` a moment to be ``called``; ``goes_on`` with what it began."""

    goes_on: bool
    thread: int = field(default_factory=threading.get_ident)
    called: threading.Event = field(default_factory=threading.Event)
    since: float = field(default_factory=time.monotonic)


class Turns:
    """At most ``at_once`` threads have their turn; one that lasts ``longest`` seconds counts no more.

    After ``patience`` seconds of waiting nobody who came later is let in before.
    """

    def __init__(self, at_once: int = AT_ONCE, longest: float = LONGEST, patience: float = PATIENCE) -> None:
        self._at_once, self._longest, self._patience = at_once, longest, patience
        self._guard = threading.Lock()
        self._since: dict[int, float] = {}
        self._waiting: list[_Waiting] = []  # in order of their coming

    @contextmanager
    def taken(self, *, goes_on: bool = False) -> Iterator[None]:
        """Wait for a turn, and have it; whoever has one already goes on with that.

        Who ``goes_on`` with what they have begun are served before those who begin.
        """
        if self._is_had():
            yield
            return
        self._take(_Waiting(goes_on))
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
            self._take(_Waiting(goes_on=True))

    def _is_had(self) -> bool:
        with self._guard:
            return threading.get_ident() in self._since

    def _take(self, waiting: _Waiting) -> None:
        with self._guard:
            self._waiting.append(waiting)
            self._call()
        while not waiting.called.wait(_LOOK_EVERY):
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
            first = self._waiting[0]
            if now - first.since < self._patience:
                first = next((one for one in self._waiting if one.goes_on), first)
            self._waiting.remove(first)
            self._since[first.thread] = now
            first.called.set()

    def _counted(self, now: float) -> int:
        return sum(now - since < self._longest for since in self._since.values())


_TURNS = Turns()
taken, given_up = _TURNS.taken, _TURNS.given_up
