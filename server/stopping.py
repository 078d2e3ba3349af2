"""Stopping mail by its link, without signing in: a page with one button, and the one click of mail programs.

Programs that look through mail open every link in it, so opening stops nothing: only a POST does, which the
button sends, and a mail program by the header of RFC 8058.
"""

from __future__ import annotations

import datetime as dt
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from schema.language import DEFAULT, LANGUAGES, gettext, spoken_in
from services.messages import stopping
from store import StoreError
from ui import session
from ui.language import STATE

_ = gettext
_NAME = "如期 Ruqi"
_STYLE = "max-width:34rem;margin:12vh auto;padding:0 1rem;font:1.05rem/1.7 system-ui,sans-serif"
_BUTTON = "font:inherit;padding:.6rem 1.4rem;border:0;border-radius:.4rem;background:#0b5cad;color:#fff"
_HEADERS = {"cache-control": "no-store", "x-robots-tag": "noindex"}


async def stop_mail(request: Request) -> Response:
    """The page with the button, or what came of pressing it; whether a code is good is not told."""
    spoken = request.query_params.get(STATE, DEFAULT)
    with spoken_in(spoken if spoken in LANGUAGES else DEFAULT):
        if request.method != "POST":
            words = _("停止这类邮件？看板里自己的提醒清单不受影响，登录后可以随时恢复。")
            button = f'<form method="post"><button style="{_BUTTON}">{escape(_("停止"))}</button></form>'
            return _page(words, button)
        try:
            await run_in_threadpool(
                stopping.stop, session.store(), request.path_params["code"], dt.datetime.now(dt.UTC)
            )
        except StoreError:
            return _page(_("暂时无法登记，请稍后再试。"), status=503)
        return _page(_("已停止，不会再收到这类邮件。登录看板后，可以在“自动提醒”页恢复。"))


def _page(words: str, more: str = "", status: int = 200) -> HTMLResponse:
    """A page that stands by itself, with nothing of Streamlit's."""
    return HTMLResponse(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{_NAME}</title>'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
        f'<main style="{_STYLE}"><h1>{_NAME}</h1><p>{escape(words)}</p>{more}</main></html>',
        status,
        _HEADERS,
    )


ROUTES = [Route(f"/{stopping.PATH}/{{code}}", stop_mail, methods=["GET", "POST"])]
