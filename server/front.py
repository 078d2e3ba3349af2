"""The page that Streamlit starts in, as this dashboard wants it: its language, its looks, its words.

Streamlit sends one page to every browser, in English and with nobody's name on it; all else is drawn by
its program there. What is written into that page here keeps to what Streamlit leaves open: where a new
Streamlit looks different, the page goes out as it came.
"""

from __future__ import annotations

import json
import re
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import streamlit
from babel.messages.pofile import read_po
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from schema.language import DEFAULT, LANGUAGES, gettext, lazy, spoken_in
from ui.language import STATE
from ui.sign_in import SIGN_IN, SIGN_OUT

_HERE = Path(__file__).parent
_WORDS = _HERE.parent / "locales" / "zh" / "LC_MESSAGES" / "streamlit.po"
# The language as browsers and programs that read aloud know it.
_TAGS = {"zh": "zh-CN", "en": "en"}
_NAME = "如期 Ruqi"
# Streamlit's own parts; one that it no longer has is not fetched ahead.
_PARTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
DRAWN_WITH = (
    "PlotlyChart",
    "StreamlitMarkdown",
    "Html",
    "ButtonGroup",
    "Selectbox",
    "DateInput",
    "Multiselect",
    "Checkbox",
)
_LARGEST = 1 << 20  # bytes; a page that is larger is not the one that is meant


def dressed(application: ASGIApp) -> ASGIApp:
    """Send Streamlit's starting page dressed; everything else goes out as it is."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_a_page(scope):
            await application(scope, receive, send)
            return
        plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in _CONDITIONS]}
        wanted = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(STATE, [DEFAULT])[0]
        held = _Held(wanted if wanted in LANGUAGES else DEFAULT)
        await application(plain, receive, partial(held.take, send))

    return answer


# The page must come whole and readable: neither packed, nor "as you had it before".
_CONDITIONS = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}


def _is_a_page(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")


class _Held:
    """An answer that is held back until it is whole, if it is a page."""

    def __init__(self, language: str) -> None:
        self.language, self.body = language, b""
        self.start: Message | None = None

    async def take(self, send: Send, message: Message) -> None:
        if message["type"] == "http.response.start" and _may_be_dressed(message):
            self.start = message
        elif self.start is None:
            await send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_dressed(send, self.start)

    async def _send_dressed(self, send: Send, start: Message) -> None:
        body = dress(self.body.decode("utf-8", "surrogateescape"), self.language)
        sent = body.encode("utf-8", "surrogateescape")
        headers = MutableHeaders(raw=list(start["headers"]))
        for name in ("etag", "last-modified", "accept-ranges"):  # they are those of another page
            del headers[name]
        headers["content-length"] = str(len(sent))
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": sent})


def _may_be_dressed(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return (
        start["status"] == 200
        and headers.get("content-type", "").startswith("text/html")
        and "content-encoding" not in headers
        and "content-disposition" not in headers
        and int(headers.get("content-length", "0")) < _LARGEST
    )


def dress(page: str, language: str) -> str:
    """``page`` with its language said, our name, looks and words; what is not found in it stays."""
    page = re.sub(r'<html lang="[^"]*"', f'<html lang="{_TAGS[language]}"', page, count=1)
    page = re.sub(r"<title>.*?</title>", f"<title>{_NAME}</title>", page, count=1)
    unread = f"<noscript>{_spoken(lazy('请在浏览器中启用 JavaScript。'), language)}</noscript>"
    page = re.sub(r"(?s)<noscript>.*?</noscript>", unread, page, count=1)
    return page.replace("</head>", f"{_added()}</head>", 1)


def _spoken(text: str, language: str) -> str:
    with spoken_in(language):
        return gettext(text)


@cache
def words() -> dict[str, str]:
    """What Streamlit's own parts say in English → what a Chinese reader sees for it."""
    with _WORDS.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


@cache
def _added() -> str:
    """The looks and the program that are added to the page, whatever its language."""
    looks = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("front.css", "print.css"))
    program = (_HERE / "front.js").read_text(encoding="utf-8")
    settings: dict[str, Any] = {
        "words": list(words().items()),
        "tags": _TAGS,
        "usual": DEFAULT,
        "state": STATE,
        "doors": [SIGN_IN, SIGN_OUT],
    }
    settings["folded"] = {code: _spoken(lazy("各方的职责"), code) for code in LANGUAGES}
    given = json.dumps(settings, ensure_ascii=False).replace("<", "\\u003c")
    return f"{_ahead()}<style>{looks}</style><script>({program})({given})</script>"


def _ahead() -> str:
    """Let the browser fetch what every page draws with while it still waits to hear what there is to draw."""
    files = (file for part in DRAWN_WITH for file in _PARTS.glob(f"{part}.*.js"))
    links = (f'<link rel="modulepreload" crossorigin href="./static/js/{file.name}">' for file in files)
    return "".join(links)
