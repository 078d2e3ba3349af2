"""An office with a small campus for every test of the desk that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import open_store
from tests.services.offices import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with a plan of three classes of one unit and one of another."""
    with open_store(f"sqlite:///{tmp_path / 'office.db'}") as store:
        yield Office(store)
