from __future__ import annotations

from tests.pages.opening import charts, opened, words


def test_figures_and_charts_are_offered(sample: str) -> None:
    """Figures leave as xlsx and csv, a briefing in four formats, a chart as PNG, SVG and HTML."""
    labels = [button.label for button in opened("export").download_button]
    assert labels == [
        "下载 Excel",
        "下载 CSV",
        "下载来源 CSV",
        "Word",
        "幻灯片",
        "PDF",
        "网页",
        "PNG",
        "SVG",
        "HTML",
    ]


def test_every_chart_on_offer_can_be_drawn(sample: str) -> None:
    """Whatever chart is chosen is drawn, with a description."""
    app = opened("export", indicators=["enrollment"], units=["理学院"])
    offered = app.selectbox(key="chart").options
    assert len(offered) == 9
    for name in offered:
        app.selectbox(key="chart").set_value(name).run()
        assert not app.error, name
        assert charts(app)[0].proto.alt, name


def test_only_what_was_chosen_is_counted(sample: str) -> None:
    """The number of rows follows the chosen indicators, units and days."""
    app = opened("export", indicators=["enrollment"], units=["理学院"], on="2020-02-23")
    assert words(app).count("8 行；") == 1  # one indicator, a unit and the campus, four days


def test_without_a_browser_pictures_are_not_offered_and_it_is_said(sample: str, monkeypatch) -> None:
    """Where no browser can draw, PDF, PNG and SVG are disabled, and the page says why."""
    monkeypatch.setattr("exports.browser_path", lambda: None)
    app = opened("export")
    disabled = [button.label for button in app.download_button if button.proto.disabled]
    assert disabled == ["PDF", "PNG", "SVG"]
    assert "浏览器" in app.warning[0].value
