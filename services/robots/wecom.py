"""Robots of WeCom groups 企业微信群机器人.

Source: WeCom developer centre, "Group robot configuration" (path 91770): POST to
``https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…``; the key in the address is all the security
there is. A text has at most 2048 bytes of UTF-8, a robot sends at most 20 messages a minute. What goes
wrong is told in an answer with HTTP 200, by ``errcode``.
"""

from __future__ import annotations

from typing import Any

from schema.language import lazy
from services.robots.service import Request, Verdict, judged

NAME = lazy("企业微信")
PATH = "/webhook/send"
LIMIT = 2048
_BUSY = {-1, 45009, 45033}  # system busy; more than 20 messages a minute; too many at a time
_MEANINGS = {
    45009: lazy("发送太频繁，每分钟最多 20 条"),
    93000: lazy("机器人地址无效，或已被移出群"),
}


def request(url: str, secret: str | None, words: str, now: float) -> Request:  # noqa: ARG001 - as for all
    """The message ``words``; WeCom knows neither secret nor time."""
    return Request(url, {"msgtype": "text", "text": {"content": words}})


def verdict(answer: dict[str, Any]) -> Verdict:
    """What ``{"errcode": 0, "errmsg": "ok"}`` and its likes mean."""
    return judged(answer.get("errcode"), _BUSY, _MEANINGS)
