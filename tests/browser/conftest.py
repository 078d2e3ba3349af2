"""A real server over a database of its own, and a real browser to look at it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from scripts.provide_browser import QUIET, candidates, light
from scripts.serving import serving_sample
from services.campuses import VARIABLE
from tests.campuses import written

FIRST_PORT = 8821
PHONE: ViewportSize = {"width": 390, "height": 844}
# A person with Chinese settings, who asks for still pages: what moves costs the machine more than all else.
PERSON: dict[str, Any] = {"locale": "zh-CN", "accept_downloads": True, "reduced_motion": "reduce"}
# By what a phone calls itself the pages know that there is little room.
AS_PHONE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36"
SCREEN: ViewportSize = {"width": 1440, "height": 900}
_RUNNING = ExitStack()  # the browser, and its windows of an office and of a phone


@pytest.fixture(scope="session")
def address(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a dashboard with the sample term, and figures of other campuses, answers."""
    campuses = tmp_path_factory.mktemp("campuses")
    written(campuses, 30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(campuses))
        with serving_sample(FIRST_PORT, sample_file) as found:
            yield found


@pytest.fixture(scope="session")
def decided(sample_file: Path) -> Iterator[str]:
    """Where a dashboard answers over another sample term, of which much is decided."""
    with serving_sample(FIRST_PORT + 20, sample_file) as found:
        yield found


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """End the browser with this folder: while it runs, no other test of the process can run an event loop."""
    if nextitem is None or nextitem.path.parent != item.path.parent:
        _RUNNING.close()


@cache
def _browser() -> Browser:
    """The browser of ``RUQI_BROWSER``, else the first that starts here; without its windows where it can be."""
    path = os.environ.get("RUQI_BROWSER") or next(candidates(), None)
    if path is None:
        pytest.fail("no browser starts here; see scripts/provide_browser.py")
    playwright = _RUNNING.enter_context(sync_playwright())
    started = playwright.chromium.launch(executable_path=light(path), args=[*QUIET])
    _RUNNING.callback(_browser.cache_clear)
    _RUNNING.callback(started.close)
    return started


@cache
def _context(width: int, height: int, agent: str | None = None) -> BrowserContext:
    """Windows of a size, which keep the program of the pages from one test to the next."""
    size: ViewportSize = {"width": width, "height": height}
    context = _browser().new_context(viewport=size, user_agent=agent, **PERSON)
    _RUNNING.callback(_context.cache_clear)
    _RUNNING.callback(context.close)
    return context


@pytest.fixture
def office() -> BrowserContext:
    """The browser of an office, in which every page is a session of its own."""
    return _context(**SCREEN)


@pytest.fixture
def screen(office: BrowserContext) -> Iterator[Page]:
    """A page as large as an office screen, of a reader with Chinese settings."""
    page = office.new_page()
    yield page
    page.close()


@pytest.fixture
def phone() -> Iterator[Page]:
    """A page as small as a phone."""
    page = _context(**PHONE, agent=AS_PHONE).new_page()
    yield page
    page.close()
