"""The page of reminders: the rules with their preview, one's own list and mail, and what was sent."""

from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from schema.reminders import Reminding, Rule
from schema.term import load_term
from services.messages.sending import send_due
from store import open_store
from store.addresses import read_addresses, read_mail_stops
from store.messages import read_messages
from store.people import Granted, add_grant
from store.reminders import add_reminding, read_reminding, read_subscriptions
from store.signature import Signature
from tests.pages.opening import opened
from tests.pages.workbooks import UNIT

TERM = load_term()
DUE = min(TERM.due.values())


def pressed(app: AppTest, label: str) -> AppTest:
    """The page after a button was pressed."""
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


@pytest.fixture
def reminded(empty: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A campus of an admin and a reporter without an address, whose term has passed: nothing lies ahead."""
    monkeypatch.delenv("RUQI_SMTP_HOST", raising=False)
    with open_store(empty) as store:
        add_grant(store, Granted("t01", "周若兰", "admin"), Signature(DUE, None))
        add_grant(store, Granted("t02", "李思齐", "reporter", (UNIT,)), Signature(DUE, "t01"))
    return empty


def test_academic_affairs_sets_rules_after_seeing_what_they_do(reminded: str) -> None:
    """Hours and ways are chosen, what keeps mail from somebody is said before, and saving brings the rules about."""
    app = opened("messages")
    assert not app.warning
    app.pills[0].set_value(["mail", "list"]).run()
    seen = "".join(each.value for each in app.warning)
    assert "没有配置邮件服务器（RUQI_SMTP_HOST）" in seen
    assert "李思齐（t02）" in seen.replace("\\", "")
    assert "谁也不会提醒" in seen
    hours = next(field for field in app.text_input if field.label == "截止前几小时")
    hours.set_value("24、x").run()
    assert "不是小时数" in app.error[0].value
    next(field for field in app.text_input if field.label == "截止前几小时").set_value("24、3").run()
    app = pressed(app, "保存规则")
    assert "规则已保存" in app.success[0].value
    with open_store(reminded) as store:
        held = read_reminding(store, TERM.name)
    assert held.rules == (Rule("before", 24, ("mail", "list")), Rule("before", 3, ("mail", "list")))


def test_what_was_sent_stands_in_the_list_of_its_reader_and_in_that_of_all(reminded: str) -> None:
    """A reminder of the list is read by its reporter; what mail failed is said with its reason."""
    with open_store(reminded) as store:
        rules = Reminding((Rule("at", 0, ("list", "mail")),))
        add_reminding(store, TERM.name, rules, Signature(DUE - dt.timedelta(days=1), "t01"))
        send_due(store, TERM, lambda: DUE)
        assert set(read_messages(store, TERM.name)["recipient"]) == {"t02"}
    own = opened("messages", **{"as": "reporter"})
    assert not own.exception
    assert not own.tabs
    listed = opened("messages").dataframe[-1].value
    assert list(listed["outcome"]) == ["✓ 已发出"]
    assert "份报表已到期未报" in listed["text"].iloc[0]


def test_a_leader_enters_an_address_subscribes_and_stops(reminded: str) -> None:
    """Each is one press, and what was saved is what the store has."""
    app = opened("messages", **{"as": "leader"})
    app.text_input[0].set_value("nobody")
    assert "不是可以使用的邮箱地址" in pressed(app, "保存邮箱").error[0].value
    app.text_input[0].set_value("xiaozhang@sample.edu.cn")
    app = pressed(app, "保存邮箱")
    app = pressed(app, "订阅")
    with open_store(reminded) as store:
        (place,) = read_addresses(store).values()
        ((login, wanted, _since),) = read_subscriptions(store, TERM.name)
    assert (place.address, place.login, wanted.at) == ("xiaozhang@sample.edu.cn", login, 450)
    app = next(button for button in app.button if button.key == "stop briefing").click().run()
    with open_store(reminded) as store:
        assert read_mail_stops(store) == {(login, "briefing")}
    app = pressed(app, "取消订阅")
    with open_store(reminded) as store:
        assert read_subscriptions(store, TERM.name) == []
    app.text_input[0].set_value("")
    pressed(app, "保存邮箱")
    with open_store(reminded) as store:
        assert read_addresses(store) == {}


def test_academic_affairs_enters_the_address_of_somebody(reminded: str) -> None:
    """On the page of people, for whoever has a role."""
    app = opened("people")
    app.selectbox(key="address of").set_value("t02").run()
    place = next(field for field in app.text_input if field.label == "提醒邮箱")
    place.set_value("siqi@sample.edu.cn")
    assert not pressed(app, "保存邮箱").error
    with open_store(reminded) as store:
        assert read_addresses(store)["t02"].address == "siqi@sample.edu.cn"
