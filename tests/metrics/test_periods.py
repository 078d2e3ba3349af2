from __future__ import annotations

import datetime as dt

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import periods_of, reporting_rates, reporting_timeliness, reports_by_period
from schema.deadlines import Deadline, default_deadline
from schema.kinds import REPORTED_KINDS
from tests.drawn import MANY, tried
from tests.metrics import drawing
from tests.metrics.making import Submission, at, feb, frames_of, relations_of, small_term

TERM = small_term("甲", "乙")
HOURS = dt.timedelta(hours=1)


def deadline(kind: str, period: str, first: int, last: int, due: float = 0, closed: float | None = None):
    """A deadline from ``feb(first)`` to ``feb(last)``, due and closed in hours after 24:00."""
    return Deadline(
        kind, period, feb(first), feb(last), due * HOURS, None if closed is None else closed * HOURS
    )


def groups(number: int, received_at: dt.datetime, unit: str = "甲", **more: dt.datetime) -> Submission:
    """A sheet that is of no day."""
    return Submission(number, "groups", unit, received_at, [{"class_id": "1", "created_on": feb(20)}], **more)


def counts(number: int, received_at: dt.datetime, *days: int, unit: str = "甲") -> Submission:
    """A sheet of some days."""
    rows = [{"class_id": "1", "as_of": feb(day), "expected": 1, "joined": 1} for day in days]
    return Submission(number, "enrollment", unit, received_at, rows)


def statuses(submissions: list[Submission], asked: Deadline, now: dt.datetime, **more: object) -> list[str]:
    """The states of the periods of 甲."""
    reports = reports_by_period(frames_of(submissions), TERM, [asked], now, **more)
    return list(reports.loc[reports["unit"] == "甲", "status"])


def exception(
    opened_at: dt.datetime, ends_at: dt.datetime, ended_at: dt.datetime | None = None
) -> pd.DataFrame:
    """The store's table of one exception for 甲's groups."""
    moments = [
        None if m is None else m.astimezone(dt.UTC).replace(tzinfo=None)
        for m in (opened_at, ends_at, ended_at)
    ]
    columns = ["unit", "kind", "opened_at", "ends_at", "ended_at"]
    table = pd.DataFrame([("甲", "groups", *moments)], columns=columns)
    return table.astype(dict.fromkeys(columns[2:], "datetime64[us]"))


@pytest.mark.parametrize(
    ("period", "first", "last", "expected"),
    [
        ("once", 20, 23, [(20, 23)]),
        ("daily", 22, 24, [(22, 22), (23, 23), (24, 24)]),
        ("weekly", 20, 33, [(20, 23), (24, 30), (31, 33)]),
        ("weekly", 24, 30, [(24, 30)]),
        ("weekly", 23, 23, [(23, 23)]),
        ("weekly", 23, 24, [(23, 23), (24, 24)]),
    ],
)
def test_periods_are_days_or_calendar_weeks_cut_at_both_ends(period, first, last, expected):
    """A week of which two days are asked for is a period too, due after the last of them."""
    periods = periods_of(deadline("visits", period, first, last, due=12, closed=36), TERM)
    assert [(one.starts, one.ends) for one in periods] == [(feb(a), feb(b)) for a, b in expected]
    assert [one.due for one in periods] == [at(b + 1, 12) for _, b in expected]
    assert [one.closed for one in periods] == [at(b + 2, 12) for _, b in expected]


def test_a_sheet_of_a_day_answers_the_period_of_its_day_whenever_it_comes():
    """Saturday's counts sent on Monday are Saturday's report, late, and nobody else's."""
    daily = deadline("enrollment", "daily", 22, 24)
    sent = [counts(1, at(24, 9), 22), counts(2, at(24, 20), 24)]
    assert statuses(sent, daily, at(26)) == ["late", "missing", "on_time"]


def test_a_sheet_of_several_days_answers_each_of_their_periods():
    """One workbook with three days is three reports."""
    daily = deadline("enrollment", "daily", 22, 24)
    assert statuses([counts(1, at(24, 9), 21, 22, 23, 24)], daily, at(26)) == ["late", "late", "on_time"]


def test_a_sheet_of_a_day_outside_all_periods_answers_none():
    """The counts of the day before the first are no report of the first."""
    assert statuses([counts(1, at(22, 9), 21)], deadline("enrollment", "daily", 22, 22), at(26)) == [
        "missing"
    ]


def test_a_sheet_of_no_day_answers_the_earliest_period_that_is_not_due_yet():
    """A unit that missed a day and then keeps time is in time: its sheets are not the missed one's."""
    daily = deadline("groups", "daily", 22, 24)
    assert statuses([groups(1, at(23, 20)), groups(2, at(24, 20))], daily, at(26)) == [
        "missing", "on_time", "on_time",
    ]  # fmt: skip


def test_with_nothing_left_that_is_not_due_it_answers_the_earliest_that_is_not_closed():
    """Two sheets on the day after pay the debt of the day before; what is closed stays unpaid."""
    sent = [groups(1, at(24, 9)), groups(2, at(24, 10))]
    assert statuses(sent, deadline("groups", "daily", 22, 24), at(26)) == ["late", "missing", "on_time"]
    closing = deadline("groups", "daily", 22, 24, closed=12)
    assert statuses(sent, closing, at(26)) == ["missing", "late", "on_time"]


def test_nothing_is_answered_by_a_sheet_that_finds_nothing_open():
    """Before the first period has begun, and after the last is closed, a sheet is nobody's report."""
    daily = deadline("groups", "daily", 22, 23, closed=2)
    assert statuses([groups(1, at(21, 20)), groups(2, at(24, 3))], daily, at(26)) == ["missing", "missing"]


def test_an_exception_lets_a_sheet_answer_what_is_closed_and_it_is_late():
    """The exception must be in force at the moment of receipt: not before, not after its end."""
    daily = deadline("groups", "daily", 22, 22, closed=2)
    sent = [groups(1, at(25, 12))]
    assert statuses(sent, daily, at(26), exceptions=exception(at(25), at(26))) == ["late"]
    assert statuses(sent, daily, at(26), exceptions=exception(at(25, 13), at(26))) == ["missing"]
    assert statuses(sent, daily, at(26), exceptions=exception(at(24), at(25, 12))) == ["missing"]
    assert statuses(sent, daily, at(26), exceptions=exception(at(24), at(26), at(25, 11))) == ["missing"]


def test_the_minute_of_due_is_in_time_and_the_next_is_not():
    """Due is the last moment that is in time."""
    once = deadline("groups", "once", 20, 23)
    assert statuses([groups(1, at(24, 0))], once, at(26)) == ["on_time"]
    assert statuses([groups(1, at(24, 0, 1))], once, at(26)) == ["late"]


def test_what_is_not_due_yet_is_pending_unless_it_was_answered():
    """A period enters the expected whole when it is answered or its due moment has passed."""
    daily = deadline("groups", "daily", 22, 24)
    sent = [groups(1, at(22, 12)), groups(2, at(23, 12))]
    assert statuses(sent, daily, at(23, 0)) == ["on_time", "pending", "pending"]
    reports = reports_by_period(frames_of(sent), TERM, [daily], at(23, 13))
    rates = reporting_rates(reports, ["unit"]).set_index("unit")
    assert rates.loc["甲", ["on_time", "late", "missing", "expected"]].tolist() == [2, 0, 0, 2]
    assert rates.loc["乙", ["on_time", "late", "missing", "expected"]].tolist() == [0, 0, 1, 1]


def test_a_rate_of_nothing_expected_is_no_rate():
    """Before anything is due there is nothing to be a share of."""
    reports = reports_by_period(frames_of([]), TERM, [deadline("groups", "once", 20, 23)], at(21))
    rates = reporting_rates(reports, ["kind"])
    assert rates["expected"].tolist() == [0]
    assert rates[["reporting_rate", "on_time_rate"]].isna().all(axis=None)


def test_rates_are_over_what_is_expected():
    """One in time, one late, two missing: half is reported, a quarter in time."""
    sent = [groups(1, at(22, 12)), groups(2, at(24, 12), unit="乙")]
    reports = reports_by_period(frames_of(sent), TERM, [deadline("groups", "daily", 22, 23)], at(26))
    row = reporting_rates(reports, ["kind"]).iloc[0]
    assert row.tolist() == ["groups", 1, 1, 2, 4, 0.5, 0.25]


def test_a_withdrawn_sheet_answers_nothing_and_the_next_takes_its_place():
    """From the moment of withdrawal the later sheet is the report, before it the earlier one."""
    sent = [groups(1, at(22, 12), withdrawn_at=at(25)), groups(2, at(23, 9))]
    once = deadline("groups", "once", 22, 22)
    assert statuses(sent, once, at(24)) == ["on_time"]
    assert statuses(sent, once, at(25)) == ["late"]


def test_what_was_received_after_the_moment_looked_at_is_not_seen():
    """The 22nd as it looked then, by what stands today: the withdrawn sheet is no report even then."""
    sent = [groups(1, at(22, 12), withdrawn_at=at(25)), groups(2, at(23, 9))]
    once = deadline("groups", "once", 22, 22)
    assert statuses(sent, once, at(26), until=at(23, 0)) == ["missing"]
    assert statuses(sent, once, at(26), until=at(23, 9)) == ["late"]


def test_a_deadline_for_the_plan_is_refused():
    """The plan comes from academic affairs, no unit owes it."""
    with pytest.raises(ValueError, match="plan"):
        reports_by_period(frames_of([]), TERM, [deadline("plan", "once", 20, 23)])


def test_the_table_has_its_declared_columns_and_types():
    """Rows come by unit, kind and day; days are midnights, moments naive UTC."""
    asked = [deadline("visits", "weekly", 20, 25), deadline("groups", "once", 20, 23, closed=1)]
    reports = reports_by_period(frames_of([groups(7, at(22))]), TERM, asked, at(26))
    assert list(zip(reports["unit"], reports["kind"], strict=True)) == [
        (unit, kind) for unit in ("甲", "乙") for kind in ("groups", "visits", "visits")
    ]
    moments = ["datetime64[us]"] * 5
    assert [str(t) for t in reports.dtypes] == ["str", "str", *moments, "Int64", "str"]
    assert reports.loc[0, ["due", "closed", "submission"]].tolist() == [
        pd.Timestamp("2020-02-23 16:00"), pd.Timestamp("2020-02-23 17:00"), 7,
    ]  # fmt: skip


WIDE = small_term(*drawing.UNITS)
ASKED = st.lists(
    st.builds(
        deadline,
        st.sampled_from(REPORTED_KINDS),
        st.sampled_from(["once", "daily", "weekly"]),
        st.integers(19, 22),
        st.integers(22, 27),
        st.integers(-5, 5),
        st.none() | st.integers(5, 30),
    ),
    max_size=4,
)


@tried(MANY)
@given(submissions=drawing.terms(), known_at=drawing.moment)
def test_with_the_terms_own_deadlines_it_says_what_the_timeliness_of_the_day_says(
    submissions: list[Submission], known_at: dt.datetime
) -> None:
    """Two ways to the same states: what is not due yet is missing there and pending here."""
    facts = frames_of(submissions)
    defaults = [default_deadline(kind, WIDE) for kind in REPORTED_KINDS]
    by_period = reports_by_period(facts, WIDE, defaults, known_at)
    by_day = reporting_timeliness(facts, WIDE, feb(40), known_at)
    columns = ["unit", "kind", "status", "received_at"]
    pd.testing.assert_frame_equal(by_period.replace("pending", "missing")[columns], by_day)


@tried(MANY)
@given(submissions=drawing.terms(), asked=ASKED, known_at=drawing.moment)
def test_on_time_late_and_missing_sum_to_what_was_due_or_answered(
    submissions: list[Submission], asked: list[Deadline], known_at: dt.datetime
) -> None:
    """Whatever was sent and asked for, on frames and on relations, nothing is counted twice or lost."""
    frames = frames_of(submissions)
    reports = reports_by_period(frames, WIDE, asked, known_at)
    moment = pd.Timestamp(known_at.astimezone(dt.UTC).replace(tzinfo=None))
    expected = (reports["due"] <= moment) | reports["submission"].notna()
    rates = reporting_rates(reports, ["unit"])
    assert rates["expected"].sum() == expected.sum()
    assert (rates["on_time"] + rates["late"]).sum() == reports["submission"].notna().sum()
    with duckdb.connect() as connection:
        relations = relations_of(frames, connection)
        pd.testing.assert_frame_equal(reports_by_period(relations, WIDE, asked, known_at), reports)
