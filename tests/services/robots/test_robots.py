from __future__ import annotations

import logging
import socket
import time
from dataclasses import replace

import pytest

from services.robots import robots
from services.robots.robots import NotSent, Robot, configured, send
from services.robots.service import in_parts
from tests.services.robots.group_chat import KEY, SECRET, group

WORDS = "【报送提醒】2020春\n1. 理学院：课程建群 2月23日"
QUICK = robots.Patience(timeout=2, pauses=(0.01, 0.01))
SERVICES = list(robots.SERVICES)
EACH = pytest.mark.parametrize("service", SERVICES)
# How each says, with HTTP 200, that messages come too fast.
TOO_FAST = {
    "dingtalk": {"errcode": 130101, "errmsg": "send too fast"},
    "wecom": {"errcode": 45009, "errmsg": "api freq out of limit"},
    "feishu": {"code": 11232, "msg": "frequency limited"},
}


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def robot_of(service: str, url: str, secret: str | None = SECRET) -> Robot:
    return Robot(service, url, None if service == "wecom" else secret)


@EACH
def test_a_message_arrives_signed_and_word_for_word(service):
    """The service, checking as the real one does, takes it and shows what was written."""
    with group(service) as chat:
        assert send(robot_of(service, chat.url), WORDS, patience=QUICK) == 1
    assert chat.texts == [WORDS]
    assert chat.tries == 1


@EACH
def test_a_robot_without_a_secret_is_sent_to_unsigned(service):
    """A group that relies on keywords or addresses has no secret."""
    with group(service, signed=False) as chat:
        send(robot_of(service, chat.url, secret=None), WORDS, patience=QUICK)
    assert chat.texts == [WORDS]


@EACH
@pytest.mark.parametrize("first", ["busy", "too fast"])
def test_what_is_refused_for_the_moment_is_sent_again(service, first):
    """A failing server or a limit of messages is met with a pause and another try."""
    refusal = (503, {}) if first == "busy" else (200, TOO_FAST[service])
    with group(service, refusal) as chat:
        send(robot_of(service, chat.url), WORDS, patience=QUICK)
    assert chat.texts == [WORDS]
    assert chat.tries == 2


@EACH
def test_after_the_last_pause_it_gives_up_and_says_why(service):
    """Three tries, then a sentence in both languages."""
    with group(service, *[(200, TOO_FAST[service])] * 5) as chat, pytest.raises(NotSent) as error:
        send(robot_of(service, chat.url), WORDS, patience=QUICK)
    assert chat.tries == 3
    assert "太频繁" in error.value.message("zh")
    assert "too many messages" in error.value.message("en")


@pytest.mark.parametrize(
    ("service", "said"), [("dingtalk", "加签"), ("feishu", "签名没有通过")], ids=["dingtalk", "feishu"]
)
def test_a_wrong_secret_is_told_at_once(service, said):
    """Trying again does not help; the message says what to check."""
    with group(service) as chat, pytest.raises(NotSent, match=said):
        send(robot_of(service, chat.url, secret="another"), WORDS, patience=QUICK)
    assert chat.tries == 1
    assert chat.texts == []


def test_a_key_that_the_service_does_not_know_is_told_at_once():
    """WeCom has nothing but the key in the address."""
    with group("wecom") as chat, pytest.raises(NotSent, match="地址无效"):
        send(Robot("wecom", chat.url + "x"), WORDS, patience=QUICK)
    assert chat.tries == 1


@pytest.mark.parametrize(
    "answer", [(404, {}), (302, {}), (200, b"<html>"), (200, []), (200, {}), (200, {"errcode": 7})]
)
def test_an_answer_that_is_no_robots_answer_is_not_taken_for_success(answer):
    """HTTP 200 alone says nothing: a page for signing in to the network answers with it too."""
    with group("wecom", answer) as chat, pytest.raises(NotSent):
        send(Robot("wecom", chat.url), WORDS, patience=QUICK)
    assert chat.tries == 1


def test_an_answer_that_does_not_come_is_not_asked_for_twice():
    """The message may have arrived; a group is not to read it two times."""

    def slow() -> tuple[int, object]:
        time.sleep(0.4)
        return 200, {"errcode": 0}

    with group("wecom", slow) as chat, pytest.raises(NotSent, match="先到群里看一看"):
        send(Robot("wecom", chat.url), WORDS, patience=replace(QUICK, timeout=0.1))
    assert chat.tries == 1


def test_a_service_that_cannot_be_reached_is_tried_again_and_then_told():
    """Nobody listens at the address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        robot = Robot("feishu", f"http://127.0.0.1:{taken.getsockname()[1]}/open-apis/bot/v2/hook/{KEY}")
        with pytest.raises(NotSent, match="无法连接"):
            send(robot, WORDS, patience=QUICK)


def test_a_long_list_goes_to_wecom_in_parts_of_whole_lines():
    """Each part has at most 2048 bytes, together they are the list."""
    words = "\n".join(f"{i}. 船舶与海洋工程学院：课程建群 2月23日；学生进群 2月23日" for i in range(60))
    with group("wecom") as chat:
        assert send(Robot("wecom", chat.url), words, patience=QUICK) == len(chat.texts) == 3
    assert "\n".join(chat.texts) == words


def test_a_part_that_fails_says_how_many_arrived():
    """Whoever sends it again knows that the group has read the beginning."""
    taken = (200, {"errcode": 0})
    refused = (200, {"errcode": 93000})
    with group("wecom", taken, refused) as chat, pytest.raises(NotSent, match="共 2 条，已发出 1 条"):
        send(Robot("wecom", chat.url), "字" * 1000, patience=QUICK)
    assert chat.tries == 2


def test_a_line_longer_than_a_message_is_cut_between_characters():
    """No character is cut in two, nothing is lost."""
    parts = in_parts("a" + "字" * 10, 8)
    assert parts == ["a字字", "字字", "字字", "字字", "字字"]


@EACH
def test_neither_key_nor_secret_is_ever_logged_or_told(service, caplog):
    """Not in errors, not in what the library logs, not where the robot is printed."""
    caplog.set_level(logging.DEBUG)
    robot = None
    with group(service, (200, {}), (503, {}), (503, {}), (503, {})) as chat:
        robot = robot_of(service, chat.url)
        said = [repr(robot)]
        for _ in range(2):
            with pytest.raises(NotSent) as error:
                send(robot, WORDS, patience=QUICK)
            said += [repr(error.value), error.value.message("en"), str(error.value.__cause__)]
    with pytest.raises(NotSent) as error:
        send(robot, WORDS, patience=QUICK)
    said += [repr(error.value), str(error.value.__cause__), caplog.text]
    assert not any(secret in text for text in said for secret in (KEY, SECRET))


def test_no_robot_is_configured_unless_the_environment_says_so():
    """Off by default; an empty variable is none."""
    assert configured({}) == []
    assert configured({"RUQI_WECOM_URL": " ", "RUQI_FEISHU_SECRET": "s"}) == []


def test_robots_are_configured_by_the_environment():
    """Each service has its address, and its secret where it knows one."""
    found = configured(
        {"RUQI_FEISHU_URL": "https://f", "RUQI_DINGTALK_URL": "https://d", "RUQI_DINGTALK_SECRET": "s"}
    )
    assert found == [Robot("dingtalk", "https://d", "s"), Robot("feishu", "https://f")]
    assert [robot.title("en") for robot in found] == ["DingTalk", "Feishu"]


@pytest.mark.parametrize("url", ["http://example.edu/hook", "oapi.dingtalk.com/robot", "file:///etc/passwd"])
def test_an_address_that_is_not_https_is_refused_by_the_name_of_its_variable(url):
    """A key is not sent in the open."""
    with pytest.raises(NotSent, match="RUQI_WECOM_URL"):
        configured({"RUQI_WECOM_URL": url})
