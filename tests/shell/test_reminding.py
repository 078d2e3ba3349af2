"""The shell's ``remind``: what a scheduler runs, and what it would send."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from schema.reminders import Reminding, Rule
from schema.term import load_term
from store import open_store
from store.people import Granted, add_grant
from store.reminders import add_reminding
from store.signature import Signature
from store.sole import alone
from tests.shell.test_check import run

LONG_AGO = dt.datetime(2020, 2, 1, tzinfo=dt.UTC)
NOTHING = {"kept": 0, "sent": 0, "failed": 0, "skipped": 0}


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A store of the term, which has passed, with a rule."""
    url = f"sqlite:///{tmp_path / 'ruqi.db'}"
    term = load_term()
    with open_store(url) as store:
        add_grant(store, Granted("li", "李", "reporter", term.unit_names[:1]), Signature(LONG_AGO, None))
        add_reminding(store, term.name, Reminding((Rule("at", 0, ("list",)),)), Signature(LONG_AGO, None))
    return url


def test_a_scheduler_sends_what_is_due_and_is_told_what_came_of_it(database: str) -> None:
    """Of a term that has passed nothing is due, and nothing lies ahead; while a server sends, it says so."""
    done = run("remind", "--due", database=database)
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout) == NOTHING
    assert json.loads(run("remind", database=database).stdout) == []
    with open_store(database) as store, alone(store):
        assert json.loads(run("remind", "--due", database=database).stdout) == {"sending": "elsewhere"}
