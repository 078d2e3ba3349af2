import pandas as pd
import pytest

import charts
from charts import Look
from schema.figures import CAMPUS
from tests.charts.making import (
    AS_OF,
    CIVIL,
    EVE,
    FIRST,
    LOOK,
    MONTH,
    NAVAL,
    SCIENCE,
    TERM,
    figures,
    rising,
    texts,
)


def test_the_scale_is_fixed_and_of_one_hue():
    """0 and 100 % have the same colours in every map, whatever the rates are."""
    for figure in (
        charts.heat_by_day(rising(last=EVE), LOOK),
        charts.heat_by_indicator(rising(), LOOK),
    ):
        assert (figure.data[0].zmin, figure.data[0].zmax) == (0, 1)


def test_units_stand_in_the_order_of_the_term_with_the_campus_last():
    """A leader finds a unit at the same place every day."""
    figure = charts.heat_by_day(rising(), LOOK)
    assert figure.layout.yaxis.ticktext == (*TERM.unit_names, "全校")


def test_a_missing_cell_is_blank_and_explained():
    """A cell without rate has no colour; a row without any has the word; the note says what blank means."""
    table = figures(
        [
            ("counselor_presence", SCIENCE, EVE, 0, 0),
            ("counselor_presence", SCIENCE, FIRST, 0, 4),
            ("counselor_presence", NAVAL, EVE, 0, 0),
            ("counselor_presence", NAVAL, FIRST, 0, 0),
        ]
    )
    figure = charts.heat_by_day(table, LOOK)
    assert [list(row) for row in figure.data[0].z] == [[None, None], [None, 0.0]]
    assert texts(figure).count("无数据") == 1
    assert any("空白格：无数据" in text for text in texts(figure))


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
