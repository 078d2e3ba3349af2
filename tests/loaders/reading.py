"""A sheet as a platform or an old system sends it: lines of a csv, read with nothing known beside them."""

from __future__ import annotations

import datetime as dt

from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from schema.term import load_term

TERM = load_term()
RECEIVED = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")


def read(*rows: str) -> SheetReading:
    """The reading of the one sheet that ``rows`` make."""
    (reading,) = read_workbook("\n".join(rows).encode(), "表.csv", Receipt(term=TERM, received_at=RECEIVED))
    return reading
