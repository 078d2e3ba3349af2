from __future__ import annotations

import pytest

from tests.pages.opening import charts, opened, words


@pytest.mark.parametrize("page", ["first_week", "first_month"])
def test_a_phase_shows_lines_days_movers_gates_and_what_was_restated(sample: str, page: str) -> None:
    """The pages of a phase have daily lines, units by day, movers, and then beside now twice."""
    app = opened(page)
    titles = "\n".join(chart.proto.alt for chart in charts(app))
    assert len(charts(app)) == 5
    assert "当时所知与现在所知" in titles
    assert "节点数值（全校）" in words(app)


def test_the_gates_of_the_month_are_the_weekends(sample: str) -> None:
    """The table of gates of the first month ends with its four weekends."""
    table = opened("first_month").dataframe[0].value
    assert list(table.columns[-4:]) == [
        "首周末 3月1日",
        "第二周末 3月8日",
        "第三周末 3月15日",
        "首月末 3月22日",
    ]


def test_another_indicator_is_shown_and_named_in_the_address(sample: str) -> None:
    """The indicator of the charts is chosen on the page and kept in the address."""
    app = opened("first_week")
    app.selectbox(key="indicator").set_value("group_creation").run()
    assert app.query_params["indicator"] == "group_creation"
    assert any("建群率" in chart.proto.alt for chart in charts(app))


@pytest.mark.parametrize("page", ["first_week", "first_month"])
def test_a_day_before_the_phase_is_said_to_be_one(sample: str, page: str) -> None:
    """Before the phase has begun the page says when it does."""
    app = opened(page, on="2020-02-21")
    assert not app.exception
    assert "2月24日" in app.info[0].value
