import charts
from charts import Ends, Step
from tests.charts.making import LOOK, hovers, texts

STEPS = [Step("日子推移", 10, 0, 0.1), Step("2月22日 撤回 理学院", -5, 0, -0.05)]
ENDS = Ends(("2月20日", "2月22日"), (80, 100), (85, 100))


def test_the_bars_lead_from_the_first_figure_to_the_last():
    """Each begins where the one before ended; ends are written with n / d, moves in points."""
    figure = charts.waterfall(STEPS, ENDS, LOOK, title="为什么变了")
    bars = figure.data[0]
    assert [round(base, 3) for base in bars.base][1:3] == [0.8, 0.85]
    assert [round(width, 3) for width in bars.x][1:3] == [0.1, 0.05]
    assert round(bars.base[3] + bars.x[3], 3) == 0.85
    written = "\n".join(texts(figure))
    assert all(
        words in written for words in ("80.0 %", "▲ 10.0 百分点", "▼ 5.0 百分点", "85 / 100", "+10 / +0")
    )
    assert "横轴从" in written
    assert "2月22日 撤回 理学院 ▼ 5.0 百分点" in charts.alt_text(figure)
    assert not hovers(figure)


def test_no_move_is_nothing_to_draw():
    """The sheet says so."""
    assert not charts.waterfall([], ENDS, LOOK, title="为什么变了").data
