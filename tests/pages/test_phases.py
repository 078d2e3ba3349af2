from __future__ import annotations

import pytest

from tests.pages.opening import charts, opened, words


@pytest.mark.parametrize(("page", "count"), [("first_week", 6), ("first_month", 7)])
def test_a_phase_shows_its_headline_charts_checkpoints_and_what_was_restated(
    sample: str, page: str, count: int
) -> None:
    """A briefing begins with a sentence from the figures, and ends with the checkpoints, then and now."""
    app = opened(page)
    titles = "\n".join(chart.proto.alt for chart in charts(app))
    assert len(charts(app)) == count
    assert "存档与现在所知" in titles
    said = words(app)
    assert "开课率 **" in said
    assert "门次）、到课率 **" in said
    assert "节点：存档与现在" in said


def test_the_eve_is_told_with_the_sheets_that_changed_it_since(sample: str) -> None:
    """The preparation lists the tasks in order, and of its checkpoint what moved the chosen indicator."""
    app = opened("preparation", indicator="enrollment")
    tasks, received, checkpoint, acts = (frame.value for frame in app.dataframe)
    assert tasks["task"].iloc[0].startswith("1 ")
    assert tasks["task"].iloc[-1].startswith("16 ")
    assert len(received)
    row = checkpoint[checkpoint["indicator"] == "进群率"].iloc[0]
    assert row["then"] != row["now"]
    assert acts["link"].str.startswith("history?submission=").all()
    assert "合计完成" in words(app)


def test_those_who_see_no_files_see_when_and_which_unit(sample: str) -> None:
    """To the network centre no file is named and no submission is linked."""
    acts = opened("preparation", **{"indicator": "enrollment", "as": "network"}).dataframe[-1].value
    assert set(acts["file"]) == {"—"}
    assert "link" not in acts
    assert acts["unit"].str.len().min() > 1


def test_the_first_day_names_what_is_counted_and_keeps_sources_apart(sample: str) -> None:
    """Sessions are 门次, places 人次 and teachers 人; each source has a row of its own."""
    app = opened("first_day")
    sources = app.dataframe[0].value
    assert sources["source"].tolist() == ["学院上报", "抽样", "学生反馈"]
    said = words(app)
    assert "门次" in said
    assert "人次" in said
    assert "同一人只计一次" in said
    assert "教学事故" in said


def test_a_rule_of_ones_own_is_said_to_be_one(sample: str) -> None:
    """The numbers of the steady rule come from the address; the page says that they are not the term's."""
    assert "态势平稳" in words(opened("first_month"))
    app = opened("first_month", steady_weeks="3", steady_spread="5.0", steady_change="nonsense")
    assert "尚不能称态势平稳" in words(app)
    assert "学期配置" in app.warning[0].value
    assert app.number_input(key="steady_change").value == 2.0
    next(button for button in app.button if button.label == "恢复学期配置的标准").click().run()
    assert "steady_weeks" not in app.query_params
    assert "**态势平稳**" in words(app)


def test_another_indicator_is_shown_and_named_in_the_address(sample: str) -> None:
    """The indicator of the charts is chosen on the page and kept in the address."""
    app = opened("first_week")
    app.selectbox(key="indicator").set_value("group_creation").run()
    assert app.query_params["indicator"] == "group_creation"
    assert any("建群率" in chart.proto.alt for chart in charts(app))


def test_no_chart_is_drawn_of_a_change_without_a_beginning(sample: str) -> None:
    """Before teaching nobody attended: a sentence says so, and all of the page is below each other, to be printed."""
    app = opened("first_week", indicator="attendance")
    assert "2月23日还没有到课率" in words(app)
    assert not any("到课率变化" in chart.proto.alt for chart in charts(app))
    assert not app.tabs


@pytest.mark.parametrize("page", ["first_day", "first_week", "first_month"])
def test_a_day_before_the_phase_is_said_to_be_one(sample: str, page: str) -> None:
    """Before the phase has begun the page says when it does."""
    app = opened(page, on="2020-02-21")
    assert not app.exception
    assert not app.error
    assert "2月24日" in app.info[0].value


@pytest.mark.parametrize("page", ["first_day", "first_week", "first_month"])
def test_before_a_phase_begins_nothing_in_it_is_missing(sample: str, page: str) -> None:
    """Its page says when it begins, and names nobody who has not reported of days to come."""
    app = opened(page, on="2020-02-20")
    assert "这一阶段从2月24日 周一开始" in words(app)
    assert not app.dataframe
    assert "没有报授课情况" not in words(app)
