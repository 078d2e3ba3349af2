"""What follows from a chart: figures in, the sentence above it out."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from metrics import compare
from schema.figures import AHEAD, CAMPUS, NOT_REPORTED, STATE
from services.papers import titles
from tests.charts.making import CIVIL, EVE, MONTH, SCIENCE, TERM, Row, figures


def day(*rows: tuple[str, str, int, int], on: dt.date = MONTH) -> pd.DataFrame:
    """Figures of a day with their states: what is 0 of something was not reported."""
    table = figures([(id, unit, on, n, d) for id, unit, n, d in rows])
    silent = (table["n"] == 0) & (table["unit"] != CAMPUS)
    return table.assign(**{AHEAD: False, STATE: silent.map({True: NOT_REPORTED, False: ""}).astype("str")})


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([(SCIENCE, 3, 4), (CIVIL, 4, 4)], "建群率：1 个学院(系、部)没有完成，最低 理学院 75.0 %"),
        ([(SCIENCE, 3, 4), (CIVIL, 0, 4)], "建群率：2 个学院(系、部)没有完成，最低 土木工程系 未报"),
        ([(SCIENCE, 4, 4), (CIVIL, 4, 4)], "建群率：有数据的学院(系、部)都已完成"),
        ([(SCIENCE, 0, 0)], "建群率：1 个学院(系、部)没有完成，最低 理学院 未报"),
    ],
)
def test_a_ranking_says_how_many_are_behind_and_who_is_last(rows, title) -> None:
    """Not reported is said as such, and all done only where all are."""
    assert titles.of_units(day(*(("group_creation", *row) for row in rows)), TERM) == title


def test_a_share_without_target_has_no_verdict() -> None:
    """Nobody is behind in what nobody is to reach."""
    assert titles.of_units(day(("teaching_at_home", SCIENCE, 1, 4)), TERM) is None


def test_a_change_says_how_many_rose_and_fell() -> None:
    """Between two days; where nothing moved there is nothing to draw."""
    rows: list[Row] = [("group_creation", SCIENCE, EVE, 1, 4), ("group_creation", SCIENCE, MONTH, 2, 4)]
    changes = compare.changes(figures(rows), since=EVE, on=MONTH)
    title = titles.of_changes(changes, "2月23日 → 3月22日")
    assert title == "建群率 2月23日 → 3月22日：1 个学院(系、部)上升，0 个下降，0 个持平"
    still = compare.changes(
        figures([*rows[:1], ("group_creation", SCIENCE, MONTH, 1, 4)]), since=EVE, on=MONTH
    )
    assert titles.of_changes(still, "") is None


def test_the_campus_says_how_much_is_done_and_what_is_lowest() -> None:
    """Of figures with a target and a denominator; of none, nothing."""
    rows = [("group_creation", CAMPUS, 4, 4), ("enrollment", CAMPUS, 3, 4), ("notification", CAMPUS, 0, 0)]
    assert titles.of_campus(day(*rows)) == "2 项有目标的指标中 1 项已全部完成；最低的是进群率 75.0 %"
    assert titles.of_campus(day(*rows[2:])) == ""


def test_what_is_not_due_is_not_the_lowest() -> None:
    """Before the first week is over its evaluation lacks nothing, as the bars beneath say too."""
    rows = day(("campus_evaluation", CAMPUS, 0, 1), ("enrollment", CAMPUS, 3, 4))
    ahead = rows.assign(**{AHEAD: rows["indicator"] == "campus_evaluation"})
    assert titles.of_campus(ahead) == "1 项有目标的指标中 0 项已全部完成；最低的是进群率 75.0 %"


def test_a_unit_is_held_against_the_campus() -> None:
    """How many figures are below, and the furthest of them; above in all is said too."""
    campus = [("group_creation", CAMPUS, 8, 10), ("enrollment", CAMPUS, 5, 10)]
    low = day(*campus, ("group_creation", SCIENCE, 1, 2), ("enrollment", SCIENCE, 2, 2))
    assert titles.of_unit(low, SCIENCE, TERM) == "理学院：1 项低于全校，最多的是建群率 ▼ 30.0 百分点"
    high = day(*campus, ("group_creation", SCIENCE, 2, 2), ("enrollment", SCIENCE, 2, 2))
    assert titles.of_unit(high, SCIENCE, TERM) == "理学院：各项都不低于全校"


@pytest.mark.parametrize(
    ("later", "title"),
    [
        (3, "建群率：1 个节点中 1 个的数值后来更改"),
        (2, "建群率：各节点的数值至今没有更改"),
    ],
)
def test_a_restatement_says_how_many_checkpoints_it_touched(later, title) -> None:
    """By n and d, not by what is left of them after rounding."""
    then, now = (figures([("group_creation", CAMPUS, EVE, n, 4)]) for n in (2, later))
    assert titles.of_restatement(then, now) == title


def test_reports_say_how_many_are_missing_and_late() -> None:
    """What is not due yet is neither."""
    status = pd.DataFrame({"status": ["on_time", "late", "missing", "late", "pending"]})
    assert titles.of_reports(status) == "1 份表未报，2 份迟报"
    assert titles.of_reports(status[status["status"].isin(["on_time", "pending"])]) == "到期的表都已按时报送"
