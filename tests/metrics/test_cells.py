from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import pandas as pd
import pytest

from metrics import compute_figures
from metrics.standing import Standing, collected
from schema.kinds import form_of
from tests.metrics.making import Submission, at, feb, frames_of, relations_of, small_term

UNIT = "甲学院"
TERM = small_term(UNIT)
PLAN = Submission(
    1, "plan", UNIT, at(19),
    [{"class_id": "001", "unit": UNIT, "course_name": "课", "teacher": "王", "enrolled": 40}],
)  # fmt: skip
FULL = {"class_id": "001", "created_on": feb(21), "location": "家", "mode": ("直播",), "group_no": "123"}


def groups(number: int, day: int, *lacking: str, **row: Any) -> Submission:
    """A sheet of the one class without the columns ``lacking``."""
    return Submission(number, "groups", UNIT, at(day), [{"class_id": "001", **row}], lacking=lacking)


def standing_row(*sheets: Submission, known_at: dt.datetime | None = None) -> dict[str, Any]:
    """The row of the class that stands."""
    rows = collected(Standing(frames_of([PLAN, *sheets]), TERM, known_at).rows(form_of("groups", None)))
    return rows.iloc[0].to_dict()


def figure(indicator: str, *sheets: Submission, on: int = 25) -> tuple[int, int]:
    """``n`` and ``d`` of the unit, the same on both engines."""
    frames = frames_of([PLAN, *sheets])
    with duckdb.connect() as connection:
        found = []
        for facts in (frames, relations_of(frames, connection)):
            table = compute_figures(facts, term=TERM, days=[feb(on)], indicators=[indicator], units=[UNIT])
            found.append((int(table["n"].iloc[0]), int(table["d"].iloc[0])))
    assert found[0] == found[1]
    return found[0]


def test_a_sheet_without_a_column_leaves_what_stood() -> None:
    """A second sheet without 建群日期 and 授课地点 blanks neither: 1/1 groups, not 0/1."""
    sheets = groups(2, 22, **FULL), groups(3, 23, "created_on", "location", "mode", group_no="456")
    assert figure("group_creation", *sheets) == (1, 1)
    assert figure("teacher_place", *sheets, on=22) == (1, 1)
    row = standing_row(*sheets)
    assert (row["created_on"], row["group_no"], row["mode"]) == (pd.Timestamp(feb(21)), "456", ("直播",))


def test_a_blank_cell_in_a_column_that_is_there_says_blank() -> None:
    """A second sheet with an empty 建群日期 takes the group away."""
    assert figure("group_creation", groups(2, 22, **FULL), groups(3, 23)) == (0, 1)


def test_a_blank_stays_blank_when_a_sheet_without_the_column_follows() -> None:
    """Day, blank, nothing said: the blank stands, for the day was taken back."""
    sheets = groups(2, 22, **FULL), groups(3, 23), groups(4, 24, "created_on")
    assert figure("group_creation", *sheets) == (0, 1)


@pytest.mark.parametrize(("hour", "n"), [(8, 1), (16, 0)])
def test_a_cell_stands_only_as_long_as_the_sheet_that_gave_it(hour: int, n: int) -> None:
    """Once the sheet that gave the day is withdrawn, a later one without the column keeps none."""
    gone = groups(2, 22, **FULL)
    gone.withdrawn_at = at(24)
    row = standing_row(gone, groups(3, 23, "created_on"), known_at=at(24, hour))
    assert pd.notna(row["created_on"]) == bool(n)


def test_a_column_that_no_sheet_ever_had_is_blank() -> None:
    """Where no earlier sheet has the column there is nothing to stand."""
    assert figure("group_creation", groups(2, 22, "created_on")) == (0, 1)


def test_counts_of_an_earlier_sheet_of_the_same_day_stand() -> None:
    """Of one class and day the 已通知人数 of a first sheet stand beside the 已进群人数 of a second."""
    row = {"class_id": "001", "as_of": feb(22), "expected": 40}
    first = Submission(2, "enrollment", UNIT, at(22), [{**row, "joined": 30, "notified": 38}])
    second = Submission(3, "enrollment", UNIT, at(23), [{**row, "joined": 39}], lacking=("notified",))
    assert figure("enrollment", first, second) == (39, 40)
    assert figure("notification", first, second) == (38, 40)
