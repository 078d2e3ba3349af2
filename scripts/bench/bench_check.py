"""How long reading a workbook takes, beside the bare parse and beside two other readers.

The large workbook has 100,000 rows, one a student; the small one is what a college sends on an
evening. Memory is the peak of a process that reads a file just under the limit and nothing else.
"""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
from python_calamine import CalamineWorkbook

from loaders import Receipt, read_workbook
from schema.limits import MAX_FILE_BYTES
from schema.reading import SheetReading
from schema.term import load_term
from scripts.bench.measure import Row, best_of, seconds
from scripts.bench.workbooks import write_groups, write_roster

ROOT = Path(__file__).resolve().parents[2]
LARGE, SMALL = 100_000, 60
# Rows and random letters a row that nearly fill 20 MB: 2.4 million cells.
HEAVY_ROWS, HEAVY_PADDING = 300_000, 48
RECEIVED_AT = dt.datetime.fromisoformat("2020-02-24T08:00:00+08:00")
PEAK = """
import resource, sys
from scripts.bench.bench_check import read
readings = read(open(sys.argv[1], "rb").read())
assert readings[0].refused is None and len(readings[0].rows) == int(sys.argv[2]), readings
scale = 1 if sys.platform == "darwin" else 1024
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale)
"""


def run() -> list[dict[str, Any]]:
    """Measurements as rows: ``name``, ``measured``, ``unit``, ``bound``, ``at_least``, ``ok``."""
    with tempfile.TemporaryDirectory() as folder:
        large = write_roster(Path(folder) / "large.xlsx", LARGE)
        small = write_groups(Path(folder) / "small.xlsx", SMALL)
        heavy = write_roster(Path(folder) / "heavy.xlsx", HEAVY_ROWS, HEAVY_PADDING)
        rows = [*_in_process(large), *_as_command(large), *_small(small.read_bytes())]
        return [row.as_dict() for row in [*rows, *_memory(heavy)]]


def read(data: bytes) -> list[SheetReading]:
    """What `check` does with one workbook."""
    return read_workbook(data, "workbook.xlsx", Receipt(term=load_term(), received_at=RECEIVED_AT))


def _in_process(path: Path) -> list[Row]:
    """All readers in this process, with everything imported and the bytes read before."""
    data = path.read_bytes()
    bare, ours = best_of(5, lambda: _parse(data), lambda: _read_all(data, LARGE))
    with_openpyxl = seconds(lambda: pd.read_excel(io.BytesIO(data), engine="openpyxl"))
    validated = seconds(lambda: frictionless.validate(path.name, basepath=str(path.parent)))
    return [
        Row(f"parse of {LARGE:,} rows by python-calamine alone", bare, "s"),
        Row(f"check of {LARGE:,} rows", ours, "s"),
        Row("check ÷ parse", ours / bare, "×", 2),
        Row("pandas.read_excel(engine='openpyxl') of the same", with_openpyxl, "s"),
        Row("pandas.read_excel ÷ check", with_openpyxl / ours, "×", 5, at_least=True),
        Row("frictionless.validate of the same", validated, "s"),
        Row("frictionless.validate ÷ check", validated / ours, "×", 5, at_least=True),
    ]


def _as_command(path: Path) -> list[Row]:
    """Whole programs, from start to end: ours prints every row as JSON, the other only reads."""
    command = ["cli.py", "check", str(path), "--json", "--received-at", RECEIVED_AT.isoformat()]
    reader = ["-c", f"import pandas; pandas.read_excel({str(path)!r}, engine='openpyxl')"]
    ours, with_openpyxl = best_of(3, lambda: _run(command), lambda: _run(reader))
    return [
        Row("`cli.py check --json` of the same, from start to end", ours, "s"),
        Row("a program that calls pandas.read_excel(engine='openpyxl') only", with_openpyxl, "s"),
        Row("that program ÷ `cli.py check --json`", with_openpyxl / ours, "×", 3, at_least=True),
    ]


def _small(data: bytes) -> list[Row]:
    _read_all(data, SMALL)
    (taken,) = best_of(20, lambda: _read_all(data, SMALL))
    return [Row(f"check of {SMALL} rows in a running process", taken * 1000, "ms", 20)]


def _memory(path: Path) -> list[Row]:
    size = path.stat().st_size
    if not 0.9 * MAX_FILE_BYTES < size <= MAX_FILE_BYTES:
        raise ValueError(f"the heavy workbook has {size:,} bytes and should be just under {MAX_FILE_BYTES:,}")
    peak = subprocess.run(
        [sys.executable, "-c", PEAK, str(path), str(HEAVY_ROWS)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    name = f"peak memory, {size / 2**20:.1f} MB and {HEAVY_ROWS:,} rows"
    return [Row(name, int(peak.stdout) / 2**20, "MB", 1024)]


def _parse(data: bytes) -> None:
    CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def _read_all(data: bytes, expected: int) -> None:
    (reading,) = read(data)
    if len(reading.rows) != expected:
        raise ValueError(
            f"{len(reading.rows)} of {expected} rows were taken: {reading.refused or reading.findings[:3]}"
        )


def _run(command: list[str]) -> None:
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
