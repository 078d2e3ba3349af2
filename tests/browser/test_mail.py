"""A leader's mail of the morning, opened as a document."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from schema.reminders import Subscription
from schema.term import Phase
from services import addresses, subscriptions
from services.messages.sending import send_due
from store import open_store
from store.addresses import Address
from store.people import Granted, add_grant
from store.signature import Signature
from tests.services import offices
from tests.services.messages.post import post
from tests.services.offices import LEADER, Office, desk_at
from tests.services.sheets import at, feb

PHASES = (
    Phase("preparation", "准备", "Preparation", feb(13), feb(23)),
    Phase("first_day", "首日", "First day", feb(24), feb(24)),
)
TERM = replace(offices.TERM, phases=PHASES)


def test_the_briefing_of_the_morning_opens_by_itself(
    screen: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes by mail is a page that needs no network and no dashboard, in the reader's language."""
    with open_store(f"sqlite:///{tmp_path / 'ruqi.db'}") as store, post() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        office = Office(store)
        add_grant(store, Granted(LEADER.login, LEADER.name, "leader"), Signature(at(21), None))
        desk = desk_at(office.store, TERM, LEADER, at(22))
        addresses.change(desk, Address(LEADER.login, "xiaozhang@sample.edu.cn", "en"))
        subscriptions.subscribe(desk, Subscription("preparation", "html", 450, "en"))
        sent = send_due(store, TERM, lambda: at(23, 7, 30) + dt.timedelta(minutes=1))
        assert sent is not None
        assert sent.sent == 1
    ((_to, mail),) = server.arrived
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "Briefing Preparation_2020-02-23.html"
    file = tmp_path / str(attached.get_filename())
    file.write_text(attached.get_content(), encoding="utf-8")
    asked: list[str] = []
    screen.on("request", lambda request: asked.append(request.url))
    screen.goto(file.as_uri())
    expect(screen.get_by_role("heading", name="Briefing: Preparation").first).to_be_visible()
    expect(screen.get_by_text("Groups created").first).to_be_visible()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
