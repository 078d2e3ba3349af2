"""How good a forecast is: the sample and random terms, told from each day, held against what came.

From the end of each day, as known then, the rates of one to three days later are forecast, and held against
those rates as they were known at the end of that later day. Beside the share that lay in the interval
stand the errors of what was expected and of *stays as it is*, both the mean of the absolute difference.
A random campus is made of several of the terms that tests draw: one alone has too few classes to go by.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pandas as pd

from metrics.forecast import days_of_course, forecast
from metrics.indicators import INDICATORS
from metrics.lists.laggards import ALL_TERM, is_ranked
from schema.figures import CAMPUS, STATE
from schema.term import Term, load_term
from scripts.bench.measure import Row
from services import cache
from services.cache import Facts
from services.forecasts import evening
from services.sample import load_sample
from store import open_store
from tests.metrics.drawing import DAYS, UNITS, terms, together
from tests.metrics.making import Submission, frames_of, small_term

CAMPUSES, DRAWN_FOR_EACH, AHEAD = 12, 8, (1, 2, 3)
# The kinds of sheets that are drawn tell no more.
DRAWN_IDS = (
    "group_creation",
    "announcement",
    "teaching_test",
    "enrollment",
    "notification",
    "material_receipt",
    "material_coverage",
)
IDS = [one.id for one in INDICATORS if is_ranked(one.id) and one.id not in ALL_TERM]
# Of what was missed before nine tenths lie in the interval; of what comes a few less may, but not many.
COVERAGE = 0.8


@dataclass(frozen=True)
class Tested:
    """One row a forecast: ``rate``, ``expected``, ``low``, ``high`` and what ``came``; ``days`` ahead."""

    rows: pd.DataFrame

    @property
    def coverage(self) -> float:
        """The share of what came that lies within the interval, to a millionth."""
        came, near = self.rows["came"], 1e-6
        return float(((came >= self.rows["low"] - near) & (came <= self.rows["high"] + near)).mean())

    def error(self, column: str) -> float:
        """The mean absolute difference between ``column`` and what came, in percentage points."""
        return float((self.rows[column] - self.rows["came"]).abs().mean()) * 100


def run() -> list[dict[str, Any]]:
    """Measurements as rows: ``name``, ``measured``, ``unit``, ``bound`` (or ``None``), ``ok``."""
    term = load_term()
    due = term.first_teaching_day - dt.timedelta(days=1)
    evenings = [due - dt.timedelta(days=back) for back in reversed(range(-4, 4))]
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"sqlite:///{Path(folder, 'sample.db')}") as store,
    ):
        load_sample(store, term)
        sample = backtest(cache.facts(store, term), term, evenings, IDS)
    by_due = sample[sample["day"] == pd.Timestamp(due)]
    parts = {
        f"sample, for the deadline on {due:%d %b}": by_due,
        f"sample, every day {evenings[0]:%d %b} to {evenings[-1]:%d %b}": sample,
        f"{CAMPUSES} random campuses": _of_random_campuses(),
    }
    return [row.as_dict() for name, rows in parts.items() for row in _rows(name, Tested(rows))]


def _rows(name: str, outcome: Tested) -> list[Row]:
    return [
        Row(f"{name}: forecasts", len(outcome.rows), ""),
        Row(f"{name}: in the interval", outcome.coverage * 100, "%", COVERAGE * 100, at_least=True),
        Row(f"{name}: error of what was expected", outcome.error("expected"), "pp"),
        Row(f"{name}: error of “stays as it is”", outcome.error("rate"), "pp"),
    ]


def backtest(facts: Facts, term: Term, days: Sequence[dt.date], ids: Sequence[str]) -> pd.DataFrame:
    """Every forecast from one of ``days`` for a later one, see :class:`Tested`; of units, not the campus."""
    known = {day: evening(facts, term, day, tuple(ids), term.end_of(day)) for day in days}
    parts = []
    for base in days:
        evenings = {day: known[day] for day in days_of_course(base) if day in known}
        for left in AHEAD:
            later = base + dt.timedelta(days=left)
            if later in known:
                expected = forecast(evenings, dict.fromkeys(ids, left))
                parts.append(_with_what_came(expected, known[later], later))
    return pd.concat(parts, ignore_index=True)


def _with_what_came(expected: pd.DataFrame, figures: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    later = figures[
        (figures["on"] == pd.Timestamp(day)) & (figures[STATE] == "") & (figures["unit"] != CAMPUS)
    ]
    came = later[["indicator", "unit", "rate"]].rename(columns={"rate": "came"})
    return expected.merge(came).dropna().assign(day=pd.Timestamp(day))


def _of_random_campuses() -> pd.DataFrame:
    drawn: list[list[Submission]] = []

    @hypothesis.settings(
        max_examples=CAMPUSES * DRAWN_FOR_EACH, derandomize=True, database=None, deadline=None
    )
    @hypothesis.given(terms())
    def draw(submissions: list[Submission]) -> None:
        drawn.append(submissions)

    draw()
    term = small_term(*UNITS)
    campuses = [drawn[place : place + DRAWN_FOR_EACH] for place in range(0, len(drawn), DRAWN_FOR_EACH)]
    parts = [backtest(frames_of(together(campus)), term, DAYS, DRAWN_IDS) for campus in campuses]
    return pd.concat(parts, ignore_index=True)
