"""Every work that is done at the desk, asked by every role: the literal table of who may."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

import services
from access import ROLES, Action, Denied, Person, may
from services import (
    audit,
    drafts,
    figures,
    submission_history,
    submissions,
)
from services.desk import Desk
from store import Store, StoreError, open_store
from tests.beginning import beginning_of
from tests.copies import Copies, commits
from tests.services.rights import acting, looking, programs, reminding
from tests.services.rights.filling import fill
from tests.services.rights.people import DAY, OWN, PEOPLE, TERM, Asked

ASKED: list[Asked] = [*looking.ASKED, *acting.ASKED, *programs.ASKED, *reminding.ASKED]
# What the server does of its own accord, and what works for functions that have asked.
OF_THE_SERVER = {
    "cache.facts",
    "cache.submissions",
    "cache.loaded",
    "approving.effect",
    "beside.contradicted_by_checks",
    "cache.of_facts",
    "cache.of_facts_looked_at",
    "classes.known_classes",
    "checkpoints.due",
    "checkpoints.freeze_passed",
    "dated.dated",
    "differences.comparing",
    "intake.record",
    "kept_figures.first_series",
    "kept_figures.keep",
    "kept_figures.kept_figures",
    "known.known_at",
    "locks.deadlines_in_force",
    "locks.rules",
    "standing_before.arrival",
    "unusual.judged",
    "sample.is_wanted",
    "sample.load_sample",
    "row_changes.read_again",
    "submission_history.read_again",
    "whole_files.inside",
    "whole_files.has_macros",
    "health.look",
    "tokens.bearer",
}
# What says or asks only about the person, or works only on what its caller was given.
OPEN = {
    "submissions.may_withdraw",
    "submitted.about_hidden_students",
    "submitted.files_seen",
    "small_counts.veiled_taken",
    "whole_files.require",
    "drafts.content",
    "audit.note_taken",
    "audit.note_file",
    "audit.note_seen",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one of everything."""
    file = tmp_path_factory.mktemp("rights") / "ruqi.db"
    with open_store(f"sqlite:///{file}") as opened:
        fill(opened)
    return file


@pytest.fixture(scope="module")
def unchanging(filled: Path) -> Iterator[Store]:
    """The store that those ask who get nothing: it is the same for all of them."""
    with open_store(f"sqlite:///{filled}") as opened:
        yield opened


@pytest.fixture(scope="module")
def watching(unchanging: Store) -> Iterator[sqlite3.Connection]:
    """A connection that sees when anybody else writes to that store."""
    with closing(sqlite3.connect(str(unchanging.engine.url.database))) as connection:
        yield connection


@pytest.fixture(scope="module")
def as_filled(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Store]]:
    """Gives the store as it was filled: the same again until somebody has written to it.

    What most of them ask for is worked out once for all.
    """
    with (
        ExitStack() as open_ones,
        Copies(filled, tmp_path_factory) as copies,
        beginning_of(filled, TERM) as begun,
    ):
        first = copies.unwritten()
        with open_store(f"sqlite:///{first}") as store:
            desk = Desk(store, TERM, PEOPLE["admin"])
            figures.all_series(desk)
            figures.lists(desk, DAY)
            begun.remember(first)
        stores: dict[Path, Store] = {}

        def given() -> Store:
            copy = copies.unwritten()
            if copy not in stores:
                for written in [*stores][-1:]:  # what was worked out before somebody wrote to it holds here
                    begun.remember(written)
                stores[copy] = open_ones.enter_context(open_store(f"sqlite:///{copy}"))
            return stores[copy]

        yield given


def denied() -> Iterator[Any]:
    """Everybody and everything that is not in the table."""
    for place, (work, ask, allowed) in enumerate(ASKED):
        for who in PEOPLE.keys() - allowed:
            yield pytest.param(who, ask, id=f"{place} {work} {who}")


def granted() -> Iterator[Any]:
    """Everybody and everything that is."""
    for place, (work, ask, allowed) in enumerate(ASKED):
        for who in sorted(allowed):
            yield pytest.param(who, ask, id=f"{place} {work} {who}")


@pytest.mark.parametrize(("who", "ask"), sorted(denied(), key=lambda one: str(one.id)))
def test_what_is_not_in_the_table_is_denied_and_changes_nothing(unchanging, watching, who, ask):
    """Everybody asks for everything, with the ids of others and ids that do not exist."""
    before = commits(watching)
    with pytest.raises(Denied):
        ask(Desk(unchanging, TERM, PEOPLE[who]))
    assert commits(watching) == before


def test_whoever_watches_sees_an_act(unchanging, tmp_path):
    """What the test above relies on: a commit to any table of a store is seen."""
    copy = shutil.copy(str(unchanging.engine.url.database), tmp_path / "ruqi.db")
    with open_store(f"sqlite:///{copy}") as store, closing(sqlite3.connect(copy)) as beside:
        before = commits(beside)
        audit.log_taken(Desk(store, TERM, PEOPLE["admin"]), "a.csv")
        assert commits(beside) != before


@pytest.mark.parametrize(("who", "ask"), list(granted()))
def test_what_is_in_the_table_is_done(as_filled, who, ask):
    """Nobody is refused what their role allows."""
    ask(Desk(as_filled(), TERM, PEOPLE[who]))


@pytest.mark.parametrize(
    "ask",
    [
        submissions.one,
        submissions.findings,
        submissions.original,
        submission_history.decisions,
        submission_history.effect,
        submissions.withdraw,
    ],
)
@pytest.mark.parametrize("who", PEOPLE)
def test_a_number_that_is_not_there_tells_nothing(unchanging, ask, who):
    """It is as denied as that of another unit, and unknown to those who see every unit."""
    error = StoreError if who in {"admin", "leader", "students"} else Denied
    if ask is submissions.withdraw and who in {"leader", "students"}:
        error = Denied
    with pytest.raises(error):
        ask(Desk(unchanging, TERM, PEOPLE[who]), 4711)


def test_no_work_is_missing_in_the_table():
    """A function that somebody adds to the desk must say here who may call it."""
    assert set(working_with("Desk")) == {work for work, *_ in ASKED} | OPEN


def test_what_works_without_a_person_is_named_here():
    """A function that takes the store itself asks nobody, so none is added unseen."""
    assert set(working_with("Store")) == OF_THE_SERVER


def working_with(what: str) -> Iterator[str]:
    """Every public function of the services that is given a ``what``."""
    for found in pkgutil.iter_modules(services.__path__):
        module = importlib.import_module(f"services.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and what in inspect.get_annotations(function).values():
                yield f"{found.name}.{name}"


def test_a_draft_is_denied_to_all_but_its_owner(unchanging):
    """The number of another's draft gives nothing, whatever the role."""
    own = {
        who: drafts.waiting(Desk(unchanging, TERM, PEOPLE[who]))[0].draft for who in ("admin", "own", "other")
    }
    for owner, draft in own.items():
        for who in {"admin", "own", "other"} - {owner}:
            with pytest.raises(StoreError, match="confirmed or dropped"):
                drafts.content(Desk(unchanging, TERM, PEOPLE[who]), draft)
        assert drafts.content(Desk(unchanging, TERM, PEOPLE[owner]), draft) == ("a", b"")


def test_what_is_granted_to_nobody_is_denied_to_everybody():
    """An action without a line in the table, and a person without a role, get nothing."""
    for action in Action:
        assert not may(PEOPLE["nobody"], action, OWN)
    for role in ROLES:
        assert not may(Person("x", "x", role, (OWN,)), "fly", OWN)  # type: ignore[arg-type]
