"""Who is not in a denominator: counted by hand on the golden campus."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from metrics import compute_figures
from metrics.outside import COLUMNS, outside, unplanned, unplanned_classes
from metrics.states import not_due_yet, with_states
from schema.figures import CAMPUS
from schema.kinds import REPORTED_KINDS
from tests.metrics.golden import SUBMISSIONS, TERM
from tests.metrics.making import Submission, at, feb, frames_of

FACTS, ZERO = frames_of(SUBMISSIONS), {"as_zero": 1}


@cache
def left_out_by_all(day: int) -> pd.DataFrame:
    """Whom the figures of a day leave out."""
    figures = with_states(compute_figures(FACTS, term=TERM, days=[feb(day)]), FACTS, TERM)
    classes = pd.concat([unplanned_classes(FACTS, TERM, kind) for kind in REPORTED_KINDS])
    return pd.concat([outside(FACTS, TERM, figures), unplanned(classes, feb(day))])


def left_out(indicator: str, day: int = 26) -> dict[str, dict[str, int]]:
    """By unit, whom the figure of a day leaves out."""
    table = left_out_by_all(day)
    own = table[table["indicator"] == indicator]
    return {unit: dict(zip(rows["what"], rows["count"], strict=True)) for unit, rows in own.groupby("unit")}


@pytest.mark.parametrize(
    ("indicator", "counts"),
    [
        # 丁部 has sent no survey; the survey of 乙学院 is withdrawn, but its list of students stands.
        ("need_survey", {"丁部": {"silent": 1}, CAMPUS: {"silent": 1}}),
        # 丙系 was asked by students alone, 丁部 has no classes.
        ("session_opening_sampled", {"乙学院": {"silent": 1}, "丙系": {"silent": 1}, CAMPUS: {"silent": 2}}),
        # Class 999 has a group and is in no plan; 丙系 has sent nothing, and its two classes count 0.
        ("group_creation", {"乙学院": {"unplanned": 1}, "丙系": ZERO, CAMPUS: {"as_zero": 1, "unplanned": 1}}),
        ("visit_coverage", {"乙学院": {"unplanned": 1}, "丙系": ZERO, CAMPUS: {"as_zero": 1, "unplanned": 1}}),
        # 已通知人数 of a class of 甲学院 is blank in every count.
        ("notification", {"甲学院": {"blank": 1}, "丙系": ZERO, CAMPUS: {"as_zero": 1, "blank": 1}}),
        # Students of 丙系 told of a session, the unit itself of none.
        ("session_opening", {"丙系": {"silent": 1}, CAMPUS: {"silent": 1}}),
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
        ("workgroup", {"丙系": ZERO, "丁部": ZERO, CAMPUS: {"as_zero": 2}}),
    ],
)  # fmt: skip
def test_whom_a_rate_leaves_out_is_counted(indicator: str, counts: dict[str, dict[str, int]]) -> None:
    """By unit and for the campus, and so is who counts 0 because nothing was sent."""
    assert left_out(indicator) == counts


def test_a_unit_without_classes_owes_no_sessions_and_one_that_reports_none_due_is_not_silent() -> None:
    """Nothing due, nothing reported and nothing to count are told apart."""
    assert "丁部" not in left_out("session_opening")
    survey = {"as_of": feb(22), "students": 10, "surveyed": 10, "in_need": 0, "helped": 0}
    facts = frames_of([Submission(1, "need_survey", "甲学院", at(22), [survey])])
    figures = with_states(compute_figures(facts, term=TERM, days=[feb(23)]), facts, TERM)
    table = outside(facts, TERM, figures)
    assert list(table.columns) == list(COLUMNS)
    silent = table[(table["indicator"] == "need_support") & (table["what"] == "silent")]
    assert list(silent["unit"]) == ["乙学院", "丙系", "丁部", CAMPUS]


def test_a_sheet_that_came_after_the_day_does_not_speak_for_it() -> None:
    """On the eve of the plan every unit is silent."""
    assert left_out("need_survey", 20)[CAMPUS] == {"silent": 4}


@pytest.mark.parametrize(
    ("indicator", "day", "states"),
    [
        # Due at 24:00 of the 23rd: the two groups of 甲学院 came before, nothing ever came of 丙系.
        ("group_creation", 20, ("not_due", "not_due", "not_due", "nothing", "not_due")),
        ("group_creation", 22, ("", "", "not_due", "nothing", "")),
        ("group_creation", 23, ("", "", "not_reported", "nothing", "")),
        # 甲学院 sent totals, in which nobody has a name.
        ("students_complete", 26, ("unknown", "", "not_reported", "nothing", "")),
        # The list of 乙学院 stands, its survey was withdrawn.
        ("need_survey", 26, ("", "unknown", "unknown", "not_reported", "")),
        ("campus_evaluation", 26, ("nothing", "nothing", "nothing", "nothing", "")),
        ("session_opening", 19, ("not_due", "not_due", "not_due", "nothing", "not_due")),
        # That nothing came is what it counts.
        ("reporting", 26, ("", "", "", "", "")),
    ],
)
def test_not_reported_not_due_unknown_and_nothing_are_told_apart(
    indicator: str, day: int, states: tuple[str, ...]
) -> None:
    """Of each unit and the campus, while n, d and rate stay what they are."""
    figures = compute_figures(FACTS, term=TERM, days=[feb(day)], indicators=[indicator])
    stated = with_states(figures, FACTS, TERM)
    assert tuple(stated["state"]) == states
    pd.testing.assert_frame_equal(stated.drop(columns=["state", "ahead"]), figures)
    assert stated["ahead"].all() == (day < 23 and indicator not in {"need_survey", "reporting"})


@pytest.mark.parametrize(("hour", "state"), [(23, "not_due"), (24, "not_reported")])
def test_what_is_not_due_by_the_clock_is_no_reproach(hour: int, state: str) -> None:
    """On the 23rd itself the sheets are due at 24:00, whichever clock says so: of what was known, or now."""
    figures = compute_figures(FACTS, term=TERM, days=[feb(23)], indicators=["visit_coverage"], units=["丙系"])
    moment = at(23, hour) if hour < 24 else at(24, 0)
    assert with_states(figures, FACTS, TERM, moment)["state"].item() == state
    assert with_states(figures, FACTS, TERM, ahead=not_due_yet(TERM, moment))["state"].item() == state
