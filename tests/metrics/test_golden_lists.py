"""Second figures and lists of the golden campus, worked out by hand like its figures."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from metrics import LISTS, gaps, mean_material_kinds, reporting_timeliness, timeliness_shares, visit_counts
from schema.figures import CAMPUS
from tests.metrics.golden import SUBMISSIONS, TERM
from tests.metrics.making import at, feb, frames_of

FACTS = frames_of(SUBMISSIONS)


def cells(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """The rows of some columns as plain values, days as days of February and blank as ``None``."""
    plain = frame[list(columns)].astype(object)
    return [tuple(_plain(cell) for cell in row) for row in plain.itertuples(index=False)]


def _plain(cell: Any) -> Any:
    if cell is pd.NaT:
        return None
    return (cell.date() - feb(1)).days + 1 if isinstance(cell, dt.datetime) else cell


def listed(name: str, *columns: str, **asked: Any) -> list[tuple[Any, ...]]:
    """One list at the end of the 26th, as known now."""
    return cells(gaps(FACTS, TERM, feb(26), lists=[name], **asked)[name], "class_id", *columns)


def test_classes_without_a_group_are_listed() -> None:
    """003 was reported without one, 013 and those of 丙系 were not reported."""
    assert listed("no_group", "unit", "enrolled") == [
        ("003", "甲学院", 50), ("013", "乙学院", 35), ("021", "丙系", 10), ("022", "丙系", 15),
    ]  # fmt: skip


def test_classes_without_material_are_listed() -> None:
    """A class whose item counts 0 pieces would be listed; 002 has 2 by the later sheet."""
    assert [c for (c,) in listed("no_material")] == ["003", "011", "012", "013", "021", "022"]
    then = gaps(FACTS, TERM, feb(23), at(24, 0), lists=["no_material"])["no_material"]
    assert list(then["class_id"]) == ["002", "003", "011", "013", "021", "022"]


def test_classes_not_visited_are_listed_with_their_plan() -> None:
    """003 is planned for the 26th; the others have no plan."""
    rows = listed("not_visited", "planned_on")
    assert rows[0] == ("003", 26)
    assert [c for c, planned in rows if planned is None] == ["011", "012", "013", "021", "022"]


def test_classes_that_a_kind_says_nothing_of_are_listed_for_each_kind() -> None:
    """A class is reported once any standing submission has a row of it, whatever it says."""
    rows = listed("not_reported", "kind")
    by_kind = {
        kind: [c for c, k in rows if k == kind] for kind in ("groups", "enrollment", "materials", "visits")
    }
    assert by_kind == {
        "groups": ["013", "021", "022"],
        "enrollment": ["003", "012", "013", "021", "022"],
        "materials": ["003", "011", "012", "013", "021", "022"],
        "visits": ["011", "012", "013", "021", "022"],
    }


def test_the_largest_number_of_students_still_missing_comes_first() -> None:
    """003: 50 - 0, 013: 35 - 0, 012: 25 - 0, 002: 30 - 10, 011: 20 - 3, 022, 021, 001: 41 - 38."""
    assert listed("students_missing", "expected", "joined", "missing") == [
        ("003", 50, 0, 50), ("013", 35, 0, 35), ("012", 25, 0, 25), ("002", 30, 10, 20),
        ("011", 20, 3, 17), ("022", 15, 0, 15), ("021", 10, 0, 10), ("001", 41, 38, 3),
    ]  # fmt: skip


def test_a_count_that_was_never_given_is_listed_and_a_count_of_zero_is_not() -> None:
    """002 never says how many were notified or have materials; 011 said 0 notified."""
    assert listed("counts_blank", "count", "reported_on") == [
        ("002", "notified", 22),
        ("002", "received", 22),
    ]
    then = gaps(FACTS, TERM, feb(25), at(26, 0), lists=["counts_blank"])["counts_blank"]
    assert cells(then, "class_id", "count", "reported_on") == [
        ("002", "notified", 22), ("002", "received", 22), ("011", "received", 24),
    ]  # fmt: skip


def test_classes_that_the_plan_does_not_know_are_listed_as_reported() -> None:
    """999 is in the groups and in the visits of 乙学院."""
    assert listed("not_in_plan", "unit", "kind", "received_on") == [
        ("999", "乙学院", "groups", 24), ("999", "乙学院", "visits", 26),
    ]  # fmt: skip


def test_lists_of_one_unit_name_course_and_teacher() -> None:
    """Asked for a unit, each list is of that unit only, with what the plan says of the class."""
    of_unit = gaps(FACTS, TERM, feb(26), unit="丙系")
    assert list(of_unit) == list(LISTS)
    assert cells(of_unit["no_group"], "class_id", "course_name", "teacher", "unit") == [
        ("021", "课程021", "教师021", "丙系"), ("022", "课程022", "教师022", "丙系"),
    ]  # fmt: skip
    assert of_unit["not_in_plan"].empty


def test_a_list_that_is_not_known_is_refused_by_name() -> None:
    """The error names what was asked for and what there is."""
    with pytest.raises(ValueError, match="no list 'late'; known: no_group"):
        gaps(FACTS, TERM, feb(26), lists=["late"])


def test_on_time_late_and_missing_sum_to_the_whole() -> None:
    """Due at 24th 00:00: 甲学院 4 in time; 乙学院 3 late, its materials withdrawn; the rest missing."""
    sheets = reporting_timeliness(FACTS, TERM, feb(26))
    assert cells(sheets, "unit", "kind", "status")[:8] == [
        ("甲学院", "groups", "on_time"), ("甲学院", "enrollment", "on_time"),
        ("甲学院", "materials", "on_time"), ("甲学院", "visits", "on_time"),
        ("乙学院", "groups", "late"), ("乙学院", "enrollment", "late"),
        ("乙学院", "materials", "missing"), ("乙学院", "visits", "late"),
    ]  # fmt: skip
    assert sheets["received_at"][4] == pd.Timestamp("2020-02-24 02:00")  # 10:00 in Shanghai
    assert cells(timeliness_shares(sheets), "unit", "on_time", "late", "missing", "expected") == [
        ("甲学院", 4, 0, 0, 4), ("乙学院", 0, 3, 1, 4), ("丙系", 0, 0, 4, 4), ("丁部", 0, 0, 4, 4),
        (CAMPUS, 4, 3, 9, 16),
    ]  # fmt: skip
    assert list(timeliness_shares(sheets)["on_time_rate"]) == [1, 0, 0, 0, 0.25]


def test_what_came_later_is_missing_on_the_day() -> None:
    """On the 23rd 乙学院 had sent its materials in time, and nothing else."""
    shares = timeliness_shares(reporting_timeliness(FACTS, TERM, feb(23), at(24, 0)))
    assert cells(shares, "on_time", "late", "missing")[1] == (1, 0, 3)
    assert cells(shares, "on_time", "late", "missing")[-1] == (5, 0, 11)


def test_mean_kinds_are_over_all_classes_due() -> None:
    """001 has PPT and 习题, 012 作业: 2 of 3 classes' worth, 1 of 3, 0 of 2, and 3 of 8 together."""
    kinds = mean_material_kinds(FACTS, TERM, feb(23), at(24, 0))
    assert cells(kinds, "unit", "kinds", "classes") == [
        ("甲学院", 2, 3), ("乙学院", 1, 3), ("丙系", 0, 2), ("丁部", 0, 0), (CAMPUS, 3, 8),
    ]  # fmt: skip
    assert list(kinds["mean"].round(3).dropna()) == [0.667, 0.333, 0, 0.375]


def test_visits_are_counted_by_kind_of_visitor() -> None:
    """甲学院 on the 25th: 校领导 1 planned and done, 校督导组 1 done unplanned, 学院督导组 1 planned."""
    counts = visit_counts(FACTS, TERM, feb(25), at(26, 0))
    expected = {("校领导", 1, 1), ("校督导组", 0, 1), ("学院督导组", 1, 0)}
    for unit in ("甲学院", CAMPUS):
        of_unit = counts[counts["unit"] == unit]
        assert set(cells(of_unit, "visitor_kind", "planned", "done")) == expected
    assert counts.loc[~counts["unit"].isin(["甲学院", CAMPUS]), ["planned", "done"]].to_numpy().sum() == 0
