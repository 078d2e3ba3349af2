"""The figures of many campuses at once are those of each, and of no two together."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from metrics import compute_figures
from metrics.counting import summed
from metrics.federation import ENGINES, ParquetTables, PublishedTerm, figures_of_campuses
from metrics.relations import lazily
from metrics.states import not_due_yet, with_states
from tests.metrics.campuses_at_random import ASKED, KNOWN_AT, campuses
from tests.metrics.making import FORMS, at, feb, frames_of

SEED = 2
ASKING: dict[str, Any] = {"days": ASKED, "known_at": KNOWN_AT[SEED]}


def test_every_campus_has_the_figures_that_it_has_alone() -> None:
    """Campuses with the same units, people and classes are told apart, whatever their calendars."""
    published = campuses(SEED)[::2]
    figures = figures_of_campuses(published, "pandas", **ASKING)
    assert list(figures["campus"].unique()) == [campus.campus for campus in published]
    for campus in published:
        rows = figures[figures["campus"] == campus.campus]
        assert set(rows["region"]) == {campus.region}
        facts = frames_of([]) | dict(campus.tables)
        alone = compute_figures(facts, term=campus.term, **ASKING)
        ahead = not_due_yet(campus.term, KNOWN_AT[SEED])
        stated = with_states(alone, facts, campus.term, KNOWN_AT[SEED], ahead)
        pd.testing.assert_frame_equal(rows[list(stated.columns)].reset_index(drop=True), stated)


def test_duckdb_reads_of_files_what_pandas_has_in_frames(tmp_path: Path) -> None:
    """The same definitions on relations of DuckDB over Parquet, and on frames: the same table."""
    of_frames = figures_of_campuses(campuses(SEED)[::4], "pandas", **ASKING)
    of_files = figures_of_campuses(campuses(SEED, tmp_path)[::4], "duckdb", **ASKING)
    pd.testing.assert_frame_equal(of_files, of_frames)


def test_what_an_engine_holds_is_added_up_there() -> None:
    """Of classes no row leaves DuckDB, only what each unit comes to on each day; of pandas nothing is moved."""
    rows = pd.DataFrame(
        {"unit_no": [0, 0, 1, 0], "on": [feb(20), feb(20), feb(20), None], "change": [1, 2, -1, 5]}
    )
    rows["on"] = pd.to_datetime(rows["on"])
    with duckdb.connect() as connection:
        told = summed(lazily(connection.from_df(rows))).sort_values(["unit_no", "on"])
    assert list(told["change"]) == [3, 5, -1]
    assert summed(rows) is rows


def test_some_indicators_of_no_campus_and_of_one_without_anything() -> None:
    """No campus gives a table without rows; one that handed nothing on has figures of 0."""
    asked = {"days": ASKED[:1], "known_at": None, "indicators": ["group_creation"]}
    nothing = figures_of_campuses([], "pandas", **asked)
    bare = PublishedTerm("bare", "东", campuses(0)[0].term, {})
    figures = figures_of_campuses([bare], "duckdb", **asked)
    assert nothing.empty
    assert list(nothing.dtypes.items()) == list(figures.dtypes.items())
    assert figures[["n", "d"]].to_numpy().sum() == 0
    assert set(figures["indicator"]) == {"group_creation"}


def test_what_was_not_due_when_a_campus_handed_on_is_no_reproach() -> None:
    """By the clock of the publication, where no other moment is asked for."""
    bare = PublishedTerm("bare", "东", campuses(0)[0].term, {})
    asked = {"days": [feb(40)], "known_at": None, "indicators": ["group_creation"]}
    for published, ahead in ((bare, False), (replace(bare, known_at=at(21)), True)):
        figures = figures_of_campuses([published], "pandas", **asked)
        assert set(figures["ahead"]) == {ahead}


def test_what_cannot_be_worked_out_is_said_with_the_campus(tmp_path: Path) -> None:
    """A table that came without a column is no table of blanks, and two terms of a campus are not one."""
    campus = campuses(0, tmp_path)[0]
    folder = tmp_path / campus.campus / "groups"
    for file in folder.iterdir():
        pd.read_parquet(file).drop(columns="assistant").to_parquet(file, index=False)
    for engine in ("pandas", "duckdb"):
        with pytest.raises(ValueError, match=r"groups/.*has no column assistant") as raised:
            figures_of_campuses([campus], engine, days=ASKED, known_at=None)
        assert raised.value.__notes__ == ["campus campus0"]
    with pytest.raises(ValueError, match=r"several terms of one campus: campus0"):
        figures_of_campuses([campus, campus], "pandas", days=ASKED, known_at=None)
    for asked, message in (
        ({"days": ASKED, "known_at": dt.datetime(2020, 2, 24)}, "offset"),  # noqa: DTZ001
        ({"days": ASKED, "known_at": None, "indicators": ["luck"]}, "no indicator 'luck'"),
    ):
        with pytest.raises(ValueError, match=message):
            figures_of_campuses([], "pandas", **asked)
    with pytest.raises(ValueError, match=rf"no engine 'abacus'; known: {', '.join(ENGINES)}"):
        figures_of_campuses([campus], "abacus", days=ASKED, known_at=None)


def test_a_file_that_is_not_the_one_of_its_checksum_is_not_read(tmp_path: Path) -> None:
    """With checksums only their files are tables, and none is read that was changed or is gone."""
    campus = campuses(0, tmp_path)[0]
    folder = tmp_path / campus.campus
    name = "plan/0.parquet"
    right = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    half = ParquetTables(folder, {name: right})
    assert list(half) == ["plan"]
    assert 0 < len(half["plan"]) < len(campus.tables["plan"])
    with pytest.raises(ValueError, match=r"plan/0\.parquet is not what was handed on"):
        ParquetTables(folder, {name: right[::-1]})["plan"]
    (folder / name).unlink()
    with pytest.raises(FileNotFoundError):
        half["plan"]


def test_tables_of_files_are_those_that_were_written(tmp_path: Path) -> None:
    """Read again, every table has the types of the store and the same rows, with and without any."""
    written = campuses(0)
    for campus, of_files in zip(written, campuses(0, tmp_path), strict=True):
        assert set(of_files.tables) == set(campus.tables)
        assert len(of_files.tables) == len(campus.tables) <= len(FORMS)
        for table, frame in campus.tables.items():
            pd.testing.assert_frame_equal(of_files.tables[table], frame[list(of_files.tables[table].columns)])
