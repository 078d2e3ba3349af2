"""A database with the sample term for every test of the pages, and an empty one for those who ask."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.opening import opened
from tests.pages.submitting import without_group
from tests.pages.workbooks import messy_groups


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a sample term of the test's own, which the pages use."""
    url = f"sqlite:///{shutil.copy(sample_file, tmp_path / 'ruqi.db')}"
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
