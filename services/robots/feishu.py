r"""Custom robots of Feishu groups 飞书自定义机器人.

Source: Feishu Open Platform, "Custom bot usage guide": POST to
``https://open.feishu.cn/open-apis/bot/v2/hook/…``. With 签名校验 the body also carries ``timestamp`` in
seconds (as text), not more than an hour off, and ``sign``: HMAC-SHA256 of nothing with
``timestamp + "\n" + secret`` as key, in base64. A body has at most 20 KB; at most 100 messages a minute
and 5 a second. What goes wrong is told in an answer with HTTP 200, by ``code``.
"""

from __future__ import annotations

import base64
import hmac
from typing import Any

from schema.language import lazy
from services.robots.service import Request, Verdict, judged

NAME = lazy("飞书")
PATH = "/bot/v2/hook/"
# Bytes of a message; in the body a Chinese character of 3 bytes is written in 6.
LIMIT = 9_000
_BUSY = {11232}  # too many messages
_MEANINGS = {
    11232: lazy("发送太频繁，每秒最多 5 条"),
    19001: lazy("机器人地址无效"),
    19021: lazy("签名没有通过，请检查 RUQI_FEISHU_SECRET 和服务器时钟"),
    19022: lazy("本服务器不在机器人的 IP 白名单中"),
    19024: lazy("消息没有机器人要求的关键词"),
}


def sign(secret: str, seconds: int) -> str:
    """The signature at a moment, in base64."""
    return base64.b64encode(hmac.digest(f"{seconds}\n{secret}".encode(), b"", "sha256")).decode()


def request(url: str, secret: str | None, words: str, now: float) -> Request:
    """The message ``words``, signed when there is a ``secret``; ``now`` is in seconds."""
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": words}}
    if secret:
        moment = int(now)
        body |= {"timestamp": str(moment), "sign": sign(secret, moment)}
    return Request(url, body)


def verdict(answer: dict[str, Any]) -> Verdict:
    """What ``{"code": 0, "msg": "success"}`` and its likes mean."""
    return judged(answer.get("code"), _BUSY, _MEANINGS)
