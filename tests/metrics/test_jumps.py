from __future__ import annotations

import pandas as pd
import pytest

from metrics.jumps import LIMIT, find_jumps, modified_z_scores
from schema.figures import CAMPUS
from tests.metrics.making import feb


def figures(*, n: dict[str, list[int]], d: int = 100, indicator: str = "enrollment") -> pd.DataFrame:
    """The figures of each unit on the days from the 20th on; the campus is never looked at."""
    rows = [
        {
            "indicator": indicator,
            "unit": unit,
            "on": pd.Timestamp(feb(20 + day)),
            "n": count,
            "d": d,
            "rate": count / d,
        }
        for unit, counts in {**n, CAMPUS: [0, 100] * 4}.items()
        for day, count in enumerate(counts)
    ]
    return pd.DataFrame(rows)


def test_a_score_is_the_published_one():
    """Median 10 and MAD 1: 16 lies 0.6745 · 6 from it."""
    assert modified_z_scores([9, 9, 10, 11, 16]) == pytest.approx([-0.6745, -0.6745, 0, 0.6745, 4.047])


def test_where_most_are_equal_the_mean_deviation_takes_the_place_of_the_median():
    """Of [0, 0, 0, 0, 5] the mean absolute deviation is 1."""
    assert modified_z_scores([0, 0, 0, 0, 5])[-1] == pytest.approx(5 / 1.253314)


@pytest.mark.parametrize("values", [[], [3.0], [2.0, 2.0, 2.0], [0.1 + 0.2, 0.3, 0.3]])
def test_equal_values_have_no_score(values):
    """Nothing stands out where all is the same, up to the error of fractions."""
    assert modified_z_scores(values) == [0] * len(values)


def test_three_standard_deviations_could_not_have_fired():
    """Of ten points the furthest possible is within 3 standard deviations, and beyond 3.5 by the rule."""
    points = pd.Series([0.0] * 9 + [1.0])
    assert (points.iloc[-1] - points.mean()) / points.std() == pytest.approx(9 / 10**0.5)
    assert modified_z_scores(list(points))[-1] > LIMIT


def test_a_change_unlike_the_units_own_days_is_found():
    """Changes of 1 to 2 points a day, then one of 30."""
    (jump,) = find_jumps(figures(n={"甲": [10, 11, 13, 14, 16, 46]}), unit="甲", on=feb(25)).itertuples()
    assert (jump.indicator, jump.unit, jump.against, jump.points) == ("enrollment", "甲", "history", 5)
    assert (jump.change, jump.usual) == (pytest.approx(0.3), pytest.approx(0.02))
    assert jump.score == pytest.approx(0.6745 * 0.28 / 0.01)


def test_a_fall_is_a_jump_too():
    """A figure that suddenly loses what it had is found with its sign."""
    (jump,) = find_jumps(figures(n={"甲": [50, 51, 53, 54, 56, 16]}), unit="甲", on=feb(25)).itertuples()
    assert jump.change == pytest.approx(-0.4)
    assert jump.score < -LIMIT


def test_a_change_unlike_that_of_the_other_units_is_found():
    """Five units that move by a point or two, and one that moves by forty."""
    others = {name: [0, 50, 50 + step] for name, step in zip("乙丙丁戊己", (1, 2, 1, 2, 1), strict=True)}
    (jump,) = find_jumps(figures(n={"甲": [0, 50, 90], **others}), unit="甲", on=feb(22)).itertuples()
    assert (jump.against, jump.points) == ("others", 6)


def test_units_of_which_nothing_new_is_known_say_nothing():
    """The first unit to report on a day does not stand out among those that have not yet."""
    silent = {name: [50, 50, 50] for name in "乙丙丁戊己"}
    assert find_jumps(figures(n={"甲": [50, 50, 90], **silent}), unit="甲", on=feb(22)).empty


def test_few_days_small_changes_and_small_units_are_left_alone():
    """Four changes, a change below 5 points, or fewer than ten things counted are no ground to ask."""
    assert find_jumps(figures(n={"甲": [10, 11, 13, 14, 46]}), unit="甲", on=feb(24)).empty
    assert find_jumps(figures(n={"甲": [10, 10, 10, 10, 10, 14]}), unit="甲", on=feb(25)).empty
    assert find_jumps(figures(n={"甲": [1, 1, 1, 1, 1, 5]}, d=9), unit="甲", on=feb(25)).empty


def test_days_before_anything_was_counted_are_no_history():
    """A unit that begins late does not stand out by beginning."""
    assert find_jumps(figures(n={"甲": [0, 0, 0, 0, 0, 0, 60]}), unit="甲", on=feb(26)).empty
