"""Events on the line: who notes them, what is shown as known when, and what a withdrawal leaves."""

from __future__ import annotations

import datetime as dt

import pytest

from access import Denied
from schema.events import Event
from services import events
from services.desk import Desk
from store import StoreError
from store.acts import read_acts
from tests.services.offices import ADMIN, LEADER, SECRETARY, Office
from tests.services.sheets import at, feb

FAULT = Event(feb(22), "学习通登录故障")
POWER = Event(feb(21), "停电", "甲学院")


def said(desk: Desk, known_at: dt.datetime | None = None) -> list[str]:
    """The events that are shown, in order of days."""
    return [event.text for event in events.dated(desk, known_at)]


def test_an_event_is_shown_until_it_is_withdrawn_as_known_at_any_moment(office: Office) -> None:
    """Everybody sees it in order of days; a view of earlier knowledge shows what was noted by then."""
    first = events.note(office.desk(ADMIN, at(23)), FAULT)
    events.note(office.desk(ADMIN, at(24)), POWER)
    assert said(office.desk(SECRETARY)) == ["停电", "学习通登录故障"]
    events.withdraw(office.desk(ADMIN, at(25)), first)
    assert said(office.desk(LEADER)) == ["停电"]
    assert [said(office.desk(), moment) for moment in (at(22), at(23, 12), at(24, 12))] == [
        [],
        ["学习通登录故障"],
        ["停电", "学习通登录故障"],
    ]
    acts = read_acts(office.store).tail(3)
    assert acts["act"].tolist() == ["event_added", "event_added", "event_withdrawn"]
    assert "学习通登录故障" in acts["detail"].iloc[-1]


@pytest.mark.parametrize(("text", "refusal"), [("  ", "what happened"), ("长" * 61, "60 characters")])
def test_an_event_says_something_short(office: Office, text: str, refusal: str) -> None:
    """A blank one, and one for which no chart has room, are refused."""
    with pytest.raises(StoreError, match=refusal):
        events.note(office.desk(), Event(feb(22), text))


def test_an_event_is_withdrawn_once_and_by_academic_affairs(office: Office) -> None:
    """What is not there, or is withdrawn, says so; others neither note nor withdraw."""
    number = events.note(office.desk(), FAULT)
    with pytest.raises(Denied):
        events.withdraw(office.desk(SECRETARY), number)
    events.withdraw(office.desk(), number)
    for gone in (number, 77):
        with pytest.raises(StoreError, match="was withdrawn"):
            events.withdraw(office.desk(), gone)
