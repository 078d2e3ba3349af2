"""What a person does and sees in the browser."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

SECONDS = 60_000


def visit(page: Page, address: str, path: str = "", title: str | None = None) -> None:
    """Open a page of the dashboard and wait until all of it is there."""
    page.goto(f"{address}/{path}")
    settled(page, title)


def settled(page: Page, title: str | None = None) -> None:
    """Wait until the page is called ``title`` and its script has run to the end."""
    heading = page.locator("h1")
    heading.wait_for(timeout=SECONDS)
    if title:
        expect(heading).to_have_text(title, timeout=SECONDS)
    app = page.locator("[data-testid=stApp]")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=SECONDS)


def listed(page: Page, heading: str, title: str) -> Locator:
    """The page ``title`` in the menu, once its ``heading`` is opened."""
    page.get_by_test_id("stTopNav").get_by_text(heading, exact=True).click()
    page.get_by_role("menuitem").first.wait_for(timeout=SECONDS)
    return page.get_by_role("menuitem", name=title)


def card(page: Page, indicator: str) -> str:
    """The rate on a card of the overview."""
    metric = page.locator("[data-testid=stMetric]").filter(has_text=re.compile(f"^{indicator}")).first
    return metric.locator("[data-testid=stMetricValue]").inner_text().strip()
