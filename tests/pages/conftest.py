"""A database with the sample term for every test of the pages, and an empty one for those who ask."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import cache as once
from functools import wraps
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from schema.term import load_term
from services import cache
from services.cache import Shelf
from store import Store, open_store
from store.facts import LoadedFacts, read_later_facts
from tests.copies import Copies
from tests.pages.beginning import Beginning
from tests.pages.opening import opened
from tests.pages.submitting import without_group
from tests.pages.workbooks import messy_groups


@pytest.fixture(scope="session")
def copies(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copies]:
    """Copies of the sample term, of which that which was only read is given to the next test too."""
    with Copies(sample_file, tmp_path_factory) as copies:
        yield copies


@pytest.fixture(scope="session", autouse=True)
def beginning(sample_file: Path) -> Iterator[Beginning]:
    """Let every copy of the sample read, and work out, only what came after its beginning, the same in all."""
    term = load_term()
    with open_store(f"sqlite:///{sample_file}") as sample:
        name, facts = sample.name, read_later_facts(sample, term.name, term.timezone)
    begun = Beginning(name, Shelf.place)

    @wraps(read_later_facts)
    def reading(store: Store, of_term: str, tz: ZoneInfo, earlier: LoadedFacts | None = None) -> LoadedFacts:
        if earlier is None and (store.name, of_term) == (name, term.name):
            earlier = facts
        return read_later_facts(store, of_term, tz, earlier)

    def placing(shelf: Shelf[Any], store: Store, key: Hashable) -> Any:
        return begun.place(shelf, store, key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "read_later_facts", reading)
        patch.setattr(Shelf, "place", placing)
        yield begun


@pytest.fixture
def sample(copies: Copies, beginning: Beginning, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of a sample term as it was loaded, which the pages use and the test may write to."""
    file = copies.unwritten()
    url = f"sqlite:///{file}"
    monkeypatch.setenv("DATABASE_URL", url)
    yield url
    if copies.unwritten() == file:
        beginning.remember(file)


@pytest.fixture(scope="session")
def looked_at(copies: Copies, beginning: Beginning) -> Callable[..., AppTest]:
    """Opens a page of the sample term, each way once for all tests that only look at it."""

    @once
    def look(page: str = "overview", **query: str) -> AppTest:
        with pytest.MonkeyPatch.context() as patch:
            file = copies.unwritten()
            patch.setenv("DATABASE_URL", f"sqlite:///{file}")
            app = opened(page, **query)
        if copies.unwritten() == file:
            beginning.remember(file)
        return app

    return look


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an empty database, which the pages use."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


@pytest.fixture
def messy(sample: str) -> tuple[str, bytes]:
    """A sheet that brings three groups still missing, with faults."""
    return "建群补报.xlsx", messy_groups(without_group(sample)[:3])
