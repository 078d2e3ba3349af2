import datetime as dt
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import pytest

import charts
import metrics
from charts import Look, theme
from metrics.indicators import INDICATORS
from metrics.lists.missing import LACKS
from schema.figures import CAMPUS
from schema.kinds import REPORTED_KINDS
from tests.charts.making import (
    AS_OF,
    EVE,
    FIRST,
    LOOK,
    SCIENCE,
    TERM,
    checked,
    days,
    figures,
    hovers,
    rising,
    texts,
)

INDICATOR_IDS = [indicator.id for indicator in INDICATORS]
STATUS = pd.DataFrame(
    [(unit, kind, "late") for unit in TERM.unit_names for kind in REPORTED_KINDS],
    columns=["unit", "kind", "status"],
)
CALENDAR = STATUS.assign(due=pd.Timestamp("2020-02-23 16:00"))
MISSING = pd.DataFrame(
    [(pd.Timestamp(day), lack, 9 - i) for i, day in enumerate(days(EVE, FIRST)) for lack in LACKS],
    columns=["on", "lack", "students"],
)
CHECKED = checked((SCIENCE, 98, 100, 8, 10), (CAMPUS, 900, 1000, 9, 10))
STATES_ONLY = {"reporting grid", "reports calendar", "burn down"}  # show no rates
WEEKS = pd.DataFrame(
    {
        "week": [1, 2], "starts": pd.to_datetime([FIRST, "2020-03-02"]), "n": [6233, 0], "d": [6484, 0],
        "ends": pd.to_datetime(["2020-03-01", "2020-03-08"]),
        "on": pd.to_datetime(["2020-03-01", "2020-03-08"]), "rate": [6233 / 6484, None],
        "lowest": [0.9, None], "lower": [0.92, None], "middle": [0.95, None], "upper": [0.97, None],
        "highest": [0.99, None], "lowest_unit": [SCIENCE, None], "highest_unit": [SCIENCE, None],
    }
)  # fmt: skip
ONE_DAY = {"first": EVE, "last": EVE}
CHARTS: dict[str, Callable[..., go.Figure]] = {
    "trend": lambda look, **given: charts.trend(rising([SCIENCE, CAMPUS]), look, **given),
    "trend of many": lambda look, **given: charts.trend(rising(), look, **given),
    "small multiples": lambda look, **given: charts.small_multiples(
        rising([SCIENCE], INDICATOR_IDS), look, **given
    ),
    "bars": lambda look, **given: charts.bars(rising(), look, **given),
    "heat by day": lambda look, **given: charts.heat_by_day(rising(), look, **given),
    "heat by indicator": lambda look, **given: charts.heat_by_indicator(
        rising(indicators=INDICATOR_IDS), look, **given
    ),
    "restatement": lambda look, **given: charts.restatement(
        rising([SCIENCE, CAMPUS], **ONE_DAY), rising([SCIENCE, CAMPUS], **ONE_DAY), look, rows="unit", **given
    ),
    "against campus": lambda look, **given: charts.against_campus(
        rising([SCIENCE, CAMPUS], INDICATOR_IDS), look, unit=SCIENCE, **given
    ),
    "movers": lambda look, **given: charts.movers(rising(), look, since=EVE, on=FIRST, **given),
    "reporting grid": lambda look, **given: charts.reporting_grid(STATUS, look, **given),
    "reports calendar": lambda look, **given: charts.reports_calendar(CALENDAR, look, **given),
    "burn down": lambda look, **given: charts.burn_down(MISSING, look, **given),
    "intervals": lambda look, **given: charts.intervals(CHECKED, look, rows="unit", **given),
    "weekly spread": lambda look, **given: charts.weekly_spread(WEEKS, look, indicator="attendance", **given),
}
EACH = pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS.keys())


@EACH
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_chart_has_what_a_chart_must_have(draw, language, dark):
    """Title, unit of measure, as-of line, description and the theme's colours, in both languages."""
    figure = draw(Look(TERM, AS_OF, language, dark))
    assert figure.layout.title.text.startswith("<b>")
    assert figure.layout.title.subtitle.text.startswith("单位：" if language == "zh" else "Unit: ")
    assert any(AS_OF in text for text in texts(figure))
    assert figure.layout.meta["title"] in charts.alt_text(figure)
    assert charts.alt_text(figure).endswith(AS_OF)
    assert figure.layout.font.family is None  # the template has it, once
    assert figure.layout.template.layout.font.family == theme.FONTS
    assert figure.layout.height > 0
    assert figure.layout.width is None


@EACH
def test_a_given_title_replaces_the_made_one(draw):
    """A page may name the chart itself; the description follows."""
    figure = draw(LOOK, title="首周<情况>")
    assert figure.layout.title.text == "<b>首周&lt;情况&gt;</b>"
    assert charts.alt_text(figure).startswith("首周<情况>")


@EACH
def test_no_chart_is_a_pie(draw):
    """Platforms and modes are multi-choice, so nothing is drawn as parts of a whole."""
    kinds = {trace.type for trace in draw(LOOK).data}
    assert kinds <= {"scatter", "bar", "heatmap"}


@pytest.mark.parametrize("name", [name for name in CHARTS if name not in STATES_ONLY])
def test_every_point_says_its_rate_with_numerator_and_denominator(name):
    """Pointing at a figure shows per cent, n and d, and the day with its weekday."""
    said = hovers(CHARTS[name](LOOK))
    assert any(" %  (" in text and " / " in text and "月" in text and "周" in text for text in said)
    covered = ("截至", "第1周", "核查")
    assert all(any(word in text for word in covered) for text in said if " %  (" in text)


@pytest.mark.parametrize("draw", [charts.trend, charts.small_multiples, charts.heat_by_day, charts.bars])
def test_a_chart_says_whether_its_figures_are_totals_or_of_a_day_or_of_a_stretch(draw):
    """Above the plot and at every point: up to the day, the day alone, or from the first day to the last."""
    totals = rising([SCIENCE, CAMPUS])
    for table, above, at_a_point in (
        (totals, "截至", "截至 "),
        (metrics.daily(totals), "当日", "当日 "),
        (metrics.windows(totals, FIRST, FIRST), "当日", "当日 2月24日"),
        (metrics.windows(totals, EVE, FIRST), "2月23日–2月24日", "2月23日–2月24日"),
    ):
        figure = draw(table, LOOK)
        assert above in figure.layout.title.subtitle.text.replace("<br>", "")
        assert all(at_a_point in text for text in hovers(figure) if " %  (" in text)


def test_a_week_that_is_not_over_says_so():
    """Its name has the first and the last day, and up to which day it counts."""
    running = WEEKS[:1].assign(on=pd.Timestamp("2020-02-26"))
    figure = charts.weekly_spread(running, LOOK, indicator="attendance")
    assert "第1周 2月24日–3月1日（进行中，截至 2月26日）" in charts.alt_text(figure)
    assert "进行中" not in charts.alt_text(charts.weekly_spread(WEEKS, LOOK, indicator="attendance"))


@pytest.mark.parametrize(
    "draw",
    [
        charts.trend,
        charts.small_multiples,
        charts.bars,
        charts.heat_by_day,
        charts.heat_by_indicator,
        lambda empty, look: charts.restatement(empty, empty, look, rows="unit"),
        lambda empty, look: charts.against_campus(empty, look, unit=SCIENCE),
        lambda empty, look: charts.movers(empty, look, since=EVE, on=FIRST),
        lambda _, look: charts.intervals(CHECKED[:0], look, rows="unit"),
        lambda _, look: charts.weekly_spread(WEEKS[1:], look, indicator="attendance"),
        lambda _, look: charts.reporting_grid(STATUS[:0], look),
        lambda _, look: charts.reports_calendar(CALENDAR[:0], look),
        lambda _, look: charts.burn_down(MISSING[:0], look),
    ],
)
def test_nothing_to_draw_says_what_to_do(draw):
    """An empty table is not an error: the sheet says so, in the reader's words, and has a title."""
    figure = draw(rising()[:0], LOOK)
    assert any("没有数据" in text for text in texts(figure))
    assert figure.layout.title.text != "<b></b>"


def test_a_table_of_something_else_is_refused():
    """A frame without the columns of a figures table is named as such, with what it lacks."""
    with pytest.raises(ValueError, match="it lacks rate"):
        charts.bars(rising().drop(columns="rate"), LOOK)


def test_a_click_reports_unit_day_and_indicator():
    """The custom data of a bar are what a page needs to open the unit."""
    figure = charts.bars(rising([SCIENCE], **ONE_DAY), LOOK)
    assert [list(key) for key in figure.data[0].customdata] == [[SCIENCE, "2020-02-23", "enrollment"]]


def test_markup_in_a_unit_name_is_shown_and_not_obeyed():
    """A name that looks like markup is escaped wherever it is written."""
    table = figures([("enrollment", "<b>甲</b>", dt.date(2020, 2, 23), 1, 2)])
    figure = charts.bars(table, LOOK)
    assert figure.layout.yaxis.ticktext == ("&lt;b&gt;甲&lt;/b&gt;",)
    assert "&lt;b&gt;甲" in figure.data[0].text[0]
