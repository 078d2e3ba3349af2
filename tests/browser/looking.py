"""What a person does and sees in the browser."""

from __future__ import annotations

from playwright.sync_api import Download, Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from charts.wording import MARK

SECONDS = 60_000
TURN = "to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate', {state: {}})); }"
PRESSES, PATIENCE = 8, 8_000


def visit(page: Page, address: str, path: str = "", title: str | None = None) -> None:
    """Open a page of the dashboard and wait until all of it is there."""
    page.goto(f"{address}/{path}")
    settled(page, title)


def turn_to(page: Page, path: str, title: str) -> None:
    """Turn from a page of the dashboard to another as the browser's back and forward do, in the same session.

    The program of the pages is not started anew, which is most of what a visit costs.
    """
    page.evaluate(TURN, f"/{path}")
    settled(page, title)


def settled(page: Page, title: str | None = None) -> None:
    """Wait until the page is called ``title`` and its script has run to the end."""
    headings = page.locator("h1")  # for a moment a page and the one before it are both there
    expect(headings.first).to_be_visible(timeout=SECONDS)
    if title:
        expect(headings.first).to_have_text(title, timeout=SECONDS)
    app = page.locator("[data-testid=stApp]")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=SECONDS)
    expect(headings).to_have_count(1, timeout=SECONDS)


def download(page: Page, button: Locator) -> Download:
    """Press a download button, and once more when nothing comes, as a person would; what came.

    A press is in vain while the page is drawn anew: the server has let go of the file offered before.
    """
    for _ in range(PRESSES):
        settled(page)
        try:
            with page.expect_download(timeout=PATIENCE) as waiting:
                button.click(timeout=PATIENCE)
        except TooLate:
            continue
        return waiting.value
    raise AssertionError(f"nothing came, however often {button} was pressed")


def press(grid: Locator, right: int, down: int) -> None:
    """Press a cell of a grid that is drawn, so many pixels from its corner."""
    expect(grid.locator("canvas").first).to_be_visible(timeout=SECONDS)
    grid.scroll_into_view_if_needed()
    grid.page.wait_for_timeout(500)  # what is drawn above it still takes its room
    box = grid.bounding_box()
    assert box
    grid.page.mouse.click(box["x"] + right, box["y"] + down)


def press_to(grid: Locator, right: int, down: int, address: str) -> None:
    """:func:`press` a cell that leads to ``address``, and once more when nothing comes of it, as a person would.

    A press is in vain while the page is drawn anew.
    """
    for _ in range(PRESSES):
        press(grid, right, down)
        try:
            grid.page.wait_for_url(address, timeout=PATIENCE)
        except TooLate:
            continue
        return
    raise AssertionError(f"no press led to {address}")


def listed(page: Page, heading: str, title: str) -> Locator:
    """The page ``title`` in the menu, once its ``heading`` is opened."""
    page.get_by_test_id("stTopNav").get_by_text(heading, exact=True).click()
    page.get_by_role("menuitem").first.wait_for(timeout=SECONDS)
    return page.get_by_role("menuitem", name=title)


def campus_cell(page: Page, indicator: str) -> Locator:
    """The campus's cell of an indicator, in the table of all units on the overview."""
    table = page.get_by_role("table").first
    table.wait_for(timeout=SECONDS)
    titles = table.locator("thead th").all_inner_texts()
    campus = table.locator("tbody tr").last
    expect(campus.locator("th")).to_have_text("全校")
    return campus.locator("td").nth(titles.index(indicator) - 1)


def campus_rate(page: Page, indicator: str) -> str:
    """The campus's rate of an indicator, as the overview writes it."""
    return campus_cell(page, indicator).inner_text().strip(f"{MARK} \n")
