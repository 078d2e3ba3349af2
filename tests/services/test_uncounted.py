"""What a sheet seems to say and no figure will count: each said when the sheet is reviewed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from schema.findings import Finding
from schema.reading import SheetReading
from services.consistency import check
from services.taken import with_parts
from tests.metrics.making import Submission
from tests.services.sheets import at, feb, frames_of, plan_row, sheet, small_term

JIA, YI = UNITS = ("甲学院", "乙学院")
TERM = small_term(*UNITS)
PLAN = Submission(1, "plan", JIA, at(20), [plan_row("001"), plan_row("002")])
CODES = {
    "class_called_off",
    "expected_below_plan", "class_in_two_plans", "group_without_day", "plan_without_day", "above_whole",
    "session_again", "totals_replaced", "visitor_unlisted",
}  # fmt: skip


def doubts(part: SheetReading, *earlier: Submission) -> list[Finding]:
    """The warnings of these rules about ``part``, received on the 25th after the plan and ``earlier``."""
    facts = with_parts(frames_of([PLAN, *earlier]), [part], TERM, at(25))
    return [one for one in check(part, facts, TERM, on=feb(25)) if one.code in CODES]


def places(findings: list[Finding]) -> list[tuple[str, int | None, str | None, str | None]]:
    return [(one.code, one.row, one.column, one.value) for one in findings]


def students(count: int) -> list[dict[str, Any]]:
    return [{"class_id": "001", "student_id": f"s{n}", "joined": True} for n in range(count)]


@pytest.mark.parametrize(("count", "said_of"), [(2, 1), (31, 1), (32, 0), (40, 0)])
def test_a_roster_far_below_the_plan_is_said(count: int, said_of: int) -> None:
    """2 or 31 of 40 are; 32 of 40, four fifths, are not."""
    part = sheet("enrollment", students(count), form="roster")
    assert places(doubts(part)) == [("expected_below_plan", 2, "教学班号", "001")] * said_of


def test_students_of_earlier_rosters_count_too() -> None:
    """Two more students after a roster of 38 are no short list."""
    earlier = Submission(2, "roster", JIA, at(22), students(38))
    part = sheet("enrollment", [{"class_id": "001", "student_id": "t", "joined": True}], form="roster")
    assert doubts(part, earlier) == []


def test_a_total_far_below_the_plan_is_said() -> None:
    """应进群 10 of 40, at the cell that says 10."""
    row = {"as_of": feb(24), "joined": 10, "expected": 10}
    rows = [{**row, "class_id": "001"}, {**row, "class_id": "002", "expected": 39}]
    (finding,) = doubts(sheet("enrollment", rows, form="aggregate"))
    assert places([finding]) == [("expected_below_plan", 2, "应进群人数", "10")]
    assert finding.details == {"count": 10, "enrolled": 40}


def test_a_class_of_two_plans_is_said() -> None:
    """When another unit takes it, and not again when that unit sends its plan once more."""
    (finding,) = doubts(sheet("plan", [plan_row("001", YI), plan_row("011", YI)], unit=YI))
    assert places([finding]) == [("class_in_two_plans", 2, "教学班号", "001")]
    assert finding.details == {"unit": YI, "other": JIA}
    taken = Submission(2, "plan", YI, at(22), [plan_row("001", YI)])
    assert doubts(sheet("plan", [plan_row("001", YI, enrolled=41)], unit=YI), taken) == []


def test_a_class_called_off_is_said() -> None:
    """Once, whatever is sent about it: it counts nowhere."""
    off = Submission(2, "plan", JIA, at(22), [plan_row("001", state="停开")])
    item = {"class_id": "001", "material_kind": "PPT", "uploaded_on": feb(24)}
    part = sheet("materials", [{**item, "title": title} for title in ("一", "二")])
    assert places(doubts(part, off)) == [("class_called_off", 2, "教学班号", "001")]
    assert doubts(part) == []


def test_a_group_number_without_a_day_is_said() -> None:
    """Unless a sheet before gave the day and this one has no column for it."""
    part = sheet("groups", [{"class_id": "001", "group_no": "12345"}])
    assert places(doubts(part)) == [("group_without_day", 2, "群号", "12345")]
    before = Submission(2, "groups", JIA, at(22), [{"class_id": "001", "created_on": feb(22)}])
    assert doubts(lacking(part, "created_on"), before) == []
    assert len(doubts(part, before)) == 1


@pytest.mark.parametrize(
    ("visitor", "missing"), [("王伟副校长", None), ("王伟、李娜", "李娜"), ("王维", "王维")]
)
def test_a_visitor_who_is_not_on_the_roster_is_said(visitor: str, missing: str | None) -> None:
    """By the name without its title, each of several; and nobody where there is no roster of the kind."""
    roster = Submission(
        2, "visitors", None, at(20), [{"visitor": "王伟", "visitor_kind": "校领导", "unit": "全校"}]
    )
    visit = {"class_id": "001", "visitor": visitor, "planned_on": feb(24)}
    part = sheet("visits", [{**visit, "visitor_kind": "校领导"}, {**visit, "visitor_kind": "校督导组"}])
    found = doubts(part, roster)
    assert [one.details["names"] for one in found] == ([] if missing is None else [missing])
    assert places(found) == ([] if missing is None else [("visitor_unlisted", 2, "听课人", visitor)])
    assert doubts(part) == []


def test_an_approved_plan_without_a_day_is_said() -> None:
    """已批准 without 报送日期 counts nowhere; 制定中 has no day to give."""
    rows = [{"item": "测验考试", "state": "已批准"}, {"item": "困难学生", "state": "制定中"}]
    part = sheet("contingency", rows, form="register")
    assert places(doubts(part)) == [("plan_without_day", 2, "状态", "已批准")]


def test_a_count_above_the_whole_of_an_earlier_sheet_is_said() -> None:
    """18 teachers evaluated themselves, of the 10 of the summary before, which has the column."""
    row = {"phase": "首周", "submitted_on": feb(24)}
    before = Submission(2, "summaries", JIA, at(24), [{**row, "teachers": 10, "self_evaluated": 5}])
    part = sheet("summaries", [{**row, "self_evaluated": 18}])
    (finding,) = doubts(lacking(part, "teachers"), before)
    assert places([finding]) == [("above_whole", 2, "已自评教师数", "18")]
    assert finding.details == {"most": 10}
    assert doubts(lacking(sheet("summaries", [{**row, "self_evaluated": 9}]), "teachers"), before) == []


def test_a_sheet_of_classes_that_takes_the_place_of_totals_is_said() -> None:
    """90 of 100 held stand for the day; one class of 1 of 1 would make the day 1/1."""
    totals = {"date": feb(24), "source": "上报", "planned": 100, "held": 90}
    row = {"class_id": "001", "source": "上报", "planned": 1, "held": 1}
    rows = [{**row, "date": feb(24)}, {**row, "date": feb(25)}]
    part = sheet("sessions", rows, form="by_class")
    (finding,) = doubts(part, Submission(2, "session_totals", JIA, at(24), [totals]))
    assert places([finding])[0][:3] == ("totals_replaced", 2, "日期")
    assert finding.details == {"day": "2020-02-24", "held": 90, "planned": 100}
    assert doubts(part, Submission(2, "session_totals", YI, at(24), [totals])) == []


def test_a_second_count_of_a_class_and_day_takes_the_place_of_the_first_and_is_said() -> None:
    """As when two lessons of a day are exported one by one; the same count again says nothing."""
    row = {"class_id": "001", "source": "上报", "date": feb(24), "planned": 1, "held": 1}
    first = Submission(2, "sessions", JIA, at(24), [{**row, "present": 30}])
    again = sheet("sessions", [{**row, "present": 28}], form="by_class")
    (finding,) = doubts(again, first)
    assert places([finding])[0] == ("session_again", 2, "实到人数", "28")
    assert finding.details == {"day": "2020-02-24", "before": 30}
    assert doubts(sheet("sessions", [{**row, "present": 30}], form="by_class"), first) == []
    assert doubts(sheet("sessions", [{**row, "date": feb(25), "present": 28}], form="by_class"), first) == []


def lacking(part: SheetReading, *missing: str) -> SheetReading:
    """``part`` as read from a sheet without the columns ``missing``."""
    columns = part.declaration.columns
    return replace(part, titles={column.id: column.title for column in columns if column.id not in missing})
