"""An office with a small campus for every test of the desk that asks for one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from services import figures
from store import open_store
from tests.beginning import beginning_of
from tests.services.offices import TERM, Office


@pytest.fixture(scope="session")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A SQLite file with an office to which nothing was sent but the plan, to be copied.

    Copies begin with what was worked out of it, and go on from there as one store goes on.
    """
    folder = tmp_path_factory.mktemp("office")
    file, copied = folder / "begun.db", folder / "copied.db"
    with open_store(f"sqlite:///{file}") as store:
        Office(store)
    with beginning_of(file, TERM) as begun:
        shutil.copy(file, copied)
        with open_store(f"sqlite:///{copied}") as store:
            figures.all_series(Office(store, is_begun=True).desk())
            begun.remember(copied)
        yield file


@pytest.fixture
def office(office_file: Path, tmp_path: Path) -> Iterator[Office]:
    """An office with a plan of three classes of one unit and one of another."""
    file = shutil.copy(office_file, tmp_path / "office.db")
    with open_store(f"sqlite:///{file}") as store:
        yield Office(store, is_begun=True)
