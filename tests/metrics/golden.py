"""The golden campus: a term small enough to be worked out by hand.

Four units: 甲学院 reports well and corrects itself, 乙学院 reports late and takes sheets back, 丙系
has classes but reports nothing, 丁部 has no classes at all. Days are days of February 2020; every
sheet is due at 24 February 00:00. Class 999 is in no plan. Teaching starts on the 20th, and the notice
counts six students in need.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.metrics.golden_notice import FURTHER
from tests.metrics.making import Submission, at, feb, small_term

UNITS = ("甲学院", "乙学院", "丙系", "丁部")
TERM = replace(small_term(*UNITS), students_in_need=6)


def _class(
    class_id: str, unit: str, enrolled: int, teacher_id: str | None = None, first: int | None = None
) -> dict[str, Any]:
    names = {"course_name": f"课程{class_id}", "teacher": f"教师{class_id}", "teacher_id": teacher_id}
    first_session_on = first and feb(first)
    return {
        "class_id": class_id, "unit": unit, "enrolled": enrolled, "first_session_on": first_session_on, **names
    }  # fmt: skip


def _group(
    class_id: str, created: int | None, counselor: int | None, assistant: str | None,
    *, announced: int | None = None, tested: int | None = None, notified: int | None = None,
    location: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    days = {
        "created_on": created, "counselor_joined_on": counselor, "announced_on": announced,
        "tested_on": tested, "teacher_notified_on": notified,
    }  # fmt: skip
    named = {"class_id": class_id, "assistant": assistant, "location": location}
    return {**named, **{name: day and feb(day) for name, day in days.items()}}


def _counts(
    class_id: str, as_of: int, expected: int, joined: int, notified: int | None, received: int | None
) -> dict[str, Any]:
    counts = {"expected": expected, "joined": joined, "notified": notified, "received": received}
    return {"class_id": class_id, "as_of": feb(as_of), **counts}


def _student(
    student_id: str, joined_on: int | None, joined: bool | None, notified: bool | None, received: bool | None
) -> dict[str, Any]:
    said = {"joined": joined, "notified": notified, "received": received}
    return {"class_id": "011", "student_id": student_id, "joined_on": joined_on and feb(joined_on), **said}


def _item(class_id: str, kind: str, title: str | None, uploaded: int, count: int | None) -> dict[str, Any]:
    item = {"material_kind": kind, "title": title, "count": count}
    return {"class_id": class_id, "uploaded_on": feb(uploaded), **item}


def _visit(
    class_id: str, visitor: str, kind: str, planned: int | None, visited: int | None
) -> dict[str, Any]:
    return {
        "class_id": class_id,
        "visitor": visitor,
        "visitor_kind": kind,
        "planned_on": planned and feb(planned),
        "visited_on": visited and feb(visited),
    }


SUBMISSIONS = [
    # The plan, and a restatement of one class of it: 003 has 50 students, not 45. T1 teaches in two units.
    Submission(
        1, "plan", None, at(20, 9),
        [
            _class("001", "甲学院", 40, "T1", 20), _class("002", "甲学院", 30, "T2", 20),
            _class("003", "甲学院", 45, "T2"), _class("011", "乙学院", 20, "T1", 20),
            _class("012", "乙学院", 25, "T3"), _class("013", "乙学院", 35),
            _class("021", "丙系", 10, None, 21), _class("022", "丙系", 15),
        ],
    ),
    Submission(2, "plan", None, at(22, 10), [_class("003", "甲学院", 50, "T2")]),
    # Groups of 甲学院: a first sheet, then an increment that is withdrawn on the 25th.
    Submission(
        3, "groups", "甲学院", at(21, 15),
        [
            _group("001", 21, 21, "张", announced=21, tested=21, notified=20, location="办公室"),
            _group("002", 21, None, None, tested=20),
            _group("003", None, None, None, location="家里"),
        ],
    ),
    Submission(
        4, "groups", "甲学院", at(23, 20),
        [
            _group("002", 21, 23, "李", announced=23, tested=22, notified=21, location="居家"),
            _group("003", 23, None, "王", announced=22, location="办公室（单独）"),
        ],
        withdrawn_at=at(25, 9),
    ),
    # Groups of 乙学院, late. The counsellor of 012 was there before the day given for the group.
    Submission(
        5, "groups", "乙学院", at(24, 10),
        [
            _group("011", 22, 24, None, announced=22, tested=24, notified=23, location="居家"),
            _group("012", 24, 23, "赵", announced=24),
            _group("999", 22, 22, "钱", announced=22, tested=22, notified=22, location="家"),
        ],
    ),
    # Enrollment of 甲学院: two snapshots, then the first day of class 001 is restated.
    Submission(
        7, "enrollment", "甲学院", at(22, 18),
        [_counts("001", 22, 40, 30, 40, None), _counts("002", 22, 30, 10, None, None)],
    ),
    Submission(8, "enrollment", "甲学院", at(23, 21), [_counts("001", 23, 41, 38, None, 20)]),
    Submission(9, "enrollment", "甲学院", at(25, 11), [_counts("001", 22, 40, 25, 35, None)]),
    # Enrollment of 乙学院: a late roster of four students, then counts that are withdrawn on the 26th.
    Submission(
        10, "roster", "乙学院", at(24, 12),
        [
            _student("s1", 22, None, True, True), _student("s2", None, True, True, False),
            _student("s3", 23, False, False, None), _student("s4", 24, None, None, None),
        ],
    ),
    Submission(
        11, "enrollment", "乙学院", at(25, 12), [_counts("011", 24, 20, 12, 0, None)], withdrawn_at=at(26, 10)
    ),
    # Materials of 甲学院, a minute before the deadline: none of 002 yet, which the next sheet corrects.
    Submission(
        12, "materials", "甲学院", at(23, 23, 59),
        [
            _item("001", "PPT", "第一讲", 22, None), _item("001", "习题", None, 23, 3),
            _item("002", "PPT", "第一讲", 23, 0),
        ],
    ),
    Submission(13, "materials", "甲学院", at(25, 8), [_item("002", "PPT", "第一讲", 23, 2)]),
    # Materials of 乙学院, in time, but withdrawn on the 24th.
    Submission(
        14, "materials", "乙学院", at(22, 9), [_item("012", "作业", "练习一", 21, 1)], withdrawn_at=at(24, 9)
    ),
    # Visits of 甲学院: two planned (one by two people), then one of them done and one more done without a plan.
    Submission(
        15, "visits", "甲学院", at(22, 12),
        [_visit("001", "钱、 吴", "校领导", 25, None), _visit("003", "孙", "学院督导组", 26, None)],
    ),
    Submission(
        16, "visits", "甲学院", at(25, 20),
        [_visit("001", "钱、 吴", "校领导", 25, 25), _visit("002", "周", "校督导组", None, 24)],
    ),
    # Visits of 乙学院: only to a class that is not in the plan.
    Submission(17, "visits", "乙学院", at(26, 9), [_visit("999", "吴", "校领导", 27, None)]),
    *FURTHER,
]  # fmt: skip
