"""Stopping mail by its link: what a mail program, a scanner and a person do with it."""

from __future__ import annotations

import asyncio
from functools import partialmethod
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from server import front, stopping
from server.logs import plain_path
from services.messages.stopping import stop_address
from store import Store
from store.acts import read_acts
from store.addresses import read_mail_stops


class Browser:
    """A browser that nobody has signed in with, in front of the server's routes as they are dressed."""

    def ask(self, method: str, address: str, **more: Any) -> httpx.Response:
        """The answer to a request."""

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(front.dressed(Starlette(routes=stopping.ROUTES)))
            async with httpx.AsyncClient(
                transport=transport, base_url="https://ruqi.sample.edu.cn"
            ) as client:
                return await client.request(method, address, **more)

        return asyncio.run(asked())

    get, head, post = partialmethod(ask, "GET"), partialmethod(ask, "HEAD"), partialmethod(ask, "POST")


@pytest.fixture
def browser(house: Store) -> Browser:
    """A browser, and a campus with people."""
    return Browser()


def link(house: Store, topic: str = "reminders", language: str = "zh") -> str:
    """The link in a mail to the reporter."""
    return stop_address("https://ruqi.sample.edu.cn", house, "li", topic, language)


def test_opening_the_link_stops_nothing(house: Store, browser: Browser) -> None:
    """A scanner of mail opens every link: it sees a page with one button, and HEAD even less."""
    page = browser.get(link(house), headers={"accept": "text/html"})
    assert page.status_code == httpx.codes.OK
    assert page.text.count("<button") == 1
    assert "<script" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert browser.head(link(house)).status_code == httpx.codes.OK
    assert read_mail_stops(house) == set()


@pytest.mark.parametrize("body", [{"List-Unsubscribe": "One-Click"}, {}], ids=["mail program", "button"])
def test_one_click_stops_one_topic_without_signing_in(
    house: Store, browser: Browser, body: dict[str, str]
) -> None:
    """The other topic goes on, pressing again changes nothing more, and the log has it once."""
    for _ in range(2):
        assert "已停止" in browser.post(link(house), data=body).text
    assert read_mail_stops(house) == {("li", "reminders")}
    acts = read_acts(house)
    assert list(acts["who"][acts["act"] == "mail_stopped"]) == ["li"]


@pytest.mark.parametrize("code", ["0" * 40, "li", "%00", "é", "a" * 5000])
def test_another_code_stops_nothing_and_does_not_tell(house: Store, browser: Browser, code: str) -> None:
    """The answer is the same, so nobody learns by it which codes there are."""
    answer = browser.post(f"/stop-mail/{code}")
    assert answer.status_code == httpx.codes.OK
    assert "已停止" in answer.text
    assert read_mail_stops(house) == set()


def test_the_page_speaks_the_language_of_the_mail(house: Store, browser: Browser) -> None:
    """An English mail leads to an English page."""
    page = browser.get(link(house, language="en"), headers={"accept": "text/html"}).text
    assert '<html lang="en">' in page
    assert "Stop" in page


def test_the_log_of_requests_does_not_repeat_the_code(house: Store) -> None:
    """Whoever reads the log cannot stop anybody's mail."""
    assert plain_path(link(house).removeprefix("https://ruqi.sample.edu.cn")) == "/stop-mail/*"
