"""A database with the sample term for every test of the pages, and an empty one for those who ask."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.copies import Copies
from tests.pages.opening import opened
from tests.pages.submitting import without_group
from tests.pages.workbooks import messy_groups


@pytest.fixture(scope="session")
def copies(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copies]:
    """Copies of the sample term, of which that which was only read is given to the next test too."""
    with Copies(sample_file, tmp_path_factory) as copies:
        yield copies


@pytest.fixture
def sample(copies: Copies, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a sample term as it was loaded, which the pages use and the test may write to."""
    url = f"sqlite:///{copies.unwritten()}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


@pytest.fixture(scope="module")
def looked_at(
    sample_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., AppTest]]:
    """Opens a page of the sample term, each way once for all tests of a module that only look at it."""
    url = f"sqlite:///{shutil.copy(sample_file, tmp_path_factory.mktemp('looked_at') / 'ruqi.db')}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        yield cache(opened)


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
