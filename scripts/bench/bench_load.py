"""What visitors cost each other: many reporters at once, and readers of pages beside huge uploads.

A server of its own on this machine is visited over the server's own protocol. A reporter's whole way
is: open the overview, open the desk, upload a sheet of 40 classes, see the review, confirm it.
"""

from __future__ import annotations

import io
import math
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import psutil
import xlsxwriter
from websockets.exceptions import WebSocketException

from schema.term import load_term
from scripts.bench.measure import Row, seconds
from scripts.bench.people import BEHIND_PROXY, READER, let_in, officer, reporter, signed_in
from scripts.bench.visitor import Visitor
from scripts.bench.workbooks import write_roster
from scripts.postgres import postgres
from scripts.serving import ROOT, serving
from services.sample import load_sample
from store import open_store
from store.facts import read_all_facts
from store.submissions import read_submissions

FIRST_PORT = 8741
REPORTERS = (1, 10, 50, 100)
# With the one process of a server one core is busy, so two servers carry so many times as many reporters
# as one as a reporter costs less than twice the CPU of both.
SERVERS, REPORTERS_OF_SEVERAL, CARRIED = 2, (20, 100), 1.6
MANY, LONGEST, COST = 100, 25.0, 0.4  # of so many at once the longest way, and what each may cost, in seconds
CLASSES = 40
HUGE_FILES, HUGE_ROWS = 20, 100_000
QUIET_ROUNDS = 15
CONFIRM = "确认上报"
Classes = tuple[str, Sequence[str]]  # a unit, and classes of its plan


def run() -> list[dict[str, Any]]:
    """Measurements as rows: ``name``, ``measured``, ``unit``, ``bound``, ``ok``."""
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample.db"
        term = load_term()
        with open_store(f"sqlite:///{sample}") as store:
            load_sample(store, term)
            facts = read_all_facts(store, term.name, term.timezone, ("plan", "roster"))
        # A class with a roster is locked by what was approved: its counts are no news of a day.
        plan = facts["plan"][~facts["plan"]["class_id"].isin(facts["roster"]["class_id"])]
        classes = [(str(unit), list(rows["class_id"].unique())) for unit, rows in plan.groupby("unit")]
        huge = write_roster(Path(folder) / "名单.xlsx", HUGE_ROWS).read_bytes()
        rows: list[Row] = []
        with open_store(f"sqlite:///{sample}") as store:
            let_in(store, [unit for unit, _ids in classes], max(REPORTERS), HUGE_FILES)
        with _serving_copy(sample, Path(folder) / "huge.db") as (address, _url):
            rows += _beside_huge_files(address, huge)
        for count in REPORTERS:
            with _serving_copy(sample, Path(folder) / f"{count}.db") as (address, url):
                rows += _reporters([address], url, count, classes)
        rows += _several(classes)
    return [row.as_dict() for row in rows]


@contextmanager
def _serving_copy(sample: Path, file: Path) -> Iterator[tuple[str, str]]:
    """The address of a server over a copy of ``sample``, and the address of that database."""
    url = f"sqlite:///{shutil.copy(sample, file)}"
    with serving(ROOT / "dashboard.py", FIRST_PORT, {**BEHIND_PROXY, "DATABASE_URL": url}) as address:
        yield address, url


def _several(classes: Sequence[Classes]) -> list[Row]:
    """What reporters cost at one server over PostgreSQL, and at several."""
    rows = list[Row]()
    for reporters in REPORTERS_OF_SEVERAL:
        costs = []
        for count in (1, SERVERS):
            measured = _over_postgres(count, reporters, classes)
            rows += [replace(row, name=f"PostgreSQL, {count} server(s): {row.name}") for row in measured]
            costs.append(measured[2].measured)
        name = (
            f"{reporters} reporters: as many as {SERVERS} servers on as many cores carry ÷ one, by their CPU"
        )
        rows.append(Row(name, SERVERS * costs[0] / costs[1], "×", CARRIED, at_least=True))
    return rows


def _over_postgres(servers: int, reporters: int, classes: Sequence[Classes]) -> list[Row]:
    """What so many reporters cost at so many servers over a PostgreSQL of their own."""
    with postgres() as address, ExitStack() as stack:
        url = address.format("postgres")
        with open_store(url) as store:
            load_sample(store, load_term())
            let_in(store, [unit for unit, _ids in classes], max(REPORTERS), HUGE_FILES)
        signed = {**BEHIND_PROXY, "DATABASE_URL": url}
        addresses = [
            stack.enter_context(serving(ROOT / "dashboard.py", FIRST_PORT, signed)) for _ in range(servers)
        ]
        return _reporters(addresses, url, reporters, classes)


def _beside_huge_files(address: str, huge: bytes) -> list[Row]:
    """How long the overview takes for one reader while others upload, and what the server holds."""
    with Visitor(address, signed_in(READER)) as reader, Visitor(address, signed_in(READER)) as warm:
        reader.open()
        warm.open("submit")
        quiet = statistics.median(reader.open() for _ in range(QUIET_ROUNDS))
        beside: list[float] = []
        answers: list[float] = []
        uploads = [partial(_upload, address, number, huge) for number in range(HUGE_FILES)]
        with _in_background(uploads) as busy, _peak_memory() as peak:
            while busy():
                beside.append(reader.open())
                answers.append(seconds(lambda: httpx.get(f"{address}/_stcore/health", timeout=60)))
    return [
        Row(f"overview, nobody else, p50 of {QUIET_ROUNDS}", quiet * 1000, "ms"),
        Row(
            f"overview while {HUGE_FILES} visitors upload {HUGE_ROWS:,} rows each, p50 ÷ nobody else",
            statistics.median(beside) / quiet,
            "×",
            2.0,
        ),
        Row("the server's health, longest answer meanwhile", max(answers) * 1000, "ms", 1000),
        Row("server and readers, peak memory meanwhile", peak[0] / 2**20, "MB", 2048),
    ]


def _reporters(addresses: Sequence[str], url: str, count: int, classes: Sequence[Classes]) -> list[Row]:
    """What so many cost at once at servers over the database ``url``: the third row is their CPU."""
    for address in addresses:
        with Visitor(address, signed_in(READER)) as first:  # fills the server's caches and starts its readers
            first.open()
            first.open("submit")
    stored, before = _submissions(url), _cpu_seconds()
    with _others_cores() as others, ThreadPoolExecutor(count) as people:
        ways = [
            partial(_taken, addresses[n % len(addresses)], n, classes[n % len(classes)]) for n in range(count)
        ]
        taken = sorted(people.map(lambda way: way(), ways))
    cpu = (_cpu_seconds() - before) / count
    p95 = taken[min(len(taken) - 1, round(0.95 * len(taken)))]
    failed = sum(math.isinf(way) for way in taken)
    lost = count - failed - (_submissions(url) - stored)
    name = f"{count} reporters at once"
    return [
        Row(f"{name}, whole way, p50", statistics.median(taken), "s"),
        Row(f"{name}, whole way, p95", p95, "s", LONGEST if count >= MANY else None),
        Row(f"{name}, the server's CPU a reporter", cpu, "s", COST),
        Row(f"{name}, ways that failed", failed, "", 0),
        Row(f"{name}, sheets confirmed and lost", lost, "", 0),
        Row(f"{name}, cores that other programs of the machine kept busy", others[0], ""),
    ]


def _submissions(url: str) -> int:
    with open_store(url) as store:
        return len(read_submissions(store, load_term().name))


def _taken(address: str, number: int, classes: Classes) -> float:
    """Seconds of a whole way; infinite for one that failed, and why that was is printed."""
    try:
        return seconds(partial(_whole_way, address, number, classes))
    except (RuntimeError, KeyError, OSError, httpx.HTTPError, WebSocketException) as error:
        print(f"reporter {number}: {error!r}", file=sys.stderr, flush=True)
        return math.inf


def _whole_way(address: str, number: int, classes: Classes) -> None:
    with Visitor(address, signed_in(reporter(number))) as visitor:
        visitor.open()
        visitor.open("submit")
        visitor.upload(f"进群{number}.xlsx", _sheet(number, classes))
        visitor.press(CONFIRM)
        if visitor.has("button", CONFIRM):
            raise RuntimeError(f"the sheet of reporter {number} was not taken: {visitor.words}")


def _sheet(number: int, classes: Classes) -> bytes:
    """A day's joining for some classes of a unit, other than what any other reporter sends."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("学生进群")
        unit, ids = classes
        sheet.write_row(0, 0, ["学院", "教学班号", "统计日期", "应进群人数", "已进群人数"])
        for row, id in enumerate(ids[:CLASSES], start=1):
            sheet.write_row(row, 0, [unit, id, "2020-03-21", 200 + number, 150])
    return stream.getvalue()


def _upload(address: str, number: int, content: bytes) -> None:
    with Visitor(address, signed_in(officer(number))) as visitor:
        visitor.open("submit")
        visitor.upload(f"名单{number}.xlsx", content)


@contextmanager
def _in_background(works: Sequence[Callable[[], object]]) -> Iterator[Callable[[], bool]]:
    """Do all works at once; gives what tells whether any is still going on."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    yield lambda: any(thread.is_alive() for thread in threads)
    for thread in threads:
        thread.join()


def _server() -> list[Any]:
    """The server that this process started, and the processes in which it reads."""
    return list(psutil.Process().children(recursive=True))


def _cpu_seconds() -> float:
    return sum(sum(process.cpu_times()[:4]) for process in _server())


@contextmanager
def _others_cores() -> Iterator[list[float]]:
    """How many cores programs kept busy that are neither this one nor its servers, once it is over."""
    cores = [0.0]
    start, before = time.monotonic(), _busy_seconds()
    yield cores
    cores[0] = max(0.0, (_busy_seconds() - before) / (time.monotonic() - start))


def _busy_seconds() -> float:
    """CPU of the whole machine without this program and its servers."""
    machine, own = psutil.cpu_times(), psutil.Process().cpu_times()
    return float(machine.user + machine.nice + machine.system - own.user - own.system) - _cpu_seconds()


@contextmanager
def _peak_memory() -> Iterator[list[int]]:
    """The most bytes that the server and its readers hold at once, looked at a few times a second."""
    peak, is_over = [0], threading.Event()

    def look() -> None:
        while not is_over.wait(0.25):
            held = 0
            for process in _server():
                try:
                    held += process.memory_info().rss
                except psutil.Error:
                    continue  # it has just ended
            peak[0] = max(peak[0], held)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield peak
    finally:
        is_over.set()
        looking.join()


def _main() -> None:
    start = time.monotonic()
    for row in run():
        print(row)
    print(f"{time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    _main()
