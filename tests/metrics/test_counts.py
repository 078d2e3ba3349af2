"""Counts that no rate holds, of the golden campus, worked out by hand."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from metrics import (
    by_mode,
    compute_figures,
    counts,
    distinct_teachers,
    group_numbers,
    obstacle_hours,
)
from schema.figures import CAMPUS
from tests.metrics.golden import SUBMISSIONS, TERM, UNITS
from tests.metrics.making import Submission, at, feb, frames_of, small_term

FACTS = frames_of(SUBMISSIONS)
NOW = None


@pytest.mark.parametrize(
    ("day", "known_at", "expected"),
    [
        # T1 is in an office; f1 is open; the classes of #35 tell one accident. A dash: nobody could know.
        (22, at(23, 0), {
            "students_missing": "- - - - -", "accidents": "1 - - - 1", "unisolated_teachers": "1 - - - 1",
            "open_obstacles": "1 - - - 1", "topped_up": "- - - - -",
        }),
        # s3; the totals #36 are withdrawn; T1 is at home; #24 tells one top-up, 乙学院 names n3.
        (24, at(25, 0), {
            "students_missing": "- 1 - - 1", "accidents": "1 - - - 1", "unisolated_teachers": "0 0 - - 0",
            "open_obstacles": "0 - - - 0", "topped_up": "1 1 0 - 2",
        }),
        # Known now: f1 and the campus' c1 were open on the 22nd, s2 to s4 not in their group, T1 in the office.
        (22, NOW, {
            "students_missing": "- 3 - - 3", "accidents": "1 - - - 1", "unisolated_teachers": "1 - - - 1",
            "open_obstacles": "1 - - - 2", "topped_up": "- 0 - - 0",
        }),
    ],
)  # fmt: skip
def test_every_count_is_the_one_worked_out_by_hand(
    day: int, known_at: dt.datetime | None, expected: dict[str, str]
) -> None:
    """A count and whether anything was reported that could say so, by unit and for the campus."""
    table = counts(FACTS, TERM, feb(day), known_at)
    assert list(table["unit"]) == [*UNITS, CAMPUS] * len(expected)
    told = table["n"].astype("str").where(table["known"], "-")
    assert told.groupby(table["count"], sort=False).agg(" ".join).to_dict() == expected


def test_teachers_of_several_days_and_units_are_people() -> None:
    """T1 held sessions in both units; totals alone tell no teacher from another."""
    now = distinct_teachers(FACTS, TERM, feb(22), feb(26))
    assert list(now["teachers"]) == [1, 2, 0, 0, 2]
    assert not now["totals_only"].any()
    then = distinct_teachers(FACTS, TERM, feb(22), feb(22), at(24, 0))
    assert list(then["teachers"]) == [0] * 5
    assert list(then["totals_only"]) == [True, False, False, False, True]


def test_one_group_may_hold_several_classes() -> None:
    """Numbers are counted once, for the campus too; a group without a number is a group."""
    term = small_term("甲学院", "乙学院")
    classes = {"001": "甲学院", "002": "甲学院", "011": "乙学院", "012": "乙学院"}
    names = {"course_name": "课程", "teacher": "教师", "enrolled": 1}
    plan = [{"class_id": class_id, "unit": unit, **names} for class_id, unit in classes.items()]
    numbers = {"001": "7", "002": "7", "011": "7", "012": None}
    groups = [
        {"class_id": class_id, "group_no": number, "created_on": feb(22)}
        for class_id, number in numbers.items()
    ]
    facts = frames_of(
        [Submission(1, "plan", None, at(20), plan), Submission(2, "groups", None, at(23), groups)]
    )
    table = group_numbers(facts, term, feb(23))
    assert table.to_numpy().tolist() == [["甲学院", 1, 2, 2], ["乙学院", 1, 1, 2], [CAMPUS, 1, 3, 4]]


def test_hours_are_those_between_two_clocks() -> None:
    """f1 took 48 hours and f2 two and a half; c1 was solved on a day without a clock."""
    table = obstacle_hours(FACTS, TERM, feb(26)).set_index("unit")
    assert list(table.loc["甲学院"]) == [2, 2, 2, 25.25]
    assert list(table.loc[CAMPUS]) == [3, 3, 2, 25.25]
    assert pd.isna(table.loc["丁部", "median_hours"])


def test_where_no_mode_is_known_the_classes_are_told_without_one() -> None:
    """The classes of the figure are all there, under no mode; other indicators have none."""
    table = by_mode(FACTS, TERM, "teaching_test", feb(26))
    figures = compute_figures(FACTS, term=TERM, days=[feb(26)], indicators=["teaching_test"])
    assert table["mode"].isna().all()
    pd.testing.assert_frame_equal(table[["unit", "n", "d"]], figures[["unit", "n", "d"]])
    visited = by_mode(FACTS, TERM, "unit_supervision", feb(26))
    assert list(visited["n"]) == [1, 0, 0, 0, 1]
    with pytest.raises(ValueError, match="no modes for 'enrollment'; only for teaching_test"):
        by_mode(FACTS, TERM, "enrollment", feb(26))
