from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd

from metrics import compute_figures
from metrics.lists.need import need_counts, need_records, need_survey, needs_by_unit, parts_missing
from metrics.lists.obstacles import fault_counts, faults
from schema.figures import CAMPUS
from tests.metrics.making import Submission, at, feb, frames_of, small_term

TERM = small_term("甲学院", "乙学院")
WHOLE = {
    "situation": "山区",
    "needs": ("手机流量",),
    "measures": "充值",
    "result": "已能上课",
    "owner": "辅导员甲",
}


def records(*rows: dict[str, Any], day: int = 23) -> pd.DataFrame:
    """The records of students numbered from 1, as of a day of February."""
    numbered = [{"student_id": str(number), **row} for number, row in enumerate(rows, start=1)]
    return need_records(frames_of([Submission(1, "need", "甲学院", at(21), numbered)]), TERM, feb(day))


def test_a_record_is_complete_with_its_five_parts() -> None:
    """Situation, needs, measures, result and owner; what is missing is named."""
    found = records(WHOLE, {**WHOLE, "result": None, "needs": ()}, {})
    assert list(found["complete"]) == [True, False, False]
    assert found["lacks"][1] == ("needs", "result")
    missing = parts_missing(found)
    assert list(zip(missing["part"], missing["students"], strict=True))[:2] == [("needs", 2), ("result", 2)]


def test_what_was_done_later_is_not_done_yet() -> None:
    """Claims, help and top-ups count from their day."""
    row = {**WHOLE, "claimed_on": feb(22), "helped_on": feb(24), "topped_up_on": feb(23)}
    found = records(row).iloc[0]
    assert not records({**row, "owner": None}).iloc[0]["claimed"]
    assert (found["claimed"], found["helped"], found["topped_up"]) == (True, False, True)
    assert records(row, day=25).iloc[0]["helped"]
    assert records(row, day=20).empty
    assert records().empty


def test_a_record_that_was_completed_later_is_not_complete_yet() -> None:
    """It lacks nothing now; lists and indicators count it from the day on which it was."""
    sent = [Submission(number, "need", "甲学院", at(day), [{**WHOLE, "student_id": "1", **said}]) for number, day, said in
            ((1, 21, {"result": None}), (2, 24, {}))]  # fmt: skip
    facts = frames_of(sent)
    for day, complete in ((23, False), (24, True)):
        found = need_records(facts, TERM, feb(day)).iloc[0]
        assert (found["lacks"], found["complete"]) == ((), complete)
        figure = compute_figures(
            facts, term=TERM, days=[feb(day)], indicators=["need_records"], units=["甲学院"]
        )
        assert list(zip(figure["n"], figure["d"], strict=True)) == [(int(complete), 1)]


def test_the_campus_counts_as_the_notice_does() -> None:
    """The sum of the units stands beside the number of the notice; without one it is the sum."""
    found = records({"claimed_on": feb(22), "owner": "甲"}, {"unit": "乙学院", "partner": "子"})
    survey = need_survey(
        frames_of([Submission(1, "need_survey", "甲学院", at(21), [{"as_of": feb(day), "in_need": day} for day in (20, 22, 24)])]),
        TERM, feb(23),
    )  # fmt: skip
    counts = need_counts(found, survey, replace(TERM, students_in_need=160)).set_index("unit")
    assert list(counts.loc[CAMPUS, ["listed", "claimed", "in_need", "surveyed_in_need"]]) == [2, 1, 160, 22]
    assert list(counts.loc["乙学院", ["listed", "paired", "in_need"]]) == [1, 1, 1]
    assert pd.isna(need_counts(found, survey.head(0), TERM).set_index("unit").loc[CAMPUS, "surveyed_in_need"])
    assert need_counts(found, survey, TERM).set_index("unit").loc[CAMPUS, "in_need"] == 2


def test_a_student_with_several_needs_counts_under_each() -> None:
    """Needs add up to more than the students; words of no vocabulary come last."""
    found = records({"needs": ("学习设备", "手机流量")}, {"needs": ("手机流量", "陪伴")})
    counts = needs_by_unit(found, TERM)
    assert counts.loc[CAMPUS].to_dict() == {"手机流量": 2, "学习设备": 1, "陪伴": 1}
    assert counts.loc["乙学院"].sum() == 0


def obstacles(on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Five obstacles of two days, as they stand at the end of ``on``."""
    rows = [
        ("1", "2020-02-22 08:00", "2020-02-22 10:00", "校园网"),
        ("2", "2020-02-22 09:00", "2020-02-24 09:00", "校园网"),
        ("3", "2020-02-22 00:00", "2020-02-22 10:00", "设备"),
        ("4", "2020-02-23 20:00", None, None),
        ("5", "2020-02-24 20:00", None, "设备"),
    ]
    told = [
        {"fault_no": no, "reported_at": dt.datetime.fromisoformat(seen), "fault_kind": kind, "problem": "卡顿",
         "solved_at": solved and dt.datetime.fromisoformat(solved)}
        for no, seen, solved, kind in rows
    ]  # fmt: skip
    return faults(frames_of([Submission(1, "obstacles", CAMPUS, at(22), told)]), TERM, on, known_at)


def test_an_obstacle_is_open_until_it_is_solved() -> None:
    """Hours run to the solution, else to the end of the day or to what was known; days have no hours."""
    found = obstacles(feb(23)).set_index("fault_no")
    assert found["is_open"].to_dict() == {"1": False, "2": True, "3": False, "4": True}
    assert found["hours"].fillna(-1).to_dict() == {"1": 2, "2": 39, "3": -1, "4": 4}
    assert obstacles(feb(23), at(23, 21)).set_index("fault_no").loc["4", "hours"] == 1


def test_an_obstacle_sent_again_with_another_time_is_on_the_list_once() -> None:
    """With its solution, and reported at the first of its times; another problem of that number is another."""
    row = {"fault_no": "1", "problem": "断网"}
    first, again = (
        {**row, "reported_at": dt.datetime.combine(feb(22), dt.time(hour)), "solved_at": solved}
        for hour, solved in ((8, None), (9, dt.datetime.combine(feb(22), dt.time(18))))
    )
    sent = [
        Submission(1, "obstacles", CAMPUS, at(22), [first]),
        Submission(2, "obstacles", CAMPUS, at(23), [again]),
    ]
    listed = faults(frames_of(sent), TERM, feb(23))
    assert listed[["reported_at", "hours", "submission"]].to_numpy().tolist() == [
        [pd.Timestamp(first["reported_at"]), 10, 2]
    ]
    sent.append(Submission(3, "obstacles", CAMPUS, at(23), [{**first, "problem": "没声音"}]))
    assert len(faults(frames_of(sent), TERM, feb(23))) == 2


def test_solved_of_reported_with_the_median_of_hours() -> None:
    """By kind, where no kind is told among the others, and by unit with the campus last."""
    kinds = fault_counts(obstacles(feb(25)), TERM, "fault_kind").set_index("fault_kind")
    assert list(kinds.loc["校园网", ["reported", "solved", "median"]]) == [2, 2, 25]
    assert list(kinds.loc["设备", ["solved", "timed", "open"]]) == [1, 0, 1]
    assert kinds.index[-1] == "其他"
    units = fault_counts(obstacles(feb(25)), TERM, "unit")
    assert list(units["unit"]) == [CAMPUS]
    assert fault_counts(obstacles(feb(21)), TERM, "unit").empty
