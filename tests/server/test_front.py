"""The page that Streamlit starts in: its language, our words, and what is left alone."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from server.front import DRAWN_WITH, dress, dressed, words

STATIC = Path(streamlit.__file__).parent / "static"
# Where Streamlit puts a sentence together from parts.
PUT_TOGETHER = re.compile(r"\{\}|(?=Running the app)")
PAGE = (STATIC / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_the_page_says_its_language_and_carries_our_looks_and_words(language: str, tag: str) -> None:
    """The language, the name, what is said without a program, the styles and the words are in Streamlit's page."""
    page = dress(PAGE, language)
    assert f'<html lang="{tag}"' in page
    assert "<title>如期 Ruqi</title>" in page
    assert "You need to enable JavaScript" not in page
    assert page.index("每个文件不超过") < page.index("</head>")
    assert "@media print" in page


def test_what_pages_draw_with_is_fetched_ahead() -> None:
    """Each part is one file that Streamlit has: a renamed one is found here, and not by slower pages."""
    linked = re.findall(
        r'modulepreload" crossorigin href="./static/js/(\w+)\.[^"]*\.js">(?=.*<style>)', dress(PAGE, "zh")
    )
    assert [part for part in linked if part in DRAWN_WITH] == list(DRAWN_WITH)


def test_a_page_that_looks_different_goes_out_as_it_came() -> None:
    """Where a new Streamlit has another page, nothing is lost of it."""
    assert dress("<main>new</main>", "zh") == "<main>new</main>"


def test_every_word_is_one_that_streamlit_still_says() -> None:
    """A word that Streamlit writes otherwise by now is found here, and not by a reader who meets English."""
    programs = "".join(file.read_text("utf-8", "ignore") for file in (STATIC / "static" / "js").glob("*.js"))
    parts = {word: [part.strip(" :,.") for part in PUT_TOGETHER.split(word)] for word in words()}
    assert len(parts) > 50
    unsaid = [word for word in words() if not all(part in programs for part in parts[word])]
    assert unsaid == []


def test_only_pages_are_dressed_and_no_browser_keeps_an_old_one() -> None:
    """A page comes whole, with its true length and no mark of age; what is asked for as data stays untouched."""
    status, headers, body = fetched({"accept": "text/html", "if-none-match": '"old"'}, "lang=en")
    assert (status, headers["content-length"]) == (200, str(len(body)))
    assert b'<html lang="en"' in body
    assert "etag" not in headers
    assert fetched({"accept": "*/*"})[2] == PAGE.encode()
    assert fetched({"accept": "text/html"}, path="/file")[2] == PAGE.encode()


def fetched(headers: dict[str, str], query: str = "", path: str = "/") -> tuple[int, dict[str, str], bytes]:
    """What a browser gets that asks with ``headers``: status, headers and body."""

    async def page(request: Request) -> Response:
        status = 304 if "if-none-match" in request.headers else 200
        return HTMLResponse(PAGE, status, headers={"etag": '"old"'})

    async def file(_request: Request) -> Response:
        return HTMLResponse(PAGE, headers={"content-disposition": "attachment"})

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": pairs}
    application = dressed(Starlette(routes=[Route("/", page), Route("/file", file)]))
    asyncio.run(application(scope, receive, send))
    start = sent[0]
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], told, b"".join(message.get("body", b"") for message in sent[1:])
