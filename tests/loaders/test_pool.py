"""Uploads are read in processes of their own: what one costs is nobody else's, and everybody has a turn."""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders import Receipt, read_workbook
from loaders.pool import Job, Pool
from sample_data import producers
from sample_data.layout import Table
from schema import limits
from schema.reading import SheetReading
from schema.term import load_term

TERM = load_term()
RECEIPT = Receipt(TERM, dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00"))
ROWS = [["教学班号", "建群日期"], ["CS101-01", dt.date(2020, 2, 21)], ["CS101-02", dt.date(2020, 2, 22)]]
WORKBOOK = producers.write_xlsxwriter([Table("课程建群", ROWS, [], (0,))])
HERE = os.getpid()


class Costly:
    """Stands for a file that costs the process that reads it, and only that one, too much."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __len__(self) -> int:
        if os.getpid() != HERE_WAS[0]:
            _spend(self.what)
        return 10

    def __reduce__(self) -> tuple[object, ...]:
        return _received, (self.what, os.getpid())


HERE_WAS = [HERE]


def _received(what: str, pid: int) -> Costly:
    HERE_WAS[0] = pid
    return Costly(what)


def _spend(what: str) -> None:
    if what == "memory":
        bytearray(limits.READER_MEMORY + 2**20)
    elif what == "its life":
        os._exit(1)
    elif what == "a while":
        time.sleep(0.4)
    while what == "time":
        pass


def job(what: str, seconds: int = 1) -> Job:
    return Job(Costly(what), "表.xlsx", RECEIPT, seconds)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """One process that reads."""
    pool = Pool(1)
    yield pool
    pool.close()


def codes(readings: list[SheetReading]) -> list[str | None]:
    return [reading.refused and reading.refused.code for reading in readings]


def test_what_a_child_reads_is_what_is_read_here(pool: Pool) -> None:
    """Rows and findings come back whole, and how far it is comes on the way."""
    heard: list[float] = []
    (reading,) = pool.read("甲", Job(WORKBOOK, "建群.xlsx", RECEIPT), heard.append)
    (expected,) = read_workbook(WORKBOOK, "建群.xlsx", RECEIPT)
    assert reading.rows.equals(expected.rows)
    assert list(reading.findings) == list(expected.findings)
    assert heard == sorted(heard)


@pytest.mark.parametrize(
    ("what", "code"), [("memory", "damaged"), ("its life", "damaged"), ("time", "reading_too_long")]
)
def test_what_costs_too_much_is_refused_and_the_next_file_is_read(pool: Pool, what: str, code: str) -> None:
    """Memory, a crash and endless computing end a child; another is there for the next file."""
    assert codes(pool.read("甲", job(what))) == [code]
    assert codes(pool.read("甲", Job(WORKBOOK, "建群.xlsx", RECEIPT))) == [None]


def test_a_clock_ends_what_neither_computes_nor_ends(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that only waits is ended when its time on the clock is over."""
    monkeypatch.setattr(limits, "READER_SECONDS", 0.2)
    assert codes(pool.read("甲", job("a while"))) == ["reading_too_long"]


def test_a_process_that_ended_while_it_waited_is_replaced(pool: Pool) -> None:
    """The system may end an idle child, as when memory runs out: no file pays for that."""
    pool._idle[0]._process.kill()
    pool._idle[0]._process.wait()
    assert codes(pool.read("甲", Job(WORKBOOK, "建群.xlsx", RECEIPT))) == [None]


def test_a_large_server_keeps_its_small_children() -> None:
    """What the process that starts a child has held is not counted as held by the child."""
    ballast = bytearray(b"-") * (limits.READER_KEPT_MEMORY + 2**24)
    pool = Pool(1)
    del ballast
    child = pool._idle[0]
    assert codes(pool.read("甲", Job(WORKBOOK, "建群.xlsx", RECEIPT))) == [None]
    assert pool._idle == [child]
    pool.close()


def test_who_leaves_ends_the_reading(pool: Pool) -> None:
    """What is raised while a page waits, as when it is closed, stops the child."""

    def leave(_done: float) -> None:
        raise InterruptedError

    started = time.monotonic()
    with pytest.raises(InterruptedError):
        pool.read("甲", job("time", 30), leave)
    assert time.monotonic() - started < 20
    assert codes(pool.read("甲", Job(WORKBOOK, "建群.xlsx", RECEIPT))) == [None]


def test_a_fault_of_the_program_is_raised_where_it_was_asked_for(pool: Pool) -> None:
    """No content of a file does that: it is ours to mend, and is not passed off as the file's."""
    with pytest.raises(RuntimeError, match="Traceback"):
        pool.read("甲", Job(None, "表.xlsx", RECEIPT))  # type: ignore[arg-type]


def test_people_are_served_in_turn_whoever_brings_most() -> None:
    """Who drops many files does not hold up the one who drops one."""
    pool = Pool(2)
    served: list[str] = []

    def bring(person: str) -> None:
        with pytest.raises(RuntimeError):  # what was waited for is no workbook
            pool.read(person, job("a while"))
        served.append(person)

    many = [threading.Thread(target=bring, args=["甲"]) for _ in range(7)]
    for one in many:
        one.start()
    while len(pool._waiting) < 5:
        time.sleep(0.01)
    single = threading.Thread(target=bring, args=["乙"])
    single.start()
    for one in [*many, single]:
        one.join()
    pool.close()
    assert served.index("乙") <= 3


def test_a_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch, pool: Pool) -> None:
    """The environment of the server, with the address of its database, is not handed on."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://name:password@host/ruqi")
    pool._idle[0].end()
    pool.read("甲", Job(WORKBOOK, "建群.xlsx", RECEIPT))
    process = pool._idle[0]._process.pid
    assert b"password" not in Path(f"/proc/{process}/environ").read_bytes()
