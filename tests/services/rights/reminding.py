"""Who may set what is sent by itself, and have it sent."""

from __future__ import annotations

from contextlib import suppress

from schema.reminders import Reminding, Rule, Subscription
from services import addresses, reminding, subscriptions
from services.desk import Desk
from store import StoreError
from store.addresses import Address
from tests.services.rights.people import ADMIN, EVERY_ROLE, Asked

RULES = Reminding((Rule("at", 0, ("mail", "robot", "list")),))
PLACE = "somebody@sample.edu.cn"


def changed(desk: Desk, login: str) -> None:
    """Whether an address was taken; that the login has no role is found out afterwards."""
    with suppress(StoreError):
        addresses.change(desk, Address(login, PLACE))


def subscribed(desk: Desk) -> None:
    """Whether a subscription was taken, of a phase that this small term has not."""
    with suppress(KeyError):
        subscriptions.subscribe(desk, Subscription("first_week", "docx", 450, "zh"))


# Function, what is asked, and who gets it; everybody else is denied.
ASKED: list[Asked] = [
    ("reminding.rules", reminding.rules, ADMIN),
    ("reminding.set_rules", lambda desk: reminding.set_rules(desk, RULES), ADMIN),
    ("reminding.preview", lambda desk: reminding.preview(desk, RULES), ADMIN),
    ("reminding.sent", reminding.sent, ADMIN),
    ("reminding.own_list", reminding.own_list, EVERY_ROLE),
    ("addresses.listed", addresses.listed, ADMIN),
    ("addresses.change", lambda desk: changed(desk, "somebody else"), ADMIN),
    ("addresses.change", lambda desk: changed(desk, desk.person.login), EVERY_ROLE),
    ("addresses.own", addresses.own, EVERY_ROLE),
    ("addresses.stopped", addresses.stopped, EVERY_ROLE),
    ("addresses.stop", lambda desk: addresses.stop(desk, "reminders"), EVERY_ROLE),
    ("subscriptions.own", subscriptions.own, {"admin", "leader"}),
    ("subscriptions.subscribe", subscribed, {"admin", "leader"}),
    ("subscriptions.subscribe", lambda desk: subscriptions.subscribe(desk, None), {"admin", "leader"}),
]
