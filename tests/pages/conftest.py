"""A database with the sample term for every test of the pages, and an empty one for those who ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache as once
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from schema.term import load_term
from tests.beginning import Beginning, beginning_of
from tests.copies import Copies
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
    with beginning_of(sample_file, load_term()) as begun:
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
