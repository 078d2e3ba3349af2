"""Whom messages reach, in which words, and how somebody stops them."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from schema.reminders import Reminding, Subscription
from services import addresses, erasing, reminding, subscriptions
from services.desk import Desk
from services.messages import mail, sending
from services.messages.sending import Counts, send_due
from services.messages.stopping import stop
from services.messages.words import Notice
from store.acts import read_acts
from store.addresses import Address, read_addresses
from store.messages import read_messages
from store.people import Granted, add_grant
from store.signature import Signature
from tests.services.messages.campus import RULES, TERM, desk, sent
from tests.services.messages.post import Post
from tests.services.offices import ADMIN, LEADER, SECRETARY, Office
from tests.services.sheets import at


def test_a_leader_gets_the_briefing_as_a_document_by_their_rights(
    campus: Office, server: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At its hour, once a day, in their language; a role that is taken away ends it and the address is gone.

    That the document is one is seen in the browser; here it only tells who asked for it, in which language.
    """

    def made(of: Desk, listed: Notice, language: str) -> mail.Attached:
        return mail.Attached("a.html", "text/html", f"{of.person.role} {of.now():%H:%M} {language}".encode())

    monkeypatch.setattr(sending, "document", made)
    addresses.change(desk(campus, LEADER, at(22)), Address("xiaozhang", "xiaozhang@sample.edu.cn", "en"))
    wanted = Subscription("preparation", "html", 7 * 60 + 30, "en")
    subscriptions.subscribe(desk(campus, LEADER, at(22)), wanted)
    assert sent(campus, at(23, 7)) == Counts()
    assert sent(campus, at(23, 7, 30)) == Counts(kept=1, sent=1)
    ((to, arrived),) = server.arrived
    (document,) = arrived.iter_attachments()
    assert to == "xiaozhang@sample.edu.cn"
    assert document.get_content() == "leader 07:30 en"
    assert arrived["Subject"] == "[Ruqi] Briefing: Preparation, Sun 23 Feb"
    assert sent(campus, at(23, 8)) == Counts()
    add_grant(campus.store, Granted("xiaozhang", "领导甲", None), Signature(at(23, 9), "jiaowu"))
    sent(campus, at(24, 7, 30))
    assert [to for to, _mail in server.arrived].count("xiaozhang@sample.edu.cn") == 1
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
    listed = reminding.sent(desk(campus, ADMIN, at(23, 22)))
    assert list(listed["text"])[::-1] == list(seen.messages["text"])[:3]


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
