from __future__ import annotations

import re

import pytest

from tests.pages.opening import PAGES, charts, opened, words

TITLES = {
    "overview": ("总览", "Overview"),
    "unit": ("学院", "Unit"),
    "first_week": ("首周", "First week"),
    "first_month": ("首月", "First month"),
    "submit": ("上报", "Submit"),
    "export": ("导出", "Export"),
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What stays Chinese in English: the term's name, which is an identifier.
NAMES = re.compile("2020春")


@pytest.mark.parametrize("page", PAGES)
def test_opens_in_chinese(sample: str, page: str) -> None:
    """Every page opens in Chinese without a failure."""
    app = opened(page)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == TITLES[page][0]


@pytest.mark.parametrize("page", PAGES)
def test_opens_in_english_and_leaves_no_chinese(sample: str, page: str) -> None:
    """Every page opens in English by the address alone, and none of its words stays Chinese."""
    app = opened(page, lang="en")
    assert not app.exception
    assert not app.error
    assert app.title[0].value == TITLES[page][1]
    assert [line for line in words(app).splitlines() if CHINESE.search(NAMES.sub("", line))] == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_chart_is_described(sample: str, page: str, language: str) -> None:
    """No chart is without a description for people who do not see it."""
    descriptions = [chart.proto.alt for chart in charts(opened(page, lang=language))]
    assert all(descriptions)
    assert len(descriptions) == len(set(descriptions))


@pytest.mark.parametrize("page", PAGES)
def test_says_what_to_do_when_nothing_was_submitted(empty: str, page: str) -> None:
    """An empty database gives no page of zeros but what to do next."""
    app = opened(page)
    assert not app.exception
    assert not app.error
    if page != "submit":
        assert "开课计划" in app.info[0].value
        assert not app.metric
