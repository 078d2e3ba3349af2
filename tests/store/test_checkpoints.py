from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pandas as pd
import pytest

from store import open_store
from store.checkpoints import Freezing, add_frozen, count_frozen, read_frozen
from tests.store.conftest import TERM, TZ

GATE_END = dt.datetime(2020, 2, 24, tzinfo=TZ)
LATER = dt.datetime(2020, 3, 9, 8, tzinfo=TZ)


def figures(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    """A figures table of the checkpoint's day from ``indicator, unit, n, d``."""
    table = pd.DataFrame(rows, columns=["indicator", "unit", "n", "d"])
    return table.assign(on=pd.Timestamp("2020-02-23"), rate=table["n"] / table["d"].where(table["d"] > 0))


def test_a_figure_is_frozen_once_and_what_comes_later_beside_it(store):
    """What is kept stays, whatever is said again; an indicator that is new by then is added."""
    freezing = Freezing(TERM, "eve", known_at=GATE_END, at=GATE_END)
    first = figures(("enrollment", "理学院", 97, 100), ("need_claimed", "理学院", 0, 0))
    assert add_frozen(store, freezing, first) == 2
    again = figures(("enrollment", "理学院", 1, 100), ("visit_coverage", "理学院", 1, 4))
    assert add_frozen(store, Freezing(TERM, "eve", known_at=GATE_END, at=LATER), again) == 1
    assert add_frozen(store, freezing, figures()) == 0
    kept = read_frozen(store, TERM)
    assert kept[["indicator", "n", "d"]].to_numpy().tolist() == [
        ["enrollment", 97, 100], ["need_claimed", 0, 0], ["visit_coverage", 1, 4],
    ]  # fmt: skip
    assert kept["rate"].isna().tolist() == [False, True, False]
    assert kept["known_at"].unique().tolist() == [pd.Timestamp("2020-02-23 16:00")]
    assert kept["frozen_at"].iloc[-1] == pd.Timestamp("2020-03-09 00:00")
    assert count_frozen(store, TERM, ["enrollment", "need_claimed"], ["理学院", "全校"]) == {"eve": 2}
    assert count_frozen(store, TERM, ["group_creation"], ["理学院"]) == {}
    assert read_frozen(store, "2020秋").empty


@pytest.mark.usefixtures("store")  # the tables are there
def test_two_that_freeze_at_once_keep_each_figure_once(url):
    """Neither of them fails, and between them they have kept everything."""
    table = figures(*(("enrollment", f"学院{number}", number, 100) for number in range(200)))
    start = Barrier(2)

    def freeze(_turn: int) -> int:
        with open_store(url) as own:
            start.wait()
            return add_frozen(own, Freezing(TERM, "eve", known_at=GATE_END, at=LATER), table)

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(freeze, range(2))) == len(table)
    with open_store(url) as own:
        assert len(read_frozen(own, TERM)) == len(table)
