"""What is to be sent of itself: the rules of reminders, and who gets which briefing every morning."""

from __future__ import annotations

import datetime as dt
import json
from typing import NamedTuple

from sqlalchemy import insert

from schema.reminders import Quiet, Reminding, Subscription, as_plain, from_plain
from store.acts import About, log
from store.database import writing
from store.latest import read_latest
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables_of_messages import REMINDER_RULES, SUBSCRIPTIONS


class Subscribed(NamedTuple):
    """Who has which briefing sent, and since when (aware)."""

    login: str
    subscription: Subscription
    since: dt.datetime


def add_reminding(store: Store, term: str, reminding: Reminding, signature: Signature) -> None:
    """Let these rules and quiet hours hold from now on, in place of those before."""
    quiet, rules = reminding.quiet, as_plain(reminding.rules)
    hours = {"quiet_starts": quiet.starts if quiet else None, "quiet_ends": quiet.ends if quiet else None}
    values = {"term": storable(term), "rules": json.dumps(rules)} | hours
    with writing(store.engine) as connection:
        connection.execute(insert(REMINDER_RULES).values(values | signature.columns("set")))
        log(connection, "reminders_set", signature, About(term), {"rules": rules, **hours})


def read_reminding(store: Store, term: str) -> Reminding:
    """The rules that hold, and since when."""
    for row in read_latest(store, REMINDER_RULES, term, ("term",)):
        quiet = None if row.quiet_starts is None else Quiet(row.quiet_starts, row.quiet_ends)
        return Reminding(from_plain(json.loads(row.rules)), quiet, row.set_at)
    return Reminding()


def add_subscription(
    store: Store, term: str, login: str, subscription: Subscription | None, signature: Signature
) -> None:
    """Have a briefing sent to ``login`` every morning, in place of what was sent before; ``None`` ends it."""
    wanted = subscription or Subscription("", "", 0, "")
    values = {
        "phase": wanted.phase or None,
        "format": wanted.format,
        "at_minute": wanted.at,
        "language": wanted.language,
    }
    with writing(store.engine) as connection:
        owner = {"term": storable(term), "login": storable(login)}
        connection.execute(insert(SUBSCRIPTIONS).values(owner | values | signature.columns("set")))
        log(
            connection,
            "subscribed" if subscription else "unsubscribed",
            signature,
            About(term),
            {"login": login, **values} if subscription else {"login": login},
        )


def read_subscriptions(store: Store, term: str) -> list[Subscribed]:
    """Who has which briefing sent."""
    return [
        Subscribed(row.login, Subscription(row.phase, row.format, row.at_minute, row.language), row.set_at)
        for row in read_latest(store, SUBSCRIPTIONS, term, ("login",))
        if row.phase is not None
    ]
