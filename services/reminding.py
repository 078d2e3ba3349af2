"""Reminders as pages see them: the rules, who gets what next, what was sent, and each person's own list."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

import pandas as pd

from access import Action
from metrics.moments import aware
from schema.language import gettext, language, lazy
from schema.reminders import LIST, MAIL, OF_DEADLINES, REMINDERS, WAITING, Reminding
from services.desk import Desk
from services.messages.gathering import Known, all_planned, known
from services.messages.settings import Unconfigured, read_settings
from services.messages.words import Notice, in_list, page_of
from services.robots.robots import SERVICES, NotSent, Robot, configured, send
from services.robots.service import Reason
from store import messages
from store.acts import About, add_act
from store.reminders import add_reminding, read_reminding

_DAYS_AHEAD = 7
_OWN = 30  # messages of one's own that are shown
MOST_SHOWN = 500  # of all


@dataclass(frozen=True)
class Preview:
    """Who gets what in the days ahead, as things are now; and whom nothing reaches by mail.

    ``messages`` has ``send_at`` (naive UTC), ``event, channel, recipient, name`` and ``text`` (text).
    ``unreached`` are names by login of those without an address or who stopped it, ``silent`` units nobody
    reports for, and ``problems`` what is wrong with the server's configuration, as far as the rules need it.
    """

    messages: pd.DataFrame
    unreached: dict[str, str]
    silent: tuple[str, ...]
    problems: tuple[str, ...]


def rules(desk: Desk) -> Reminding:
    """The rules that hold."""
    desk.check(Action.SET_REMINDERS)
    return read_reminding(desk.store, desk.term.name)


def set_rules(desk: Desk, reminding: Reminding) -> None:
    """Let these rules and quiet hours hold from now on, for what comes due from now on."""
    desk.check(Action.SET_REMINDERS)
    add_reminding(desk.store, desk.term.name, reminding, desk.signed())


def preview(desk: Desk, reminding: Reminding, days: int = _DAYS_AHEAD) -> Preview:
    """Exactly who would get what under these rules, set or not yet, if nothing came meanwhile."""
    desk.check(Action.SET_REMINDERS)
    now, reached = desk.now(), known(desk.store)
    ahead = [
        one
        for one in all_planned(desk, reached, now, reminding, days)
        if now <= one.send_at < now + dt.timedelta(days=days)
    ]
    names = _names(reached)
    rows = [
        {
            "send_at": one.send_at.astimezone(dt.UTC).replace(tzinfo=None),
            "event": one.event,
            "channel": one.channel,
            "recipient": one.recipient,
            "name": names.get(one.recipient, one.recipient),
            "text": in_list(Notice(one.event, one.content, now, desk.term)),
        }
        for one in ahead
    ]
    columns = ["send_at", "event", "channel", "recipient", "name", "text"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["send_at"] = frame["send_at"].astype("datetime64[us]")
    circle = reached.circle
    by_mail = {rule.event for rule in reminding.rules if MAIL in rule.channels}
    asked = [login for own in circle.reporters.values() for login in own] if by_mail - {WAITING} else []
    asked += [*circle.deciders] if WAITING in by_mail else []
    unreached = {
        login: names[login]
        for login in dict.fromkeys(asked)
        if login not in circle.with_mail or (login, REMINDERS) in circle.stopped
    }
    has_deadlines = any(rule.event in OF_DEADLINES for rule in reminding.rules)
    silent = [unit for unit in desk.term.unit_names if has_deadlines and not circle.reporters.get(unit)]
    return Preview(frame, unreached, tuple(silent), tuple(_problems(reminding)))


def _problems(reminding: Reminding) -> list[str]:
    """What is wrong with the configuration, as far as the rules need it, in the language spoken here."""
    channels = {channel for rule in reminding.rules for channel in rule.channels}
    wrong = [mail_problem()] if MAIL in channels else []
    try:
        robots = configured()
    except NotSent as error:
        return [*(one for one in wrong if one), error.message(language())]
    if "robot" in channels and not robots:
        wrong.append(Reason(lazy("没有配置群机器人")).message(language()))
    return [one for one in wrong if one]


def mail_problem() -> str | None:
    """Why this server sends no mail, in the language spoken here; ``None`` where it can."""
    try:
        read_settings()
    except Unconfigured as error:
        return error.reason.message(language())
    return None


def sent(desk: Desk) -> pd.DataFrame:
    """The latest messages to everybody, see :func:`store.messages.read_messages`; with ``text``, ``name``."""
    desk.check(Action.SET_REMINDERS)
    names = _names(known(desk.store))
    listed = _with_words(desk, messages.read_messages(desk.store, desk.term.name, most=MOST_SHOWN))
    return listed.assign(name=[names.get(recipient, recipient) for recipient in listed["recipient"]])


def own_list(desk: Desk) -> pd.DataFrame:
    """The person's own list, the newest first: ``message, kept_at`` (naive UTC), ``text`` and ``page``."""
    desk.check(Action.RECEIVE)
    kept = messages.read_messages(desk.store, desk.term.name, desk.person.login)
    own = kept[(kept["channel"] == LIST) & (kept["outcome"] == messages.SENT)].head(_OWN)
    worded = _with_words(desk, own.reset_index(drop=True))
    return worded[["message", "kept_at", "text", "page"]]


def _names(reached: Known) -> dict[str, str]:
    """What recipients are called: people by their logins, and robots, in the language spoken here."""
    robots = {id: gettext(service.NAME) for id, service in SERVICES.items()}
    return robots | {login: person.name for login, person in reached.people.items()}


def _with_words(desk: Desk, kept: pd.DataFrame) -> pd.DataFrame:
    notices = [
        Notice(row.event, json.loads(row.content), aware(row.kept_at), desk.term) for row in kept.itertuples()
    ]
    return kept.assign(text=[in_list(one) for one in notices], page=[page_of(one) for one in notices])


def robots(desk: Desk) -> list[Robot]:
    """The robots of chat groups that this server knows; raises ``NotSent`` for an unusable one."""
    desk.check(Action.REMIND)
    return configured()


def remind(desk: Desk, service: str, words: str, *, unit: str | None = None) -> int:
    """Send ``words`` to the group of the robot of ``service`` and log it; the number of messages.

    Raises ``NotSent``; then nothing is logged, for nothing or not all was sent.
    """
    desk.check(Action.REMIND, unit)
    known = {robot.service: robot for robot in robots(desk)}
    if service not in known:
        raise NotSent(lazy("没有配置这个机器人"))
    sent = send(known[service], words)
    add_act(
        desk.store,
        "reminded",
        desk.signed(),
        About(term=desk.term.name, unit=unit),
        detail={"robot": service, "messages": sent},
    )
    return sent
