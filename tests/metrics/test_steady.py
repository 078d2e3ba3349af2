from __future__ import annotations

import dataclasses
import datetime as dt

import pandas as pd
import pytest

from metrics import judge, weeks_of
from metrics.steady import CRITERIA, State, Verdict
from schema.figures import CAMPUS
from schema.term import Steady, load_term

TERM = dataclasses.replace(load_term(), units=load_term().units[:2])
ONE, OTHER = TERM.unit_names
ENDS = [dt.date(2020, 2, 23), *(week.ends for week in weeks_of(TERM))]
RULE = Steady()
GOOD = {ONE: (96, 100), OTHER: (98, 100)}
# Counts of one week by unit; 开课率 and 到课率 have the same unless a test says otherwise.
Weeks = list[dict[str, tuple[int, int]]]


def figures(opening: Weeks, attendance: Weeks | None = None) -> pd.DataFrame:
    """Cumulative figures on the eve and at the end of each week."""
    rows = []
    for indicator, weeks in (("session_opening", opening), ("attendance", attendance or opening)):
        for unit in (ONE, OTHER, CAMPUS):
            n = d = 0
            rows.append((indicator, unit, pd.Timestamp(ENDS[0]), 0, 0))
            for on, told in zip(ENDS[1:], weeks, strict=False):
                counted = list(told.values()) if unit == CAMPUS else [told.get(unit, (0, 0))]
                n, d = n + sum(pair[0] for pair in counted), d + sum(pair[1] for pair in counted)
                rows.append((indicator, unit, pd.Timestamp(on), n, d))
    table = pd.DataFrame(rows, columns=["indicator", "unit", "on", "n", "d"])
    return table.assign(rate=(table["n"] / table["d"]).where(table["d"] != 0))


def judged(opening: Weeks, attendance: Weeks | None = None, rule: Steady = RULE):
    """The judgement at the end of the last of the weeks."""
    return judge(figures(opening, attendance), weeks_of(TERM), ENDS[len(opening)], rule)


def row(judgement, criterion: str) -> pd.Series:
    """The evidence of the last week for a criterion."""
    found = judgement.evidence
    return found[(found["criterion"] == criterion) & (found["week"] == found["week"].max())].iloc[0]


def test_two_good_weeks_are_steady_with_all_the_evidence():
    """Every criterion of both weeks holds; the change of the first week has nothing before it."""
    found = judged([GOOD, GOOD])
    assert (found.verdict, found.weeks) == (Verdict.STEADY, (1, 2))
    states = found.evidence.pivot(index="criterion", columns="week", values="state").loc[list(CRITERIA)]
    assert states[2].tolist() == [State.HOLDS] * 7
    assert states[1].tolist() == [State.HOLDS] * 4 + [State.FIRST_WEEK] * 2 + [State.HOLDS]
    opening = row(found, "opening")
    assert (opening["value"], opening["limit"], opening["n"], opening["d"]) == (0.97, 0.95, 194, 200)
    assert (opening["lowest"], opening["lowest_n"], opening["lowest_d"]) == (ONE, 96, 100)
    apart = row(found, "opening_spread")
    assert round(apart["value"], 6) == 0.02
    assert (apart["highest"], apart["highest_n"], apart["highest_d"]) == (OTHER, 98, 100)
    change = row(found, "opening_change")
    assert (change["value"], change["n_before"], change["d_before"]) == (0, 194, 200)


@pytest.mark.parametrize(
    ("criterion", "first", "last"),
    [
        ("opening", {ONE: (96, 100), OTHER: (96, 100)}, {ONE: (94, 100), OTHER: (95, 100)}),
        ("attendance", {ONE: (94, 100), OTHER: (94, 100)}, {ONE: (92, 100), OTHER: (93, 100)}),
        ("opening_spread", GOOD, {ONE: (880, 1000), OTHER: (4950, 5000)}),
        ("attendance_spread", GOOD, {ONE: (880, 1000), OTHER: (4950, 5000)}),
        ("opening_change", GOOD, {ONE: (100, 100), OTHER: (100, 100)}),
        ("attendance_change", GOOD, {ONE: (947, 1000), OTHER: (947, 1000)}),
        ("reporting", GOOD, {OTHER: (97, 100)}),
    ],
)
def test_one_criterion_that_fails_is_enough(criterion, first, last):
    """Each criterion alone keeps the teaching from being called steady, and is the one that fails."""
    own, other = [first, last], [GOOD, GOOD]
    found = judged(other, own) if criterion.startswith("attendance") else judged(own, other)
    assert found.verdict == Verdict.NOT_STEADY
    failing = found.evidence[found.evidence["state"] == State.FAILS]
    assert failing["criterion"].tolist() == [criterion]
    if criterion == "reporting":
        assert failing[["n", "d"]].to_numpy().tolist() == [[1, 2]]
        assert failing["silent"].tolist() == [(ONE,)]


def test_a_unit_with_classes_due_that_never_reported_is_silent():
    """One of two units reports both weeks well: 1/2 report, not 1/1; without classes due it owes nothing."""
    week = {ONE: (98, 100)}
    reported = figures([week, week])
    due = [("group_creation", unit, pd.Timestamp(ENDS[2]), 0, 10, 0.0) for unit in (ONE, OTHER)]
    with_due = pd.concat([reported, pd.DataFrame(due, columns=list(reported))], ignore_index=True)
    judgement = judge(with_due, weeks_of(TERM), ENDS[2], RULE)
    reporting = row(judgement, "reporting")
    assert (judgement.verdict, reporting["n"], reporting["d"]) == (Verdict.NOT_STEADY, 1, 2)
    assert reporting["silent"] == (OTHER,)
    assert judge(reported, weeks_of(TERM), ENDS[2], RULE).verdict == Verdict.STEADY


def test_a_limit_that_is_just_met_holds():
    """A spread of ten points is within ten points, whatever floating-point numbers make of it."""
    week = {ONE: (70, 100), OTHER: (80, 100)}
    rule = Steady(opening=0.75, attendance=0.75)
    assert judged([week, week], rule=rule).verdict == Verdict.STEADY


def test_too_few_weeks_and_weeks_without_data_are_no_verdict():
    """Before enough weeks are over nothing is decided, and nothing is where nothing was reported."""
    assert judged([GOOD]).verdict == Verdict.TOO_EARLY
    assert judge(figures([GOOD]), weeks_of(TERM), dt.date(2020, 2, 25), RULE).verdict == Verdict.TOO_EARLY
    nothing = judged([{}, {}])
    assert nothing.verdict == Verdict.NO_DATA
    assert set(nothing.evidence["state"]) == {State.NO_DATA, State.FIRST_WEEK}
    only_held = judged([GOOD, GOOD], [{}, {}])  # nobody counts who is present
    assert only_held.verdict == Verdict.NO_DATA


def test_other_numbers_give_another_verdict():
    """The rule is the reader's to adjust: one week, or a lower limit."""
    poor = {ONE: (90, 100), OTHER: (90, 100)}
    assert judged([poor, GOOD]).verdict == Verdict.NOT_STEADY
    assert judged([poor, GOOD], rule=Steady(weeks=1, change=0.1)).verdict == Verdict.STEADY
    assert judged([poor, poor], rule=Steady(opening=0.9, attendance=0.9)).verdict == Verdict.STEADY
