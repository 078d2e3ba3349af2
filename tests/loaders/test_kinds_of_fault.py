"""Each kind of fault, as several producers save it, reads as a careful person reads it."""

from __future__ import annotations

import datetime as dt
import json

import pandas as pd
import pytest

from loaders import Receipt, read_workbook
from schema.term import load_term
from tests.workbooks.faults import FAULTS, FILES, Fault
from tests.workbooks.make import HERE
from tests.workbooks.producers import PRODUCERS

TERM = load_term()
RECEIVED = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
CASES = [(number, fault, producer) for number, fault in enumerate(FAULTS) for producer in fault.producers]


def _plain(value: object) -> str | None:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return str(value)


@pytest.mark.parametrize(
    ("fault", "producer"),
    [
        pytest.param(fault, producer, id=f"{fault.kind}-{number}-{producer}")
        for number, fault, producer in CASES
    ],
)
def test_a_sheet_with_this_fault_is_read_as_a_person_reads_it(fault: Fault, producer: str) -> None:
    """No value comes out wrong, no row goes missing, and whatever is doubtful is said at its place."""
    data = PRODUCERS[producer](fault.grid)
    readings = read_workbook(data, "表", Receipt(term=TERM, received_at=RECEIVED))
    (reading,) = (each for each in readings if each.kind == fault.form)
    rows = [tuple(map(_plain, row)) for row in reading.rows[list(fault.columns)].itertuples(index=False)]
    assert rows == fault.read
    assert {(finding.code, finding.row) for finding in reading.findings} == fault.said


@pytest.mark.parametrize("kind", range(1, 17))
def test_each_kind_of_fault_stands_in_three_workbooks_of_other_producers(kind: int) -> None:
    """Counted from the table of the workbooks; those that are kept as files have their readings written down."""
    written = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
    files = FILES.get(kind, ())
    assert set(files) <= set(written)
    producers = {producer for fault in FAULTS if fault.kind == kind for producer in fault.producers}
    assert len(producers) + len(files) >= 3
