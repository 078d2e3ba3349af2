from __future__ import annotations

from typing import Any

import pytest

from schema.findings import Finding
from schema.reading import SheetReading
from services.consistency import check, check_all
from services.known_facts import Known
from services.taken import with_parts
from tests.metrics.making import Submission
from tests.services.sheets import at, feb, frames_of, plan_row, sheet, small_term

UNITS = ("甲学院", "乙学院", "丙系", "丁部", "戊系", "己系")
TERM = small_term(*UNITS)
PLAN = Submission(1, "plan", None, at(20), [plan_row("001"), plan_row("002"), plan_row("011", "乙学院")])


def found(part: SheetReading, *earlier: Submission, others: tuple[SheetReading, ...] = ()) -> list[Finding]:
    """What is said of ``part`` on the 25th, reviewed together with ``others``."""
    facts = with_parts(frames_of([PLAN, *earlier]), [part, *others], TERM, at(25))
    return check(part, facts, TERM, on=feb(25))


def told(findings: list[Finding]) -> list[tuple[str, int | None, str | None, str | None]]:
    return [(finding.code, finding.row, finding.column, finding.value) for finding in findings]


def counts(class_id: str, day: int, joined: int, **more: Any) -> dict[str, Any]:
    return {"class_id": class_id, "as_of": feb(day), "expected": 50, "joined": joined, **more}


def snapshots(*rows: dict[str, Any], **more: Any) -> SheetReading:
    return sheet("enrollment", list(rows), form="aggregate", **more)


def visit(class_id: str, planned: int | None = None, visited: int | None = None) -> dict[str, Any]:
    days = {"planned_on": planned and feb(planned), "visited_on": visited and feb(visited)}
    return {"class_id": class_id, "visitor": "钱", "visitor_kind": "校领导", **days}


def item(class_id: str, day: int, title: str = "讲义") -> dict[str, Any]:
    return {"class_id": class_id, "material_kind": "PPT", "title": title, "uploaded_on": feb(day)}


def groups(*rows: tuple[str, int | None], **names: str) -> SheetReading:
    return sheet("groups", [{"class_id": id, "created_on": day and feb(day), **names} for id, day in rows])


GROUPS = Submission(2, "groups", "甲学院", at(21), [{"class_id": "001", "created_on": feb(21)}])


def test_more_students_than_the_plan_has_are_doubtful():
    """At the cell with the count, under the header as the sheet writes it."""
    part = snapshots(
        counts("001", 22, 41), counts("002", 22, 40), titles={"joined": "实进人数"}, positions={"joined": 4}
    )
    (finding,) = found(part)
    assert told([finding]) == [("joined_above_plan", 2, "实进人数", "41")]
    assert finding.column_no == 4
    assert (finding.severity, finding.details) == ("warning", {"joined": 41, "enrolled": 40})
    assert "41" in finding.message("zh")
    assert "40" in finding.message("en")


def test_a_roster_with_more_joined_than_the_plan_has_is_doubtful():
    """Students marked, or with a day, count; those marked 否 do not."""
    plan = Submission(3, "plan", None, at(21), [plan_row("001", enrolled=2)])
    said = [{"joined": True}, {"joined_on": feb(22)}, {"joined": True}, {"joined": False}]
    rows = [{"class_id": "001", "student_id": f"s{place}", **one} for place, one in enumerate(said)]
    part = sheet("enrollment", rows, form="roster")
    assert told(found(part, plan)) == [("joined_above_plan", 2, "教学班号", "001")]
    assert found(sheet("enrollment", rows[2:], form="roster"), plan) == []


def test_a_visit_to_a_class_without_a_group_is_doubtful():
    """Planned or done; a group created after the day of the visit is as good as none."""
    part = sheet("visits", [visit("001", 24), visit("002", 24), visit("001", visited=20)])
    assert told(found(part, GROUPS)) == [
        ("visit_without_group", 3, "教学班号", "002"), ("visit_before_group", 4, "听课日期", "2020-02-20"),
    ]  # fmt: skip


def test_material_from_before_the_group_is_doubtful():
    """A class without group is said once, an item from before its group each time."""
    part = sheet("materials", [item("001", 20), item("001", 21), item("002", 21), item("002", 21, "习题")])
    assert told(found(part, GROUPS)) == [
        ("material_before_group", 2, "上传日期", "2020-02-20"), ("material_without_group", 4, "教学班号", "002"),
    ]  # fmt: skip


def test_a_group_in_another_sheet_of_the_same_review_is_known():
    """What is uploaded together is held against each other."""
    visits = sheet("visits", [visit("002", 24)])
    assert found(visits, others=(groups(("002", 22)),)) == []
    assert found(visits, others=(groups(("002", None)),))


def test_classes_that_the_plan_does_not_know_are_left_to_the_loaders():
    """An unknown class is said once, when the sheet is read."""
    assert found(sheet("visits", [visit("999", 24)])) == found(sheet("materials", [item("999", 22)])) == []
    assert found(groups(("999", 22), course_name="力学", teacher="某")) == []


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        ({"course_name": "课程００１", "teacher": "教师 001"}, []),
        ({"course_name": "线性代数"}, ["course_name_differs"]),
        ({"teacher": "李四"}, ["teacher_differs"]),
        ({"teacher": "李四、教师001"}, []),
        ({}, []),
    ],
)
def test_another_course_or_teacher_than_in_the_plan_is_doubtful(names, codes):
    """Full width and blanks do not count, nor one of several teachers."""
    findings = found(groups(("001", 22), **names))
    assert [finding.code for finding in findings] == codes
    assert all("001" in finding.message("zh") and finding.row == 2 for finding in findings)


def test_counts_that_go_down_are_doubtful():
    """Against the day before that gives the count, whether it stands or is in the same sheet."""
    earlier = Submission(
        3, "enrollment", "甲学院", at(22), [counts("001", 21, 30, notified=30), counts("001", 22, 31)]
    )
    part = snapshots(
        counts("001", 23, 29, notified=28), counts("001", 24, 29, notified=35), counts("002", 23, 5)
    )
    assert told(found(part, earlier)) == [
        ("count_falls", 2, "已进群人数", "29"),
        ("count_falls", 2, "已通知人数", "28"),
    ]


def test_a_restated_day_above_the_day_after_it_is_doubtful():
    """The finding stands at the row of the sheet, whichever of the two days that is."""
    earlier = Submission(3, "enrollment", "甲学院", at(22), [counts("001", 21, 20), counts("001", 22, 30)])
    (finding,) = found(snapshots(counts("001", 21, 35)), earlier)
    assert told([finding]) == [("count_falls", 2, "已进群人数", "35")]
    assert "35" in finding.message("zh")
    assert "2020-02-22" in finding.message("zh")


def test_a_figure_that_jumps_is_said_of_the_whole_sheet():
    """A unit that moved by a few students a day loses most of them; the rule is in the sentence."""
    steady = [counts("001", 20 + day, joined) for day, joined in enumerate((20, 21, 22, 24, 25))]
    part = snapshots(counts("001", 25, 5))
    falls, jump = found(part, Submission(3, "enrollment", "甲学院", at(24), steady))
    assert falls.code == "count_falls"
    assert told([jump]) == [("jump_in_history", None, None, None)]
    assert "▼" in jump.message("zh")
    assert "3.5" in jump.message("en")


def test_a_unit_unlike_the_others_is_said():
    """Six units of ten classes move on one day, one of them far more."""
    plan = Submission(
        2, "plan", None, at(20), [plan_row(f"{unit}{n}", unit, 10) for unit in UNITS for n in range(10)]
    )
    created = {unit: 1 + place % 2 for place, unit in enumerate(UNITS[1:])}
    first = [{"class_id": f"{unit}0", "created_on": feb(23)} for unit in UNITS]
    more = [
        {"class_id": f"{unit}{n + 1}", "created_on": feb(24)}
        for unit, count in created.items()
        for n in range(count)
    ]
    earlier = Submission(3, "groups", None, at(24), first + more)
    jumps = found(groups(*((f"甲学院{n}", 24) for n in range(1, 9))), plan, earlier)
    assert {finding.code for finding in jumps} == {"jump_among_units"}
    assert "建群率" in jumps[0].message("zh")


def test_what_was_refused_or_names_no_unit_is_passed_over():
    """A refused part gives nothing; one without a unit is checked row by row only."""
    from dataclasses import replace

    from schema.findings import Refusal

    part = snapshots(counts("001", 22, 41))
    refused = replace(part, refused=Refusal("no_rows"))
    facts = with_parts(frames_of([PLAN]), [part], TERM, at(25))
    results = check_all([refused, replace(part, unit=None)], Known(facts, TERM, feb(25)))
    assert [len(findings) for findings in results] == [0, 1]
