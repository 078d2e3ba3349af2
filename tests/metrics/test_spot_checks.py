from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

from metrics.agreement.claims import figures_from
from metrics.agreement.spot_checks import (
    SpotChecks,
    contradicted,
    spot_checks,
    sums_of_checks,
    verdict,
    wilson,
)
from schema.figures import CAMPUS
from tests.metrics.making import Submission, at, feb, frames_of, small_term

TERM = small_term("甲学院", "乙学院")
PLAN = Submission(
    1, "plan", None, at(20),
    [
        {"class_id": id, "unit": unit, "course_name": f"课程{id}", "teacher": "张三", "enrolled": 40,
         "first_session_on": feb(24)}
        for id, unit in (("001", "甲学院"), ("002", "甲学院"), ("003", "甲学院"), ("011", "乙学院"))
    ],
)  # fmt: skip
# On the 22nd 001 and 002 have a group; that of 003 is told on the 24th, and was there on the 22nd.
GROUPS = Submission(
    2, "groups", "甲学院", at(22),
    [{"class_id": id, "created_on": feb(22)} for id in ("001", "002")],
)  # fmt: skip
LATER = Submission(3, "groups", "甲学院", at(24), [{"class_id": "003", "created_on": feb(22)}])
JOINED = Submission(
    4, "enrollment", "甲学院", at(22),
    [
        {"class_id": "001", "as_of": feb(22), "expected": 40, "joined": 38},
        {"class_id": "002", "as_of": feb(22), "expected": 40, "joined": 20},
    ],
)  # fmt: skip


def check(class_id: str, item: str = "课程建群", day: int = 23, **found: Any) -> dict[str, Any]:
    return {"class_id": class_id, "check_item": item, "checked_on": feb(day), **found}


def checked(*rows: dict[str, Any], on: int = 25, known_at: Any = None) -> SpotChecks:
    checks = Submission(9, "checks", None, at(25, 8), list(rows))
    facts = frames_of([PLAN, GROUPS, LATER, JOINED, checks])
    whole = spot_checks(facts, TERM, feb(on), known_at)
    rates = whole.rates[whole.rates["verdict"].isin(["higher", "lower"])]
    against = set(zip(rates["indicator"], rates["unit"], strict=True))
    sums = sums_of_checks(facts, TERM, feb(on), known_at)
    assert (
        contradicted(sums, TERM, figures_from(facts, TERM), known_at) == against
    )  # without looking at each class
    return whole


def rate(found: SpotChecks, unit: str, *columns: str) -> list[Any]:
    row = found.rates.set_index("unit").loc[unit, list(columns)]
    return [value.item() if hasattr(value, "item") else value for value in row]


@pytest.mark.parametrize(
    ("confirmed", "sampled", "low", "high"),
    [
        # R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
        # Medicine 17 (1998), table I, method 3: the score interval without continuity correction.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # By hand: 1 of 1 gives 1 / (1 + z²) = 1 / 4.8415 below, and the mirror image of 0 of 20 above.
        (1, 1, 0.2065, 1.0000),
        (20, 20, 0.8389, 1.0000),
    ],
)
def test_the_interval_is_the_published_one(confirmed, sampled, low, high):
    """To four places; at both ends the bound is exactly 0 or 1."""
    found = wilson(confirmed, sampled)
    assert [round(bound, 4) for bound in found] == [low, high]
    assert confirmed or found[0] == 0
    assert confirmed < sampled or found[1] == 1


def test_nothing_sampled_has_no_interval():
    """There is no rate of nothing, and no verdict by one."""
    assert all(math.isnan(bound) for bound in wilson(0, 0))


@pytest.mark.parametrize(
    ("claimed", "sampled", "said"),
    [
        (0.81, 10, "higher"), (0.8, 10, "within"), (0.4, 10, "within"), (0.39, 10, "lower"),
        (1.0, 4, "too_few"), (math.nan, 10, "no_claim"),
    ],
)  # fmt: skip
def test_a_claim_is_judged_by_the_interval(claimed, sampled, said):
    """Its ends belong to it; below five sampled it says nothing."""
    assert verdict(claimed, 0.4, 0.8, sampled) == said


def test_a_unit_is_held_against_what_it_claimed_on_the_day_and_what_is_known_now():
    """The check of three classes beside the claim of the unit, then 2 of 3 and now 3 of 3."""
    found = checked(check("001", holds=True), check("002", holds=False), check("003", holds=True))
    shown = ("classes", "classes_due", "confirmed", "sampled", "claimed_n", "claimed_d", "now_n", "now_d")
    assert rate(found, "甲学院", *shown) == [3, 3, 2, 3, 2, 3, 3, 3]
    assert rate(found, CAMPUS, *shown) == [3, 4, 2, 3, 2, 4, 3, 4]
    assert rate(found, "甲学院", "same_n", "same_d", "contradicted", "verdict") == [2, 3, 2, "too_few"]
    assert round(rate(found, "甲学院", "checked")[0], 4) == 0.6667


def test_each_class_is_held_against_its_own_claim_with_both_cells():
    """Claimed and not found, found and not claimed by then, and as claimed."""
    found = checked(check("001", holds=True), check("002", holds=False), check("003", holds=True)).classes
    columns = [
        "class_id",
        "verdict",
        "claimed_n",
        "claimed_in",
        "claimed_submission",
        "claimed_row",
        "source_row",
    ]
    rows = found.astype(object).where(found.notna(), None)[columns].to_numpy().tolist()
    assert rows == [
        ["001", "within", 1, "groups", 2, 2, 2],
        ["002", "higher", 1, "groups", 2, 3, 3],
        ["003", "lower", 0, "plan", 1, 4, 4],
    ]


def test_people_of_a_class_are_judged_by_the_interval_of_the_class():
    """38 of 40 are claimed and 6 of 10 found, where up to 83 % may be; 20 of 40 and 5 of 10 agree."""
    found = checked(
        check("001", "学生进群", sampled=10, confirmed=6), check("002", "学生进群", sampled=10, confirmed=5),
        check("011", "学生进群", sampled=4, confirmed=4),
    )  # fmt: skip
    assert list(found.classes["verdict"]) == ["higher", "within", "too_few"]
    assert rate(found, "甲学院", "confirmed", "sampled", "same_n", "same_d") == [11, 20, 58, 80]
    # 58 of 120 are claimed of the three classes: 40 of the third are expected by the plan.
    assert rate(found, "甲学院", "claimed_n", "claimed_d", "verdict") == [58, 120, "within"]


def test_the_latest_check_counts_and_the_others_are_set_aside_with_the_reason():
    """A repeated check, one without a result, and one of a class without a plan count nowhere."""
    found = checked(
        check("001", holds=False, day=21), check("001", holds=True), check("002"), check("999", holds=True),
        check("003", holds=True, day=28),
    )  # fmt: skip
    assert list(found.classes["class_id"]) == ["001"]
    reasons = dict(
        zip(
            found.aside["class_id"] + found.aside["checked_on"].dt.strftime("%d"),
            found.aside["reason"],
            strict=True,
        )
    )
    assert reasons == {"00121": "repeated", "00223": "no_result", "99923": "unplanned"}
    assert rate(found, "甲学院", "classes") == [1]


def test_attendance_is_claimed_of_the_week_of_the_check():
    """What was reported of other weeks says nothing about this one, and a total nothing about a class."""
    sessions = [
        {"class_id": "001", "date": feb(day), "planned": 1, "held": 1, "expected": 40, "present": present,
         "source": "上报"}
        for day, present in ((21, 1), (24, 10), (25, 39))
    ]  # fmt: skip
    told = Submission(5, "sessions", "甲学院", at(25, 20), sessions)
    total = {"date": feb(25), "planned": 9, "held": 9, "expected": 60, "present": 50, "source": "上报"}
    totals = Submission(6, "session_totals", "甲学院", at(25, 21), [total])
    checks = Submission(9, "checks", None, at(26), [check("001", "到课", 25, sampled=40, confirmed=30)])
    found = spot_checks(frames_of([PLAN, told, totals, checks]), TERM, feb(26))
    shown = ("claimed_n", "claimed_d", "same_n", "same_d", "verdict")
    assert rate(found, "甲学院", *shown) == [60, 100, 49, 80, "within"]


def test_before_anything_was_checked_there_is_nothing():
    """Neither without checks nor before they were received, and the tables have their columns."""
    for found in (checked(), checked(check("001", holds=True), known_at=at(24))):
        assert found.rates.empty
        assert found.classes.empty
        assert {"verdict", "low", "claimed"} <= set(found.rates)


def test_a_table_says_no_more_than_its_rows():
    """Figures come back typed, so that empty and filled tables go together."""
    filled = checked(check("001", holds=True))
    assert (pd.concat([filled.rates, checked().rates]).dtypes == filled.rates.dtypes).all()
