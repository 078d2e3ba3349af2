import pandas as pd
import pytest

import charts
from charts import Look
from tests.charts.making import AS_OF, EVE, FIRST, LOOK, TERM, hovers, texts

TABLE = pd.DataFrame(
    [(EVE, "not_joined", 1250, 2400), (EVE, "no_material", 30, 31), (FIRST, "not_joined", 0, 0),
     (FIRST, "no_material", 7, 8)],
    columns=["on", "lack", "students", "pairs"],
).assign(on=lambda rows: pd.to_datetime(rows["on"]))  # fmt: skip


def test_each_lack_ends_with_its_name_and_what_is_still_missing():
    """Counts are whole, with their unit, and every point says its day."""
    figure = charts.burn_down(TABLE, LOOK)
    assert {"未进群<br>0 人", "未收到资料<br>7 人"} <= set(texts(figure))
    assert "<b>未进群</b><br>截至 2月23日 周日<br>1,250 人" in hovers(figure)
    assert "未收到资料最新 7 人" in charts.alt_text(figure)
    english = charts.burn_down(TABLE, Look(TERM, AS_OF, language="en"), measure="pairs")
    assert "without material<br>8 places" in texts(english)


@pytest.mark.parametrize(
    ("measure", "ticks"), [("students", [0, 500, 1000, 1500]), ("pairs", [0, 1000, 2000, 3000])]
)
def test_the_axis_starts_at_the_target_and_has_round_numbers(measure, ticks):
    """0 is where the lines are to end, however few are missing."""
    axis = charts.burn_down(TABLE, LOOK, measure=measure).layout.yaxis
    assert list(axis.tickvals) == ticks
    assert axis.ticktext[0] == "目标 0"
    nobody = TABLE.assign(students=0)
    assert list(charts.burn_down(nobody, LOOK).layout.yaxis.tickvals) == [0, 1]


def test_a_table_without_its_measure_is_refused():
    """The error names what is lacking."""
    with pytest.raises(ValueError, match="it lacks places"):
        charts.burn_down(TABLE, LOOK, measure="places")
