"""Rounds of sending with a clock handed in, over a store and a real SMTP server."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NoReturn

import pytest

from access import Person
from schema.deadlines import Deadline
from schema.reminders import Quiet, Reminding, Rule, Subscription
from schema.term import Phase
from services import addresses, decisions, erasing, reminding, subscriptions
from services.desk import Desk
from services.messages import mail, sending
from services.messages.sending import PAUSES, Counts, send_due
from services.messages.stopping import stop
from store import open_store
from store.acts import read_acts
from store.addresses import Address, read_addresses
from store.deadlines import add_deadline
from store.messages import Outcome, add_outcome, read_messages, read_waiting
from store.people import Granted, add_grant
from store.signature import Signature
from store.sole import alone
from tests.services import offices
from tests.services.messages.post import Post, post
from tests.services.offices import ADMIN, LEADER, NEIGHBOUR, SECRETARY, Office, desk_at
from tests.services.robots.group_chat import group
from tests.services.sheets import at, feb

# The small campus, where groups alone are due and the preparation is told of.
PREPARATION = Phase("preparation", "准备", "Preparation", feb(13), feb(23))
TEACHING = Phase("first_day", "首日", "First day", feb(24), feb(24))
TERM = replace(offices.TERM, due={"groups": at(24, 0)}, phases=(PREPARATION, TEACHING))
DEADLINE = Deadline("groups", "once", feb(23), feb(23), dt.timedelta())
RULES = (Rule("before", 3, ("mail", "list")), Rule("at", 0, ("mail",)), Rule("returned", 0, ("mail",)))
GROUPS = [{"class_id": "001", "created_on": feb(22)}]


def desk(campus: Office, person: Person, when: dt.datetime | None = None) -> Desk:
    """The desk of somebody of the campus."""
    return desk_at(campus.store, TERM, person, when)


def down(*_given: object) -> NoReturn:
    """What a mail server that cannot be reached says."""
    raise mail._undelivered_by(ConnectionRefusedError())


def killed(*_given: object) -> NoReturn:
    """The end of the process."""
    raise KeyboardInterrupt


@pytest.fixture
def campus(office: Office) -> Office:
    """The office with rules since noon of the 22nd, a deadline of groups at 24:00 of the 23rd, and addresses."""
    for person in (ADMIN, LEADER, SECRETARY, NEIGHBOUR):
        role = person.role.value if person.role else None
        add_grant(
            office.store, Granted(person.login, person.name, role, person.units), Signature(at(20), None)
        )
    for login in ("jia", "xiaozhang"):
        addresses.change(desk(office, ADMIN, at(22)), Address(login, f"{login}@sample.edu.cn"))
    add_deadline(office.store, TERM.name, DEADLINE, Signature(at(20), "jiaowu"))
    reminding.set_rules(desk(office, ADMIN, at(22)), Reminding(RULES))
    return office


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """The mail server that is configured here."""
    with post() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


def sent(campus: Office, moment: dt.datetime) -> Counts:
    """What a round came to at a moment."""
    counts = send_due(campus.store, TERM, lambda: moment)
    assert counts is not None
    return counts


def outcomes(campus: Office) -> list[tuple[str, str, str]]:
    """Event, recipient and outcome of every message, the oldest first."""
    kept = read_messages(campus.store, TERM.name)[::-1]
    return [(row.event, f"{row.channel} {row.recipient}", row.outcome) for row in kept.itertuples()]


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
    assert arrived["List-Unsubscribe"].startswith("<https://ruqi.sample.edu.cn/stop-mail/")
    assert sent(campus, at(23, 21, 1)) == Counts()
    assert len(server.arrived) == 1
    listed = reminding.own_list(desk(campus, NEIGHBOUR, at(23, 22)))
    assert ["乙学院" in line for line in listed["said"]] == [True]


def test_what_is_reported_meanwhile_is_not_reminded_of(campus: Office, server: Post) -> None:
    """A unit that has sent its sheet hears nothing; one that fails to be told and then sends it hears nothing later."""
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
    decisions.send_back(desk(campus, ADMIN, at(23, 9)), number, comment="王小明的学号不对")
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


def test_a_leader_gets_the_briefing_as_a_document_by_their_rights(campus: Office, server: Post) -> None:
    """At its hour, once a day, in their language; a role that is taken away ends it and the address is gone."""
    addresses.change(desk(campus, LEADER, at(22)), Address("xiaozhang", "xiaozhang@sample.edu.cn", "en"))
    wanted = Subscription("preparation", "html", 7 * 60 + 30, "en")
    subscriptions.subscribe(desk(campus, LEADER, at(22)), wanted)
    assert sent(campus, at(23, 7)) == Counts()
    assert sent(campus, at(23, 7, 30)) == Counts(kept=1, sent=1)
    ((to, arrived),) = server.arrived
    (document,) = arrived.iter_attachments()
    assert to == "xiaozhang@sample.edu.cn"
    assert document.get_filename() == "Briefing Preparation_2020-02-23.html"
    assert "Group creation" in document.get_content()
    assert sent(campus, at(23, 8)) == Counts()
    add_grant(campus.store, Granted("xiaozhang", "领导甲", None), Signature(at(23, 9), "jiaowu"))
    assert sent(campus, at(24, 7, 30)) == Counts()
    assert "xiaozhang" not in read_addresses(campus.store)


def test_a_right_that_goes_while_a_round_is_on_its_way_ends_the_mail(campus: Office, server: Post) -> None:
    """It is asked at the moment of sending, not when the round began."""
    wanted = Subscription("preparation", "html", 7 * 60 + 30, "zh")
    subscriptions.subscribe(desk(campus, LEADER, at(22)), wanted)
    moments = iter([at(23, 7, 30)])

    def clock() -> dt.datetime:
        moment = next(moments, None)
        if moment is None:
            add_grant(
                campus.store, Granted("xiaozhang", "领导甲", "network"), Signature(at(23, 7, 31), "jiaowu")
            )
        return moment or at(23, 7, 31)

    assert send_due(campus.store, TERM, clock) == Counts(kept=1, skipped=1)
    assert server.arrived == []


def test_the_link_of_a_mail_stops_that_topic_and_nothing_else(campus: Office, server: Post) -> None:
    """The code in it is good for reminders of that login; another code for nothing."""
    sent(campus, at(23, 21))
    ((_to, arrived),) = server.arrived
    code = arrived["List-Unsubscribe"].rpartition("/")[2].partition("?")[0]
    assert not stop(campus.store, "0" * len(code), at(23, 21))
    assert not stop(campus.store, "", at(23, 21))
    assert stop(campus.store, code, at(23, 21))
    assert stop(campus.store, code, at(23, 22))
    assert addresses.stopped(desk(campus, SECRETARY)) == {"reminders"}
    assert sent(campus, at(24, 0)) == Counts()
    addresses.stop(desk(campus, SECRETARY, at(24, 0)), "reminders", stopped=False)
    assert sent(campus, at(24, 0)).sent == 1
    acts = read_acts(campus.store, TERM.name)["act"]
    assert list(acts[acts.str.startswith("mail_")]) == ["mail_stopped", "mail_resumed"]


def test_the_preview_is_what_is_then_sent(campus: Office, server: Post) -> None:
    """Moment, way, recipient and words; with whom nothing reaches, and what is not configured."""
    seen = reminding.preview(desk(campus, ADMIN, at(22)), Reminding(RULES))
    assert [(row.channel, row.recipient) for row in seen.messages.itertuples()] == [
        ("list", "jia"), ("list", "yi"), ("mail", "jia"), ("mail", "jia"),
    ]  # fmt: skip
    assert seen.unreached == {"yi": "秘书乙"}
    assert seen.problems == ()
    sent(campus, at(23, 21))
    told = reminding.sent(desk(campus, ADMIN, at(23, 22)))
    assert list(told["said"])[::-1] == list(seen.messages["said"])[:3]


def test_headers_stay_one_line_whatever_names_hold(campus: Office, server: Post, monkeypatch) -> None:
    """A title with a line break of its own makes no header; nor does what stands as the sender."""
    words = mail.Words("课程\r\nBcc: all@sample.edu.cn\u2028x", ("a",))
    settings = sending.read_settings()
    envelope = mail.Envelope("jia@sample.edu.cn", "id", "https://x.edu.cn/s", at(23, 21))
    attached = mail.Attached("a\r\nX: y.html", "text/html", b"x")
    made = mail.written(settings, envelope, words, attached)
    assert "Bcc" not in made
    mail.deliver(settings, made)
    ((_to, arrived),) = server.arrived
    assert [name for name, _value in arrived.items() if name in {"Bcc", "X"}] == []
    assert arrived["Subject"] == "课程 Bcc: all@sample.edu.cn x"


def test_erasing_a_term_takes_the_addresses_too(campus: Office) -> None:
    """What is left of messages are logins and counts."""
    erasing.erase(desk(campus, ADMIN))
    assert read_addresses(campus.store) == {}


def test_no_message_that_is_kept_holds_an_address(campus: Office, server: Post) -> None:
    """Neither messages nor the log of acts repeat where somebody's mail goes."""
    sent(campus, at(23, 21))
    kept = read_messages(campus.store, TERM.name).to_csv()
    log = read_acts(campus.store, TERM.name)
    assert "@" not in kept + "".join(log["detail"])
    assert json.loads(log["detail"].iloc[-1]) == {"sent": 3, "failed": 0, "skipped": 0}


def test_an_outcome_ends_a_message(campus: Office) -> None:
    """Only what failed goes on waiting."""
    sent(campus, at(23, 21))
    (waiting,) = read_waiting(campus.store, TERM.name)
    assert waiting.failures == 1
    add_outcome(campus.store, waiting.number, Outcome("given_up"), at(23, 22))
    assert read_waiting(campus.store, TERM.name) == []
