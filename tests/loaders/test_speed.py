"""What a large or an odd sheet costs grows with its size, and no faster."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from schema.term import load_term

TERM = load_term()
RECEIVED = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")


def read(rows: list[str]) -> list[SheetReading]:
    text = "\n".join(["教学班号,统计日期,应进群人数,已进群人数", *rows])
    return read_workbook(text.encode(), "表.csv", Receipt(term=TERM, received_at=RECEIVED))


def seconds(rows: list[str]) -> float:
    """CPU time of reading, the best of two."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        read(rows)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("last", ["CS1234567890,2020-02-22,9,x", "无,2020-02-22,9,8", "课程,2020-02-22,9,8"])
def test_one_odd_id_among_plain_ones_costs_no_time(last: str) -> None:
    """Ids are looked at all at once; one that is not like the others is soon told."""
    rows = [f"CS{n:06}12345678901234,2020-02-22,50,40" for n in range(300)]
    assert seconds([*rows, last]) < 2


def test_conflicting_rows_of_one_key_are_worked_out_in_linear_time() -> None:
    """Twenty thousand rows that say different things of one class cost less than a second of CPU."""
    rows = [f"CS101-01,2020-02-22,50000,{n}" for n in range(20_000)]
    readings = read(rows)
    assert readings[0].rows.empty
    assert seconds(rows) < 1
