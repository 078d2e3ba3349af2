from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import pandas as pd
import pytest

from metrics import behind, compute_figures
from metrics.agreement.agreement import agreement
from metrics.relations import collected
from metrics.standing import Standing
from schema.figures import FigureKey
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


def said_by(indicator: str, *sheets: Submission) -> list[tuple[int, int]]:
    """Submission and row of what counts in ``n``."""
    return said_in(frames_of([PLAN, *sheets]), indicator)


def said_in(facts: Any, indicator: str) -> list[tuple[int, int]]:
    rows = behind(facts, TERM, FigureKey(indicator, UNIT, feb(25)))
    n = rows[rows["part"] == "n"]
    return sorted(zip(n["submission"], n["source_row"], strict=True))


def second_row(number: int, day: int, *lacking: str, **row: Any) -> Submission:
    """:func:`groups` with the class in the second row of the sheet."""
    sheet = groups(number, day, *lacking, **row)
    sheet.rows.insert(0, {"class_id": "009"})
    return sheet


def test_a_figure_leads_to_the_sheet_that_gave_the_cell() -> None:
    """A sheet with 建群日期, then one with 辅导员 alone: each figure names the sheet of its own day."""
    days = {"counselor_joined_on": feb(23), "assistant": "李"}
    sheets = second_row(2, 22, **FULL), groups(3, 23, "created_on", "location", **days)
    assert said_by("group_creation", *sheets) == [(2, 3)]
    assert said_by("counselor_presence", *sheets) == [(3, 2)]
    assert said_by("assistant_assignment", *sheets) == [(3, 2)]
    assert said_by("teacher_place", *sheets) == [(2, 3)]
    third = groups(4, 24, "created_on", "counselor_joined_on")
    frames = frames_of([PLAN, *sheets, third])
    with duckdb.connect() as connection:
        for facts in (frames, relations_of(frames, connection)):
            assert said_in(facts, "counselor_presence") == [(3, 2)]


def test_of_two_days_the_later_leads_to_its_own_sheet() -> None:
    """A group made after the counsellor's day is what the figure waits for, and so its source."""
    first = second_row(2, 22, **{**FULL, "created_on": feb(24)})
    second = groups(3, 23, "created_on", counselor_joined_on=feb(23))
    assert said_by("counselor_presence", first, second) == [(2, 3)]


def test_a_count_leads_to_the_sheet_that_gave_it() -> None:
    """Of one class and day 已通知人数 leads to the first sheet, 已进群人数 to the second."""
    row = {"class_id": "001", "as_of": feb(22), "expected": 40}
    other = {"class_id": "009", "as_of": feb(22), "expected": 40}
    first = Submission(2, "enrollment", UNIT, at(22), [other, {**row, "joined": 30, "notified": 38}])
    second = Submission(3, "enrollment", UNIT, at(23), [{**row, "joined": 39}], lacking=("notified",))
    assert said_by("notification", first, second) == [(2, 3)]
    assert said_by("enrollment", first, second) == [(3, 2)]


def test_a_student_leads_to_the_roster_that_gave_the_mark() -> None:
    """A second roster without 进群日期 and 是否通知 leaves both, and the figures name the first."""
    student = {"class_id": "001", "student_id": "s1", "student_name": "学生一"}
    other = {**student, "student_id": "s0"}
    marks = {"joined": True, "joined_on": feb(22), "notified": True}
    first = Submission(2, "roster", UNIT, at(22), [other, {**student, **marks}])
    lacking = ("joined", "joined_on", "notified")
    second = Submission(3, "roster", UNIT, at(23), [{**student, "received": True}], lacking=lacking)
    for indicator in ("enrollment", "notification", "students_complete"):
        assert said_by(indicator, first, second) == [(2, 3)]
    assert said_by("material_receipt", first, second) == [(3, 2)]


def test_an_arranged_visit_leads_to_the_row_that_arranged_it() -> None:
    """Planned in the first sheet, reported as done in the second: the first is what arranged it."""
    visit = {"class_id": "001", "visitor": "李", "visitor_kind": "学院督导组"}
    first = Submission(
        2, "visits", UNIT, at(21), [{**visit, "class_id": "009"}, {**visit, "planned_on": feb(24)}]
    )
    second = Submission(
        3, "visits", UNIT, at(24), [{**visit, "visited_on": feb(24)}], lacking=("planned_on",)
    )
    for indicator in ("visit_arrangement", "unit_supervision"):
        assert said_by(indicator, first, second) == [(2, 3)]
    assert said_by("visit_coverage", first, second) == [(3, 2)]


def test_a_place_leads_to_the_row_that_says_it() -> None:
    """At home by the first sheet; a second about another class of the teacher says the office."""
    plan = Submission(
        1, "plan", UNIT, at(19),
        [{"class_id": id, "unit": UNIT, "course_name": "课", "teacher": "王", "enrolled": 40} for id in ("001", "002")],
    )  # fmt: skip
    home = Submission(2, "groups", UNIT, at(22), [{"class_id": "009"}, {"class_id": "001", "location": "家"}])
    office = Submission(3, "groups", UNIT, at(24), [{"class_id": "002", "location": "办公室"}])
    again = Submission(4, "groups", UNIT, at(25), [{"class_id": "001"}], lacking=("location",))
    for day, said in ((23, [(2, 3)]), (25, [])):
        rows = behind(
            frames_of([plan, home, office, again]), TERM, FigureKey("teaching_at_home", UNIT, feb(day))
        )
        n = rows[rows["part"] == "n"]
        assert sorted(zip(n["submission"], n["source_row"], strict=True)) == said
    facts = frames_of([plan, home, again])
    n = behind(facts, TERM, FigureKey("teaching_at_home", UNIT, feb(25))).query("part == 'n'")
    assert n[["class_id", "submission", "source_row"]].to_numpy().tolist() == [["001", 2, 3]]


def test_how_many_are_expected_leads_to_the_plan_where_that_says_more() -> None:
    """应进群 10 of 40 in the plan: 40 are expected, by the row of the plan; 45 would be by the sheet."""
    row = {"class_id": "001", "as_of": feb(22), "joined": 10}
    other = {"class_id": "009", "as_of": feb(22), "expected": 1, "joined": 1}
    for expected, said in ((10, ("plan", 1, 2, 40)), (45, ("enrollment", 2, 3, 45))):
        sheet = Submission(2, "enrollment", UNIT, at(22), [other, {**row, "expected": expected}])
        rows = behind(frames_of([PLAN, sheet]), TERM, FigureKey("enrollment", UNIT, feb(25)))
        d = rows[rows["part"] == "d"]
        assert d[["table", "submission", "source_row", "change"]].to_numpy().tolist() == [list(said)]


def test_a_comparison_leads_to_the_sheet_that_gave_the_cell() -> None:
    """The teacher of a group and the students in need of a survey, each from the sheet before the last."""
    first = second_row(2, 22, "created_on", teacher="李")
    surveyed = {"as_of": feb(22), "students": 9, "surveyed": 9}
    sheets = [
        PLAN, first, groups(3, 23, "teacher", created_on=feb(22)),
        Submission(4, "need_survey", UNIT, at(22), [{**surveyed, "in_need": 3}]),
        Submission(5, "need_survey", UNIT, at(23), [surveyed], lacking=("in_need",)),
    ]  # fmt: skip
    pairs = agreement(frames_of(sheets), TERM, feb(25), comparisons=["teachers", "need_total"]).pairs
    of_unit = pairs[pairs["unit"] == UNIT].set_index("comparison")
    said = {
        name: tuple(of_unit.loc[name, ["submission", "source_row"]]) for name in ("teachers", "need_total")
    }
    assert said == {"teachers": (2, 3), "need_total": (4, 2)}
