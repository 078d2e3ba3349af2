"""How long the figures of many campuses take on each engine, and from how many rows Spark pays.

Campuses are generated, of sizes as they are (a few large ones among many small), as files of Parquet. Every
indicator by unit, on each day of the phases; of a thousand campuses on the last day alone, for all days
would be more figures than the driver of Spark takes. Each engine works in a process of its own, from its
start: what it holds is that of all its processes together, and so is the time on processors. One run has
so many minutes and no more; what it has not finished by then is said, and all that is measured is printed
as it comes.
"""

from __future__ import annotations

import datetime as dt
import math
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from exports.published.parquet import schema_of, written
from metrics.federation import ParquetTables, PublishedTerm, figures_of_campuses
from schema.term import load_term
from scripts.bench.measure import Row, seconds
from scripts.bench.synthetic_term import SyntheticTerm

ROOT = Path(__file__).resolve().parents[2]
# Engine → of how many campuses its figures are worked out.
COUNTS = (1, 10, 100, 1_000)
ENGINES = ("pandas", "duckdb", "spark")
DIFFERENT = 20  # campuses of more are these again
ROWS = 43_000  # of a campus on the average
MANY = 1_000  # of so many campuses the figures of one day
ROWS_OF_A_SCALE, SPREAD = 75_720, 0.7  # of SyntheticTerm; of the logarithm
LOOKS_A_SECOND = 5
MOST_SECONDS = 1_200  # of one run
SPARK = "--master local[2] --driver-memory 2g {} pyspark-shell".format(
    "--conf spark.ui.enabled=false --conf spark.ui.showConsoleProgress=false"
)


@dataclass
class Used:
    """What a process and all that it started used: seconds, seconds on processors, and bytes at most.

    ``others`` is how many cores other programs kept busy meanwhile.
    """

    taken: float | None  # where it was not finished in time
    busy: float
    held: int
    others: float


def run() -> list[dict[str, Any]]:
    """Measurements as rows: ``name``, ``measured``, ``unit``, ``bound`` (``None``), ``ok``."""
    with tempfile.TemporaryDirectory() as folder:
        sizes = _generate(Path(folder))
        totals = {count: sum(sizes[place % DIFFERENT] for place in range(count)) for count in COUNTS}
        used, rows = dict[tuple[str, int], Used](), list[Row]()
        for count in COUNTS:
            for engine in ENGINES:
                one = used[engine, count] = _used(engine, count, Path(folder))
                rows += _rows(engine, count, totals[count], one)
                print(
                    *(f"{row.name}: {row.measured:.3g} {row.unit}" for row in rows[-4:]), sep="\n", flush=True
                )
    ended = {key: one.taken for key, one in used.items() if one.taken is not None}
    of_two = [engine for engine in ENGINES if {(engine, 10), (engine, 100)} <= set(ended)]
    rows += [_growth(engine, used, totals) for engine in of_two]
    rows += _crossing(ended, totals) if {"pandas", "spark"} <= set(of_two) else []
    return [row.as_dict() for row in rows]


def _rows(engine: str, count: int, rows: int, used: Used) -> list[Row]:
    name = f"{_named(engine)}, {count:,} campuses, {rows:,} rows"
    taken = Row(name, used.taken, "s") if used.taken else Row(f"{name}: not finished in", MOST_SECONDS, "s")
    return [
        taken,
        Row(f"{name}: on processors", used.busy, "s"),
        Row(f"{name}: peak memory", used.held / 2**20, "MB"),
        Row(f"{name}: cores that other programs kept busy", used.others, ""),
    ]


def _named(engine: str) -> str:
    return {"pandas": "pandas", "duckdb": "DuckDB", "spark": "Spark local[2]"}[engine]


def _growth(engine: str, used: dict[tuple[str, int], Used], totals: dict[int, int]) -> Row:
    """The power of the number of rows with which time on processors grows, from 10 campuses to 100."""
    power = math.log(used[engine, 100].busy / used[engine, 10].busy) / math.log(totals[100] / totals[10])
    return Row(f"{_named(engine)}, 10 → 100 campuses: growth exponent", power, "")


def _crossing(taken: dict[tuple[str, int], float], totals: dict[int, int]) -> list[Row]:
    """What a million rows more take, and from how many on Spark is quicker, if both go on so."""
    steps = {
        engine: (taken[engine, 100] - taken[engine, 10]) / (totals[100] - totals[10])
        for engine in ("pandas", "spark")
    }
    begun = {engine: taken[engine, 10] - steps[engine] * totals[10] for engine in steps}
    rows = [Row(f"{_named(engine)}, a million rows more", step * 1e6, "s") for engine, step in steps.items()]
    if steps["spark"] < steps["pandas"]:
        crossing = (begun["spark"] - begun["pandas"]) / (steps["pandas"] - steps["spark"])
        rows.append(Row("rows from which Spark on two cores is quicker than pandas on one", crossing, "rows"))
    return rows


def _generate(folder: Path) -> list[int]:
    """Campuses as files below ``folder``, of ``ROWS`` on the average; the rows of each."""
    term = load_term()
    sizes = np.random.default_rng(20200224).lognormal(0, SPREAD, DIFFERENT)
    rows = []
    for place, size in enumerate(sizes / sizes.mean() * ROWS / ROWS_OF_A_SCALE):
        tables = SyntheticTerm(term, float(size), seed=place).facts()
        rows.append(sum(map(len, tables.values())))
        for table, frame in tables.items():
            file = folder / str(place) / table / "part-0.parquet"
            file.parent.mkdir(parents=True)
            file.write_bytes(written(frame, schema_of(table)))
    return rows


def _used(engine: str, count: int, folder: Path) -> Used:
    """What the figures of ``count`` campuses take in a process of their own."""
    command = [sys.executable, "-m", "scripts.bench.bench_campuses", engine, str(count), str(folder)]
    given = {**os.environ, "PYSPARK_SUBMIT_ARGS": SPARK}
    busy: dict[int, float] = {}
    held, machine, start = 0, _busy_seconds(), time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.PIPE, text=True) as child:
        whole = psutil.Process(child.pid)
        while child.poll() is None and time.monotonic() - start < MOST_SECONDS:
            held = max(held, _look(whole, busy))
            time.sleep(1 / LOOKS_A_SECOND)
        in_time = child.poll() is not None
        if not in_time:
            _end(whole)
        printed = str(child.communicate()[0])
    if in_time and child.returncode:
        raise RuntimeError(f"{engine} of {count} campuses ended with {child.returncode}")
    own = sum(busy.values())
    others = (_busy_seconds() - machine - own) / (time.monotonic() - start)
    taken = float(printed.rsplit(maxsplit=1)[-1]) if in_time else None
    return Used(taken, own, held, max(0.0, others))


def _end(whole: psutil.Process) -> None:
    """End a process and all below it."""
    for process in [*whole.children(recursive=True), whole]:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def _look(whole: psutil.Process, busy: dict[int, float]) -> int:
    """The bytes that a process and all below it hold at once; of each how long it was ``busy``."""
    held = 0
    with suppress(psutil.Error):  # one that has just ended
        for process in [whole, *whole.children(recursive=True)]:
            busy[process.pid] = sum(process.cpu_times()[:2])
            # Pages that forked processes share are counted once.
            held += process.memory_full_info().pss
    return held


def _busy_seconds() -> float:
    machine = psutil.cpu_times()
    return float(machine.user + machine.nice + machine.system)


def _work_out(engine: str, count: int, folder: Path) -> None:
    """The figures of ``count`` campuses by ``engine``, in this process, and how many seconds they took."""
    term = load_term()
    length = (term.last_day - term.first_day).days + 1
    days = [term.first_day + dt.timedelta(days=day) for day in range(length)][-1 if count >= MANY else 0 :]
    published = [
        PublishedTerm(f"campus{place}", "", term, ParquetTables(folder / str(place % DIFFERENT)))
        for place in range(count)
    ]
    print(seconds(lambda: figures_of_campuses(published, engine, days=days, known_at=None)))


if __name__ == "__main__":
    _work_out(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
