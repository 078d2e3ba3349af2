import pytest

import charts
from charts import Look
from schema.figures import CAMPUS
from tests.charts.making import AS_OF, CIVIL, NAVAL, SCIENCE, TERM, checked, texts

RATES = checked(
    (CIVIL, 80, 100, 8, 10), (SCIENCE, 99, 100, 5, 10), (NAVAL, 0, 0, 7, 10), (CAMPUS, 179, 200, 20, 30)
)


def drawn(rates=RATES, rows="unit", **given):
    return charts.intervals(rates, Look(TERM, AS_OF, **given), rows=rows)


def test_the_most_overstated_claim_is_on_top_and_the_campus_last():
    """A claim of nothing has a check and no mark of its own."""
    figure = drawn()
    assert figure.layout.yaxis.ticktext == (SCIENCE, CIVIL, NAVAL, "全校")
    checks, claims = figure.data
    assert list(checks.x)[:2] == [0.5, 0.8]
    assert list(claims.x)[:3] == [0.99, 0.8, None]


def test_each_check_has_its_interval_with_both_ends():
    """A line from end to end and an upright at either, beside the line of the target."""
    spans = [(shape.x0, shape.x1) for shape in drawn().layout.shapes if shape.y0 == shape.y1 == 0]
    assert spans == [(0.4, 0.6)]
    assert len(drawn().layout.shapes) == 1 + 3 * len(RATES)


def test_a_verdict_is_an_icon_and_a_word():
    """And under it what was claimed and what was found."""
    assert any("× 高于核查" in text and "99.0 / 50.0 %" in text for text in texts(drawn()))
    few = drawn(checked((SCIENCE, 9, 10, 1, 2), verdict="too_few"), language="en")
    assert any("– too few" in text for text in texts(few))
    assert "School of Science 90.0 / 50.0 % – too few" in charts.alt_text(few)


def test_rows_can_be_indicators():
    """The campus, item by item."""
    assert drawn(RATES[RATES["unit"] == CAMPUS], rows="indicator").layout.yaxis.ticktext == ("进群率",)


def test_another_table_is_refused():
    """It is said what the table lacks."""
    with pytest.raises(ValueError, match="it lacks low"):
        drawn(RATES.drop(columns="low"))
