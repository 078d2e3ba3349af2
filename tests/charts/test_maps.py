import dataclasses

import pandas as pd
import pytest

import charts
from charts import Look
from schema.figures import CAMPUS
from tests.charts.making import (
    AS_OF,
    CIVIL,
    COMPUTING,
    EVE,
    FIRST,
    LOOK,
    MONTH,
    NAVAL,
    SCIENCE,
    TERM,
    figures,
    hovers,
    rising,
    texts,
)


def test_a_cell_has_the_colour_of_its_gap():
    """All, nearly all, some missing, behind: by n and d and the bounds of the term, and the key says so."""
    rates = [(SCIENCE, 19_999, 20_000), (CIVIL, 100, 100), (COMPUTING, 90, 100), (NAVAL, 89, 100)]
    table = figures(("group_creation", unit, EVE, n, d) for unit, n, d in rates)
    for figure in (charts.heat_by_day(table, LOOK), charts.heat_by_indicator(table, LOOK)):
        assert (figure.data[0].zmin, figure.data[0].zmax) == (-0.5, 3.5)
        by_unit = dict(zip(figure.layout.yaxis.ticktext, figure.data[0].z, strict=True))
        assert {name.replace("<br>", ""): bin[0] for name, bin in by_unit.items()} == {
            SCIENCE: 1, CIVIL: 0, COMPUTING: 2, NAVAL: 3,
        }  # fmt: skip
        key = figure.layout.title.subtitle.text
        assert all(words in key for words in ("完成 100 %", "接近 ≥ 95 %", "有缺口 ≥ 90 %", "落后 &lt; 90 %"))


def test_units_stand_in_the_order_of_the_term_with_the_campus_last():
    """A leader finds a unit at the same place every day."""
    figure = charts.heat_by_day(rising(), LOOK)
    assert figure.layout.yaxis.ticktext == (*TERM.unit_names, "全校")


STATED = figures(
    [
        ("counselor_presence", SCIENCE, EVE, 0, 4),
        ("counselor_presence", SCIENCE, FIRST, 0, 4),
        ("counselor_presence", NAVAL, EVE, 0, 0),
        ("counselor_presence", NAVAL, FIRST, 0, 0),
        ("counselor_presence", CIVIL, EVE, 0, 3),
        ("counselor_presence", CIVIL, FIRST, 3, 3),
    ]
).assign(state=["not_reported", "", "nothing", "nothing", "not_due", ""], contradicted=[False] * 5 + [True])


def test_what_is_not_reported_is_hatched_and_what_is_not_due_is_not():
    """Neither has a colour, though n / d is 0 / 4; the words stand in the cells, and 0 is a figure."""
    figure = charts.heat_by_day(STATED, LOOK)
    tiles, hatching, words = figure.data
    assert [list(row) for row in tiles.z] == [[None, None], [None, 3], [None, 0]]
    assert (list(hatching.x), list(hatching.base)) == ([0], [0.54])
    assert list(words.text) == ["不涉及", "不涉及", "未报", "0.0", "未到期", "⚑100.0"]
    assert any("斜纹：未报" in text for text in texts(figure))
    hovered = [text for row in tiles.customdata for text in row]
    assert "未报  (0 / 4)" in hovered[2]
    assert "⚑ 与抽查不符" in hovered[5]


def test_of_many_days_a_row_that_says_the_same_has_its_word():
    """A cell is too small for one, so the note says where the reason is."""
    many = pd.concat([STATED.assign(on=STATED["on"] + pd.Timedelta(days=2 * i)) for i in range(6)])
    figure = charts.heat_by_day(many, LOOK)
    assert [text for text in texts(figure) if text == "不涉及"] == ["不涉及"]
    assert any("空白格没有数字，指向可见原因" in text for text in texts(figure))


def test_a_word_that_is_wider_than_its_cell_runs_into_no_other():
    """Of eight days English has no room for a word in each cell: a row has one, or the note says where it is."""
    eight = pd.concat([STATED.assign(on=STATED["on"] + pd.Timedelta(days=2 * i)) for i in range(4)])
    figure = charts.heat_by_day(eight, dataclasses.replace(LOOK, language="en"))
    assert set(figure.data[2].text) == {"", "0.0", "⚑100.0"}
    assert [text for text in texts(figure) if text == "not applicable"] == ["not applicable"]
    assert any("A blank cell has no figure" in text for text in texts(figure))


@pytest.mark.parametrize(
    "draw",
    [
        lambda table: charts.bars(table, LOOK, on=EVE),
        lambda table: charts.trend(table, LOOK),
        lambda table: charts.heat_by_indicator(table, LOOK, on=EVE),
        lambda table: charts.movers(table, LOOK, since=EVE, on=FIRST),
        lambda table: charts.small_multiples(table, LOOK),
        lambda table: charts.against_campus(
            table.replace({NAVAL: CAMPUS}), LOOK, unit=SCIENCE, on=EVE
        ),
    ],
)  # fmt: skip
def test_every_chart_says_why_there_is_no_figure(draw):
    """In what it writes, on hover and aloud: 未报 and 未到期 are no 0, and nothing reads 无数据."""
    figure = draw(STATED)
    written = "\n".join([*texts(figure), *hovers(figure), charts.alt_text(figure)])
    assert "未报" in written
    assert "不涉及" in written
    assert "无数据" not in written


def test_few_columns_carry_their_figures():
    """Checkpoints show the rate in the cell; a month of days shows it on hover only."""
    checkpoints = [checkpoint.on for checkpoint in TERM.checkpoints]
    few = charts.heat_by_day(rising([SCIENCE, CAMPUS]), LOOK, days=checkpoints)
    assert len(few.data[1].text) == 2 * len(checkpoints)
    assert few.layout.xaxis.ticktext[0] == "2月<br>23日"
    assert len(charts.heat_by_day(rising(), LOOK).data) == 1


def test_a_month_of_days_names_its_phases():
    """The phases stand over the map, as they do in the trend."""
    figure = charts.heat_by_day(rising(last=MONTH), LOOK)
    assert {f"<b>{phase.name}</b>" for phase in TERM.phases} <= set(texts(figure))


def test_two_indicators_by_day_are_refused():
    """A cell has room for one rate."""
    with pytest.raises(ValueError, match="one indicator"):
        charts.heat_by_day(rising(indicators=["enrollment", "reporting"]), LOOK)


def test_indicators_are_titled_from_top_to_bottom():
    """Chinese titles stand upright over narrow columns; English ones are turned."""
    table = rising([SCIENCE], ["reporting", "group_creation"])
    assert charts.heat_by_indicator(table, LOOK).layout.xaxis.ticktext == (
        "建<br>群<br>率",
        "报<br>送<br>率",
    )
    english = charts.heat_by_indicator(table, Look(TERM, AS_OF, language="en"))
    assert english.layout.xaxis.tickangle == -90


def test_a_state_of_reporting_has_icon_and_word():
    """Colour alone says nothing: each cell has its icon and its word, and the counts are told."""
    status = pd.DataFrame(
        [(SCIENCE, "groups", "on_time"), (SCIENCE, "visits", "missing"), (CIVIL, "groups", "late")],
        columns=["unit", "kind", "status"],
    )
    figure = charts.reporting_grid(status, LOOK)
    assert {"<b>✓</b> 按时", "<b>×</b> 未报", "<b>!</b> 迟报"} <= set(texts(figure))
    assert "按时 1；迟报 1；未报 1" in charts.alt_text(figure)
    assert figure.layout.yaxis.ticktext == (SCIENCE, CIVIL)


def test_an_unknown_state_is_refused():
    """A word that is no state is a mistake and not a colour."""
    status = pd.DataFrame([(SCIENCE, "groups", "perhaps")], columns=["unit", "kind", "status"])
    with pytest.raises(ValueError, match="perhaps"):
        charts.reporting_grid(status, LOOK)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_picture_of_known_width_writes_its_columns_level(language):
    """Titles are broken into lines where there is room for them, and turned where there is none."""
    table = rising(indicators=("enrollment", "counselor_presence", "visit_coverage"))
    wide, narrow = (
        charts.heat_by_indicator(
            table, dataclasses.replace(LOOK, language=language, width=width)
        ).layout.xaxis
        for width in (1100, 200)
    )
    assert wide.tickangle == 0
    assert all(len(line) > 1 for label in wide.ticktext for line in label.split("<br>"))
    assert narrow.tickangle == -90 or all(len(line) == 1 for line in narrow.ticktext[0].split("<br>"))
