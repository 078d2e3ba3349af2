from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from metrics.lists import cases, contingencies
from metrics.lists.pairs import pair_states
from schema.figures import CAMPUS
from tests.metrics.making import Submission, at, feb, frames_of, small_term

TERM = small_term("甲学院", "乙学院")


def facts(table: str, *rows: dict[str, Any], day: int = 20) -> dict[str, pd.DataFrame]:
    """One submission of 甲学院 with ``rows``, each of which may name another unit."""
    return frames_of([Submission(1, table, "甲学院", at(day), list(rows))])


def moment(text: str) -> dt.datetime:
    """A local moment as a sheet gives it."""
    return dt.datetime.fromisoformat(text)


def plan_of(*rows: dict[str, Any], on: int = 23, **more: Any) -> pd.DataFrame:
    """The register of 23 February, by unit and item."""
    found = contingencies.register(facts("contingency", *rows), TERM, feb(on), **more)
    return found.set_index(["unit", "item"])


def test_the_register_has_every_unit_and_item_and_last_the_campus() -> None:
    """What nobody reported is missing, not absent."""
    found = plan_of({"item": "测验考试", "unit": CAMPUS})
    assert len(found) == 3 * 8
    assert list(found.index.unique("unit")) == ["甲学院", "乙学院", CAMPUS]
    assert set(found["status"]) == {"missing", "draft"}
    assert found.loc[(CAMPUS, "测验考试"), "status"] == "draft"


@pytest.mark.parametrize(
    ("row", "status", "lacks"),
    [
        ({"item": "测验考试", "submitted_on": feb(22), "joint": True, "exam_method": "在线", "owner": "甲"}, "complete", ()),
        ({"item": "测验考试", "submitted_on": feb(22), "joint": False, "owner": "甲"}, "lacking", ("joint", "exam_method")),
        ({"item": "测验考试", "submitted_on": feb(24), "joint": True, "exam_method": "在线", "owner": "甲"}, "draft", ()),
        ({"item": "返校后网络教学", "submitted_on": feb(22), "owner": "甲"}, "lacking", ("network_load",)),
        ({"item": "全学期教学", "submitted_on": feb(22), "owner": "甲", "exam_method": "在线", "courses": 9, "courses_designed": 8}, "lacking", ("courses_designed",)),
        ({"item": "全学期教学", "submitted_on": feb(22), "owner": "甲", "exam_method": "在线", "courses_designed": 8}, "lacking", ("courses_designed",)),
        ({"item": "疑似症状", "state": "已批准", "owner": "甲"}, "draft", ("submitted_on",)),
        ({"item": "疑似症状", "submitted_on": feb(22)}, "lacking", ("owner",)),
        ({"item": "疑似症状", "state": "制定中", "owner": "甲"}, "draft", ()),
    ],
)  # fmt: skip
def test_a_plan_lacks_what_its_matter_asks_for(
    row: dict[str, Any], status: str, lacks: tuple[str, ...]
) -> None:
    """The flags of the matter and an owner make it complete, once it is sent."""
    found = plan_of(row).loc[("甲学院", row["item"])]
    assert (found["status"], found["lacks"]) == (status, lacks)


def test_plans_are_counted_by_item_over_units_only() -> None:
    """The campus's own plan is beside the units', not among them."""
    rows = [
        {"item": "疑似症状", "submitted_on": feb(22), "owner": "甲", "unit": unit}
        for unit in ("甲学院", CAMPUS)
    ]
    register = plan_of(*rows).reset_index()
    counts = contingencies.register_counts(register, "item").set_index("item").loc["疑似症状"]
    assert counts.to_dict() == {"complete": 1, "lacking": 0, "draft": 0, "missing": 1}


def isolated(on: dt.date, **row: Any) -> pd.Series:
    """One isolated student as of ``on``."""
    given = {"item": "返校隔离", "student_id": "1", "student_name": "学生甲", **row}
    return cases.isolation(facts("contingency_cases", given), TERM, on).iloc[0]


@pytest.mark.parametrize(
    ("on", "stage", "day"),
    [
        (feb(23), "planned", None), (feb(24), "running", 1), (feb(24) + dt.timedelta(13), "running", 14),
        (feb(24) + dt.timedelta(14), "finished", None),
    ],
)  # fmt: skip
def test_quarantine_runs_from_its_first_to_its_fourteenth_day(
    on: dt.date, stage: str, day: int | None
) -> None:
    """Day 1 is the day on which it begins; after day 14 it is finished."""
    found = isolated(on, isolated_on=feb(24))
    assert found["stage"] == stage
    assert found["day"] is pd.NA if day is None else found["day"] == day


def test_isolation_without_a_day_has_no_stage() -> None:
    """Nothing is guessed of when it began."""
    assert isolated(feb(24))["stage"] == "undated"


def test_a_case_is_not_there_before_it_was_heard_of() -> None:
    """The first day that its row names, or its receipt, is when it begins."""
    given = facts(
        "contingency_cases", {"item": "返校隔离", "student_id": "1", "isolated_on": feb(25)}, day=23
    )
    assert cases.isolation(given, TERM, feb(22)).empty
    assert len(cases.isolation(given, TERM, feb(23))) == 1


def test_a_partner_serves_one_student_and_nobody_is_his_own() -> None:
    """Two students with one partner share him, unless one of them needs nobody any more."""
    names = ["甲", "乙", "丙", "丁", "戊", "己"]
    rows = pd.DataFrame(
        {
            "unit": ["甲学院"] * 4 + ["乙学院"] * 2,
            "student_id": list("123456"),
            "student_name": names,
            "partner": ["子", "子 ", "丙", None, "子", "丑、寅"],
        }
    ).astype("str")
    assert list(pair_states(rows)) == ["shared", "shared", "self", "alone", "paired", "several"]
    going = pd.Series([True, False, True, True, True, True])
    assert list(pair_states(rows, going)) == ["paired", "paired", "self", "alone", "paired", "several"]


def test_a_request_without_reason_or_decision_is_pointed_out() -> None:
    """A decision that came later is none yet; one that is put off is one."""
    given = facts(
        "contingency_cases",
        {
            "item": "延期到校",
            "student_id": "1",
            "reason": "照顾家人",
            "decision": "同意",
            "decided_on": feb(22),
        },
        {
            "item": "延期到校",
            "student_id": "2",
            "reason": "照顾家人",
            "decision": "同意",
            "decided_on": feb(24),
        },
        {"item": "延期到校", "student_id": "3", "decision": "待定"},
    )
    requests = cases.postponements(given, TERM, feb(23))
    assert list(requests["lacks"]) == [(), ("decision",), ("reason",)]
    campus = cases.postponement_counts(requests).set_index("unit").loc[CAMPUS]
    assert campus.to_dict() == {
        "students": 3,
        "同意": 1,
        "不同意": 0,
        "待定": 1,
        "unsaid": 1,
        "without_reason": 1,
    }


def test_minutes_to_the_report_need_two_clocks() -> None:
    """A day without a clock is not timed, and counts in no median."""
    given = facts(
        "contingency_cases",
        *(
            {
                "item": "疑似症状",
                "student_id": str(number),
                "symptoms_at": moment(seen),
                "reported_at": told and moment(told),
            }
            for number, (seen, told) in enumerate(
                [
                    ("2020-02-22 08:00", "2020-02-22 08:20"),
                    ("2020-02-22 09:00", "2020-02-22 10:00"),
                    ("2020-02-22 00:00", "2020-02-22 10:00"),
                    ("2020-02-22 09:00", None),
                    ("2020-02-23 23:50", "2020-02-24 00:10"),
                ]
            )
        ),
    )
    found = cases.suspected(given, TERM, feb(23))
    assert list(found["minutes"].fillna(-1)) == [20, 60, -1, -1, -1]
    campus = cases.suspected_counts(found).set_index("unit").loc[CAMPUS]
    assert campus.to_dict() == {"students": 5, "untimed": 3, "median": 40.0, "longest": 60.0}


def test_days_on_which_a_unit_sent_no_health_checks_are_pointed_out() -> None:
    """After its first day, while it has returned students; silent days are owed: 10 of the 21st, 4 of the 26th."""
    days = {20: (10, 9), 22: (10, 10), 23: (0, 0), 25: (4, 4), 27: (4, 4)}
    rows = [{"date": feb(day), "returned": back, "checked": seen} for day, (back, seen) in days.items()]
    found = contingencies.health_days(facts("health_checks", *rows), TERM, feb(26))
    assert list(found["date"][found["silent"]]) == [pd.Timestamp(feb(21)), pd.Timestamp(feb(26))]
    campus = contingencies.health_totals(found).set_index("unit").loc[CAMPUS]
    assert (campus["checks"], campus["due"], campus["returned"], campus["silent"]) == (23, 38, 4, 2)


def test_without_any_row_every_list_is_empty() -> None:
    """No sheet gives no failure, but lists with their columns."""
    nothing = facts("contingency_cases")
    for count, found in (
        (cases.postponement_counts, cases.postponements),
        (cases.isolation_counts, cases.isolation),
        (cases.suspected_counts, cases.suspected),
    ):
        assert count(found(nothing, TERM, feb(23))).empty
    assert contingencies.health_totals(contingencies.health_days(nothing, TERM, feb(23))).empty
