"""The example that `docs/indicators.md` prints, read as if its sheets had been sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from loaders import Receipt, read_workbook
from metrics import behind, compute_figures
from metrics.indicators import INDICATORS
from schema.figures import CAMPUS, FigureKey
from schema.reading import SheetReading
from schema.term import Phase
from scripts.worked_example import SHEETS, UNITS, WORKED, items, totals
from services.taken import with_parts
from tests.metrics.making import at, feb, frames_of, small_term

TERM = replace(
    small_term(*UNITS),
    phases=(
        Phase("preparation", "准备", "Preparation", feb(20), feb(23)),
        Phase("first_day", "首日", "First day", feb(24), feb(24)),
        Phase("first_week", "首周", "First week", feb(24), feb(30)),
    ),
)
ON, NOON = feb(26), at(26, 12)
CLASSES = {"001", "002", "003"}


def parts() -> list[SheetReading]:
    """What the sheets say; they are read without a finding."""
    plan: dict[str, str] = {}
    read: list[SheetReading] = []
    for unit, kind, text in SHEETS:
        receipt = Receipt(TERM, NOON, unit, kind, plan)
        (reading,) = read_workbook(text.strip().encode(), f"{kind}.csv", receipt)
        assert (reading.refused, list(reading.findings)) == (None, [])
        if kind == "plan":
            plan = dict(zip(reading.rows["class_id"], reading.rows["unit"], strict=True))
        read += reading.split_by_unit()
    return read


@cache
def facts() -> dict[str, pd.DataFrame]:
    """The facts as they are once all sheets came."""
    return with_parts(frames_of([]), parts(), TERM, NOON)


def test_every_indicator_has_a_worked_example() -> None:
    """In the order of the register, with something to count in each."""
    assert list(WORKED) == [indicator.id for indicator in INDICATORS]
    assert all(totals(id)[1] for id in WORKED)


@pytest.mark.parametrize("indicator", WORKED)
def test_the_sheets_give_the_figure_that_the_document_shows(indicator: str) -> None:
    """N and d of the campus, and item by item what they are made of."""
    figures = compute_figures(facts(), term=TERM, days=[ON], indicators=[indicator], units=[CAMPUS])
    assert tuple(figures.iloc[0][["n", "d"]]) == totals(indicator)
    rows = behind(facts(), TERM, FigureKey(indicator, CAMPUS, ON))
    by_class = {item for side in WORKED[indicator] for item in items(side)} <= CLASSES
    for part, written in zip(("n", "d"), WORKED[indicator], strict=True):
        counted: Counter[str] = Counter()
        for row in rows[rows["part"] == part].itertuples():
            counted[row.class_id if by_class else row.item] += row.change
        assert counted == items(written)
