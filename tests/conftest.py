"""What every test shares: a run leaves nothing behind, and loads the sample term once."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import fasteners
import pytest
from sqlalchemy import Engine, event
from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.manifest_scanner import scan_component_manifests
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from loaders import Receipt, read_workbook
from loaders.pool import pool
from schema import limits
from schema.reading import SheetReading
from schema.term import load_term
from services.sample import load_sample
from store import Store, open_store
from tests.copies import READINGS
from tests.tables import Recorded

# Whose tests begin: those of the browser wait much and load the sample, what needs no sample goes on
# beside them, and the files that take longest leave short ones for the end.
_TURNS = ("browser", "loaders", "pages", "services", "exports", "metrics")


class _Files(LoadFileScheduling):
    """Whole files for each process, those of the browser for one: it starts one server and one browser."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return _TURNS[0] if Path(file).parent.name == _TURNS[0] else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> _Files:
    """How several processes share the tests."""
    return _Files(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let rooms have their turns."""
    items.sort(key=lambda item: (*_TURNS, item.path.parent.name).index(item.path.parent.name))


def pytest_configure() -> None:
    """Look for garbage more seldom: a tenth of all work otherwise, a seventh of finding the tests."""
    gc.set_threshold(50_000, 50, 50)


def pytest_collection_finish() -> None:
    """Look for garbage no more among what was imported."""
    gc.collect()
    gc.freeze()


@event.listens_for(Engine, "connect")
def trust_the_disk(connection: object, _record: object) -> None:
    """Wait for no disk: the tests' databases need not survive a power cut."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture(scope="session", autouse=True)
def components_looked_for_once() -> Iterator[None]:
    """Let Streamlit look through the installed packages for components once, not for every test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def one_reader() -> Iterator[None]:
    """Let one process beside this one read what is dropped on the desk, and end it with the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "MOST_READERS", 1)
        yield
    if pool.cache_info().currsize:
        pool().close()


@pytest.fixture(autouse=True)
def tables_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work out once what the migrations do to a new database; tests of the migrations do without."""
    monkeypatch.setattr("store.migrate.migrate", Recorded.migrate)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that holds the sample term, the same for all workers; copied, not written to."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    file = folder / "sample" / "ruqi.db"
    file.parent.mkdir(exist_ok=True)
    with fasteners.InterProcessLock(folder / "sample.lock"):
        if not file.exists():
            being_made = file.with_suffix(".part")
            with open_store(f"sqlite:///{being_made}") as store:
                file.with_name(READINGS).write_text(json.dumps(_loaded(store)), encoding="utf-8")
            being_made.rename(file)
    return file


def _loaded(store: Store) -> list[tuple[str, str | None, list[str]]]:
    """Load the sample term; what the reading of each of its sheets gave."""
    read: list[tuple[str, str | None, list[str]]] = []

    def noting(data: bytes, name: str, receipt: Receipt) -> list[SheetReading]:
        readings = read_workbook(data, name, receipt)
        for one in readings:
            refused = one.refused.code if one.refused else None
            read.append((name, refused, [finding.severity for finding in one.findings]))
        return readings

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("services.sample.read_workbook", noting)
        load_sample(store, load_term())
    return read


def pytest_unconfigure() -> None:
    """Remove the folder that Streamlit's AppTest makes at import; at the end everything is looked through."""
    gc.unfreeze()
    app_test = sys.modules.get("streamlit.testing.v1.app_test")
    if app_test is not None:
        app_test.TMP_DIR.cleanup()
