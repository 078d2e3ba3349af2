from __future__ import annotations

import datetime as dt

import pytest

from schema.deadlines import Deadline
from schema.term import load_term
from store import open_store
from store.acts import read_acts
from store.deadlines import add_deadline, read_deadlines
from store.exceptions import Exemption, add_exception
from store.signature import Signature
from tests.pages.opening import charts, opened, words
from tests.services.robots.group_chat import group

TERM = load_term()
EVE = "2020-02-23"


def message(app) -> str:
    """The reminder as it would be copied."""
    return app.code[0].value


def table(app, place: int):
    """A table of the page as it is shown."""
    return app.dataframe[place].value


def field(app, kind: str, label: str):
    """The one field of that kind and label."""
    (found,) = (one for one in getattr(app, kind) if one.label == label)
    return found


def test_the_countdown_is_from_the_end_of_the_chosen_day(sample: str) -> None:
    """At the end of the eve, the counts of the first day are due a day later, and nobody has sent them."""
    app = opened("deadlines", on=EVE)
    assert app.metric[0].label == "距下一个期限"
    assert app.metric[0].value == "1天"
    assert "**学生进群** 2月24日：已报 0 / 14" in words(app)


def test_rates_are_shown_with_numerator_and_denominator(sample: str) -> None:
    """Of the two days of counts due by the eve, and of groups and materials, with their sums below."""
    kinds = table(opened("deadlines", on=EVE), 0)
    assert list(kinds["title"]) == ["课程建群", "学生进群", "资料上传", "听课", "合计"]
    assert kinds["reporting_rate"].str.fullmatch(r"\d+\.\d %  \(\d+ / \d+\)").all()
    assert kinds["reporting_rate"].iloc[0].endswith("(13 / 14)")
    assert kinds["on_time_rate"].iloc[1].endswith("/ 28)")


def test_the_late_list_the_message_and_the_calendar_tell_the_same(sample: str) -> None:
    """语言文学学院 has sent nothing by the eve: it is in the list, in the message and on the map."""
    app = opened("deadlines", on=EVE, known_at=EVE)
    late = table(app, 2)
    own = late[late["unit"] == "语言文学学院"]
    assert list(own["period"]) == ["2月23日前", "2月22日", "2月23日", "2月23日前", "2月20日–2月23日"]
    assert "语言文学学院：课程建群 2月23日前；学生进群 2月22日、2月23日；资料上传 2月23日前；听课" in message(
        app
    )
    assert f"未报 {len(late)}" in charts(app)[0].proto.alt


def test_the_message_can_be_for_one_unit_and_is_in_the_readers_language(sample: str) -> None:
    """Chosen from those who are late."""
    app = opened("deadlines", on=EVE, known_at=EVE)
    field(app, "selectbox", "发给").select("语言文学学院").run()
    assert "语言文学学院的老师好" in message(app)
    assert "体育教学部" not in message(app)
    english = opened("deadlines", on=EVE, known_at=EVE, lang="en")
    assert message(english).startswith("[Reporting reminder] Spring 2020, as of Sun 23 Feb 24:00")


def test_chosen_units_are_the_only_ones_on_the_page(sample: str) -> None:
    """A page about one unit has its list, its calendar and its message."""
    app = opened("deadlines", on=EVE, known_at=EVE, units=["体育教学部"])
    assert set(table(app, 1)["title"]) == {"体育教学部"}
    assert set(table(app, 2)["unit"]) == {"体育教学部"}


def test_a_reporter_reads_first_what_the_own_unit_owes_and_sets_nothing(sample: str) -> None:
    """Everybody sees who has reported; only academic affairs sets deadlines and sends reminders."""
    app = opened("deadlines", on=EVE, **{"as": "reporter-2"})
    assert not app.exception
    assert app.success[0].value.startswith("信息科学与工程学院：")
    assert table(app, 1)["title"].iloc[0] == "信息科学与工程学院"
    assert len(table(app, 1)) == 14
    assert "修改期限" not in [expander.label for expander in app.expander]
    assert "RUQI_DINGTALK_URL" not in words(app)


def test_academic_affairs_sets_a_deadline_and_it_holds_at_once(sample: str) -> None:
    """Groups every day until the 24th, 18:00, closed the day after at noon; the log has it."""
    app = opened("deadlines", on=EVE)
    app.radio[0].set_value("daily")
    field(app, "date_input", "第一天").set_value(dt.date(2020, 2, 22))
    field(app, "date_input", "最后一天").set_value(dt.date(2020, 2, 24))
    field(app, "selectbox", "到期：几点").select("18:00")
    field(app, "selectbox", "关闭：哪一天").select(1)
    field(app, "selectbox", "关闭：几点").select("12:00")
    save(app)
    hours = dt.timedelta(hours=1)
    with open_store(sample) as store:
        kept = {one.kind: one for one in read_deadlines(store, TERM.name)}
        logged = read_acts(store, TERM.name).iloc[-1]
    first, last = dt.date(2020, 2, 22), dt.date(2020, 2, 24)
    assert kept["groups"] == Deadline("groups", "daily", first, last, -6 * hours, 12 * hours)
    assert (logged["act"], logged["kind"], logged["who"]) == ("deadline_set", "groups", "demo-admin")
    assert "课程建群的期限已保存" in words(app)
    assert app.radio[0].value == "daily"
    assert table(app, 0)["reporting_rate"].iloc[0].endswith("/ 28)")


def save(app) -> None:
    """Send the form."""
    (button,) = (button for button in app.button if button.label == "保存期限")
    button.click().run()


def test_a_deadline_that_cannot_be_kept_to_is_refused_in_words(sample: str) -> None:
    """A last day before the first, or closed before due, sets nothing."""
    app = opened("deadlines", on=EVE)
    field(app, "date_input", "最后一天").set_value(dt.date(2020, 2, 1))
    save(app)
    assert [error.value for error in app.error] == ["最后一天不能早于第一天。"]
    app = opened("deadlines", on=EVE)
    field(app, "selectbox", "关闭：哪一天").select(0)
    field(app, "selectbox", "关闭：几点").select("12:00")
    save(app)
    assert [error.value for error in app.error] == ["关闭不能早于到期。"]
    with open_store(sample) as store:
        assert "groups" not in {one.kind for one in read_deadlines(store, TERM.name)}


def test_saving_what_holds_already_changes_nothing_but_the_log(sample: str) -> None:
    """The form starts from the deadline in force, to the minute."""
    odd = Deadline("groups", "weekly", TERM.first_day, TERM.last_day, dt.timedelta(hours=33, minutes=7))
    with open_store(sample) as store:
        add_deadline(store, TERM.name, odd, Signature(dt.datetime.now(dt.UTC), "教务处"))
    save(opened("deadlines", on=EVE))
    with open_store(sample) as store:
        assert odd in read_deadlines(store, TERM.name)
        assert list(read_acts(store, TERM.name)["act"]).count("deadline_set") == 4


def test_open_exceptions_are_listed(sample: str) -> None:
    """Whoever sees what units send sees why one may still send it."""
    now = dt.datetime.now(dt.UTC)
    with open_store(sample) as store:
        add_exception(store, TERM.name, Exemption(unit="理学院", kind="visits", reason="停电一天", ends_at=now + dt.timedelta(days=1)), Signature(now, "教务处"))  # fmt: skip
    assert "停电一天" in str(opened("deadlines", on=EVE).dataframe[3].value)
    other = opened("deadlines", on=EVE, **{"as": "reporter"})
    assert not any("停电一天" in str(frame.value) for frame in other.dataframe)


def test_without_a_robot_the_page_says_how_to_get_one(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Off by default: no button, and the names of the variables for whoever runs the server."""
    for service in ("DINGTALK", "WECOM", "FEISHU"):
        monkeypatch.delenv(f"RUQI_{service}_URL", raising=False)
    app = opened("deadlines", on=EVE)
    assert "没有配置群机器人" in words(app)
    assert not [button for button in app.button if button.label == "确认发送"]


def test_academic_affairs_sends_the_message_to_the_group(
    sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is shown is what arrives, and the log says that it was sent."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with group("wecom") as chat:
        monkeypatch.setenv("RUQI_WECOM_URL", chat.url)
        app = opened("deadlines", on="2020-03-22")
        (button,) = (button for button in app.button if button.label == "确认发送")
        button.click().run()
    assert not app.error
    assert "\n".join(chat.texts) == message(app)
    assert any("已发到企业微信群" in success.value for success in app.success)
    with open_store(sample) as store:
        assert read_acts(store, TERM.name).iloc[-1]["act"] == "reminded"


def test_a_robot_that_refuses_says_why(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader learns what to check; nothing is logged as sent."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with group("wecom", (200, {"errcode": 93000})) as chat:
        monkeypatch.setenv("RUQI_WECOM_URL", chat.url)
        app = opened("deadlines", on="2020-03-22")
        (button,) = (button for button in app.button if button.label == "确认发送")
        button.click().run()
    assert ["地址无效" in error.value for error in app.error] == [True]
    with open_store(sample) as store:
        assert "reminded" not in set(read_acts(store, TERM.name)["act"])


def test_an_empty_term_has_deadlines_and_everything_missing(empty: str) -> None:
    """Before anything is sent the page works: the deadlines of the term's file hold."""
    app = opened("deadlines")
    assert not app.exception
    assert not app.error
