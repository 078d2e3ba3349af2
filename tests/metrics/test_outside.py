"""Who is not in a denominator: counted by hand on the golden campus."""

from __future__ import annotations

import pandas as pd
import pytest

from metrics import compute_figures
from metrics.outside import COLUMNS, outside, unplanned, unplanned_classes
from schema.figures import CAMPUS
from tests.metrics.golden import SUBMISSIONS, TERM
from tests.metrics.making import Submission, at, feb, frames_of

FACTS = frames_of(SUBMISSIONS)


def left_out(indicator: str, day: int = 26) -> dict[str, dict[str, int]]:
    """By unit, whom the figure of a day leaves out."""
    figures = compute_figures(FACTS, term=TERM, days=[feb(day)])
    classes = unplanned_classes(FACTS, TERM)
    table = pd.concat([outside(FACTS, TERM, figures), unplanned(classes, feb(day))])
    own = table[table["indicator"] == indicator]
    return {unit: dict(zip(rows["what"], rows["count"], strict=True)) for unit, rows in own.groupby("unit")}


@pytest.mark.parametrize(
    ("indicator", "counts"),
    [
        # 丁部 has sent no survey; the survey of 乙学院 is withdrawn, but its list of students stands.
        ("need_survey", {"丁部": {"silent": 1}, CAMPUS: {"silent": 1}}),
        # 丙系 was asked by students alone, 丁部 has no classes.
        ("session_opening_sampled", {"乙学院": {"silent": 1}, "丙系": {"silent": 1}, CAMPUS: {"silent": 2}}),
        # Class 999 has a group and is in no plan.
        ("group_creation", {"乙学院": {"unplanned": 1}, CAMPUS: {"unplanned": 1}}),
        ("visit_coverage", {"乙学院": {"unplanned": 1}, CAMPUS: {"unplanned": 1}}),
        # 011 alone has a roster, of eight classes due.
        (
            "students_complete",
            {
                "甲学院": {"unlisted": 3}, "乙学院": {"unlisted": 2}, "丙系": {"unlisted": 2},
                CAMPUS: {"unlisted": 7},
            },
        ),
        # T1 teaches in two units and counts once for the campus.
        (
            "teaching_at_home",
            {"乙学院": {"no_place": 2}, "丙系": {"no_place": 2}, CAMPUS: {"no_place": 4, "not_sum": 1}},
        ),
        # The group of the campus is its own, no unit's.
        ("campus_workgroup", {CAMPUS: {"not_sum": 1}}),
        ("reporting", {}),
        ("workgroup", {}),
    ],
)  # fmt: skip
def test_whom_a_rate_leaves_out_is_counted(indicator: str, counts: dict[str, dict[str, int]]) -> None:
    """By unit and for the campus; nobody is left out of what is held against units."""
    assert left_out(indicator) == counts


def test_a_unit_without_classes_owes_no_sessions_and_one_that_reports_none_due_is_not_silent() -> None:
    """Nothing due, nothing reported and nothing to count are told apart."""
    assert "丁部" not in left_out("session_opening")
    survey = {"as_of": feb(22), "students": 10, "surveyed": 10, "in_need": 0, "helped": 0}
    facts = frames_of([Submission(1, "need_survey", "甲学院", at(22), [survey])])
    table = outside(facts, TERM, compute_figures(facts, term=TERM, days=[feb(23)]))
    assert list(table.columns) == list(COLUMNS)
    silent = table[(table["indicator"] == "need_support") & (table["what"] == "silent")]
    assert list(silent["unit"]) == ["乙学院", "丙系", "丁部", CAMPUS]


def test_a_sheet_that_came_after_the_day_does_not_speak_for_it() -> None:
    """On the eve of the plan every unit is silent."""
    assert left_out("need_survey", 20)[CAMPUS] == {"silent": 4}
