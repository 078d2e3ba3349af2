"""What is expected by a deadline, worked out by hand on a campus of ten units, and on random terms."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import compute_figures
from metrics.forecast import days_of_course, forecast
from metrics.states import with_states
from schema.figures import CAMPUS, NOT_REPORTED
from tests.drawn import FEW, tried
from tests.metrics.drawing import UNITS, terms, together
from tests.metrics.making import Submission, feb, frames_of, small_term

UNITS_HERE = [f"{number}系" for number in range(10)]
ID = "group_creation"


def table(rates: dict[int, float], day: int, *, d: int = 100, state: str = "") -> pd.DataFrame:
    """The figures of ten units that go the same way, and of the campus, up to ``day``."""
    rows = [
        (ID, unit, pd.Timestamp(feb(on)), round(rate * d), d, rate, state)
        for unit in (*UNITS_HERE, CAMPUS)
        for on, rate in rates.items()
        if on <= day
    ]
    return pd.DataFrame(rows, columns=["indicator", "unit", "on", "n", "d", "rate", "state"])


def evenings(rates: dict[int, float], last: int, **about: int | str) -> dict[dt.date, pd.DataFrame]:
    """What was known at the end of each day: all of the days up to it."""
    return {feb(day): table(rates, day, **about) for day in rates if day <= last}


STEADY = {18: 0.1, 19: 0.2, 20: 0.3, 21: 0.4, 22: 0.5}


@pytest.mark.parametrize(("left", "expected"), [(1, 0.6), (2, 0.7), (3, 0.8)])
def test_a_course_that_has_kept_its_pace_goes_on_with_it(left: int, expected: float) -> None:
    """Ten points a day came true on every day before, so they are expected, and nothing was missed."""
    rows = forecast(evenings(STEADY, 22), {ID: left}).set_index("unit")
    assert set(rows.index) == {*UNITS_HERE, CAMPUS}
    assert rows.loc["1系", ["rate", "expected", "low", "high"]].tolist() == pytest.approx(
        [0.5, expected, 0.5, expected]
    )


def test_a_pace_that_promised_what_never_came_is_not_believed() -> None:
    """After a rise and days of standing still, what stands is expected, within what was missed before."""
    rows = forecast(evenings({18: 0.1, 19: 0.5, 20: 0.5, 21: 0.5, 22: 0.5}, 22), {ID: 1})
    row = rows.set_index("unit").loc["1系"]
    assert row["expected"] == pytest.approx(0.5)
    assert row["low"] <= 0.5 <= row["high"]


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(evenings({22: 0.5}, 22), id="one day only"),
        pytest.param(evenings({21: 0.4, 22: 0.5}, 22), id="nothing to compare with"),
        pytest.param(evenings(STEADY, 22, state=NOT_REPORTED), id="not reported"),
        pytest.param(evenings(STEADY, 22, d=4), id="few to count"),
        pytest.param(evenings(dict.fromkeys(STEADY, 1.0), 22), id="nothing missing"),
    ],
)
def test_it_is_silent_where_there_is_too_little_to_go_by(known: dict[dt.date, pd.DataFrame]) -> None:
    """No row is better than one that is guessed."""
    rows = forecast(known, {ID: 1})
    assert list(rows) == ["indicator", "unit", "rate", "expected", "low", "high"]
    assert rows.empty


def test_only_the_indicators_that_are_asked_for_are_told_each_for_its_own_deadline() -> None:
    """Of another indicator with other days left, nothing is mixed in but how the pace held."""
    both = {
        day: pd.concat([rows, rows.assign(indicator="announcement")])
        for day, rows in evenings(STEADY, 22).items()
    }
    rows = forecast(both, {ID: 1, "announcement": 2})
    assert rows.groupby("indicator")["expected"].first().round(6).to_dict() == {ID: 0.6, "announcement": 0.7}
    assert set(forecast(both, {ID: 1})["indicator"]) == {ID}


def test_what_an_evening_has_of_later_days_is_not_looked_at() -> None:
    """Figures of all days of the term, as they are kept, give what those up to each evening give."""
    rates = {**STEADY, 23: 1.0, 24: 0.0}
    kept = {day: table(rates, 24) for day in evenings(STEADY, 22)}
    pd.testing.assert_frame_equal(forecast(kept, {ID: 1}), forecast(evenings(STEADY, 22), {ID: 1}))


IDS = ("enrollment", "material_coverage")
DRAWN = small_term(*UNITS)


def known_at_ends(submissions: list[Submission], last: int) -> dict[dt.date, pd.DataFrame]:
    """The evenings of the course up to ``last``, of facts of which all is there."""
    facts, known = frames_of(submissions), {}
    for day in days_of_course(feb(last)):
        days, end = [day - dt.timedelta(days=back) for back in range(8)], DRAWN.end_of(day)
        figures = compute_figures(facts, term=DRAWN, days=days, known_at=end, indicators=IDS)
        known[day] = with_states(figures, facts, DRAWN, end)
    return known


@tried(FEW)
@given(campus=st.lists(terms(), min_size=4, max_size=4))
def test_nothing_that_comes_later_changes_what_is_expected(campus: list[list[Submission]]) -> None:
    """On random terms: what is received after the day moves nothing, and each interval holds its rate."""
    drawn, ahead = together(campus), dict.fromkeys(IDS, 1)
    by_then = [one for one in drawn if one.received_at <= DRAWN.end_of(feb(24))]
    told = forecast(known_at_ends(by_then, 24), ahead)
    pd.testing.assert_frame_equal(told, forecast(known_at_ends(drawn, 24), ahead))
    inside = (told["low"] <= told[["rate", "expected"]].min(axis=1) + 1e-9) & (
        told[["rate", "expected"]].max(axis=1) <= told["high"] + 1e-9
    )
    assert inside.all()
    assert told[["low", "high"]].stack().between(0, 1).all()
