"""Few threads work at once, the others wait; nobody is held up by one that waits or takes long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.turns import Turns

PATIENCE = 10  # seconds after which a test gives up


def test_no_more_than_so_many_work_at_once() -> None:
    """Of eight threads that want a turn at once, two have one at any time, and all come to have one."""
    turns, guard, working, most = Turns(at_once=2), threading.Lock(), [0], [0]

    def work(_number: int) -> None:
        with turns.taken():
            with guard:
                working[0] += 1
                most[0] = max(most[0], working[0])
            time.sleep(0.002)
            with guard:
                working[0] -= 1

    with ThreadPoolExecutor(8) as people:
        list(people.map(work, range(40)))
    assert most == [2]


def test_who_came_first_is_served_first() -> None:
    """Those who wait have their turns in the order in which they came."""
    turns, order = Turns(at_once=1), list[int]()
    threads = []
    with turns.taken():
        for number in range(5):
            threads.append(_begun(lambda number=number: _noted(turns, order, number)))
            _until(lambda number=number: len(turns._waiting) == number + 1)
    for thread in threads:
        thread.join(PATIENCE)
    assert order == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("patience", "served"), [(PATIENCE, [1, 3, 0, 2]), (0.0, [0, 1, 2, 3])])
def test_whoever_goes_on_is_served_before_those_who_begin(patience: float, served: list[int]) -> None:
    """A click on an open page comes before a page that is opened, until that has waited long."""
    turns, order = Turns(at_once=1, patience=patience), list[int]()
    threads = []
    with turns.taken():
        for number in range(4):
            goes_on = number % 2 == 1
            threads.append(
                _begun(lambda number=number, goes_on=goes_on: _noted(turns, order, number, goes_on=goes_on))
            )
            _until(lambda number=number: len(turns._waiting) == number + 1)
    for thread in threads:
        thread.join(PATIENCE)
    assert order == served


def test_whoever_waits_for_something_else_lets_others_work() -> None:
    """While a page waits for the process that reads its file, another page is made."""
    turns, order = Turns(at_once=1), list[int]()
    with turns.taken():
        other = _begun(lambda: _noted(turns, order, 1))
        with turns.given_up():
            other.join(PATIENCE)
        assert order == [1]
        still_waiting = _begun(lambda: _noted(turns, order, 2))
        _until(lambda: len(turns._waiting) == 1)
        assert order == [1]
    still_waiting.join(PATIENCE)
    assert order == [1, 2]


def test_whoever_has_waited_for_something_else_goes_on_at_once() -> None:
    """Once its file is read, a page is made before those that others have opened meanwhile."""
    turns, order, is_read = Turns(at_once=1), list[int](), threading.Event()

    def read() -> None:
        with turns.taken():
            with turns.given_up():
                is_read.wait(PATIENCE)
            order.append(0)

    with turns.taken():
        reading = _begun(read)
        _until(lambda: len(turns._waiting) == 1)
        opened = _begun(lambda: _noted(turns, order, 1))
        _until(lambda: len(turns._waiting) == 2)
        with turns.given_up():  # lets the reading begin
            opened.join(PATIENCE)
        opened = _begun(lambda: _noted(turns, order, 2))
        _until(lambda: len(turns._waiting) == 1)
        is_read.set()
        _until(lambda: len(turns._waiting) == 2)
    for thread in (reading, opened):
        thread.join(PATIENCE)
    assert order == [1, 0, 2]


def test_a_turn_that_lasts_long_holds_nobody_up() -> None:
    """After some time a turn is not counted any more, so that the next one works beside it."""
    turns, order = Turns(at_once=1, longest=0.0), list[int]()
    with turns.taken():
        _begun(lambda: _noted(turns, order, 1)).join(PATIENCE)
        assert order == [1]


def test_a_turn_within_a_turn_is_the_same_one() -> None:
    """A page that is explained within another has no need of a second turn; without one there is none to give up."""
    turns = Turns(at_once=1)
    with turns.given_up(), turns.taken(), turns.taken():
        assert len(turns._since) == 1
    assert not turns._since


@pytest.mark.parametrize("way", ["taken", "given_up"])
def test_a_turn_ends_with_what_went_wrong_in_it(way: str) -> None:
    """A page that fails, or is closed while its file is read, gives its turn back."""
    turns = Turns(at_once=1)
    with pytest.raises(ZeroDivisionError), turns.taken(), getattr(turns, way)():
        raise ZeroDivisionError
    assert not turns._since


def _noted(turns: Turns, order: list[int], number: int, *, goes_on: bool = False) -> None:
    with turns.taken(goes_on=goes_on):
        order.append(number)


def _begun(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def _until(is_so: Callable[[], bool]) -> None:
    latest = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < latest
        time.sleep(0.001)
