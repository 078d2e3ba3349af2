"""Every further figure of the golden campus is the one worked out by hand, and the sum of what is behind it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from metrics import behind, compute_figures
from metrics.behind import COLUMNS, behind_each
from metrics.indicators import FIRST, INDICATORS
from schema.figures import CAMPUS, FigureKey
from tests.metrics import notice_by_hand as hand
from tests.metrics import teaching_by_hand as teaching
from tests.metrics.golden import SUBMISSIONS, TERM, UNITS
from tests.metrics.making import at, feb, frames_of, relations_of
from tests.metrics.test_golden_campus import worked_out

FURTHER = [indicator.id for indicator in INDICATORS if indicator not in FIRST]
NOW = None
BY_HAND = {
    "eve of the plan": (20, at(20, 8), hand.EVE_OF_PLAN),
    "22nd as known then": (22, at(23, 0), hand.DAY_22_AS_KNOWN_THEN),
    "22nd as known now": (22, NOW, hand.DAY_22_AS_KNOWN_NOW),
    "23rd as known then": (23, at(24, 0), hand.DAY_23_AS_KNOWN_THEN),
    "24th as known then": (24, at(25, 0), teaching.DAY_24_AS_KNOWN_THEN),
    "26th as known now": (26, NOW, teaching.DAY_26_AS_KNOWN_NOW),
}
FACTS = frames_of(SUBMISSIONS)


@pytest.mark.parametrize(("day", "known_at", "table"), BY_HAND.values(), ids=list(BY_HAND))
def test_every_further_figure_is_the_one_worked_out_by_hand(
    day: int, known_at: dt.datetime | None, table: str
) -> None:
    """All indicators beside the ten, of four units and the campus, are what the hand-made table says."""
    asked = {"term": TERM, "days": [feb(day)], "known_at": known_at, "indicators": FURTHER}
    pd.testing.assert_frame_equal(compute_figures(FACTS, **asked), worked_out(table, feb(day)))


def test_duckdb_gives_the_further_figures_and_what_is_behind_them(tmp_path: Path) -> None:
    """A DuckDB file with the same facts gives the same tables, down to the rows of the sheets."""
    with duckdb.connect(tmp_path / "golden.duckdb") as connection:
        relations = relations_of(FACTS, connection)
        for day, known_at, table in [*BY_HAND.values()][-2:]:
            asked = {"term": TERM, "days": [feb(day)], "known_at": known_at, "indicators": FURTHER}
            pd.testing.assert_frame_equal(compute_figures(relations, **asked), worked_out(table, feb(day)))
        for indicator in ("enrollment", "teaching_at_home", "need_records", "session_opening"):
            both = [
                behind(facts, TERM, FigureKey(indicator, CAMPUS, feb(26))) for facts in (FACTS, relations)
            ]
            pd.testing.assert_frame_equal(*both)


def test_the_further_tables_leave_no_indicator_out() -> None:
    """With the ten, each moment has a line for every indicator of the register, in its order."""
    for _, _, table in BY_HAND.values():
        lines = [line.split()[0] for line in table.strip().splitlines() if not line.startswith("#")]
        assert lines == FURTHER


@pytest.mark.parametrize(("day", "known_at"), [(24, at(25, 0)), (26, NOW)], ids=["then", "now"])
def test_what_is_behind_a_figure_adds_up_to_it(day: int, known_at: dt.datetime | None) -> None:
    """For every indicator, unit and the campus the changes of n and of d sum exactly to the figure."""
    figures = compute_figures(FACTS, term=TERM, days=[feb(day)], known_at=known_at)
    wanted = figures.set_index(["indicator", "unit"])[["n", "d"]]
    asked = [FigureKey(indicator.id, CAMPUS, feb(day)) for indicator in INDICATORS]
    for indicator, rows in zip(INDICATORS, behind_each(FACTS, TERM, asked, known_at), strict=True):
        assert list(rows.columns) == list(COLUMNS)
        assert (rows["change"] != 0).all()
        for unit in (*UNITS, CAMPUS):
            of_unit = rows if unit == CAMPUS else rows[rows["unit"] == unit]
            sums = of_unit.groupby("part")["change"].sum()
            assert (sums.get("n", 0), sums.get("d", 0)) == tuple(wanted.loc[(indicator.id, unit)]), (
                indicator.id, unit,
            )  # fmt: skip


def behind_campus(indicator: str, part: str) -> list[tuple[object, ...]]:
    """What is behind ``part`` of the campus on the 26th, without the class."""
    rows = behind(FACTS, TERM, FigureKey(indicator, CAMPUS, feb(26)))
    columns = ["item", "item_kind", "unit", "change", "table", "submission", "source_row"]
    return list(rows[rows["part"] == part][columns].itertuples(index=False, name=None))


def test_what_is_behind_a_figure_names_the_row_that_says_it() -> None:
    """A superseded snapshot is gone, a blank is 0 of its own summary, who arranged says so, people count once."""
    assert behind_campus("problems_closed", "n") == [
        ("乙学院", "unit", "乙学院", 2, "summaries", 42, 2),
    ]
    assert behind_campus("expert_visits", "n") == [
        ("吴", "visitor", "甲学院", 1, "visits", 15, 2),
        ("吴", "visitor", "乙学院", 1, "visits", 15, 2),
        ("吴", "visitor", CAMPUS, -1, "visits", 15, 2),
    ]
    taken_off, made_up = behind_campus("need_claimed", "d")[-2:]
    assert taken_off == ("n1", "student", CAMPUS, -1, "need", 28, 2)
    assert made_up[:4] == (CAMPUS, "campus", CAMPUS, 3)
    assert all(pd.isna(source) for source in made_up[4:])


def test_what_is_behind_one_unit_is_its_part_of_the_campus() -> None:
    """A unit asked for by itself has the rows that count in it, and not those of the campus."""
    rows = behind(FACTS, TERM, FigureKey("teacher_place", "乙学院", feb(26)))
    campus = behind(FACTS, TERM, FigureKey("teacher_place", CAMPUS, feb(26)))
    of_unit = campus[campus["unit"] == "乙学院"].reset_index(drop=True)
    pd.testing.assert_frame_equal(rows, of_unit)


def test_a_figure_that_is_not_there_is_refused_by_name() -> None:
    """Neither an unknown indicator nor an unknown unit is nothing."""
    with pytest.raises(ValueError, match="no indicator 'x'; known: group_creation"):
        behind(FACTS, TERM, FigureKey("x", CAMPUS, feb(26)))
    with pytest.raises(ValueError, match="no unit 'x'; known: 甲学院"):
        behind(FACTS, TERM, FigureKey("enrollment", "x", feb(26)))
