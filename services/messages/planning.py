"""Which message is due to whom and when: a pure function of the rules, of what is the case, and of the term.

A message has a moment from which it is sent and one from which it would say nothing useful any more: a
reminder before a deadline is over at the next such reminder, at the latest with the deadline. In the quiet
hours nothing is sent: what falls into them waits for their end, and where that would be too late it goes
before they begin.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from zoneinfo import ZoneInfo

from schema.reminders import (
    AFTER,
    AT,
    BEFORE,
    BRIEFING,
    LIST,
    MAIL,
    REMINDERS,
    RETURNED,
    ROBOT,
    WAITING,
    Quiet,
    Reminding,
    Rule,
)
from schema.term import Term
from store.messages import Message
from store.reminders import Subscribed

_DAY = dt.timedelta(days=1)
_HOUR = dt.timedelta(hours=1)
# How long before quiet hours that goes out for which their end would be too late.
_AHEAD_OF_QUIET = dt.timedelta(minutes=30)
# For how long a reminder of what has happened says something.
_GOOD_FOR = {AT: _DAY, AFTER: _DAY, RETURNED: 3 * _DAY, BRIEFING: 12 * _HOUR}
# After the term nobody is asked any more to decide about what waits.
_AFTER_TERM = 14 * _DAY


@dataclass(frozen=True, slots=True)
class Owing:
    """A sheet that has not come: of a unit, of a kind, with the moment by which it is due (aware)."""

    unit: str
    kind: str
    due: dt.datetime


@dataclass(frozen=True, slots=True)
class SentBack:
    """A submission that was returned by a decision and not sent again; the moment is aware."""

    decision: int
    submission: int
    unit: str
    kind: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is the case now: what is owed, what came back, and since when submissions wait (aware)."""

    owing: Sequence[Owing] = ()
    sent_back: Sequence[SentBack] = ()
    waiting_since: Sequence[dt.datetime] = ()


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom messages may reach: reporters by unit, who decides, who has mail, and services of robots.

    ``stopped`` are logins and topics about which they want no mail; ``subscribers`` may have briefings sent.
    """

    reporters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    deciders: Sequence[str] = ()
    with_mail: Collection[str] = frozenset()
    stopped: Collection[tuple[str, str]] = frozenset()
    robots: Sequence[str] = ()
    subscribers: Collection[str] = frozenset()


def planned(
    reminding: Reminding, now_is: Circumstances, circle: Circle, term: Term, today: dt.date
) -> list[Message]:
    """Every message that the rules ask for as things are, past and to come, in the order of their moments."""
    zone = term.timezone
    messages = [
        *_of_deadlines(reminding, now_is.owing, circle, zone),
        *_of_returned(reminding, now_is.sent_back, circle, zone),
        *_of_waiting(reminding, now_is.waiting_since, circle, term, today),
    ]
    return sorted(messages, key=lambda one: (one.send_at, one.key))


def planned_briefings(
    subscribed: Iterable[Subscribed], circle: Circle, term: Term, days: Iterable[dt.date]
) -> list[Message]:
    """The briefings of some ``days`` of the term, for those who still may have them and want mail."""
    messages = []
    for login, wanted, since in subscribed:
        may = login in circle.subscribers and _has_mail(login, BRIEFING, circle)
        for day in days if may else ():
            send_at = _at_minute(day, wanted.at, term.timezone)
            if term.opens <= day <= term.closes and send_at >= since:
                content = {"phase": wanted.phase, "format": wanted.format, "day": day.isoformat()}
                key = f"{BRIEFING} {wanted.phase}|{day.isoformat()}|{MAIL}|{login}"
                until = send_at + _GOOD_FOR[BRIEFING]
                messages.append(Message(key, BRIEFING, MAIL, login, content, send_at, until))
    return messages


def _of_deadlines(
    reminding: Reminding, owing: Sequence[Owing], circle: Circle, zone: ZoneInfo
) -> Iterator[Message]:
    """One message for each recipient, deadline and rule, about all that is owed by then."""
    ordered = sorted(owing, key=lambda one: one.due)
    for due, sheets in groupby(ordered, key=lambda one: one.due):
        owed: dict[str, list[str]] = {}
        for sheet in sheets:
            owed.setdefault(sheet.unit, []).append(sheet.kind)
        taken: set[tuple[dt.datetime, str, str]] = set()
        for rule, send_at, until in reversed(_moments(reminding, due, zone)):
            for channel, recipient, units in _recipients(rule, owed, circle):
                # After quiet hours two reminders of one deadline may come together: the later says it all.
                if (send_at, channel, recipient) not in taken:
                    taken.add((send_at, channel, recipient))
                    key = f"{rule.name}|{due.astimezone(dt.UTC).isoformat()}|{channel}|{recipient}"
                    content = {"due": due.isoformat(), "owed": {unit: owed[unit] for unit in units}}
                    yield Message(key, rule.event, channel, recipient, content, send_at, until)


def _moments(
    reminding: Reminding, due: dt.datetime, zone: ZoneInfo
) -> list[tuple[Rule, dt.datetime, dt.datetime]]:
    """The rules of deadlines in order, with the moments from and until which their messages are good."""
    signed = {BEFORE: -1, AT: 0, AFTER: 1}
    rules = [
        (due + signed[one.event] * one.hours * _HOUR, one) for one in reminding.rules if one.event in signed
    ]
    rules.sort(key=lambda one: one[0])
    placed = []
    for place, (moment, rule) in enumerate(rules):
        after = [later for later, _rule in rules[place + 1 :] if later > moment]
        end = due if rule.event == BEFORE else moment + _GOOD_FOR[rule.event]
        until = min([end, *after])
        send_at = _after_quiet(moment, reminding.quiet, zone)
        if send_at < end:
            placed.append((rule, send_at, min(end, max(until, send_at + _HOUR))))
        else:
            begins = _quiet_begins(moment, reminding.quiet, zone)
            placed.append((rule, begins - _AHEAD_OF_QUIET, begins))
    return placed


def _recipients(
    rule: Rule, owed: Mapping[str, Sequence[str]], circle: Circle
) -> Iterator[tuple[str, str, list[str]]]:
    """Channel, recipient, and the units about which the recipient is told."""
    own: dict[str, list[str]] = {}
    for unit in owed:
        for login in circle.reporters.get(unit, ()):
            own.setdefault(login, []).append(unit)
    for channel in rule.channels:
        if channel == ROBOT:
            yield from ((ROBOT, robot, list(owed)) for robot in circle.robots)
        else:
            yield from (
                (channel, login, units)
                for login, units in own.items()
                if channel == LIST or _has_mail(login, REMINDERS, circle)
            )


def _of_returned(
    reminding: Reminding, sent_back: Sequence[SentBack], circle: Circle, zone: ZoneInfo
) -> Iterator[Message]:
    for rule in (one for one in reminding.rules if one.event == RETURNED):
        for each in sent_back:
            send_at = _after_quiet(each.at, reminding.quiet, zone)
            content = {"submission": each.submission, "unit": each.unit, "kind": each.kind}
            for channel, recipient, _units in _recipients(rule, {each.unit: [each.kind]}, circle):
                key = f"{rule.name}|{each.decision}|{channel}|{recipient}"
                until = each.at + _GOOD_FOR[RETURNED]
                yield Message(key, RETURNED, channel, recipient, content, send_at, until)


def _of_waiting(
    reminding: Reminding, since: Sequence[dt.datetime], circle: Circle, term: Term, today: dt.date
) -> Iterator[Message]:
    """Once a day, while anything has waited too long: to those who decide about it."""
    if today > term.closes + _AFTER_TERM:
        return
    for rule in (one for one in reminding.rules if one.event == WAITING):
        begins = term.end_of(today - _DAY)
        crossed = sorted(max(moment + rule.hours * _HOUR, begins) for moment in since)
        ends = begins + _DAY
        reached = [moment for moment in crossed if moment < ends]
        send_at = _after_quiet(reached[0], reminding.quiet, term.timezone) if reached else ends
        if send_at >= ends:  # it is said in the morning, when another day has begun
            continue
        content = {"hours": rule.hours, "count": len(reached), "oldest": min(since).isoformat()}
        for channel, recipient, _units in _recipients(rule, {"": []}, _deciding(circle)):
            key = f"{rule.name}|{today.isoformat()}|{channel}|{recipient}"
            yield Message(key, WAITING, channel, recipient, content, send_at, ends)


def _deciding(circle: Circle) -> Circle:
    """The circle for what is about no unit: whoever decides stands for the reporters."""
    return Circle({"": circle.deciders}, (), circle.with_mail, circle.stopped, circle.robots)


def _has_mail(login: str, topic: str, circle: Circle) -> bool:
    return login in circle.with_mail and (login, topic) not in circle.stopped


def _after_quiet(moment: dt.datetime, quiet: Quiet | None, zone: ZoneInfo) -> dt.datetime:
    """The moment itself, or the end of the quiet hours in which it lies."""
    stretch = quiet_at(moment, quiet, zone)
    return stretch[1] if stretch else moment


def _quiet_begins(moment: dt.datetime, quiet: Quiet | None, zone: ZoneInfo) -> dt.datetime:
    stretch = quiet_at(moment, quiet, zone)
    return stretch[0] if stretch else moment


def quiet_at(
    moment: dt.datetime, quiet: Quiet | None, zone: ZoneInfo
) -> tuple[dt.datetime, dt.datetime] | None:
    """The quiet hours in which ``moment`` lies; ``None`` where it lies in none."""
    if quiet is None:
        return None
    day = moment.astimezone(zone).date()
    for begins_on in (day - _DAY, day):
        begins = _at_minute(begins_on, quiet.starts, zone)
        ends = _at_minute(
            begins_on + (_DAY if quiet.ends < quiet.starts else dt.timedelta()), quiet.ends, zone
        )
        if begins <= moment < ends:
            return begins, ends
    return None


def _at_minute(day: dt.date, minute: int, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(minute // 60, minute % 60), zone).astimezone(dt.UTC)
