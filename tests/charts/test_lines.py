import datetime as dt
from itertools import pairwise

import pytest

import charts
from charts import theme
from metrics.indicators import INDICATORS
from schema.figures import CAMPUS
from tests.charts.making import (
    CIVIL,
    COMPUTING,
    EVE,
    FIRST,
    LOOK,
    MONTH,
    NAVAL,
    SCIENCE,
    TERM,
    days,
    figures,
    rising,
    texts,
)


def lines(figure):
    return [trace for trace in figure.data if trace.name]


def test_up_to_four_lines_are_labelled_at_their_end():
    """Each line carries its name and latest rate in its own colour, and there is no legend."""
    units = [SCIENCE, CIVIL, COMPUTING, CAMPUS]
    figure = charts.trend(rising(units), LOOK)
    assert [trace.name for trace in lines(figure)] == [COMPUTING, SCIENCE, CIVIL, CAMPUS]
    assert figure.layout.template.layout.showlegend is False
    for trace in lines(figure):
        label = next(a for a in figure.layout.annotations if a.text.startswith(trace.name))
        assert label.font.color == trace.line.color
        assert label.text.endswith(" %")


def test_of_many_lines_the_campus_and_the_lowest_are_named():
    """Fifteen lines: the campus and the three that are behind have a colour, the rest are grey."""
    figure = charts.trend(rising(last=FIRST), LOOK)
    colored = {trace.name for trace in lines(figure) if trace.line.color != theme.LIGHT.faint}
    assert colored == {"全校", *TERM.unit_names[:3]}
    assert any("其余 11 条" in text for text in texts(figure))


def test_highlighted_units_are_named_instead():
    """A page may say which of many lines matter."""
    figure = charts.trend(rising(), LOOK, highlight=[SCIENCE])
    assert [t.name for t in lines(figure) if t.line.color != theme.LIGHT.faint] == [SCIENCE]


def test_a_rate_without_denominator_is_a_gap_with_a_word():
    """No group yet is no rate: the line breaks, the plot says so, and nothing is drawn at 0."""
    table = figures(
        ("counselor_presence", SCIENCE, day, 1 if i else 0, 2 if i else 0)
        for i, day in enumerate(days(TERM.first_day, EVE))
    )
    figure = charts.trend(table, LOOK)
    assert lines(figure)[0].y == (None, 0.5, 0.5, 0.5)
    assert lines(figure)[0].connectgaps is False
    assert "无数据" in texts(figure)


def test_a_day_between_two_gaps_is_still_seen():
    """A lone day has no line to be seen by, so it gets a dot, checkpoint or not."""
    lone = dt.date(2020, 3, 10)
    table = figures(
        ("counselor_presence", SCIENCE, day, 1, 2 if day == lone else 0)
        for day in days(TERM.first_day, MONTH)
    )
    trace = lines(charts.trend(table, LOOK))[0]
    assert trace.marker.size[trace.x.index(lone)] > 0


def test_the_plot_holds_phases_checkpoints_and_the_target():
    """Bands with their names, a triangle a checkpoint, and a thin line at 100 %."""
    figure = charts.trend(rising([CAMPUS]), LOOK)
    assert {f"<b>{phase.name}</b>" for phase in TERM.phases} <= set(texts(figure))
    assert [trace.x for trace in figure.data if not trace.name] == [
        tuple(checkpoint.on for checkpoint in TERM.checkpoints)
    ]
    targets = [shape for shape in figure.layout.shapes if shape.y0 == shape.y1 == 1]
    assert [shape.line.width for shape in targets] == [1]
    assert figure.layout.yaxis.range[0] <= 0
    assert figure.layout.yaxis.range[1] >= 1


def test_two_indicators_of_one_unit_are_named_by_indicator():
    """When the unit is the same, the indicator tells the lines apart."""
    table = rising([SCIENCE], ["enrollment", "notification"])
    figure = charts.trend(table, LOOK)
    assert [trace.name for trace in lines(figure)] == ["进群率", "通知到位率"]
    assert figure.layout.title.text == "<b>理学院：各项指标走势</b>"


def test_small_multiples_have_a_panel_for_each_indicator():
    """Ten indicators, ten panels with the same scale; the colours are explained in words."""
    ids = [indicator.id for indicator in INDICATORS]
    figure = charts.small_multiples(rising([SCIENCE, CAMPUS], ids), LOOK)
    axes = [figure.layout[f"yaxis{place or ''}"] for place in ("", *range(2, 11))]
    assert {tuple(axis.range) for axis in axes} == {(-0.02, 1.04)}
    assert len({tuple(axis.domain) for axis in axes}) == 5
    assert SCIENCE in figure.layout.title.subtitle.text
    assert sum("建群率" in text for text in texts(figure)) == 1


@pytest.mark.parametrize(("lowest", "start"), [(0.93, 0.9), (0.85, 0.0)])
def test_a_trend_begins_at_ninety_where_all_its_lines_lie_above_and_says_so(lowest, start):
    """Labels stand beside the ends of their lines on either axis, and the days' marks at its foot."""
    table = figures(
        ("group_creation", unit, day, round(rate * 1000), 1000)
        for unit, rate in ((SCIENCE, lowest), (CIVIL, 0.99))
        for day in days(EVE, FIRST)
    )
    figure = charts.trend(table, LOOK)
    low, high = figure.layout.yaxis.range
    assert low <= start < low + 0.03
    assert ("纵轴从 90 % 起" in figure.layout.title.subtitle.text) == bool(start)
    label = next(a for a in figure.layout.annotations if a.text.startswith(SCIENCE))
    assert abs(label.y - lowest) < 0.1 * (high - low)
    marks = next(trace for trace in figure.data if trace.mode == "markers")
    assert set(marks.y) == {start}


def test_panels_stand_by_gap_zoom_and_leave_out_what_hardly_moves():
    """Of five indicators two move: the lowest first; above 90 % the axis begins there, and says so."""
    ends = {"group_creation": 98, "enrollment": 60, "notification": 97, "reporting": 95, "visit_coverage": 99}
    moves = {"group_creation": 92, "enrollment": 20}
    table = figures(
        (id, CAMPUS, day, last if i else moves.get(id, last), 100)
        for id, last in ends.items()
        for i, day in enumerate(days(EVE, FIRST))
    )
    figure = charts.small_multiples(table, LOOK)
    heads = [text for text in texts(figure) if text.startswith("<b>")]
    assert [head.partition("<br>")[0] for head in heads] == ["<b>进群率</b>", "<b>建群率</b>"]
    assert figure.layout.yaxis.range[0] < 0
    assert figure.layout.yaxis2.range[0] > 0.89
    assert figure.layout.yaxis2.ticktext == ("90 %", "95 %", "100 %")
    note = "".join(texts(figure)).replace("<br>", "")
    assert "建群率：纵轴从 90 % 起" in note
    assert "其余 3 项几乎持平" in note
    assert "通知到位率 97.0 %" in note


def test_small_multiples_take_four_units_at_most():
    """More lines than colours is a mistake of the caller."""
    with pytest.raises(ValueError, match="at most four"):
        charts.small_multiples(rising(TERM.unit_names[:5]), LOOK)


def test_labels_of_close_lines_do_not_cover_one_another():
    """Four lines that end at the same rate still have four legible labels."""
    units = [SCIENCE, CIVIL, NAVAL, CAMPUS]
    table = figures(("enrollment", unit, day, 97, 100) for unit in units for day in days(EVE, FIRST))
    figure = charts.trend(table, LOOK)
    heights = sorted(a.y for a in figure.layout.annotations if a.xref == "paper" and a.x == 1)
    assert len(heights) == 4
    first, *_, last = figure.layout.yaxis.tickvals
    assert all((b - a) / (last - first) * 250 >= 30 for a, b in pairwise(heights))
