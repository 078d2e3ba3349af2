import pandas as pd
import pytest

import charts
from metrics.lists.obstacles import solution_times
from schema.figures import CAMPUS
from tests.charts.making import EVE, FIRST, LOOK, SCIENCE, figures, hovers, texts

BY_DAY = figures([("obstacles_solved", CAMPUS, EVE, 1, 4), ("obstacles_solved", CAMPUS, FIRST, 5, 6)])


def test_a_day_has_a_bar_of_what_is_open():
    """Reported less solved, up to each day; pointed at, of how many."""
    figure = charts.open_by_day(BY_DAY, LOOK)
    assert list(figure.data[0].y) == [3, 1]
    assert "未解决 3 件，共报告 4 件" in hovers(figure)[0]
    assert "最近一天 1 件，最多 3 件（2月23日）" in charts.alt_text(figure)
    assert "截至每天" in figure.layout.title.subtitle.text


def test_two_units_are_refused():
    """A bar is of one unit or the campus."""
    with pytest.raises(ValueError, match="one unit"):
        charts.open_by_day(pd.concat([BY_DAY, BY_DAY.assign(unit=SCIENCE)]), LOOK)


def test_how_long_it_took_is_told_by_buckets_and_what_is_untimed_beside():
    """Half an hour, two hours, a day and more; open ones and those without clocks are in no bucket."""
    faults = pd.DataFrame(
        {"hours": pd.array([0.5, 2, 24, 100, None, 7], dtype="Float64"), "is_open": [False] * 5 + [True]}
    )
    times = solution_times(faults)
    assert list(times["count"]) == [2, 0, 1, 0, 1]
    figure = charts.time_to_solve(times, LOOK, untimed=1)
    assert figure.layout.yaxis.ticktext[0] == "2 小时以内"
    assert figure.layout.yaxis.ticktext[-1] == "超过 72 小时"
    assert any("另有 1 件没有写明起止时刻" in text for text in texts(figure))
