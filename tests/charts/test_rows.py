import pandas as pd
import pytest

import charts
from schema.figures import CAMPUS
from tests.charts.making import (
    CIVIL,
    COMPUTING,
    EVE,
    FIRST,
    LOOK,
    NAVAL,
    SCIENCE,
    TERM,
    figures,
    rising,
    texts,
)

ON_EVE = figures(
    [
        ("enrollment", SCIENCE, EVE, 50, 100),
        ("enrollment", CIVIL, EVE, 6052, 6231),
        ("enrollment", NAVAL, EVE, 0, 0),
        ("enrollment", COMPUTING, EVE, 0, 40),
        ("enrollment", CAMPUS, EVE, 6102, 6371),
    ]
)
ON_FIRST = figures(
    [
        ("enrollment", SCIENCE, FIRST, 60, 100),
        ("enrollment", CIVIL, FIRST, 6000, 6231),
        ("enrollment", NAVAL, FIRST, 1, 2),
        ("enrollment", COMPUTING, FIRST, 0, 40),
    ]
)


def both():
    return figures(
        [(r.indicator, r.unit, r.on.date(), r.n, r.d) for t in (ON_EVE, ON_FIRST) for r in t.itertuples()]
    )


def test_bars_are_sorted_with_the_missing_last():
    """The highest is on top; a zero is a bar of 0, a missing rate no bar but a word."""
    figure = charts.bars(ON_EVE, LOOK)
    assert figure.layout.yaxis.ticktext == (CIVIL, SCIENCE, COMPUTING, NAVAL)
    assert [None if x is None else round(x, 4) for x in figure.data[0].x] == [0.9713, 0.5, 0.0, None]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert any("无数据" in text and "0 / 0" in text for text in texts(figure))
    assert "无数据：船舶与海洋工程学院" in charts.alt_text(figure)


def test_the_campus_is_a_line_across_the_bars():
    """The campus rate is a reference, not one of the units."""
    figure = charts.bars(ON_EVE, LOOK)
    assert "<b>全校 95.8 %</b>" in texts(figure)
    assert any(round(shape.x0, 3) == 0.958 for shape in figure.layout.shapes)


def test_bars_show_the_day_that_is_asked_for():
    """Without a day the last of the table is shown."""
    assert charts.bars(both(), LOOK, on=EVE).data[0].x[0] > 0.97
    assert charts.bars(both(), LOOK).data[0].x[0] < 0.97


def test_bars_that_differ_by_pixels_begin_at_ninety_per_cent():
    """Where all lie above, and the foot of the chart says so."""
    table = figures(("enrollment", unit, EVE, 96 + place, 100) for place, unit in enumerate((CIVIL, SCIENCE)))
    for figure in (
        charts.bars(table, LOOK),
        charts.against_campus(table.replace({CIVIL: CAMPUS}), LOOK, unit=SCIENCE),
    ):
        assert figure.layout.xaxis.ticktext == ("90 %", "95 %", "100 %")
        assert figure.layout.xaxis.range[0] > 0.89
        assert any("横轴从 90 % 起" in text for text in texts(figure))
    low = pd.concat([table, figures([("enrollment", NAVAL, EVE, 9, 10)])])
    assert charts.bars(low, LOOK).layout.xaxis.ticktext[0] == "0 %"


def test_bars_of_two_indicators_are_refused():
    """Two indicators side by side would be one bar too many for each unit."""
    with pytest.raises(ValueError, match="one indicator"):
        charts.bars(rising(indicators=["enrollment", "notification"]), LOOK)


def test_movers_are_sorted_changes_in_percentage_points():
    """From fastest to slowest, what cannot be told last, and the axis always holds 0."""
    figure = charts.movers(both(), LOOK, since=EVE, on=FIRST)
    assert figure.layout.yaxis.ticktext == (SCIENCE, COMPUTING, CIVIL, NAVAL)
    column = [text for text in texts(figure) if "→" in text]
    assert "▲ 10.0 百分点" in column[0]
    assert "50.0 → 60.0 %" in column[0]
    assert "持平" in column[1]
    assert "▼ 0.8 百分点" in column[2]
    assert "无从比较" in column[3]
    assert figure.layout.xaxis.range[0] < 0 < figure.layout.xaxis.range[1]


def test_movers_can_be_limited_to_both_ends():
    """Two of the fastest and two of the slowest, and no unit twice."""
    table = figures(
        (id, unit, day, place * 10 if day == FIRST else 0, 200)
        for place, unit in enumerate(TERM.unit_names)
        for id, day in (("enrollment", EVE), ("enrollment", FIRST))
    )
    figure = charts.movers(table, LOOK, since=EVE, on=FIRST, limit=2)
    names = TERM.unit_names
    assert figure.layout.yaxis.ticktext == (names[13], names[12], names[1], names[0])


def test_a_restatement_shows_both_figures_and_their_distance():
    """What was known then and what is known now, a row a unit, and how far they are apart."""
    now = figures([("enrollment", SCIENCE, EVE, 60, 100), ("enrollment", CIVIL, EVE, 6052, 6231)])
    figure = charts.restatement(ON_EVE, now, LOOK, rows="unit")
    then_dots, now_dots = figure.data
    assert list(then_dots.x)[1] == 0.5
    assert list(now_dots.x)[1] == 0.6
    assert any("▲ 10.0 百分点" in text for text in texts(figure))
    assert "当时所知" in figure.layout.title.subtitle.text
    assert "理学院 50.0 → 60.0 % (▲ 10.0 百分点)" in charts.alt_text(figure)
    assert "土木工程系" not in charts.alt_text(figure)


def test_a_restatement_can_go_by_day():
    """One unit at several checkpoints: the rows are days in order."""
    table = rising([SCIENCE], first=EVE, last=FIRST)
    figure = charts.restatement(table, table, LOOK, rows="on")
    assert figure.layout.yaxis.ticktext == ("2月23日 周日", "2月24日 周一")
    assert "持平" in charts.alt_text(figure)


def test_a_restatement_of_several_days_by_unit_is_refused():
    """Rows by unit need one day, else a unit would have several rows."""
    table = rising([SCIENCE, CIVIL], first=EVE, last=FIRST)
    with pytest.raises(ValueError, match="one on"):
        charts.restatement(table, table, LOOK, rows="unit")


def test_a_unit_is_set_beside_the_campus():
    """A row an indicator in the order people know, the unit's dot and the campus's."""
    table = rising([SCIENCE, CAMPUS], ["reporting", "group_creation"], first=EVE, last=EVE)
    figure = charts.against_campus(table, LOOK, unit=SCIENCE)
    assert figure.layout.yaxis.ticktext == ("建群率", "报送率")
    assert [trace.name for trace in figure.data] == ["全校", SCIENCE]
