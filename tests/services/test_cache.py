"""What is worked out from the store is kept until something comes, and nobody changes what others get."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pandas as pd

from services.cache import facts, kept
from store.submissions import read_submissions
from tests.services.offices import TERM
from tests.services.sheets import at


def test_a_result_is_worked_out_once_for_a_version_of_the_store(office):
    """Asking again costs nothing, a submission makes it worked out anew, and each argument is its own."""
    asked: list[int] = []

    @kept(4)
    def count(store, term, number):
        asked.append(number)
        return len(read_submissions(store, term.name)) + number

    assert [count(office.store, TERM, number) for number in (0, 0, 1)] == [2, 2, 3]
    assert asked == [0, 1]
    office.send("groups", [{"class_id": "001"}], when=at(22))
    assert count(office.store, TERM, 0) == 3
    assert asked == [0, 1, 0]


def test_the_oldest_result_is_given_up_for_a_new_one(office):
    """Only so many are kept, those asked for last."""
    asked: list[int] = []

    @kept(2)
    def given(store, term, number):
        asked.append(number)
        return number

    for number in (1, 2, 1, 3, 1, 2):
        given(office.store, TERM, number)
    assert asked == [1, 2, 3, 2]


def test_what_somebody_changes_in_a_frame_stays_with_them(office):
    """A new column or cell in what was given is not seen by whoever asks next."""

    @kept(2)
    def table(store, term):
        return {"rows": pd.DataFrame({"n": [1, 2]})}

    mine = table(office.store, TERM)["rows"]
    mine["d"] = 0
    mine.loc[0, "n"] = 7
    assert table(office.store, TERM)["rows"].to_dict("list") == {"n": [1, 2]}


def test_many_who_ask_at_once_wait_for_one_answer(office):
    """The same result is worked out by one thread, and what failed is tried again."""
    asked: list[int] = []

    @kept(2)
    def slow(store, term):
        asked.append(1)
        if len(asked) == 1:
            raise ValueError("not yet")
        return len(facts(store, term)["plan"])

    def ask(_number: int) -> int:
        try:
            return slow(office.store, TERM)
        except ValueError:
            return -1

    with ThreadPoolExecutor(4) as threads:
        given = sorted(threads.map(ask, range(8)))
    assert given == [-1, 4, 4, 4, 4, 4, 4, 4]
    assert len(asked) == 2
