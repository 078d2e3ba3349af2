"""A real server over a database of its own, and a real browser to look at it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from scripts.provide_browser import QUIET, candidates
from scripts.serving import serving_sample
from services.campuses import VARIABLE
from tests.campuses import written

FIRST_PORT = 8821
PHONE = {"width": 390, "height": 844}
# A person with Chinese settings, who asks for still pages: what moves costs the machine more than all else.
PERSON: dict[str, Any] = {"locale": "zh-CN", "accept_downloads": True, "reduced_motion": "reduce"}
SCREEN = {"width": 1440, "height": 900}


@pytest.fixture(scope="session")
def address(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a dashboard with the sample term, and figures of other campuses, answers."""
    campuses = tmp_path_factory.mktemp("campuses")
    written(campuses, 30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(campuses))
        with serving_sample(FIRST_PORT, sample_file) as found:
            yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser of ``RUQI_BROWSER``, else the first that starts here.

    It ends with its module: while it runs, no other test of the process can run an event loop.
    """
    path = os.environ.get("RUQI_BROWSER") or next(candidates(), None)
    if path is None:
        pytest.fail("no browser starts here; see scripts/provide_browser.py")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=[*QUIET])
        yield started
        started.close()


@pytest.fixture(scope="module")
def office(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of an office, which keeps the program of the pages from one to the next."""
    context = browser.new_context(viewport=SCREEN, **PERSON)
    yield context
    context.close()


@pytest.fixture(scope="module")
def pocket(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of a phone, likewise."""
    context = browser.new_context(viewport=PHONE, **PERSON)
    yield context
    context.close()


@pytest.fixture
def screen(office: BrowserContext) -> Iterator[Page]:
    """A page as large as an office screen, of a reader with Chinese settings."""
    page = office.new_page()
    yield page
    page.close()


@pytest.fixture
def phone(pocket: BrowserContext) -> Iterator[Page]:
    """A page as small as a phone."""
    page = pocket.new_page()
    yield page
    page.close()
