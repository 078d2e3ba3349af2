"""The processes in which uploads are read: as many as there are cores, kept warm, fair among people.

A page that reads a workbook in its own process shares its memory and its interpreter with all
other pages. Here the bytes go to a child (:mod:`loaders.worker`) and the readings come back; one
that costs too much, or that ends its process, becomes a refusal and costs nobody else.
"""

from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path, PurePath
from threading import Condition

import pandas as pd

from loaders.formats import trial
from loaders.request import Receipt
from schema import limits
from schema.findings import Refusal
from schema.reading import SheetReading

_ROOT = Path(__file__).resolve().parent.parent
MEMORY, TIME = "memory", "time"
# How often a page that waits is told so, in seconds: it may be closed, or its reading stopped.
_TELL_EVERY = 0.1
# Names of the environment that a child is given; the others may hold secrets.
_KEPT_NAMES = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "SYSTEMROOT")
# One thread and one arena of memory: what a child may hold is counted by address space.
_FEW_THREADS = {"MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Job:
    """What :func:`loaders.reader.read_workbook` is called with."""

    data: bytes
    name: str
    receipt: Receipt
    cpu_seconds: int = limits.READER_CPU_SECONDS

    def refused_for(self, cause: str) -> SheetReading:
        """The reading that says what ended the process that did this."""
        refusal = Refusal("reading_too_long" if cause == TIME else trial.cause_of_end(len(self.data)))
        file, unit = PurePath(self.name).name, self.receipt.unit
        return SheetReading(file, None, None, None, unit, refusal, pd.DataFrame(), [])


@dataclass(frozen=True)
class Answer:
    """What came of a job: readings, what ended it, or the traceback of a fault in the program.

    ``is_worn``: the process holds more memory than one should that waits.
    """

    readings: list[SheetReading] = field(default_factory=list)
    ended_by: str | None = None
    fault: str | None = None
    is_worn: bool = False


class _Child:
    """One process, and the socket to it."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        kept = {name: os.environ[name] for name in _KEPT_NAMES if name in os.environ}
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "loaders.worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                cwd=_ROOT,
                env={**kept, **_FEW_THREADS},
                stdin=subprocess.DEVNULL,
            )
        self._connection = Connection(ours.detach())

    @property
    def has_ended(self) -> bool:
        """Whether the process is there no more."""
        return self._process.poll() is not None

    def answer(self, job: Job, tell: Callable[[float], None]) -> Answer:
        """Let the child do ``job``, and ``tell`` how far it is (0…1) while it lasts."""
        latest = time.monotonic() + limits.READER_SECONDS
        done = 0.0
        try:
            self._connection.send(job)
            while time.monotonic() < latest:
                if self._connection.poll(_TELL_EVERY):
                    message = self._connection.recv()
                    if isinstance(message, Answer):
                        return message
                    done = message
                tell(done)
        except (EOFError, ConnectionError):
            return Answer(ended_by=TIME if self._process.wait() == -signal.SIGXCPU else MEMORY)
        return Answer(ended_by=TIME)

    def end(self) -> None:
        """Let go of the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._connection.close()


class Pool:
    """``size`` processes that read; those that wait are served in turn, people with none first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._turn = Condition()
        self._idle = [_Child() for _ in range(size)]
        self._busy: list[str] = []
        self._waiting: dict[int, str] = {}
        self._tickets = itertools.count()

    def read(
        self, person: str, job: Job, tell: Callable[[float], None] = lambda _done: None
    ) -> list[SheetReading]:
        """The readings of ``job``; ``tell`` is called with 0…1 all the time.

        One that costs too much gives a refusal that says so.

        What ``tell`` raises ends the reading, and its process. Raises ``RuntimeError`` with the
        child's traceback for a fault in the program, as no content of a file makes one.
        """
        with self._child(person, tell) as borrowed:
            answer = borrowed.child.answer(job, tell)
            borrowed.is_good = not (answer.ended_by or answer.is_worn)
        if answer.fault:
            raise RuntimeError(answer.fault)
        return [job.refused_for(answer.ended_by)] if answer.ended_by else answer.readings

    def close(self) -> None:
        """End the processes that wait; those that read end with their jobs."""
        while self._idle:
            self._idle.pop().end()

    @contextmanager
    def _child(self, person: str, tell: Callable[[float], None]) -> Iterator[_Borrowed]:
        """A child for one job, when it is the turn of ``person``."""
        borrowed = _Borrowed(self._await_turn(person, tell))
        if borrowed.child.has_ended:  # while it waited, as when a system runs out of memory
            borrowed.child.end()
            borrowed.child = _Child()
        try:
            yield borrowed
        finally:
            if not borrowed.is_good:
                borrowed.child.end()
            with self._turn:
                self._idle.append(borrowed.child if borrowed.is_good else _Child())
                self._busy.remove(person)
                self._turn.notify_all()

    def _await_turn(self, person: str, tell: Callable[[float], None]) -> _Child:
        ticket = next(self._tickets)
        with self._turn:
            self._waiting[ticket] = person
        try:
            while True:
                with self._turn:
                    if self._turn.wait_for(lambda: self._idle and self._next() == ticket, _TELL_EVERY):
                        self._busy.append(person)
                        return self._idle.pop()
                tell(0.0)
        finally:
            with self._turn:
                del self._waiting[ticket]
                self._turn.notify_all()

    def _next(self) -> int:
        """The ticket whose turn it is: of who has fewest files being read, then of who came first."""
        return min(self._waiting, key=lambda ticket: (self._busy.count(self._waiting[ticket]), ticket))


@dataclass
class _Borrowed:
    """A child during one job; ``is_good`` once it may be used again."""

    child: _Child
    is_good: bool = False


@cache
def pool() -> Pool:
    """The processes of this server; the first call starts them, and they warm up by themselves."""
    return Pool(min(os.cpu_count() or 1, limits.MOST_READERS))
