"""A database with the sample term for every test of the pages, and an empty one for those who ask."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.pages.submitting import without_group
from tests.pages.workbooks import messy_groups


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


@pytest.fixture
def messy(sample: str) -> tuple[str, bytes]:
    """A sheet that brings three groups still missing, with faults."""
    return "建群补报.xlsx", messy_groups(without_group(sample)[:3])
