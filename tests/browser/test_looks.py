from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import SECONDS, settled, visit

PATHS = {
    "": ("总览", "Overview"),
    "unit": ("学院", "Unit"),
    "first_week": ("首周", "First week"),
    "first_month": ("首月", "First month"),
    "deadlines": ("期限", "Deadlines"),
    "submit": ("上报", "Submit"),
    "history": ("报送记录", "History"),
    "audit": ("审计", "Audit log"),
    "export": ("导出", "Export"),
    "people": ("人员", "People"),
}
WIDER = "() => [...document.querySelectorAll('[data-testid=stMain], body')].some(e => e.scrollWidth > e.clientWidth)"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_is_wider_than_a_phone(phone: Page, address: str, path: str, language: str) -> None:
    """At 390 pixels nothing has to be scrolled sideways."""
    visit(phone, address, f"{path}?lang={language}", PATHS[path][language == "en"])
    # A chart takes the width of the page a moment after it is drawn.
    phone.wait_for_function(f"!({WIDER})()", timeout=SECONDS)


@pytest.mark.parametrize("path", ["", "unit", "first_week", "first_month", "deadlines", "export"])
def test_every_chart_is_drawn_and_named(screen: Page, address: str, path: str) -> None:
    """Charts are drawn, and each says to a screen reader what it shows."""
    visit(screen, address, path)
    drawn = screen.locator("[data-testid=stPlotlyChart] .main-svg").first
    expect(drawn).to_be_attached(timeout=SECONDS)
    charts = screen.locator("[data-testid=stPlotlyChart]")
    for place in range(charts.count()):
        assert re.search(r"[\u4e00-\u9fff]{4}", charts.nth(place).evaluate("chart => chart.outerHTML"))


def test_nothing_is_fetched_from_elsewhere(screen: Page, address: str) -> None:
    """Everything that a page needs comes from its own server."""
    strangers: list[str] = []
    screen.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, "data:", "blob:", address.replace("http", "ws")))
            else strangers.append(request.url)
        ),
    )
    for path in PATHS:
        visit(screen, address, path)
    assert strangers == []


def test_a_click_in_the_heat_table_opens_the_unit_and_back_returns(screen: Page, address: str) -> None:
    """The reader goes from the table to a unit and back with the browser's own button."""
    visit(screen, address, "?on=2020-02-23", "总览")
    table = screen.locator("[data-testid=stDataFrame]").first
    table.scroll_into_view_if_needed()
    screen.wait_for_timeout(500)
    box = table.bounding_box()
    assert box
    screen.mouse.click(box["x"] + 400, box["y"] + 36 + 2.5 * 28)
    settled(screen, "学院")
    assert "unit=" in screen.url
    assert "on=2020-02-23" in screen.url
    expect(screen.get_by_text("汽车工程学院").first).to_be_visible()
    screen.go_back()
    settled(screen, "总览")


def test_the_language_switch_works_at_once(screen: Page, address: str) -> None:
    """The first click on the switch turns the page, and the address remembers."""
    visit(screen, address, title="总览")
    screen.get_by_role("radio", name="English").click()
    settled(screen, "Overview")
    screen.wait_for_url("**lang=en**")


def test_the_first_screen_answers_the_three_questions(screen: Page, address: str) -> None:
    """How ready, who is behind and what changed since yesterday are seen without scrolling."""
    visit(screen, address, "?on=2020-02-23", "总览")
    for words in ("建群率", "谁落后", "谁没报", "较昨日", "各学院(系、部)"):
        box = screen.get_by_test_id("stMain").get_by_text(words).first.bounding_box()
        assert box
        assert box["y"] + box["height"] < 900


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_follow_the_theme(browser: Browser, address: str, scheme: str) -> None:
    """The words of a chart are dark on light and light on dark."""
    context = browser.new_context(color_scheme=scheme, locale="zh-CN")
    page = context.new_page()
    visit(page, address)
    text = page.locator("[data-testid=stPlotlyChart] .main-svg text").first
    text.wait_for(state="attached", timeout=SECONDS)
    red = int(text.evaluate("t => getComputedStyle(t).fill.match(/\\d+/)[0]"))
    assert (red > 128) == (scheme == "dark")
    context.close()
