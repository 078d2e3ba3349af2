"""Real workbooks of many producers, each read as a person wrote down beforehand.

The files and ``expected.json`` come from ``tests/workbooks/make.py``; the expectations there are
written by hand from the rules, not from what the loaders give.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from schema.term import load_term
from shell.check import reading_as_json

FOLDER = Path(__file__).parent.parent / "workbooks"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def read(file: str) -> list[SheetReading]:
    case = EXPECTED[file]
    return read_workbook(
        (FOLDER / "files" / file).read_bytes(),
        file,
        Receipt(
            term=load_term(),
            unit=case["unit"],
            plan=case["plan"] or {},
            received_at=dt.datetime.fromisoformat(case["received_at"]),
        ),
    )


def found(readings: list[SheetReading]) -> list[tuple[object, ...]]:
    places = ((f.row and f.sheet, f.row, f.column, f.severity, f.code) for r in readings for f in r.findings)
    return sorted(places, key=_place)


@pytest.mark.parametrize(
    "file", [file for file, case in EXPECTED.items() if case["refused"] and not case["harmless"]]
)
def test_refuses_what_cannot_be_read(file: str) -> None:
    """A file that cannot be read is refused with the reason, and nothing of it is taken."""
    readings = read(file)
    assert [reading.refused.code for reading in readings if reading.refused] == [EXPECTED[file]["refused"]]
    assert all(reading.rows.empty for reading in readings)


@pytest.mark.parametrize("file", [file for file, case in EXPECTED.items() if case["harmless"]])
def test_survives_hostile_files(file: str) -> None:
    """A file made to exhaust the reader is refused or read, without harm."""
    for reading in read(file):
        assert reading.refused is None or reading.refused.code == EXPECTED[file]["refused"]


@pytest.mark.parametrize(
    "file", [file for file, case in EXPECTED.items() if case["sheets"] and not case["harmless"]]
)
def test_reads_what_a_person_reads(file: str) -> None:
    """Every sheet: its kind, form, unit, number of rows, the rows written down, and all findings."""
    readings = read(file)
    sheets = EXPECTED[file]["sheets"]
    assert [(r.sheet, r.kind, r.form, r.unit) for r in readings] == [
        (s["sheet"], s["kind"], s["form"], s["unit"]) for s in sheets
    ]
    assert [len(reading.rows) for reading in readings] == [sheet["taken"] for sheet in sheets]
    for reading, sheet in zip(readings, sheets, strict=True):
        rows = {row["source_row"]: row for row in json.loads("".join(reading_as_json(reading)))["rows"]}
        for values in sheet["rows"]:
            assert {
                key: rows[values["source_row"]][key] or [] if value == [] else rows[values["source_row"]][key]
                for key, value in values.items()
            } == values
    expected = [(f[0] and s["sheet"], *f) for s in sheets for f in s["findings"]]
    # A code left open in the expectation matches any: formats differ in how much of a fault they keep.
    known = [
        (*f[:4], f[4] or code)
        for f, (*_, code) in zip(sorted(expected, key=_place), found(readings), strict=True)
    ]
    assert found(readings) == known


def _place(finding: tuple[object, ...]) -> str:
    return repr((finding[:4], finding[4] or ""))
