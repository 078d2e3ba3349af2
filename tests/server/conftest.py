"""A campus whose people come by way of a proxy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from access.ways import Signing, Way
from server import quotas
from store import Store, open_store
from store.people import Granted, add_grant
from store.signature import Signature
from tests.server.visiting import NOW, SECRET, UNIT
from tests.services.rights.filling import fill
from tests.services.rights.people import PEOPLE, TERM
from ui import sessions


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A campus whose proxy signs people in, with a reporter and a leader, and what the server holds."""
    monkeypatch.setattr("ui.signing._at_start", [Signing(Way.HEADER, header="X-Remote-User", secret=SECRET)])
    with open_store(f"sqlite:///{tmp_path / 'ruqi.db'}") as store:
        monkeypatch.setattr("ui.session.store", lambda: store)
        monkeypatch.setattr(quotas, "_held", dict)
        monkeypatch.setattr(sessions, "_visits", type(sessions._visits)())
        for login, role, units in (("li", "reporter", (UNIT,)), ("yang", "leader", ())):
            add_grant(store, Granted(login, login, role, units), Signature(NOW, "test"))
        yield store


@pytest.fixture(scope="session")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A small campus with one of everything, whose people have their roles, for programs to ask about."""
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('programs') / 'ruqi.db'}") as store:
        fill(store)
        for person in PEOPLE.values():
            role = person.role.value if person.role else None
            add_grant(store, Granted(person.login, person.name, role, person.units), Signature(NOW, "test"))
        yield store


@pytest.fixture
def asked_here(campus: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server that programs ask is that of the campus, and asked as often as tests like."""
    monkeypatch.setattr("ui.signing._at_start", [Signing(Way.HEADER, header="X-Remote-User")])
    monkeypatch.setattr("ui.session.store", lambda: campus)
    monkeypatch.setattr("server.feed_asking.load_term", lambda: TERM)
    monkeypatch.setattr("server.feed_asking._BURST", 1_000)
