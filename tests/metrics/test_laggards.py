"""Who is behind on the golden campus, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from metrics import compute_figures
from metrics.indicators import INDICATORS
from metrics.lists.laggards import is_ranked, laggards, worst_of_each
from metrics.states import with_states
from schema.figures import CAMPUS
from schema.term import Term
from tests.metrics.golden import SUBMISSIONS, TERM
from tests.metrics.making import feb, frames_of

FACTS = frames_of(SUBMISSIONS)


def behind(day: int) -> pd.DataFrame:
    """The gaps of all indicators at the end of a day of February."""
    return behind_in(TERM, day)


def behind_in(term: Term, day: int) -> pd.DataFrame:
    """The same in another term of the same units."""
    return laggards(with_states(compute_figures(FACTS, term=term, days=[feb(day)]), FACTS, term), term)


def test_the_widest_gap_comes_first_and_of_equal_ones_that_with_the_most_missing() -> None:
    """丙系 has sent nothing: of its 25 places all are missing, then its units of other things."""
    rows = behind(26)
    first = rows.iloc[0]
    assert (first["unit"], first["missing"], first["gap"]) == ("丙系", 25, 1.0)
    assert first["indicator"] in {"enrollment", "notification", "material_receipt"}
    assert list(rows["gap"]) == sorted(rows["gap"], reverse=True)
    assert CAMPUS not in set(rows["unit"])
    assert "teaching_at_home" not in set(rows["indicator"])
    assert not {one.id for one in INDICATORS if one.is_of_others} & set(rows["indicator"])


def test_each_gap_says_how_many_days_late_it_is_and_who_else_has_it() -> None:
    """Groups were due on the 23rd: three days late on the 26th; visits are by no day all due."""
    rows = behind(26).set_index(["indicator", "unit"])
    group = rows.loc[("group_creation", "丙系")]
    assert (group["late"], group["others"], group["missing"]) == (3, 2, 2)
    assert pd.isna(rows.loc[("visit_coverage", "丙系"), "late"])
    assert len(worst_of_each(behind(26))) == behind(26)["indicator"].nunique()


def test_those_that_are_as_far_behind_stand_together() -> None:
    """Of each indicator the first, all that are level with it, and what they lack together."""
    rows = behind(26).assign(
        unit="甲系", indicator="group_creation", gap=0.5, missing=[*range(len(behind(26)))]
    )
    level = pd.concat([rows[:2], rows[:1].assign(unit="乙系"), rows[:1].assign(gap=0.2, unit="丙系")])
    one = worst_of_each(level.assign(state="")).iloc[0]
    assert (one["alike"], one["missing"]) == (("甲系", "甲系", "乙系"), 1)
    apart = worst_of_each(level.assign(state=["", "", "not_reported", ""])).iloc[0]
    assert apart["alike"] == ("甲系", "甲系")


def test_what_is_not_due_yet_is_nobodys_gap() -> None:
    """On the 22nd nobody is behind with groups, on the 23rd three are."""
    assert "group_creation" not in set(behind(22)["indicator"])
    assert (behind(23)["indicator"] == "group_creation").sum() == 3


def test_nobody_is_behind_with_what_the_first_week_came_to_before_it_is_over() -> None:
    """The first week is summed up by its last day; until then no unit owes its evaluation, nor what it counts."""
    week = replace(TERM.phases[-1], id="first_week", starts=feb(24), ends=feb(28))
    term = replace(TERM, phases=(*TERM.phases, week))
    summed_up = {one.id for one in INDICATORS if one.fed_by == ("summaries",)}
    before, then = behind_in(term, 27), behind_in(term, 28).set_index("indicator")
    assert not summed_up & set(before["indicator"])
    assert "unit_summary" in then.index
    assert set(then.loc[[*(summed_up & set(then.index))], "late"]) == {0}


def test_nobody_is_behind_with_visits_before_the_first_lesson() -> None:
    """Whatever lists of visits have come: no class could be visited yet. On the first day it counts at once."""
    first_day = replace(TERM.phases[-1], id="first_day", starts=feb(25), ends=feb(25))
    term = replace(TERM, phases=(*TERM.phases, first_day))
    assert "visit_coverage" not in set(behind_in(term, 24)["indicator"])
    eve = with_states(compute_figures(FACTS, term=term, days=[feb(24)]), FACTS, term)
    visited = eve[(eve["indicator"] == "visit_coverage") & (eve["d"] > 0)]
    assert set(visited.loc[visited["n"] == 0, "state"]) == {"not_due"}
    assert "丙系" in set(behind_in(term, 25).query("indicator == 'visit_coverage'")["unit"])


def test_what_others_count_is_declared_and_what_a_unit_asks_of_its_students_is_its_own() -> None:
    """Samples and the word of students are of others; how many of a unit's students answered it reports."""
    of_others = {one.id for one in INDICATORS if one.is_of_others}
    assert of_others == {
        "session_opening_sampled",
        "session_opening_feedback",
        "attendance_sampled",
        "attendance_feedback",
    }
    assert is_ranked("student_feedback")
