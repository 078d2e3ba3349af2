import datetime as dt
import operator
import re

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from charts import wording
from exports.book import PERCENT, number_format
from schema.as_of import AsOf
from schema.figures import CAMPUS
from tests.charts.making import EVE, SCIENCE, TERM

NAN = float("nan")
COMPARED = {">=": operator.ge, "<=": operator.le, "<": operator.lt}


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ((0.9713, 6052, 6231), "97.1 %  (6,052 / 6,231)"),
        ((0.9713,), "97.1 %"),
        ((0.0, 0, 12), "0.0 %  (0 / 12)"),
        ((1.0, 12, 12), "100.0 %  (12 / 12)"),
        ((NAN, 0, 0), "无数据"),
        ((None,), "无数据"),
        ((0.0, 0, 0), "无数据"),
    ],
)
def test_a_rate_is_shown_with_one_decimal_and_what_it_divides(arguments, shown):
    """A rate reads as per cent with n / d in thousands; without denominator it is the word."""
    assert wording.format_rate(*arguments) == shown


@pytest.mark.parametrize(
    ("rate", "shown"), [(0.0625, "6.3"), (0.1235, "12.4"), (0.29, "29.0"), (0.9985, "99.9")]
)
def test_halves_are_rounded_up_as_in_a_spreadsheet(rate, shown):
    """The same figure reads alike in a chart and in the exported workbook."""
    assert str(wording.percent(rate)) == shown


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 10**6), st.integers(1, 10**6))
@example(77_544, 77_545, 77_545, 77_545)
@example(1, 77_545, 0, 77_545)
@example(1999, 2000, 19_991, 20_000)
def test_all_and_none_are_written_of_all_and_none_alone(n, d, other_n, other_d):
    """Whatever n and d, in words, in a column that sorts, and in the format of a cell of a workbook."""
    n, other_n = min(n, d), min(other_n, other_d)
    rate, other = n / d, other_n / other_d
    written = wording.format_rate(rate, n, d)
    assert written.startswith("100.0 %") == (n == d)
    assert written.startswith("0.0 %") == (n == 0)
    assert f"{wording.bar(rate):.1f} %" == wording.format_rate(rate)
    assert (n * other_d < other_n * d) == (wording.bar(rate) < wording.bar(other))
    assert excel(rate, number_format(rate, PERCENT)) == written.partition(" ")[0]
    change = wording.format_change(rate - other)
    assert (change == "持平") == (n * other_d == other_n * d)
    assert " 0.0" not in change


def excel(value, number_format):
    """What a spreadsheet writes of a rate in a format of conditions, without its sign of per cent."""
    for section in number_format.split(";"):
        found = re.match(r"\[(>=|<=|<)([0-9.]+)\]", section)
        if not found or COMPARED[found[1]](value, float(found[2])):
            text = section[found.end() :] if found else section
            return text.strip('"%') if '"' in text else str(wording.points(value))
    raise AssertionError(number_format)


@pytest.mark.parametrize(
    ("delta", "zh", "en"),
    [
        (0.013, "▲ 1.3 百分点", "▲ 1.3 pp"),
        (-0.004, "▼ 0.4 百分点", "▼ 0.4 pp"),
        (0.0, "持平", "unchanged"),
        (0.0003, "▲ 不足 0.1 百分点", "▲ under 0.1 pp"),
        (-0.0003, "▼ 不足 0.1 百分点", "▼ under 0.1 pp"),
        (NAN, "无从比较", "cannot be compared"),
        (None, "无从比较", "cannot be compared"),
    ],
)
def test_a_change_is_in_percentage_points_with_its_arrow(delta, zh, en):
    """Changes between rates are percentage points, never per cent."""
    assert wording.format_change(delta) == zh
    assert wording.format_change(delta, "en") == en


@pytest.mark.parametrize(
    "day", [EVE, dt.datetime(2020, 2, 23, 8, tzinfo=TERM.timezone), pd.Timestamp(2020, 2, 23)]
)
def test_a_day_names_its_weekday(day):
    """Dates, datetimes and timestamps all read the same."""
    assert wording.format_day(day) == "2月23日 周日"
    assert wording.format_day(day, weekday=False) == "2月23日"
    assert wording.format_day(day, "en") == "Sun 23 Feb"


def test_midnight_ends_the_day_before_it():
    """24:00 of the 23rd is said so, and not as 00:00 of the 24th; other moments are local."""
    zone = TERM.timezone
    assert wording.format_moment(TERM.end_of(EVE), zone) == "2月23日 周日 24:00"
    noon = dt.datetime(2020, 2, 23, 4, 30, tzinfo=dt.UTC)
    assert wording.format_moment(noon, zone, "en") == "Sun 23 Feb 12:30"


def test_the_as_of_line_says_both_days():
    """The foot of a chart names the term, the day of the figures and what was known."""
    line = wording.as_of_line(AsOf(TERM, EVE, TERM.end_of(EVE)))
    assert line == "2020春 · 截至 2月23日 周日 · 按 2月23日 周日 24:00 前所收数据"
    assert wording.as_of_line(AsOf(TERM), "en") == "Spring 2020 · with what has been received so far"


def test_names_follow_the_language():
    """Units and indicators have an English name; a unit that nobody declared keeps its own."""
    assert wording.unit_title(SCIENCE, TERM) == SCIENCE
    assert wording.unit_title(SCIENCE, TERM, "en") == "School of Science"
    assert wording.unit_title(CAMPUS, TERM, "en") == "Whole campus"
    assert wording.unit_title("新学院", TERM, "en") == "新学院"
    assert wording.indicator_title("enrollment", "en") == "Students joined"
    assert wording.measure_line("enrollment") == "单位：%（已进群人次 / 应进群人次）"
