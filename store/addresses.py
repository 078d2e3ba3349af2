"""Where mail to people goes, and who wants none."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from store.acts import About, log
from store.database import reading, writing
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables_of_messages import ADDRESSES, MAIL_STOPS


class Address(NamedTuple):
    """Where mail to ``login`` goes, and in which language it is written."""

    login: str
    address: str
    language: str = "zh"


def set_address(store: Store, address: Address, signature: Signature) -> None:
    """Let mail to a login go to an address; a blank one takes it away. The log does not repeat it."""
    login, place, language = address
    with writing(store.engine) as connection:
        connection.execute(delete(ADDRESSES).where(ADDRESSES.c.login == login))
        if place:
            values = {"login": storable(login), "address": storable(place), "language": language}
            connection.execute(insert(ADDRESSES).values(values | signature.columns("set")))
        log(connection, "address_set" if place else "address_removed", signature, About(), {"login": login})


def forget_addresses(connection: Connection, login: str | None = None) -> int:
    """Remove the address of ``login``, or all of them, in the transaction of ``connection``; how many."""
    statement = delete(ADDRESSES)
    return connection.execute(
        statement if login is None else statement.where(ADDRESSES.c.login == login)
    ).rowcount


def read_addresses(store: Store) -> dict[str, Address]:
    """Login → address, of all who have one."""
    with reading(store.engine) as connection:
        rows = connection.execute(select(ADDRESSES).order_by(ADDRESSES.c.login)).all()
    return {row.login: Address(row.login, row.address, row.language) for row in rows}


def add_mail_stop(
    store: Store, login: str, topic: str, signature: Signature, *, stopped: bool = True
) -> None:
    """Send ``login`` no more mail about a topic, or send it again; logged where it changes something."""
    with writing(store.engine) as connection:
        if _latest(connection).get((login, topic), False) == stopped:
            return
        values = {"login": storable(login), "topic": topic, "stopped": stopped}
        connection.execute(insert(MAIL_STOPS).values(values | signature.columns("stopped")))
        detail = {"login": login, "topic": topic}
        log(connection, "mail_stopped" if stopped else "mail_resumed", signature, About(), detail)


def read_mail_stops(store: Store) -> set[tuple[str, str]]:
    """Logins and topics about which they want no mail."""
    with reading(store.engine) as connection:
        return {key for key, stopped in _latest(connection).items() if stopped}


def _latest(connection: Connection) -> dict[tuple[str, str], bool]:
    rows = connection.execute(select(MAIL_STOPS).order_by(MAIL_STOPS.c.id))
    return {(row.login, row.topic): bool(row.stopped) for row in rows}
