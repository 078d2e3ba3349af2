"""Rounds of sending with a clock handed in, over a store and a real SMTP server."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import NoReturn

import pytest

from schema.reminders import Quiet, Reminding, Rule
from services import addresses, decisions, reminding
from services.messages import mail, sending
from services.messages.sending import PAUSES, Counts, send_due
from store import open_store
from store.addresses import Address
from store.messages import Outcome, add_outcome, read_messages, read_waiting
from store.sole import alone
from tests.services.messages.campus import GROUPS, TERM, desk, outcomes, sent
from tests.services.messages.post import Post
from tests.services.offices import ADMIN, NEIGHBOUR, Office
from tests.services.robots.group_chat import group
from tests.services.sheets import at


def down(*_given: object) -> NoReturn:
    """What a mail server that cannot be reached says."""
    raise mail._undelivered_by(ConnectionRefusedError())


def killed(*_given: object) -> NoReturn:
    """The end of the process."""
    raise KeyboardInterrupt


def test_a_reminder_is_sent_once_when_it_is_due(campus: Office, server: Post) -> None:
    """Not before; then to the reporter with an address, in words that fit at any later time; and never again."""
    assert sent(campus, at(23, 20)) == Counts()
    assert sent(campus, at(23, 21)) == Counts(kept=3, sent=3)
    ((to, arrived),) = server.arrived
    assert to == "jia@sample.edu.cn"
    assert arrived["Subject"] == "【如期】1 份报表待报，2月23日 周日 24:00 截止"
    body = arrived.get_content()
    assert "甲学院：课程建群" in body
    assert "https://ruqi.sample.edu.cn/tonight" in body
    assert "教师" not in body
    assert "课程001" not in body
    assert arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # As it stands in the mail: a program for mail does not decode it.
    assert re.search(
        rb"\r\nList-Unsubscribe: <https://ruqi.sample.edu.cn/stop-mail/[0-9a-f]{40}\?lang=zh>\r\n",
        server.raw[0],
    )
    assert max(map(len, server.raw[0].splitlines())) < 200
    assert sent(campus, at(23, 21, 1)) == Counts()
    assert len(server.arrived) == 1
    listed = reminding.own_list(desk(campus, NEIGHBOUR, at(23, 22)))
    assert ["乙学院" in line for line in listed["text"]] == [True]


def test_what_is_reported_meanwhile_is_not_reminded_of(campus: Office, server: Post) -> None:
    """A unit that has sent its sheet hears nothing; one that fails to be listed and then sends it hears nothing later."""
    server.refused["jia@sample.edu.cn"] = "451 later"
    assert sent(campus, at(23, 21)).failed == 1
    campus.send("groups", GROUPS, when=at(23, 21, 0))
    assert sent(campus, at(23, 21, 2)) == Counts(skipped=1)
    assert server.arrived == []
    reasons = set(read_messages(campus.store, TERM.name)["reason"].dropna())
    assert any(reason.startswith("已不需要") and "\n" in reason for reason in reasons)


def test_a_server_that_was_off_sends_nothing_stale_and_says_what_was_skipped(
    campus: Office, server: Post
) -> None:
    """After the deadline no "due soon" goes out; what it missed stands in the list with its reason."""
    assert sent(campus, at(24, 1)) == Counts(kept=4, sent=1, skipped=3)
    assert [(event, outcome) for event, _to, outcome in outcomes(campus)] == [
        ("before", "skipped"), ("before", "skipped"), ("before", "skipped"), ("at", "sent"),
    ]  # fmt: skip
    assert [arrived["Subject"].split(" ")[1] for _to, arrived in server.arrived] == ["份报表已到期未报，期限"]


def test_a_failure_is_tried_again_with_growing_pauses_and_given_up(campus: Office, monkeypatch) -> None:
    """Nobody listens where the mail server should be: six pauses, then no more; and it is shown each time."""
    monkeypatch.setattr(sending, "deliver", down)
    for name, value in Post(port=9).environment.items():
        monkeypatch.setenv(name, value)
    reminding.set_rules(desk(campus, ADMIN, at(22)), Reminding((Rule("at", 0, ("mail",)),)))
    moment, tries = at(24, 0), []
    assert sent(campus, moment).failed == 1
    for pause in PAUSES[:-1]:
        assert sent(campus, moment + pause - dt.timedelta(seconds=1)).failed == 0
        moment += pause
        tries.append(sent(campus, moment).failed)
    moment += PAUSES[-1]
    assert sent(campus, moment).failed == 1
    assert tries == [1] * (len(PAUSES) - 1)
    ((_event, _to, outcome),) = outcomes(campus)
    assert outcome == "given_up"
    assert sent(campus, moment + dt.timedelta(hours=8)) == Counts()
    assert all(pause < then for pause, then in pairwise(PAUSES))


def test_one_refused_address_keeps_nobody_else_from_mail(campus: Office, server: Post) -> None:
    """It is given up at once, for asking again changes nothing; the other one arrives."""
    addresses.change(desk(campus, ADMIN, at(22)), Address("yi", "yi@sample.edu.cn"))
    server.refused["jia@sample.edu.cn"] = "550 no such user"
    assert sent(campus, at(23, 21)) == Counts(kept=4, sent=3, failed=1)
    assert [to for to, _mail in server.arrived] == ["yi@sample.edu.cn"]
    assert ("before", "mail jia", "given_up") in outcomes(campus)


def test_a_server_that_is_down_costs_one_try_a_round(campus: Office, server: Post, monkeypatch) -> None:
    """What else would go by it waits without a failure of its own; lists and robots go on."""
    addresses.change(desk(campus, ADMIN, at(22)), Address("yi", "yi@sample.edu.cn"))
    monkeypatch.setenv("RUQI_SMTP_PORT", "9")
    assert sent(campus, at(23, 21)) == Counts(kept=4, sent=2, failed=1)
    monkeypatch.setenv("RUQI_SMTP_PORT", str(server.port))
    assert sent(campus, at(23, 21, 1)).sent == 2
    assert len(server.arrived) == 2


def test_a_slow_server_is_waited_for_no_longer_than_its_time(
    campus: Office, server: Post, monkeypatch
) -> None:
    """It counts as a failure, and goes out later under the same id, so that a mail program shows it once."""
    monkeypatch.setattr(mail, "_TIMEOUT", 0.2)
    server.waits = 0.6
    assert sent(campus, at(23, 21)).failed == 1
    server.waits = 0.0
    assert sent(campus, at(23, 21, 2)).sent == 1
    ids = {arrived["Message-ID"] for _to, arrived in server.arrived}
    assert len(ids) == 1
    assert next(iter(ids)).endswith("@sample.edu.cn>")


def test_a_clock_that_goes_back_sends_nothing_twice_and_loses_nothing(campus: Office, server: Post) -> None:
    """An hour back right after sending, and right after a failure."""
    server.refused["jia@sample.edu.cn"] = "451 later"
    assert sent(campus, at(23, 22)).failed == 1
    server.refused.clear()
    assert sent(campus, at(23, 21, 30)).sent == 1
    assert sent(campus, at(23, 20)) == Counts()
    assert sent(campus, at(23, 23)) == Counts()
    assert len(server.arrived) == 1


def test_quiet_hours_hold_back_a_try_too(campus: Office, server: Post) -> None:
    """What failed before them is not tried again within them."""
    rules = Reminding((Rule("before", 8, ("mail",)),), Quiet(20 * 60, 22 * 60))
    reminding.set_rules(desk(campus, ADMIN, at(22)), rules)
    server.refused["jia@sample.edu.cn"] = "451 later"
    assert sent(campus, at(23, 19, 59)).failed == 1
    server.refused.clear()
    assert sent(campus, at(23, 21)) == Counts()
    assert sent(campus, at(23, 22)).sent == 1


def test_a_returned_sheet_is_told_of_without_its_comment(campus: Office, server: Post) -> None:
    """Whoever reports for the unit gets its number and a link; the comment may name a student."""
    number = campus.send("groups", GROUPS, when=at(23, 8)).submission
    decisions.send_back(desk(campus, ADMIN, at(23, 9)), number, decisions.Return("王小明的学号不对"))
    assert sent(campus, at(23, 9, 1)) == Counts(kept=1, sent=1)
    ((_to, arrived),) = server.arrived
    assert f"/history?submission={number}" in arrived.get_content()
    assert "王小明" not in arrived.as_string() + arrived.get_content()


def test_a_robot_tells_its_group_once(campus: Office, monkeypatch) -> None:
    """All units in one message; what surely did not arrive is tried again."""
    reminding.set_rules(desk(campus, ADMIN, at(22)), Reminding((Rule("at", 0, ("robot",)),)))
    with group("wecom", (500, {})) as chat:
        monkeypatch.setenv("RUQI_WECOM_URL", chat.url)
        assert sent(campus, at(24, 0)).failed == 1
        assert sent(campus, at(24, 0, 1)).sent == 1
        assert sent(campus, at(24, 0, 2)) == Counts()
    (text,) = chat.texts
    assert "甲学院" in text
    assert "乙学院" in text


def test_nothing_is_sent_while_another_process_does(campus: Office, server: Post) -> None:
    """Whoever does not hold the lock keeps and sends nothing, and says so; afterwards it does."""
    with open_store(str(campus.store.engine.url)) as other, alone(other) as is_sole:
        assert is_sole
        assert send_due(campus.store, TERM, lambda: at(23, 21)) is None
    assert sent(campus, at(23, 21)).sent == 3


def test_what_a_killed_process_had_kept_is_sent_with_the_same_id(
    campus: Office, server: Post, monkeypatch
) -> None:
    """Killed before it was sent, or after it was sent and before that was written down: at least once."""
    with monkeypatch.context() as patch:
        patch.setattr(sending, "deliver", killed)
        with pytest.raises(KeyboardInterrupt):
            sent(campus, at(23, 21))
    assert [one.message.channel for one in read_waiting(campus.store, TERM.name)].count("mail") == 1
    with monkeypatch.context() as patch:
        patch.setattr(sending, "add_outcome", killed)
        with pytest.raises(KeyboardInterrupt):
            sent(campus, at(23, 21, 1))
    assert sent(campus, at(23, 21, 2)).sent >= 1
    assert len({arrived["Message-ID"] for _to, arrived in server.arrived}) == 1
    assert sent(campus, at(23, 21, 3)) == Counts()


def test_an_outcome_ends_a_message(campus: Office) -> None:
    """Only what failed goes on waiting."""
    sent(campus, at(23, 21))
    (waiting,) = read_waiting(campus.store, TERM.name)
    assert waiting.failures == 1
    add_outcome(campus.store, waiting.number, Outcome("given_up"), at(23, 22))
    assert read_waiting(campus.store, TERM.name) == []
