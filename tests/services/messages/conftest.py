"""A campus with rules and addresses, and the mail server that is configured."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schema.reminders import Reminding
from services import addresses, reminding
from store.addresses import Address
from store.deadlines import add_deadline
from store.people import Granted, add_grant
from store.signature import Signature
from tests.services.messages.campus import DEADLINE, RULES, TERM, desk
from tests.services.messages.post import Post, configured
from tests.services.offices import ADMIN, LEADER, NEIGHBOUR, SECRETARY, Office
from tests.services.sheets import at


@pytest.fixture
def campus(office: Office) -> Office:
    """The office with rules since noon of the 22nd, a deadline of groups at 24:00 of the 23rd, and addresses."""
    for person in (ADMIN, LEADER, SECRETARY, NEIGHBOUR):
        role = person.role.value if person.role else None
        add_grant(
            office.store, Granted(person.login, person.name, role, person.units), Signature(at(20), None)
        )
    for login in ("jia", "xiaozhang"):
        addresses.change(desk(office, ADMIN, at(22)), Address(login, f"{login}@sample.edu.cn"))
    add_deadline(office.store, TERM.name, DEADLINE, Signature(at(20), "jiaowu"))
    reminding.set_rules(desk(office, ADMIN, at(22)), Reminding(RULES))
    return office


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """The mail server that is configured here."""
    yield from configured(monkeypatch)
