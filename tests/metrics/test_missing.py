"""Nobody left out: a small campus in which one student sits in classes of two units."""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import pandas as pd
import pytest

from metrics import compute_figures
from metrics.lists.missing import LACKS, Missing, missing_by_counselor, missing_by_student, missing_students
from metrics.standing import Standing
from tests.metrics import golden
from tests.metrics.making import Submission, at, feb, frames_of, relations_of, small_term

TERM = small_term("甲学院", "乙学院")


def planned(class_id: str, unit: str, enrolled: int, counselor: str | None = None) -> dict[str, Any]:
    names = {"course_name": f"课程{class_id}", "teacher": f"教师{class_id}"}
    return {"class_id": class_id, "unit": unit, "enrolled": enrolled, "counselor": counselor, **names}


def listed(class_id: str, student_id: str, **more: Any) -> dict[str, Any]:
    return {"class_id": class_id, "student_id": student_id, "student_name": f"学生{student_id}", **more}


PLAN = Submission(
    1, "plan", None, at(20),
    [planned("001", "甲学院", 40, "钱"), planned("002", "甲学院", 30), planned("011", "乙学院", 20, "李"),
     planned("012", "乙学院", 25)],
)  # fmt: skip
# Student 1 belongs to 乙学院 and sits in a class of each unit; only the roster of 甲学院 names the counsellor.
OF_JIA = Submission(
    2, "roster", "甲学院", at(22),
    [listed("001", "1", student_unit="乙学院", counselor="赵", joined=False, notified=True),
     listed("001", "2", joined_on=feb(21), notified=True, received=True),
     listed("001", "3", joined_on=None, notified=False)],
)  # fmt: skip
OF_YI = Submission(
    3, "roster", "乙学院", at(23),
    [listed("011", "1", joined=False), listed("011", "4", joined=True, notified=True, received=True)],
)  # fmt: skip
TOTALS = Submission(
    4, "enrollment", "乙学院", at(23),
    [{"class_id": "012", "as_of": feb(22), "expected": 24, "joined": 20, "notified": 22, "received": None},
     {"class_id": "012", "as_of": feb(23), "expected": 24, "joined": 21, "notified": None, "received": None}],
)  # fmt: skip
SENT = [PLAN, OF_JIA, OF_YI, TOTALS]
FACTS = frames_of(SENT)


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return [
        tuple(None if pd.isna(c) else c for c in row)
        for row in frame[list(columns)].itertuples(index=False, name=None)
    ]


def missing(*sent: Submission, on: int = 23, known_at: dt.datetime | None = None) -> list[tuple[Any, ...]]:
    found = missing_students(frames_of([PLAN, *sent]), TERM, feb(on), known_at)
    return rows(found, "class_id", "student_id", *LACKS)


def test_a_row_says_what_a_student_lacks_in_a_class_and_where_it_was_said() -> None:
    """Whoever lacks nothing is not in the list; what the roster leaves out comes from the class and the plan."""
    found = missing_students(FACTS, TERM, feb(23))
    columns = (
        "class_id",
        "student_id",
        "counselor",
        "unit",
        "student_unit",
        *LACKS,
        "submission",
        "source_row",
    )
    assert rows(found, *columns) == [
        ("001", "1", "赵", "甲学院", "乙学院", True, False, True, 2, 2),
        ("001", "3", "钱", "甲学院", "甲学院", True, True, True, 2, 4),
        ("011", "1", "赵", "乙学院", "乙学院", True, True, True, 3, 2),
    ]
    assert rows(found, "student_name", "course_name", "teacher")[0] == ("学生1", "课程001", "教师001")
    assert list(missing_students(FACTS, TERM, feb(23), units=["乙学院"])["class_id"]) == ["011"]


def test_it_is_the_same_on_another_engine() -> None:
    """DuckDB gives the same rows of the same types."""
    with duckdb.connect() as connection:
        found = missing_students(relations_of(FACTS, connection), TERM, feb(22))
    pd.testing.assert_frame_equal(found, missing_students(FACTS, TERM, feb(22)))


@pytest.mark.parametrize("known_at", [None, at(24, 0)])
def test_the_places_are_the_gaps_of_the_indicators(known_at: dt.datetime | None) -> None:
    """For every unit, then and now: what is listed and what cannot be listed is d - n."""
    for facts, term in ((FACTS, TERM), (frames_of(golden.SUBMISSIONS), golden.TERM)):
        days = [feb(day) for day in (21, 23, 26)]
        asked = {"term": term, "days": days, "known_at": known_at, "indicators": list(LACKS.values())}
        figures = compute_figures(facts, **asked).set_index(["indicator", "unit", "on"])
        reckoned = Missing(Standing(facts, term, known_at))
        for day in days:
            by_unit = reckoned.by_unit(day).set_index("unit")
            for lack, indicator in LACKS.items():
                gaps = (figures["d"] - figures["n"]).xs((indicator, pd.Timestamp(day)), level=(0, 2))
                assert (by_unit[lack] + by_unit[f"unlisted_{lack}"]).to_dict() == gaps.to_dict()
        by_day = reckoned.by_day(days)
        listed = [int(reckoned.by_unit(day)["not_joined"].iloc[-1]) for day in days]
        assert list(by_day[by_day["lack"] == "not_joined"]["pairs"]) == listed


def test_the_burn_down_counts_pairs_and_each_student_once() -> None:
    """Student 4 joined with a bare 是, so from the day of receipt; student 1 lacks two groups to the end."""
    by_day = Missing(Standing(FACTS, TERM)).by_day([feb(20), feb(21), feb(22), feb(23)])
    assert rows(by_day[by_day["lack"] == "not_joined"], "students", "pairs") == [
        (4, 5),
        (3, 4),
        (3, 4),
        (2, 3),
    ]
    assert rows(by_day[by_day["lack"] == "no_material"], "students", "pairs") == [
        (4, 5),
        (4, 5),
        (3, 4),
        (2, 3),
    ]
    of_unit = Missing(Standing(FACTS, TERM)).by_day([feb(23)], ["乙学院"])
    assert rows(of_unit, "lack", "students", "pairs") == [(lack, 1, 1) for lack in LACKS]


def test_a_student_in_two_units_is_one_of_the_campus() -> None:
    """The pairs of the units add up, their students do not; 002 was not reported at all.

    Not listed: 37 of 001 and 30 of 002; 18 of 011 and of 012, 25 by the plan, who is not in its totals.
    """
    by_unit = Missing(Standing(FACTS, TERM)).by_unit(feb(23))
    assert rows(by_unit, "unit", "students", "not_joined", "classes", "unlisted", "unreported") == [
        ("甲学院", 2, 2, 2, 1, 1), ("乙学院", 1, 1, 2, 1, 0), ("全校", 2, 3, 4, 2, 1),
    ]  # fmt: skip
    assert rows(by_unit, *(f"unlisted_{lack}" for lack in LACKS)) == [
        (67, 67, 67),
        (22, 21, 43),
        (89, 88, 110),
    ]


def test_classes_that_cannot_be_listed_say_by_what_they_stand() -> None:
    """012 stands by counts, a blank one by the day before; of 002 there is nothing but the plan.

    As many are expected as the plan has: on the roster of 001 stand 3 of 40.
    """
    places = Missing(Standing(FACTS, TERM)).places(feb(23))
    assert rows(places, "class_id", "counselor", "form", "as_of", "expected", *LACKS) == [
        ("001", "钱", "roster", None, 40, 39, 38, 39), ("002", None, "nothing", None, 30, 30, 30, 30),
        ("011", "李", "roster", None, 20, 19, 19, 19),
        ("012", None, "totals", pd.Timestamp(feb(23)), 25, 4, 3, 25),
    ]  # fmt: skip
    before = Missing(Standing(FACTS, TERM)).places(feb(21)).set_index("class_id")
    assert tuple(before.loc["012", ["form", "not_joined"]]) == ("nothing", 25)


def test_then_and_now_differ_by_what_has_come_since() -> None:
    """A roster sent on the 25th says that student 1 had joined on the 23rd."""
    again = Submission(5, "roster", "甲学院", at(25), [listed("001", "1", joined_on=feb(23))])
    assert missing(OF_JIA, again) == [("001", "1", False, True, True), ("001", "3", True, True, True)]
    assert missing(OF_JIA, again, known_at=at(24, 0)) == missing(OF_JIA)


def test_a_roster_taken_back_lists_nobody() -> None:
    """Until it was withdrawn it did; without it the class has no list."""
    taken_back = Submission(2, "roster", "甲学院", at(22), OF_JIA.rows, withdrawn_at=at(24))
    assert missing(taken_back) == []
    assert missing(taken_back, known_at=at(24, 0)) == missing(OF_JIA)


def test_the_later_form_of_a_class_stands_alone() -> None:
    """Counts sent after a roster take its list away, and the other way round."""
    counts = {"as_of": feb(23), "expected": 3, "joined": 2}
    later = Submission(5, "enrollment", "甲学院", at(24), [{"class_id": "001", **counts}])
    earlier = Submission(1, "enrollment", "甲学院", at(21), [{"class_id": "001", **counts}])
    assert missing(OF_JIA, later) == []
    assert missing(OF_JIA, earlier) == missing(OF_JIA)


def test_a_student_is_one_row_with_all_classes() -> None:
    """What is lacking is said for each class; the counsellor is the one a roster names."""
    by_student = missing_by_student(missing_students(FACTS, TERM, feb(23)))
    columns = ("student_id", "counselor", "student_unit", "classes", *LACKS, "class_ids", "lacks")
    everything = tuple(LACKS)
    assert by_student[list(columns)].to_numpy().tolist() == [
        ["1", "赵", "乙学院", 2, 2, 1, 2, ("001", "011"), (("not_joined", "no_material"), everything)],
        ["3", "钱", "甲学院", 1, 1, 1, 1, ("001",), (everything,)],
    ]
    assert missing_by_student(missing_students(frames_of([PLAN]), TERM, feb(23))).empty


def test_counsellors_stand_by_how_many_they_have_to_call() -> None:
    """Whom nobody has a counsellor for comes last, however many they are."""
    nobody = Submission(5, "roster", "甲学院", at(23), [listed("002", str(i)) for i in range(5, 9)])
    found = missing_by_counselor(missing_students(frames_of([*SENT, nobody]), TERM, feb(23)))
    assert rows(found, "counselor", "students", *LACKS) == [
        ("赵", 1, 2, 1, 2), ("钱", 1, 1, 1, 1), (None, 4, 4, 4, 4),
    ]  # fmt: skip
