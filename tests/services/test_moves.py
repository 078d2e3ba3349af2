"""Why a figure moved from one day to another: moves that add up on random terms."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import compute_figures
from schema.figures import CAMPUS, FigureKey
from services.moves import DAYS, between
from tests.drawn import SOME, tried
from tests.metrics import drawing
from tests.metrics.making import Submission, at, feb, frames_of, small_term
from tests.metrics.test_cannot_mislead import PLAN, sent
from tests.metrics.test_cannot_mislead import TERM as CAMPUS_TERM

TERM = small_term(*drawing.UNITS)
ASKED = ("group_creation", "enrollment", "visit_coverage", "reporting", "session_opening", "teacher_place")


def counts(facts, term, figure: FigureKey, known_at: dt.datetime | None) -> tuple[int, int]:
    """N and d of one figure."""
    row = compute_figures(
        facts,
        term=term,
        days=[figure.on],
        known_at=known_at,
        indicators=[figure.indicator],
        units=[figure.unit],
    ).iloc[0]
    return int(row["n"]), int(row["d"])


@tried(SOME)
@given(
    submissions=drawing.terms(),
    known_at=drawing.known_at,
    indicator=st.sampled_from(ASKED),
    unit=st.sampled_from([*drawing.UNITS, CAMPUS]),
    days=st.tuples(st.sampled_from(drawing.DAYS), st.sampled_from(drawing.DAYS)).map(sorted),
)
def test_the_moves_add_up_to_the_difference(
    submissions: list[Submission],
    known_at: dt.datetime | None,
    indicator: str,
    unit: str,
    days: list[dt.date],
) -> None:
    """In n, in d and in the rate, whatever was re-sent, corrected and withdrawn in between."""
    facts, (since, on) = frames_of(submissions), days
    moves = between(facts, TERM, FigureKey(indicator, unit, on), since, known_at)
    was, now = (counts(facts, TERM, FigureKey(indicator, unit, day), known_at) for day in days)
    assert (moves["n"].sum(), moves["d"].sum()) == (now[0] - was[0], now[1] - was[1])
    rates = [n / d if d else 0.0 for n, d in (was, now)]
    assert moves["rate"].sum() == pytest.approx(rates[1] - rates[0])
    assert set(moves["act"]) <= {DAYS, "received", "withdrawn"}


def test_what_was_reported_ahead_comes_with_the_days_and_the_rest_with_its_sheet() -> None:
    """A group dated the 22nd in a sheet of the 20th, one of a sheet of the 22nd: from 0/3 to 2/3."""
    ahead = sent(2, "groups", 20, {"class_id": "001", "created_on": feb(22)})
    later = sent(3, "groups", 22, {"class_id": "002", "created_on": feb(22)})
    facts = frames_of((PLAN, ahead, later))
    moves = between(facts, CAMPUS_TERM, FigureKey("group_creation", CAMPUS, feb(22)), feb(20), at(24))
    assert [(row.act, row.n, row.d, round(row.rate, 3)) for row in moves.itertuples()] == [
        (DAYS, 1, 0, 0.333), ("received", 1, 0, 0.333),
    ]  # fmt: skip
