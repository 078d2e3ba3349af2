"""While DuckDB works a campus out, rows of whatever is counted stay there: classes, people and units too."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import pytest

from metrics.federation import PublishedTerm, figures_of_campuses
from metrics.plans import steps
from schema.term import Unit, load_term
from scripts.bench.synthetic_term import SyntheticTerm
from tests.metrics.campuses_at_random import UNITS, sheets_at_random
from tests.metrics.making import Submission, at, feb, frames_of

SCALE = 0.5  # 600 classes
TERM = load_term()
# The units that send the sheets of units are none of those that have the classes.
TERM = replace(TERM, units=(*TERM.units, *(Unit(name, name) for name in UNITS)))
ASKED: dict[str, Any] = {"days": [feb(day) for day in range(20, 40)], "known_at": None}
MOST = (len(TERM.units) + 1) * (
    len(ASKED["days"]) + 1
)  # a figure each of units and campus, and from the beginning
# What no indicator counts.
BESIDE = {"contingency_cases", "checks"}


@pytest.fixture(scope="module")
def campus() -> PublishedTerm:
    """A campus with many more rows in every table that is counted than there are figures."""
    facts = SyntheticTerm(TERM, SCALE).facts()
    classes = facts["plan"]["class_id"].unique()
    held = [
        {"class_id": id, "date": feb(24) + dt.timedelta(days=day), "source": "上报", "planned": 1, "held": 1}
        for id in classes
        for day in range(5)
    ]
    # A class of which the session of the first day was deferred to the second, and held then.
    held[0] |= {"held": 0, "deferred": 1, "moved_to": feb(25)}
    sessions = frames_of([Submission(9_999, "sessions", TERM.unit_names[0], at(29), held)])["sessions"]
    facts["sessions"] = sessions
    # The second rosters are sent as the whole list.
    roster = facts["roster"]
    facts["roster"] = roster.assign(whole=roster["received_on"] == roster["received_on"].max())
    of_units = {table: sheets_at_random(table, 70) for table, rows in facts.items() if rows.empty}
    facts |= {table: frames_of(sheets)[table] for table, sheets in of_units.items()}
    return PublishedTerm("campus", "东", TERM, facts)


def test_only_what_is_of_the_size_of_figures_is_collected(
    campus: PublishedTerm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every indicator is that of pandas, and no frame that came from the engine had more than so many rows."""
    assert {table for table, rows in campus.tables.items() if len(rows) <= MOST} <= BESIDE
    on_pandas = figures_of_campuses([campus], "pandas", **ASKED)
    came: list[int] = []
    collect, df = nw.LazyFrame.collect, duckdb.DuckDBPyRelation.df

    def watched(frame: Any, *asked: Any, **more: Any) -> Any:
        rows = collect(frame, *asked, **more)
        if frame.implementation.is_duckdb():
            came.append(len(rows))
        return rows

    def watched_df(relation: Any, **asked: Any) -> pd.DataFrame:
        rows = df(relation, **asked)
        came.append(len(rows))
        return rows

    monkeypatch.setattr(nw.LazyFrame, "collect", watched)
    monkeypatch.setattr(duckdb.DuckDBPyRelation, "df", watched_df)
    on_duckdb = figures_of_campuses([campus], "duckdb", **ASKED)
    pd.testing.assert_frame_equal(on_duckdb, on_pandas)
    assert came
    assert max(came) <= MOST


def test_a_blank_total_changes_nothing_on_the_engine() -> None:
    """10, blank, 12: two steps, 10 and 2, whatever the order of the rows."""
    rows = pd.DataFrame({"class_no": 0, "unit_no": 1, "as_of": [feb(24), feb(20), feb(22)]})
    rows = rows.assign(as_of=pd.to_datetime(rows["as_of"]), joined=pd.array([12, 10, None], dtype="Int64"))
    with duckdb.connect() as connection:
        told = steps(connection.from_df(rows), "class_no", ("as_of",), "joined")
        assert sorted(told.df()["change"]) == [2, 10]
