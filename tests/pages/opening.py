"""Opening pages as a reader would, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Node
from streamlit.util import calc_hash

ROOT = Path(__file__).resolve().parent.parent.parent
# The pages by the names of their files, with their addresses.
PAGES = {
    "overview": "",
    "tasks": "tasks",
    "campuses": "campuses",
    "unit": "unit",
    "preparation": "preparation",
    "first_day": "first_day",
    "first_week": "first_week",
    "first_month": "first_month",
    "meeting": "meeting",
    "left_out": "left_out",
    "contingency": "contingency",
    "obstacles": "obstacles",
    "agreement": "agreement",
    "trace": "trace",
    "deadlines": "deadlines",
    "messages": "messages",
    "tonight": "tonight",
    "submit": "submit",
    "history": "history",
    "export": "export",
    "people": "people",
    "tokens": "tokens",
    "audit": "audit",
}
# Pages that are about no day and no figures.
WITHOUT_FIGURES = {"campuses", "submit", "messages", "history", "people", "tokens", "audit"}
# Enough for a machine that is busy with the other tests.
SECONDS = 120


def opened(page: str = "overview", **query: str | list[str]) -> AppTest:
    """The page as it stands after its first run, with ``query`` in its address."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    if PAGES[page]:
        app._page_hash = calc_hash(PAGES[page])  # as a browser asks for an address
    return app.run()


def words(app: AppTest) -> str:
    """Everything that the page says in its texts, labels and messages."""
    return "\n".join(_said(app))


def _said(app: AppTest) -> Iterator[str]:
    for kind in ("title", "header", "markdown", "caption", "error", "warning", "info", "success"):
        yield from (element.value for element in getattr(app, kind))
    for kind in ("button", "download_button", "selectbox", "multiselect", "date_input", "toggle", "metric"):
        yield from (element.label for element in getattr(app, kind))
    yield from (tab.label for tab in app.tabs)


def charts(app: AppTest) -> list[Node]:
    """The Plotly charts of the page."""
    return list(app.get("plotly_chart"))
