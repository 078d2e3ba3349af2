"""Whether the server is well, as an operator's watch is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import pytest

from schema.term import Checkpoint
from services import checkpoints, health
from store import StoreError
from tests.services.offices import TERM as SMALL
from tests.services.offices import Office
from tests.services.sheets import at, feb

LATER = at(29) + dt.timedelta(days=3)
TERM = replace(SMALL, checkpoints=(Checkpoint("eve", feb(23), "前夜", "Eve", "month"),))


@pytest.fixture
def frozen(office: Office) -> Office:
    """An office whose checkpoints until now are frozen."""
    checkpoints.freeze_passed(office.store, TERM, office.desk().facts, LATER)
    return office


def test_a_server_that_is_well_says_so(frozen: Office) -> None:
    """All that is looked at, in words, and the room that is left."""
    seen = health.look(frozen.store, TERM, LATER)
    assert seen.is_well
    words = seen.as_dict()
    assert words.pop("free_mb") > 0
    assert words == {
        "ok": True, "store": "ok", "migrations": "ok", "disk": "ok", "checkpoints": "ok",
        "messages_failing": 0, "messages_given_up": 0,
    }  # fmt: skip


def test_a_checkpoint_that_nobody_froze_is_told(office: Office) -> None:
    """A day after its end, and not before; it is well again once somebody has."""
    end = TERM.end_of(TERM.checkpoints[0].on)
    assert health.look(office.store, TERM, end + dt.timedelta(hours=1)).checkpoints
    assert not health.look(office.store, TERM, LATER).checkpoints


def test_a_full_disk_an_old_database_and_one_out_of_reach_are_told(
    frozen: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each by its own name, so that the watch says what to do."""
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=2**20))
    assert not health.look(frozen.store, TERM, LATER).disk
    monkeypatch.setattr(health, "is_current", lambda _engine: False)
    seen = health.look(frozen.store, TERM, LATER)
    assert (seen.store, seen.migrations) == (True, False)

    def away(_engine: object) -> bool:
        raise StoreError("database_unusable", url="…", problem="gone")

    monkeypatch.setattr(health, "is_current", away)
    seen = health.look(frozen.store, TERM, LATER)
    assert (seen.is_well, seen.store) == (False, False)
