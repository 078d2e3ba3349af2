from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from charts.wording import format_rate
from metrics import daily, spread, weekly, weeks_of, windows
from schema.figures import CAMPUS
from tests.metrics.making import feb, small_term

TERM = small_term("甲学院", "乙学院", "丙学院")


def figures(*rows: tuple[str, dt.date, int, int], indicator: str = "session_opening") -> pd.DataFrame:
    """Cumulative figures from rows ``unit, on, n, d``."""
    table = pd.DataFrame(
        [(indicator, unit, pd.Timestamp(on), n, d) for unit, on, n, d in rows],
        columns=["indicator", "unit", "on", "n", "d"],
    )
    table["on"] = table["on"].astype("datetime64[us]")
    return table.assign(rate=(table["n"] / table["d"]).where(table["d"] != 0))


@pytest.mark.parametrize(
    ("n", "d", "said"),
    [(3280, 3306, "99.2 %"), (1382, 1391, "99.4 %"), (6052, 6231, "97.1 %"), (6233, 6484, "96.1 %")],
)
def test_a_stretch_of_days_has_the_published_rate(n, d, said):
    """What was counted before the stretch is taken away from both sides, whatever it was."""
    told = windows(
        figures((CAMPUS, feb(23), 900, 1000), (CAMPUS, feb(30), 900 + n, 1000 + d)), feb(24), feb(30)
    )
    assert told[["n", "d"]].to_numpy().tolist() == [[n, d]]
    assert told["on"].tolist() == [pd.Timestamp(feb(30))]
    assert format_rate(told["rate"][0]) == said


def test_one_day_and_a_unit_without_anything_are_told_too():
    """A stretch may be one day, and where nothing was due there is no rate."""
    rows = figures(
        ("甲学院", feb(24), 3, 4), (CAMPUS, feb(24), 3, 4), ("甲学院", feb(25), 3, 4), (CAMPUS, feb(25), 5, 9)
    )
    told = windows(rows, feb(25), feb(25))
    assert told["unit"].tolist() == ["甲学院", CAMPUS]
    assert told[["n", "d"]].to_numpy().tolist() == [[0, 0], [2, 5]]
    assert told["rate"].isna().tolist() == [True, False]


def test_each_day_is_told_by_itself():
    """Days in a row give what each of them added; of the first it cannot be said."""
    rows = figures(
        (CAMPUS, feb(23), 0, 0), (CAMPUS, feb(24), 9, 10), (CAMPUS, feb(25), 9, 10), (CAMPUS, feb(26), 12, 15)
    )
    told = daily(rows)
    assert told[["n", "d"]].to_numpy().tolist() == [[9, 10], [0, 0], [3, 5]]
    assert told["on"].tolist() == [pd.Timestamp(feb(day)) for day in (24, 25, 26)]
    assert told["rate"].isna().tolist() == [False, True, False]


def test_days_that_the_figures_lack_are_named():
    """Without the day before the stretch nothing can be taken away; the message says which it is."""
    rows = figures((CAMPUS, feb(25), 5, 9))
    with pytest.raises(ValueError, match="lack 2020-02-23"):
        windows(rows, feb(24), feb(25))
    with pytest.raises(ValueError, match="before it starts"):
        windows(rows, feb(25), feb(24))


def test_the_weeks_run_from_the_first_day_of_teaching_to_sundays():
    """Here the first phase starts on a Thursday and the last ends on a Sunday."""
    assert [(week.number, week.starts, week.ends) for week in weeks_of(TERM)][:2] == [
        (1, feb(20), feb(23)), (2, feb(24), feb(30)),
    ]  # fmt: skip
    assert weeks_of(TERM)[-1].ends == dt.date(2020, 3, 22)


def test_weeks_are_told_apart_and_the_running_one_up_to_the_day():
    """Three units lie between their lowest and highest; a unit without a rate is not among them."""
    ends = {
        feb(19): [(0, 0), (0, 0), (0, 0)], feb(23): [(9, 10), (10, 10), (0, 0)], feb(26): [(17, 20), (20, 20), (3, 5)],
    }  # fmt: skip
    units = TERM.unit_names
    rows = [(unit, on, *pair) for on, pairs in ends.items() for unit, pair in zip(units, pairs, strict=True)]
    told = weekly(figures(*rows), weeks_of(TERM), feb(26))
    assert told[["week", "unit", "n", "d"]].to_numpy().tolist() == [
        [1, "甲学院", 9, 10], [1, "乙学院", 10, 10], [1, "丙学院", 0, 0],
        [2, "甲学院", 8, 10], [2, "乙学院", 10, 10], [2, "丙学院", 3, 5],
    ]  # fmt: skip
    assert told["ends"].iloc[-1] == pd.Timestamp(feb(30))
    apart = spread(told)
    assert apart["units"].tolist() == [2, 3]
    assert apart[["lowest_unit", "highest_unit"]].to_numpy().tolist() == [
        ["甲学院", "乙学院"],
        ["丙学院", "乙学院"],
    ]
    five = ["lowest", "lower", "middle", "upper", "highest", "range"]
    assert apart[five].round(4).to_numpy().tolist() == [
        [0.9, 0.925, 0.95, 0.975, 1, 0.1], [0.6, 0.7, 0.8, 0.9, 1, 0.4],
    ]  # fmt: skip
    assert weekly(figures(*rows), weeks_of(TERM), feb(19)).empty
