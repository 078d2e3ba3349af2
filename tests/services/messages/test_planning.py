"""Which message is due to whom and when: literal rules, deadlines and moments, without a store."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from schema.reminders import CHANNELS, Quiet, Reminding, Rule, Subscription
from services.messages.planning import (
    Circle,
    Circumstances,
    Owing,
    SentBack,
    planned,
    planned_briefings,
    quiet_at,
)
from store.reminders import Subscribed
from tests.services.sheets import at, feb, small_term

TERM = small_term("甲学院", "乙学院")
DUE = at(24, 0)  # 24:00 of the 23rd
CIRCLE = Circle(
    reporters={"甲学院": ("jia",), "乙学院": ("yi", "jia")},
    deciders=("jiaowu",),
    with_mail={"jia", "jiaowu"},
    robots=("wecom",),
    subscribers={"xiaozhang", "jiaowu"},
)
OWED = Circumstances(owing=(Owing("甲学院", "groups", DUE), Owing("乙学院", "groups", DUE)))
NIGHT = Quiet(22 * 60, 7 * 60)
BEFORE_3, BEFORE_24 = Rule("before", 3, ("mail",)), Rule("before", 24, ("mail",))


def moments(
    *rules: Rule, now_is: Circumstances = OWED, quiet: Quiet | None = None, day: int = 24
) -> list[str]:
    """Rule, recipient and the moments from and until which each message is good, as day and hour."""
    listed = planned(Reminding(rules, quiet), now_is, CIRCLE, TERM, feb(day))
    return [
        f"{one.key.partition('|')[0]} {one.channel} {one.recipient} {clock(one.send_at)}-{clock(one.until)}"
        for one in listed
    ]


def clock(moment: dt.datetime) -> str:
    """Day and time on the campus."""
    return moment.astimezone(TERM.timezone).strftime("%d %H:%M")


def test_each_rule_sends_at_its_moment_and_ends_where_the_next_one_begins():
    """24 h and 3 h before, at it and after it, by mail to the one reporter who has an address."""
    rules = (BEFORE_24, BEFORE_3, Rule("at", 0, ("mail",)), Rule("after", 12, ("mail",)))
    assert moments(*rules) == [
        "before 24 mail jia 23 00:00-23 21:00",
        "before 3 mail jia 23 21:00-24 00:00",
        "at 0 mail jia 24 00:00-24 12:00",
        "after 12 mail jia 24 12:00-25 12:00",
    ]


def test_channels_reach_whom_they_are_for():
    """Mail goes to who has an address, the list to every reporter, a robot to its group, once each."""
    assert moments(Rule("at", 0, CHANNELS)) == [
        "at 0 list jia 24 00:00-25 00:00",
        "at 0 list yi 24 00:00-25 00:00",
        "at 0 mail jia 24 00:00-25 00:00",
        "at 0 robot wecom 24 00:00-25 00:00",
    ]


def test_one_message_tells_a_reporter_of_all_units_and_sheets():
    """Whoever reports for two units reads one message, and only of what is still owed by that moment."""
    listed = planned(Reminding((BEFORE_3,)), OWED, CIRCLE, TERM, feb(24))
    assert [one.content["owed"] for one in listed] == [{"甲学院": ["groups"], "乙学院": ["groups"]}]
    assert moments(BEFORE_3, now_is=Circumstances()) == []


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        # Before the deadline at 24:00 the quiet hours begin at 22:00: it cannot wait for their end.
        ([Rule("before", 1, ("mail",))], ["before 1 mail jia 23 21:30-23 22:00"]),
        # 24 h before is 00:00 of the day before, which has time until the morning.
        ([BEFORE_24], ["before 24 mail jia 23 07:00-24 00:00"]),
        # At it and two hours after it would come together in the morning: the later one says it all.
        ([Rule("at", 0, ("mail",)), Rule("after", 2, ("mail",))], ["after 2 mail jia 24 07:00-25 02:00"]),
        ([Rule("at", 0, ("mail",)), Rule("after", 9, ("mail",))],
         ["at 0 mail jia 24 07:00-24 09:00", "after 9 mail jia 24 09:00-25 09:00"]),
    ],
)  # fmt: skip
def test_quiet_hours_hold_a_message_back_or_bring_it_forward(rules, expected):
    """Nothing is sent at night, and nothing comes after it is of use."""
    assert moments(*rules, quiet=NIGHT) == expected


@pytest.mark.parametrize("hour", range(24))
def test_no_message_ever_begins_in_quiet_hours(hour):
    """Whatever the hour of the deadline, each message begins outside of them and ends after it begins."""
    rules = (
        *(Rule("before", h, ("mail",)) for h in (1, 3, 24)),
        Rule("at", 0, ("mail",)),
        Rule("after", 5, ("mail",)),
    )
    owed = Circumstances(owing=(Owing("甲学院", "groups", at(24, hour)),))
    for quiet in (NIGHT, Quiet(12 * 60, 14 * 60)):
        listed = planned(Reminding(rules, quiet), owed, CIRCLE, TERM, feb(24))
        assert listed
        assert all(quiet_at(one.send_at, quiet, TERM.timezone) is None for one in listed)
        assert all(one.send_at < one.until for one in listed)
        assert all(one.until <= at(24, hour) for one in listed if one.event == "before")
        assert all(first.send_at < then.send_at for first, then in pairwise(listed))


def test_a_returned_sheet_is_told_of_to_its_unit_until_it_was_sent_again():
    """The content has the number, the unit and the kind; no comment, which may name somebody."""
    back = SentBack(7, 4711, "甲学院", "groups", at(23, 10))
    (message,) = planned(
        Reminding((Rule("returned", 0, ("mail",)),)), Circumstances(sent_back=(back,)), CIRCLE, TERM, feb(23)
    )
    assert message.key == "returned 0|7|mail|jia"
    assert message.content == {"submission": 4711, "unit": "甲学院", "kind": "groups"}
    assert (clock(message.send_at), clock(message.until)) == ("23 10:00", "26 10:00")


def test_whoever_decides_is_told_once_a_day_of_what_waits_too_long():
    """From the moment on which it waits for a day; the next day at its begin, in quiet hours in the morning."""
    rule = Rule("waiting", 24, ("mail",))
    waits = Circumstances(waiting_since=(at(22, 10), at(22, 18)))
    assert moments(rule, now_is=waits, day=22) == []
    assert moments(rule, now_is=waits, day=23) == ["waiting 24 mail jiaowu 23 10:00-24 00:00"]
    assert moments(rule, now_is=waits, day=24) == ["waiting 24 mail jiaowu 24 00:00-25 00:00"]
    assert moments(rule, now_is=waits, day=24, quiet=NIGHT) == ["waiting 24 mail jiaowu 24 07:00-25 00:00"]
    late = Circumstances(waiting_since=(at(22, 23),))
    assert moments(rule, now_is=late, day=23, quiet=NIGHT) == []
    after_term = TERM.closes + dt.timedelta(days=15)
    assert planned(Reminding((rule,)), waits, CIRCLE, TERM, after_term) == []


def test_mail_that_was_stopped_is_not_planned_and_the_list_stays():
    """Stopping reminders is about mail."""
    stopped = Circle(CIRCLE.reporters, (), {"jia"}, {("jia", "reminders")})
    rule = Rule("at", 0, ("mail", "list"))
    listed = planned(Reminding((rule,)), OWED, stopped, TERM, feb(24))
    assert {(one.channel, one.recipient) for one in listed} == {("list", "jia"), ("list", "yi")}


@pytest.mark.parametrize(
    ("circle", "days"),
    [
        (Circle(with_mail={"xiaozhang"}, subscribers={"xiaozhang"}), [23, 24]),
        (Circle(with_mail={"xiaozhang"}), []),
        (Circle(subscribers={"xiaozhang"}), []),
        (Circle(with_mail={"xiaozhang"}, subscribers={"xiaozhang"}, stopped={("xiaozhang", "briefing")}), []),
    ],
    ids=["every morning since", "right taken away", "no address", "stopped"],
)
def test_a_briefing_is_due_every_morning_to_whoever_may_have_it(circle, days):
    """At its hour, from the first morning after it was asked for, for half a day."""
    wanted = Subscribed("xiaozhang", Subscription("first_week", "docx", 7 * 60 + 30, "zh"), at(22, 9))
    listed = planned_briefings([wanted], circle, TERM, [feb(day) for day in (22, 23, 24)])
    assert [one.content["day"] for one in listed] == [feb(day).isoformat() for day in days]
    assert [clock(one.send_at) for one in listed] == [f"{day} 07:30" for day in days]


@pytest.mark.parametrize(
    "rule",
    [("before", 0, ("mail",)), ("at", 2, ("mail",)), ("at", 0, ()), ("at", 0, ("fax",)), ("never", 0, ("mail",)),
     ("after", -1, ("mail",)), ("before", 337, ("mail",))],
)  # fmt: skip
def test_what_is_no_rule_is_refused(rule):
    """Hours only where they mean something, and ways that there are."""
    with pytest.raises(ValueError, match=r"hours|no rule"):
        Rule(*rule)
