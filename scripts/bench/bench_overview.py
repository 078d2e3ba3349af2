"""How long the overview takes in a real browser, beside a page that holds one chart and no more.

Both pages are served by servers of the same kind and opened by turns, each time in a browser
without a cache; the best of several rounds counts, for a busy neighbour only ever adds. The clock
is the browser's: it starts at the navigation and stops at the last stroke of a chart, a table or
a card.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, Page, sync_playwright

from scripts.bench.measure import Row
from scripts.serving import serving, serving_sample

T = TypeVar("T")
ROUNDS = 8
QUIET_MS = 1500
FIRST_PORT = 8701
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
BARE_PAGE = """
import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Scatter(x=list(range(32)), y=list(range(32)))))
"""
WATCH = """
window.lastDrawn = 0;
const drawings = '.main-svg, [data-testid=stHtml], [data-testid=stMetric], [data-testid=stTable]';
new MutationObserver(records => {
    for (const record of records) {
        const at = record.target.nodeType === Node.ELEMENT_NODE ? record.target : record.target.parentElement;
        if (at && at.closest(drawings)) window.lastDrawn = performance.now();
    }
}).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
const write = CanvasRenderingContext2D.prototype.fillText; // tables are drawn on a canvas
CanvasRenderingContext2D.prototype.fillText = function (...words) {
    if (this.canvas.closest('[data-testid=stDataFrame]')) window.lastDrawn = performance.now();
    return write.apply(this, words);
};
"""
IS_DRAWN = """quiet => document.querySelector('[data-testid=stPlotlyChart] .main-svg .trace')
    && window.lastDrawn && performance.now() - window.lastDrawn > quiet"""
# Where a chart was redrawn since the moment, and nothing moved for a while.
IS_REDRAWN = (
    """([since, quiet]) => window.lastDrawn > since && performance.now() - window.lastDrawn > quiet"""
)


def run() -> list[dict[str, Any]]:
    """Measurements as rows: ``name``, ``measured``, ``unit``, ``bound``, ``ok``."""
    with tempfile.TemporaryDirectory() as folder:
        bare_page = Path(folder) / "bare.py"
        bare_page.write_text(BARE_PAGE, encoding="utf-8")
        with (
            serving_sample(FIRST_PORT) as ours,
            serving(bare_page, FIRST_PORT + 100) as bare,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=os.environ["RUQI_BROWSER"], args=FLAGS)
            return [row.as_dict() for row in [*_navigation(browser, ours, bare), *_filters(browser, ours)]]


def _navigation(browser: Browser, ours: str, bare: str) -> list[Row]:
    times: dict[str, list[float]] = {ours: [], bare: []}
    for round_ in range(ROUNDS + 1):
        for address, taken in times.items():
            milliseconds = _with_page(browser, partial(_open, address=address))
            if round_:  # the first opening fills the server's cache
                taken.append(milliseconds)
    slow, fast = min(times[ours]), min(times[bare])
    return [
        Row("page with one chart, navigation to last drawing", fast, "ms"),
        Row("overview, navigation to last drawing", slow, "ms"),
        Row("overview ÷ page with one chart", slow / fast, "×", 1.4),
    ]


def _filters(browser: Browser, address: str) -> list[Row]:
    """The day is set one back each time, so each change asks for figures not yet shown."""
    taken = _with_page(browser, partial(_change_day, address=address))
    return [Row("overview, change of the day to last drawing", min(taken), "ms", 500)]


def _with_page(browser: Browser, work: Callable[[Page], T]) -> T:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.add_init_script(WATCH)
    try:
        return work(page)
    finally:
        context.close()


def _open(page: Page, address: str) -> float:
    page.goto(address)
    page.wait_for_function(IS_DRAWN, arg=QUIET_MS)
    return float(page.evaluate("window.lastDrawn"))


def _change_day(page: Page, address: str) -> list[float]:
    _open(page, address)
    day = page.locator("[data-testid=stDateInput] [data-type=day]").first
    taken = []
    for _ in range(ROUNDS):
        day.focus()
        page.keyboard.press("ArrowDown")
        since = float(page.evaluate("performance.now()"))
        page.locator("h1").click()  # the field takes a day when it is left
        page.wait_for_function(IS_REDRAWN, arg=[since, QUIET_MS])
        taken.append(float(page.evaluate("window.lastDrawn")) - since)
    return taken
