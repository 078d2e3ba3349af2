from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.access import COLOURS, LEVELS, violations
from tests.browser.looking import SECONDS, press_to, settled, turn_to, visit

PATHS = {
    "": ("总览", "Overview"),
    "tasks": ("任务", "Tasks"),
    "campuses": ("多校", "Campuses"),
    "unit": ("学院", "Unit"),
    "preparation": ("准备", "Preparation"),
    "first_day": ("首日", "First day"),
    "first_week": ("首周", "First week"),
    "first_month": ("首月", "First month"),
    "left_out": ("一个不少", "Nobody left out"),
    "contingency": ("预案", "Contingencies"),
    "obstacles": ("技术障碍", "Technical obstacles"),
    "agreement": ("核对", "Agreement"),
    "trace": ("溯源", "Trace"),
    "deadlines": ("期限", "Deadlines"),
    "messages": ("自动提醒", "Reminders"),
    "tonight": ("今晚", "Tonight"),
    "submit": ("上报", "Submit"),
    "history": ("报送记录", "History"),
    "audit": ("审计", "Audit log"),
    "export": ("导出", "Export"),
    "people": ("人员", "People"),
}
NAMED = re.compile(r"[\u4e00-\u9fff]{4}|[A-Za-z]{4} ")
WIDER = "() => [...document.querySelectorAll('[data-testid=stMain], body')].some(e => e.scrollWidth > e.clientWidth)"


def test_every_page_fits_a_phone_draws_its_charts_and_fetches_nothing(phone: Page, address: str) -> None:
    """At 390 pixels no page scrolls sideways in either language; charts are named; all comes from our server.

    Nor does axe-core find anything against it, light in Chinese and dark in English; the page says its language.
    """
    strangers: list[str] = []
    own = (address, "data:", "blob:", address.replace("http", "ws"))
    phone.on("request", lambda asked: None if asked.url.startswith(own) else strangers.append(asked.url))
    wrong = []
    for place, (language, scheme, tag) in enumerate((("zh", "light", "zh-CN"), ("en", "dark", "en"))):
        phone.emulate_media(color_scheme=scheme)
        visit(phone, address, f"?lang={language}", PATHS[""][place])
        rules = LEVELS if scheme == "light" else COLOURS
        for path, titles in PATHS.items():
            if path:
                turn_to(phone, f"{path}?lang={language}", titles[place])
            expect(phone.locator("html")).to_have_attribute("lang", tag)
            wrong += [f"{path} {language}: {fault}" for fault in faults(phone) + violations(phone, rules)]
    assert wrong + strangers == []
    turn_to(phone, "submit?lang=zh", "上报")
    expect(phone.get_by_test_id("stFileUploaderDropzone")).to_contain_text("每个文件不超过")
    turn_to(phone, "tasks?lang=zh", "任务")
    duty = phone.get_by_text("成立校区").first  # what a phone folds is there at a press
    expect(duty).to_be_hidden()
    phone.get_by_role("button", name="各方的职责").first.click()
    expect(duty).to_be_visible()


def faults(page: Page) -> list[str]:
    """What is wrong with a page as it stands."""
    charts = page.locator("[data-testid=stPlotlyChart]")
    if charts.count():
        charts.first.locator(".main-svg").first.wait_for(state="attached", timeout=SECONDS)
    written = [chart.evaluate("chart => chart.outerHTML") for chart in charts.all()]
    found = ["a chart without a name" for chart in written if not NAMED.search(chart)]
    try:  # a chart takes the width of the page a moment after it is drawn
        page.wait_for_function(f"!({WIDER})()", timeout=5_000)
    except TooLate:
        found.append("wider than a phone")
    return found


def test_the_overview_answers_three_questions_leads_to_a_unit_and_turns_its_language(
    screen: Page, address: str
) -> None:
    """How ready, who is behind and what changed is seen without scrolling; a unit is a click away, and so is English.

    The browser's own button leads back, and the address remembers the language.
    """
    visit(screen, address, "?on=2020-02-23", "总览")
    for words in ("全校 10 项指标", "所有指标中欠得最多的是", "与2月20日相比", "谁落后", "谁没报"):
        box = screen.get_by_test_id("stMain").get_by_text(words).first.bounding_box()
        assert box
        assert box["y"] + box["height"] < 900, words
    screen.get_by_role("table").get_by_role("link", name="汽车工程学院").click()
    settled(screen, "学院")
    assert "unit=" in screen.url
    assert "on=2020-02-23" in screen.url
    expect(screen.get_by_text("汽车工程学院").first).to_be_visible()
    screen.go_back()
    settled(screen, "总览")
    screen.get_by_role("radio", name="English").click()
    settled(screen, "Overview")
    screen.wait_for_url("**lang=en**")


def test_the_words_of_a_row_open_it_and_links_open_where_the_reader_is(screen: Page, address: str) -> None:
    """A click on the words of a row, in a table of the grid, chooses it; a link in a caption opens no window."""
    visit(screen, address, "agreement", "核对")
    press_to(screen.get_by_test_id("stDataFrame").first, 300, 35 * 4, "**comparison=**")
    turn_to(screen, "", "总览")
    screen.locator("[data-testid=stCaptionContainer] a[href^=trace]").first.click()
    settled(screen, "溯源")
    assert len(screen.context.pages) == 1


def test_charts_follow_the_theme(screen: Page, address: str) -> None:
    """The words of a chart are dark on light and light on dark."""
    for scheme in ("dark", "light"):
        screen.emulate_media(color_scheme=scheme)
        visit(screen, address)
        text = screen.locator("[data-testid=stPlotlyChart] .main-svg text").first
        text.wait_for(state="attached", timeout=SECONDS)
        red = int(text.evaluate("t => getComputedStyle(t).fill.match(/\\d+/)[0]"))
        assert (red > 128) == (scheme == "dark")
        screen.evaluate("dispatchEvent(new Event('beforeprint'))")  # paper is white whatever the page is
        expect(screen.locator("html")).to_have_attribute("data-printed", scheme)


def test_paper_has_every_tab_of_a_page_with_its_name(screen: Page, address: str) -> None:
    """On the screen one list stands at a time; Ctrl+P prints them one below the other, drawn and named."""
    visit(screen, address, "obstacles", "技术障碍")
    panels = screen.get_by_test_id("stTabPanel")
    expect(panels.last).to_be_hidden()
    screen.evaluate("dispatchEvent(new Event('beforeprint'))")
    screen.emulate_media(media="print")
    for panel in panels.all():
        expect(panel).to_be_visible()
        drawn = panel.locator("canvas").first.bounding_box()
        assert drawn
        assert drawn["width"] > 300
    assert "已解决" in panels.last.evaluate("panel => getComputedStyle(panel, '::before').content")


def test_a_phone_shows_nothing_on_top_of_what_is_read(phone: Page, address: str) -> None:
    """The buttons of tables and charts stand on no words, and those of the meeting mode below its slide."""
    visit(phone, address, "deadlines", "期限")
    expect(phone.get_by_test_id("stDataFrame").first.locator("canvas").first).to_be_visible(timeout=SECONDS)
    for covering in ("[data-testid=stElementToolbar]", ".modebar-container"):
        expect(phone.locator(covering).first).to_be_hidden()
    phone.goto(f"{address}/meeting")
    title, buttons = (phone.locator(f".deck {part}").bounding_box(timeout=SECONDS) for part in ("h2", "nav"))
    assert title
    assert buttons
    assert title["y"] + title["height"] < buttons["y"]


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati"])
def test_a_reader_in_another_time_zone_sees_the_days_of_the_term(
    screen: Page, address: str, zone: str
) -> None:
    """The chosen day, the day in the address and the days in words are those of the place of the term."""
    screen.context.new_cdp_session(screen).send("Emulation.setTimezoneOverride", {"timezoneId": zone})
    assert screen.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == zone
    visit(screen, address, "trace?on=2020-02-23&known_at=2020-02-23&indicator=reporting", "溯源")
    expect(screen.locator("[data-testid=stDateInputField]").first).to_contain_text(
        re.compile(r"2020\D+02\D+23")
    )
    about = screen.locator("[data-testid=stCaptionContainer]").filter(has_text="截至 2月23日 周日").first
    expect(about).to_contain_text("按 2月23日 周日 24:00 前所收数据")
    assert "on=2020-02-23" in screen.url
