"""Custom robots of chat groups: which are configured, and how a message is sent to one.

Off by default. A robot is configured by the environment of the server, where its address is kept
out of the database and of the pages:

    RUQI_DINGTALK_URL   the robot's webhook    RUQI_DINGTALK_SECRET   its 加签 secret, if it has one
    RUQI_WECOM_URL      the robot's webhook
    RUQI_FEISHU_URL     the robot's webhook    RUQI_FEISHU_SECRET     its 签名校验 secret, if it has one

The address of a robot is a secret too: whoever has it can write to the group. Neither is ever
part of a message of error or of a log.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import requests

from schema.language import lazy
from services.robots import dingtalk, feishu, wecom
from services.robots.service import Reason, Request, Verdict, in_parts

# The order in which they are offered. Each module has NAME, LIMIT, request() and verdict().
SERVICES: dict[str, ModuleType] = {"dingtalk": dingtalk, "wecom": wecom, "feishu": feishu}
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NotSent(Exception):
    """A message did not arrive; says why, and names no secret.

    ``again``: it surely did not, and may later.
    """

    again = False

    def __init__(self, text: str, **details: object) -> None:
        self.reason = Reason(text, **details)
        super().__init__(self.message())

    def message(self, language: str = "zh") -> str:
        """The sentence in ``language``."""
        return self.reason.message(language)


@dataclass(frozen=True, slots=True)
class Robot:
    """A robot in a group of one of the ``SERVICES``; its address and secret are not shown."""

    service: str
    url: str = field(repr=False)
    secret: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Raise :class:`NotSent` for an address to which nothing should be sent."""
        parts = urlsplit(self.url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            name = f"RUQI_{self.service.upper()}_URL"
            raise NotSent(lazy("{name} 应是以 https:// 开头的机器人地址"), name=name)

    def title(self, language: str = "zh") -> str:
        """The name of the service."""
        return self.name.message(language)

    @property
    def name(self) -> Reason:
        """The name of the service, to be part of a sentence."""
        return Reason(SERVICES[self.service].NAME)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for an answer, and the pauses before trying again (one try more than pauses)."""

    timeout: float = 8.0
    pauses: tuple[float, ...] = (1.0, 4.0)


def configured(environment: Mapping[str, str] | None = None) -> list[Robot]:
    """The robots that the environment names, in the order of ``SERVICES``; none is the default.

    Raises :class:`NotSent` for an address that is no https address.
    """
    variables = os.environ if environment is None else environment
    named = {service: variables.get(f"RUQI_{service.upper()}_URL", "").strip() for service in SERVICES}
    return [
        Robot(service, url, variables.get(f"RUQI_{service.upper()}_SECRET", "").strip() or None)
        for service, url in named.items()
        if url
    ]


def send(robot: Robot, words: str, *, patience: Patience | None = None) -> int:
    """Send ``words`` to the group of ``robot``; returns in how many messages they went.

    What cannot be reached, fails on its side or asks to slow down is tried again after a pause. An
    answer that does not come in time is not: the message may have arrived. Raises :class:`NotSent`.
    """
    service = SERVICES[robot.service]
    parts = in_parts(words, service.LIMIT)
    for place, part in enumerate(parts):
        try:
            _deliver(robot, part, patience or Patience())
        except NotSent as error:
            if place == 0:
                raise
            raise NotSent(
                lazy("{why}（共 {count} 条，已发出 {sent} 条）"),
                why=error.reason,
                count=len(parts),
                sent=place,
            ) from None
    return len(parts)


def _deliver(robot: Robot, part: str, patience: Patience) -> None:
    for pause in (*patience.pauses, None):
        verdict = _attempt(robot, part, patience.timeout)
        if verdict.taken:
            return
        if pause is None or not verdict.again:
            error = NotSent(lazy("{robot}机器人没有发出：{why}"), robot=robot.name, why=verdict.why)
            error.again = verdict.again
            raise error
        time.sleep(pause)


def _attempt(robot: Robot, part: str, timeout: float) -> Verdict:
    """One try. An error of the library names the address, so only its sort is told on."""
    service = SERVICES[robot.service]
    request: Request = service.request(robot.url, robot.secret, part, time.time())
    try:
        answer = requests.post(request.url, json=request.body, timeout=timeout, allow_redirects=False)
    except requests.ConnectTimeout:
        return Verdict(again=True, why=Reason(lazy("连接超时")))
    except requests.Timeout:
        return Verdict(why=Reason(lazy("对方没有及时回应，消息可能已发出，请先到群里看一看")))
    except requests.ConnectionError:
        return Verdict(again=True, why=Reason(lazy("无法连接")))
    except requests.RequestException:
        return Verdict(why=Reason(lazy("地址或请求无法使用")))
    return _read(answer, service.verdict)


def _read(answer: requests.Response, verdict: Callable[[dict[str, Any]], Verdict]) -> Verdict:
    if answer.status_code != requests.codes.ok:
        busy = answer.status_code >= 500 or answer.status_code == requests.codes.too_many_requests
        return Verdict(again=busy, why=Reason(lazy("对方返回 HTTP {status}"), status=answer.status_code))
    try:
        content = answer.json()
    except requests.JSONDecodeError:
        content = None
    if not isinstance(content, dict):
        return Verdict(why=Reason(lazy("对方的回应不是机器人的回应")))
    return verdict(content)


class _Discreet(logging.Filter):
    """Drops what the library would log of a request: its path is the robot's key."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record names no robot."""
        message = record.getMessage()
        return not any(service.PATH in message for service in SERVICES.values())


logging.getLogger("urllib3.connectionpool").addFilter(_Discreet())
