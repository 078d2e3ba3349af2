"""Several processes that send the messages of one store: each message once, whoever dies meanwhile."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from access import Person, Role
from schema.reminders import Reminding, Rule
from services import addresses, reminding
from services.desk import Desk
from services.messages.sending import send_due
from store import Store, open_store
from store.addresses import Address
from store.messages import Message, add_messages, read_messages, read_waiting
from store.people import Granted, add_grant
from store.signature import Signature
from store.sole import alone
from tests.services.messages.post import Post, configured
from tests.services.sheets import at, feb, small_term

UNITS = tuple(f"{number}学院" for number in range(5))
TERM = replace(small_term(*UNITS), due={"groups": at(24, 0)})
MOMENT = at(24, 0)
# Processes begun as they are in a moment: each opens the store for itself.
PROCESSES = multiprocessing.get_context("fork")


@pytest.fixture
def campus(store: Store, url: str) -> str:
    """The URL of a store in which five units owe a sheet at the moment, with a reporter each."""
    add_grant(store, Granted("admin", "教务", "admin"), Signature(at(20), None))
    desk = Desk(store, TERM, Person("admin", "教务", Role.ADMIN), lambda: at(20))
    for number, unit in enumerate(UNITS):
        add_grant(store, Granted(f"r{number}", "填报人", "reporter", (unit,)), Signature(at(20), "admin"))
        addresses.change(desk, Address(f"r{number}", f"r{number}@sample.edu.cn"))
    reminding.set_rules(desk, Reminding((Rule("at", 0, ("mail", "list")),)))
    store.close()
    return url


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """The mail server, for this process and those that it begins."""
    yield from configured(monkeypatch)


def rounds(url: str, begin: Any, answers: Any) -> None:
    """A process that sends, five rounds one after the other, and says how many messages it sent."""
    with open_store(url) as store:
        begin.wait()
        counts = [send_due(store, TERM, lambda: MOMENT) for _ in range(5)]
    answers.put(sum(each.sent for each in counts if each))


def test_processes_that_send_at_once_send_each_message_once(campus: str, server: Post) -> None:
    """Three at the same store, at the same moment, on SQLite and on PostgreSQL."""
    begin, answers = PROCESSES.Barrier(3), PROCESSES.SimpleQueue()
    running = [PROCESSES.Process(target=rounds, args=(campus, begin, answers)) for _ in range(3)]
    for each in running:
        each.start()
    for each in running:
        each.join(60)
    assert sum(answers.get() for _ in running) == 10
    assert sorted(to for to, _mail in server.arrived) == [f"r{n}@sample.edu.cn" for n in range(5)]
    assert len({mail["Message-ID"] for _to, mail in server.arrived}) == 5


def test_whoever_is_killed_while_sending_loses_no_message(campus: str, server: Post) -> None:
    """The lock is free at once; what was on its way is sent again, with the same id, and the rest once."""
    server.waits = 0.3
    begin, answers = PROCESSES.Barrier(1), PROCESSES.SimpleQueue()
    victim = PROCESSES.Process(target=rounds, args=(campus, begin, answers))
    victim.start()
    assert server.began.wait(60)
    os.kill(victim.pid, signal.SIGKILL)
    victim.join(60)
    server.waits = 0.0
    with open_store(campus) as store:
        done = send_due(store, TERM, lambda: MOMENT)
        assert done is not None
        assert done.kept == 0
        assert read_waiting(store, TERM.name) == []
        assert set(read_messages(store, TERM.name)["outcome"]) == {"sent"}
    to = [address for address, _mail in server.arrived]
    assert set(to) == {f"r{n}@sample.edu.cn" for n in range(5)}
    assert len(to) <= 6
    assert len({mail["Message-ID"] for _to, mail in server.arrived}) == 5


def test_only_one_at_a_time_holds_the_lock_of_a_store(store: Store, url: str) -> None:
    """Nobody waits for it; once it is given up the next one has it."""
    with open_store(url) as other:
        with alone(store) as first, alone(other) as second:
            assert (first, second) == (True, False)
        with alone(other) as second:
            assert second


def test_a_key_is_kept_once(store: Store) -> None:
    """Keeping the same message again, alone or among others, adds only what is new."""
    one, two = (
        Message(key, "at", "list", "li", {"day": feb(24).isoformat()}, at(24), at(25)) for key in "ab"
    )
    assert add_messages(store, "2020春", [one], at(24)) == 1
    assert add_messages(store, "2020春", [one, two, two], at(24)) == 1
    assert [kept.message for kept in read_waiting(store, "2020春")] == [one, two]
