"""A reviewer's evening: many approved together, one returned with a comment on a row, and every click counted."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import SECONDS, listed, press, settled, visit

BOXES, FIRST_CELL = 90, 55  # pixels: past the boxes in front of rows, and into the first row


class Clicks:
    """Presses what somebody would, and counts it."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, button: Locator) -> None:
        """Press a button, or into a field."""
        button.click(timeout=SECONDS)
        self.count += 1


def test_a_reviewer_approves_many_together_and_returns_one_at_a_row(screen: Page, decided: str) -> None:
    """From landing to the approval of all that is ordinary in five clicks, and to a return at a row in four."""
    visit(screen, decided, "?as=admin", "总览")
    clicks = Clicks()
    history = listed(screen, "报送", "报送记录")
    clicks.count += 1
    clicks.press(history)
    settled(screen, "报送记录")
    clicks.press(screen.get_by_role("button", name="一起通过"))
    clicks.press(screen.get_by_role("button", name=re.compile("^通过这")))
    done = screen.get_by_text(re.compile(r"已通过 \d+ 份。"))
    expect(done).to_be_visible(timeout=SECONDS)
    approved = re.search(r"\d+", done.inner_text())
    assert approved is not None
    assert int(approved[0]) >= 40
    assert clicks.count <= 5
    returned_at_a_row(screen)


def returned_at_a_row(screen: Page) -> None:
    """Open the next that waits, click a cell, say what is wrong, return it; it stands where the unit answers."""
    clicks = Clicks()
    clicks.press(screen.get_by_role("button", name="看下一份待审"))
    grid = screen.get_by_role("region", name="改了什么")
    expect(grid).to_be_visible(timeout=SECONDS)
    press(grid, BOXES, FIRST_CELL)
    clicks.count += 1
    clicks.press(screen.get_by_label(re.compile("^对第 .* 行")))
    screen.keyboard.type("这一行的日期不对")
    clicks.press(screen.get_by_role("button", name="指着这些行退回"))
    expect(screen.get_by_text(re.compile(r"已退回第 \d+ 号。"))).to_be_visible(timeout=SECONDS)
    expect(screen.get_by_text(re.compile(r"退回：这一行的日期不对"))).to_be_visible(timeout=SECONDS)
    expect(screen.get_by_text(re.compile(r"· 第 \d+ 行“.+”$"))).to_be_visible(timeout=SECONDS)
    assert clicks.count <= 4
