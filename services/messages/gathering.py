"""What the plan of messages is made from, as the store has it now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from access import Action, Person, Role, may
from metrics.moments import aware
from schema.reminders import RETURNED, WAITING, Reminding
from services import deadlines, submitted
from services.desk import Desk
from services.messages.planning import Circle, Circumstances, Owing, SentBack, planned, planned_briefings
from services.robots.robots import NotSent, configured
from store import Store
from store import decisions as states
from store.addresses import Address, read_addresses, read_mail_stops
from store.messages import Message
from store.people import read_grants
from store.reminders import read_reminding, read_subscriptions

_DAY = dt.timedelta(days=1)
# Who sends what sends itself: it sees all that the rules are about, and signs for it in the log.
SENDER = Person("sender", "定时发送 Sender", Role.ADMIN)


@dataclass(frozen=True)
class Known:
    """Who may be reached: everybody with a role by login, addresses by login, and the circle of messages."""

    people: dict[str, Person]
    addresses: dict[str, Address]
    circle: Circle


def known(store: Store) -> Known:
    """Who may be reached as the store has it now."""
    people = {
        row.login: Person(row.login, row.name, Role(row.role), tuple(row.units))
        for row in read_grants(store).itertuples()
        if row.role in list(Role)
    }
    addresses = {login: one for login, one in read_addresses(store).items() if login in people}
    reporters: dict[str, list[str]] = {}
    for person in people.values():
        for unit in person.units if person.role is Role.REPORTER else ():
            reporters.setdefault(unit, []).append(person.login)
    circle = Circle(
        reporters,
        _who_may(people, Action.DECIDE),
        frozenset(addresses),
        read_mail_stops(store),
        _robots(),
        frozenset(_who_may(people, Action.SUBSCRIBE)),
    )
    return Known(people, addresses, circle)


def all_planned(
    desk: Desk, reached: Known, now: dt.datetime, reminding: Reminding | None = None, days: int = 1
) -> list[Message]:
    """Every message that rules and subscriptions ask for as things are, see :mod:`.planning`.

    By default the rules that hold; of briefings and of what waits, those of yesterday up to ``days`` on.
    """
    rules = reminding or read_reminding(desk.store, desk.term.name)
    today = desk.term.local_day(now)
    subscribed = read_subscriptions(desk.store, desk.term.name)
    spanned = [today + place * _DAY for place in range(-1, days)]
    messages = planned_briefings(subscribed, reached.circle, desk.term, spanned)
    if rules.rules:
        circumstances = _circumstances(desk, rules, now)
        messages += planned(rules, circumstances, reached.circle, desk.term, today)
    return sorted(messages, key=lambda one: (one.send_at, one.key))


def _circumstances(desk: Desk, reminding: Reminding, now: dt.datetime) -> Circumstances:
    events = {rule.event for rule in reminding.rules}
    owing: list[Owing] = []
    if events - {RETURNED, WAITING}:
        reports = deadlines.reports(desk, now)
        not_come = reports[reports["received_at"].isna()]
        owing = [Owing(row.unit, row.kind, aware(row.due)) for row in not_come.itertuples()]
    if not events & {RETURNED, WAITING}:
        return Circumstances(owing)
    sent = submitted.visible(desk)
    sent = sent[sent["unit"].notna()]
    came_back = sent[(sent["state"] == states.RETURNED) & sent["followed_by"].isna()]
    waiting = sent.loc[sent["state"] == states.SUBMITTED, "received_at"]
    return Circumstances(owing, _sent_back(desk, came_back), [aware(moment) for moment in waiting])


def _sent_back(desk: Desk, came_back: pd.DataFrame) -> list[SentBack]:
    decided = states.read_decisions(desk.store, desk.term.name).drop_duplicates("submission", keep="last")
    number = decided.set_index("submission")["decision"]
    return [
        SentBack(int(number[row.submission]), int(row.submission), row.unit, row.kind, aware(row.decided_at))
        for row in came_back.itertuples()
    ]


def _who_may(people: dict[str, Person], action: Action) -> tuple[str, ...]:
    return tuple(login for login, person in people.items() if may(person, action))


def _robots() -> tuple[str, ...]:
    """The services of the robots; none where the address of one cannot be used, which pages say."""
    try:
        return tuple(robot.service for robot in configured())
    except NotSent:
        return ()
