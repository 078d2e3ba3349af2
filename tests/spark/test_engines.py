"""Every engine gives the same figures: pandas, DuckDB and a real Spark."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from metrics.federation import PublishedTerm, figures_of_campuses
from metrics.indicators import INDICATORS
from schema.figures import CAMPUS
from tests.metrics.campuses_at_random import ASKED, KNOWN_AT, campuses

SEEDS = (0, 3, 4)
# Spark says of a pandas later than it knows that some of it may fail; it is given Arrow only.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")


@cache
def on_pandas(seed: int) -> pd.DataFrame:
    """What is drawn, on frames of pandas."""
    return figures_of_campuses(campuses(seed), "pandas", days=ASKED, known_at=KNOWN_AT[seed % len(KNOWN_AT)])


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("engine", ["duckdb", "spark"])
def test_every_engine_gives_what_pandas_gives(engine: str, seed: int, tmp_path: Path) -> None:
    """All indicators of campuses that share names, ids and numbers, and of different terms, as known then."""
    published = campuses(seed, tmp_path)
    figures = figures_of_campuses(published, engine, days=ASKED, known_at=KNOWN_AT[seed % len(KNOWN_AT)])
    assert set(figures["indicator"]) == {indicator.id for indicator in INDICATORS}
    pd.testing.assert_frame_equal(figures, on_pandas(seed))


def test_every_indicator_counts_something_in_what_is_drawn() -> None:
    """Engines that agree on nothing but zeros would agree on nothing."""
    figures = pd.concat([on_pandas(seed) for seed in SEEDS])
    of_campus = figures[figures["unit"] == CAMPUS].groupby("indicator")[["n", "d"]].max()
    counted = of_campus[(of_campus["n"] > 0) & (of_campus["d"] > 0)].index
    assert {indicator.id for indicator in INDICATORS} - set(counted) == set()


def test_spark_takes_frames_too_and_keeps_the_order_of_campuses() -> None:
    """What is in memory goes to the executors with its campus; figures come back in the order that was given."""
    published = campuses(0)[::-1]
    asked = {"days": ASKED[1:2], "known_at": None, "indicators": ["teachers_notified", "group_creation"]}
    figures = figures_of_campuses(published, "spark", **asked)
    pd.testing.assert_frame_equal(figures, figures_of_campuses(published, "pandas", **asked))
    assert list(figures["campus"].unique()) == [campus.campus for campus in published]
    assert list(figures_of_campuses([], "spark", **asked).dtypes) == list(figures.dtypes)


def test_spark_says_which_campus_cannot_be_worked_out() -> None:
    """A campus of which there are no figures stops all, and is named, in a line."""
    bare = campuses(0)[3]
    wrong = PublishedTerm(
        "wrong", "东", bare.term, {**bare.tables, "plan": pd.DataFrame({"class_id": ["1"]})}
    )
    with pytest.raises(ValueError, match=r"^.*; campus wrong$"):
        figures_of_campuses([bare, wrong], "spark", days=ASKED, known_at=None)
