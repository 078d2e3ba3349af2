r"""Custom robots of DingTalk 钉钉自定义机器人.

Source: DingTalk Open Platform, "Custom robot access" and "Security settings of custom robots":
POST to ``https://oapi.dingtalk.com/robot/send?access_token=…``. With 加签 the address also carries
``timestamp`` in milliseconds, not more than an hour off, and ``sign``: HMAC-SHA256 of
``timestamp + "\n" + secret`` with the secret as key, in base64, quoted for a URL. At most 20 messages
a minute. What goes wrong is told in an answer with HTTP 200, by ``errcode``.
"""

from __future__ import annotations

import base64
import hmac
from typing import Any
from urllib.parse import urlencode

from schema.language import lazy
from services.robots.service import Request, Verdict, judged

NAME = lazy("钉钉")
PATH = "/robot/send"
LIMIT = 20_000  # bytes of a message
_BUSY = {-1, 130101, 410100}  # system busy; more than 20 messages a minute; slow down
_MEANINGS = {
    130101: lazy("发送太频繁，每分钟最多 20 条"),
    310000: lazy("没有通过安全设置（加签、关键词或 IP 地址），请检查 RUQI_DINGTALK_SECRET"),
    400101: lazy("机器人地址无效"),
    300005: lazy("机器人地址无效"),
    400102: lazy("机器人已停用"),
}


def sign(secret: str, milliseconds: int) -> str:
    """The signature at a moment, in base64."""
    digest = hmac.digest(secret.encode(), f"{milliseconds}\n{secret}".encode(), "sha256")
    return base64.b64encode(digest).decode()


def request(url: str, secret: str | None, words: str, now: float) -> Request:
    """The message ``words``, signed when there is a ``secret``; ``now`` is in seconds."""
    if secret:
        moment = round(now * 1000)
        signed = urlencode({"timestamp": moment, "sign": sign(secret, moment)})
        url = f"{url}{'&' if '?' in url else '?'}{signed}"
    return Request(url, {"msgtype": "text", "text": {"content": words}})


def verdict(answer: dict[str, Any]) -> Verdict:
    """What ``{"errcode": 0, "errmsg": "ok"}`` and its likes mean."""
    return judged(answer.get("errcode"), _BUSY, _MEANINGS)
