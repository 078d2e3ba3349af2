"""Where mail to people goes: their own address for everybody, those of others for whoever manages people."""

from __future__ import annotations

from access import Action
from schema.language import LANGUAGES
from schema.reminders import TOPICS
from services.desk import Desk
from services.messages.settings import is_address
from store import StoreError
from store.addresses import Address, add_mail_stop, read_addresses, read_mail_stops, set_address
from store.people import read_grant


def listed(desk: Desk) -> dict[str, Address]:
    """Login → address, of all who have one."""
    desk.check(Action.MANAGE_ADDRESSES)
    return read_addresses(desk.store)


def change(desk: Desk, address: Address) -> None:
    """Let mail to a login go to an address; a blank one takes it away.

    One's own for whoever receives anything, those of others for academic affairs. Raises ``StoreError`` for
    what is no address, and for a login without a role.
    """
    own = address.login == desk.person.login
    desk.check(Action.RECEIVE if own else Action.MANAGE_ADDRESSES)
    granted = read_grant(desk.store, address.login)
    if not own and (granted is None or granted.role is None):
        raise StoreError("address_of_nobody", login=address.login)
    if address.address and not is_address(address.address):
        raise StoreError("bad_address", address=address.address)
    if address.language not in LANGUAGES:
        raise KeyError(address.language)
    set_address(desk.store, address, desk.signed())


def own(desk: Desk) -> Address | None:
    """Where mail to the person goes; ``None`` where they have no address."""
    desk.check(Action.RECEIVE)
    return read_addresses(desk.store).get(desk.person.login)


def stopped(desk: Desk) -> set[str]:
    """The topics about which the person wants no mail."""
    desk.check(Action.RECEIVE)
    return {topic for login, topic in read_mail_stops(desk.store) if login == desk.person.login}


def stop(desk: Desk, topic: str, *, stopped: bool = True) -> None:
    """Send the person no more mail about a topic, or send it again."""
    desk.check(Action.RECEIVE)
    if topic not in TOPICS:
        raise KeyError(topic)
    add_mail_stop(desk.store, desk.person.login, topic, desk.signed(), stopped=stopped)
