from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from metrics.agreement.agreement import agreement
from schema.figures import CAMPUS
from tests.metrics.making import Submission, at, feb, frames_of, small_term

TERM = small_term("甲学院", "乙学院")
ON = feb(25)


def planned(class_id: str, unit: str = "甲学院", enrolled: int = 40) -> dict[str, object]:
    return {
        "class_id": class_id, "unit": unit, "course_name": f"课程{class_id}", "teacher": "张三、李四",
        "enrolled": enrolled, "first_session_on": feb(24),
    }  # fmt: skip


PLAN = Submission(
    1, "plan", None, at(20), [planned("001"), planned("002"), planned("003", "乙学院", 30)]
)  # fmt: skip


def sent(
    number: int, table: str, *rows: dict[str, object], unit: str = "甲学院", day: int = 24
) -> Submission:
    return Submission(number, table, unit, at(day), list(rows))


def sums(names: str, *submissions: Submission, term=TERM, known_at=None) -> pd.DataFrame:
    found = agreement(frames_of([PLAN, *submissions]), term, ON, known_at, names.split())
    return found.sums.set_index(["comparison", "part", "unit"])


def lines(name: str, *submissions: Submission, part: str = "") -> pd.DataFrame:
    pairs = agreement(frames_of([PLAN, *submissions]), TERM, ON, comparisons=[name]).pairs
    return pairs[pairs["part"] == part].reset_index(drop=True)


def row(table: pd.DataFrame, *place: str) -> list[object]:
    return [None if pd.isna(value) else value for value in table.loc[place]]


GROUPS = sent(
    2, "groups", {"class_id": "1", "teacher": "张三"}, {"class_id": "002", "teacher": "王五"}, {"class_id": "9-9"}
)  # fmt: skip


def test_classes_of_sheets_are_looked_for_in_the_plan():
    """A class that the plan does not know is listed with its cell, and with the id that was meant."""
    table = sums("unplanned", GROUPS)
    assert row(table, "unplanned", "groups", "甲学院") == [3, 1, 2, 3, 2, 0, "differs"]
    assert row(table, "unplanned", "groups", "乙学院") == [None, None, None, 0, 0, 0, "nothing"]
    assert row(table, "unplanned", "groups", CAMPUS)[:3] == [3, 1, 2]
    found = lines("unplanned", GROUPS, part="groups")
    assert list(found["item"]) == ["1", "9-9"]
    assert found["hint"].fillna("").tolist() == ["001", ""]
    assert found[["submission", "source_row"]].to_numpy().tolist() == [[2, 2], [2, 4]]


def test_classes_of_the_plan_are_looked_for_in_the_sheets():
    """A unit that sent nothing has nothing on its side; it is not held to have said no."""
    table = sums("unreported", GROUPS)
    assert row(table, "unreported", "groups", "甲学院") == [1, 2, -1, 2, 1, 0, "differs"]
    assert row(table, "unreported", "groups", "乙学院") == [None, 1, None, 0, 0, 1, "only_held"]
    assert row(table, "unreported", "groups", CAMPUS) == [1, 2, -1, 2, 1, 1, "differs"]
    found = lines("unreported", GROUPS, part="groups")
    assert list(found["item"]) == ["001", "003"]
    assert list(found["held_row"]) == [2, 4]


def test_a_sum_that_agrees_hides_no_class_that_differs():
    """Five too many and five too few are two differences, not none."""
    counted = sent(
        3, "enrollment", {"class_id": "001", "as_of": feb(24), "expected": 45, "joined": 1},
        {"class_id": "002", "as_of": feb(24), "expected": 35, "joined": 1},
    )  # fmt: skip
    assert row(sums("enrolled", counted), "enrolled", "aggregate", "甲学院") == [
        80,
        80,
        0,
        2,
        2,
        0,
        "differs",
    ]
    assert list(lines("enrolled", counted, part="aggregate")["difference"]) == [5, -5]


def test_a_class_in_both_forms_is_held_against_itself():
    """The later form stands against the plan; both are compared with one another."""
    counted = sent(3, "enrollment", {"class_id": "001", "as_of": feb(23), "expected": 40, "joined": 1})
    listed = sent(4, "roster", *({"class_id": "001", "student_id": str(n)} for n in range(38)), day=25)
    table = sums("both_forms enrolled", counted, listed)
    assert row(table, "both_forms", "", "甲学院") == [40, 38, 2, 1, 1, 0, "differs"]
    assert row(table, "enrolled", "roster", "甲学院") == [38, 40, -2, 1, 1, 0, "differs"]
    assert row(table, "enrolled", "aggregate", CAMPUS)[-1] == "nothing"
    assert list(lines("both_forms", counted, listed)["held_submission"]) == [4]


def test_one_of_several_teachers_is_no_other_teacher():
    """Only a name that the plan does not have for the class differs, and both names are told."""
    found = lines("teachers", GROUPS)
    assert found[["item", "said", "held_said"]].to_numpy().tolist() == [["002", "王五", "张三、李四"]]


def need(count: int, unit: str) -> list[dict[str, object]]:
    return [{"unit": unit, "student_id": f"{place}", "claimed_on": feb(22)} for place in range(count)]


def test_students_in_need_are_counted_up_against_the_notice():
    """The sum of units stands against the number of the notice; somebody named twice is one student."""
    survey = [{"unit": "甲学院", "as_of": feb(22), "students": 900, "surveyed": 900, "in_need": 9}]
    survey += [{"unit": "甲学院", "as_of": feb(24), "students": 900, "surveyed": 900, "in_need": 7}]
    given = (
        sent(5, "need_survey", *survey), sent(6, "need", *need(5, "甲学院")),
        sent(7, "need", *need(3, "乙学院"), unit="乙学院"),
    )  # fmt: skip
    table = sums("need_total need_named", *given, term=replace(TERM, students_in_need=8))
    assert row(table, "need_total", "survey", CAMPUS) == [7, 8, -1, 1, 1, 0, "differs"]
    assert row(table, "need_total", "named", CAMPUS) == [5, 8, -3, 1, 1, 0, "differs"]
    assert row(table, "need_total", "named", "乙学院") == [3, None, None, 0, 0, 1, "only_reported"]
    assert row(table, "need_named", "", "甲学院") == [7, 5, 2, 1, 1, 0, "differs"]
    assert row(table, "need_named", "", "乙学院")[-1] == "only_held"
    assert row(sums("need_total", *given), "need_total", "survey", CAMPUS)[-1] == "only_reported"


def session(
    class_id: str, day: int, planned: int, held: int, source: str = "上报", **more
) -> dict[str, object]:
    return {
        "class_id": class_id,
        "date": feb(day),
        "planned": planned,
        "held": held,
        "source": source,
        **more,
    }


def test_sessions_not_held_are_held_against_what_is_deferred_by_source():
    """Sources are never added up; a total replaces the classes of its day only if it is the later."""
    given = (
        sent(5, "sessions", session("001", 24, 2, 1, deferred=1, reason="停电"), session("002", 24, 2, 0)),
        sent(6, "sessions", session("001", 25, 2, 2), session("001", 24, 1, 0, "抽样")),
        sent(7, "session_totals", {"date": feb(25), "planned": 9, "held": 5, "source": "上报", "deferred": 1}, day=25),
    )  # fmt: skip
    table = sums("unexplained session_totals", *given)
    # The 24th: (2 - 1) + (2 - 0) against 1; the 25th by its total: 9 - 5 against 1.
    assert row(table, "unexplained", "上报", "甲学院") == [7, 2, 5, 3, 2, 0, "differs"]
    assert row(table, "unexplained", "抽样", "甲学院") == [1, 0, 1, 1, 1, 0, "differs"]
    assert row(table, "unexplained", "学生反馈", CAMPUS)[-1] == "nothing"
    assert row(table, "session_totals", "planned", "甲学院") == [2, 9, -7, 1, 1, 0, "differs"]
    assert row(table, "session_totals", "present", "甲学院")[-1] == "nothing"
    found = lines("unexplained", *given, part="上报")
    assert found[["item", "difference"]].to_numpy().tolist() == [["甲学院", 3], ["002", 2]]


def test_a_session_that_was_moved_is_looked_for_on_its_day():
    """Only days that have come count, and only where the unit told of the classes of that day."""
    moved = (session(id, 24, 1, 0, moved_to=feb(day)) for id, day in (("001", 25), ("002", 25), ("003", 28)))
    given = sent(5, "sessions", *moved, session("001", 25, 1, 1))
    assert row(sums("made_up", given), "made_up", "", "甲学院") == [2, 1, 1, 2, 1, 0, "differs"]
    untold = sent(5, "sessions", session("001", 24, 1, 0, moved_to=feb(25)))
    assert row(sums("made_up", untold), "made_up", "", "甲学院")[-1] == "only_reported"


def visit(class_id: str, visitor: str, kind: str) -> dict[str, object]:
    return {"class_id": class_id, "planned_on": feb(24), "visitor": visitor, "visitor_kind": kind}


def test_visitors_and_their_roster_are_held_against_each_other():
    """Several in a cell are several; supervisors of a unit are known within it; who has left is not asked for."""
    visits = sent(5, "visits", visit("001", "赵一、钱二", "校领导"), visit("002", "孙三", "学院督导组"))
    roster = [
        ("赵一", "校领导", CAMPUS, None), ("周五", "校领导", CAMPUS, None), ("吴六", "校领导", CAMPUS, True),
        ("孙三", "学院督导组", "乙学院", None),
    ]  # fmt: skip
    keys = ("visitor", "visitor_kind", "unit", "retired")
    listed = Submission(6, "visitors", None, at(22), [dict(zip(keys, one, strict=True)) for one in roster])
    table = sums("visitors_listed visitors_visiting", visits, listed)
    # Of the supervisors of 甲学院 the roster names nobody; whether 孙三 is one of them it does not say.
    assert row(table, "visitors_listed", "", "甲学院") == [2, 1, 1, 2, 1, 1, "differs"]
    assert row(table, "visitors_visiting", "", CAMPUS) == [1, 3, -2, 3, 2, 0, "differs"]
    assert set(lines("visitors_listed", visits, listed)["item"]) == {"钱二", "孙三"}
    assert row(sums("visitors_listed", visits), "visitors_listed", "", "甲学院")[-1] == "only_reported"


@pytest.mark.parametrize(("known_at", "named"), [(at(24, 9), 0), (None, 3)])
def test_only_what_was_known_is_compared(known_at, named):
    """The comparison of a moment does not know what came later."""
    table = sums("unplanned", GROUPS, known_at=known_at)
    assert table.loc[("unplanned", "groups", CAMPUS), "pairs"] == named


def test_the_plan_alone_gives_no_difference():
    """Where one side has nothing, that is said, and nothing is called a difference."""
    found = agreement(frames_of([PLAN]), TERM, ON)
    assert set(found.sums["state"]) <= {"only_held", "nothing"}
    assert found.pairs["difference"].isna().all()
    assert agreement(frames_of([]), TERM, ON).pairs.empty
