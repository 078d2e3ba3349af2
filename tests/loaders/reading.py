"""Sheets of a few rows as tests write them: lines of a csv, read with nothing known beside them, and workbooks."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl

from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from schema.term import load_term

TERM = load_term()
RECEIVED = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")


def xlsx_of(*rows: list[Any], merges: tuple[str, ...] = ()) -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for merge in merges:
        book.active.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(*rows: str) -> SheetReading:
    """The reading of the one sheet that ``rows`` make."""
    (reading,) = read_workbook("\n".join(rows).encode(), "表.csv", Receipt(term=TERM, received_at=RECEIVED))
    return reading
