"""A database with the sample term for every test of the pages, and an empty one for those who ask."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desk.sample import load_sample
from schema.term import load_term
from store import open_store


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that holds the sample term; copied, not written to."""
    file = tmp_path_factory.mktemp("sample") / "ruqi.db"
    with open_store(f"sqlite:///{file}") as store:
        load_sample(store, load_term())
    return file


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a sample term of the test's own, which the pages use."""
    url = f"sqlite:///{shutil.copy(sample_file, tmp_path / 'ruqi.db')}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an empty database, which the pages use."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url
