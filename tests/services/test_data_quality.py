"""The quality of data in counts: each is the length of the list that it leads to, for those who may see it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from access import Denied
from schema.findings import Finding
from services import data_quality, intake, submissions
from tests.services.offices import ADMIN, LEADER, NETWORK, SECRETARY, Office
from tests.services.sheets import at, feb, sheet, written


def test_errors_late_sheets_and_differences_to_the_plan_are_counted_by_unit(office: Office) -> None:
    """甲学院 sends groups a day late with a class nobody planned and one row in error; 乙学院 sends nothing."""
    rows = [{"class_id": "001", "created_on": feb(22)}, {"class_id": "999", "created_on": feb(22)}]
    part = replace(sheet("groups", rows), findings=(Finding("missing_value", "表", 4, "教学班号", ""),))
    desk = office.desk()
    intake.confirm(desk, [part], written(rows, "groups"), received_at=at(25))
    counts = data_quality.by_unit(desk, feb(26)).set_index("unit")
    own = counts.loc["甲学院"]
    listed = submissions.visible(desk)
    assert own["errors"] == listed.loc[listed["unit"] == "甲学院", "errors"].sum()
    assert (own["late"], own["missing"], own["against_plan"], own["comparison"]) == (
        1,
        3,
        1,
        "unplanned.groups",
    )
    assert counts.loc["乙学院", ["late", "missing", "against_plan", "comparison"]].tolist() == [0, 4, 0, ""]
    before = data_quality.by_unit(desk, feb(24)).set_index("unit").loc["甲学院"]
    assert (before["errors"], before["late"]) == (0, 0)


def test_only_units_whose_submissions_one_may_see_are_counted(office: Office) -> None:
    """A leader sees all of them, a secretary the own one, the network centre none."""
    seen = {who: list(data_quality.by_unit(office.desk(who), feb(26))["unit"]) for who in (LEADER, SECRETARY)}
    assert seen == {LEADER: ["甲学院", "乙学院"], SECRETARY: ["甲学院"]}
    with pytest.raises(Denied):
        data_quality.by_unit(office.desk(NETWORK), feb(26))


def test_what_is_nothing_is_not_linked(office: Office) -> None:
    """A count leads to its list only where there is one."""
    row = data_quality.by_unit(office.desk(ADMIN), feb(26)).set_index("unit").loc["乙学院"]
    words = data_quality.line(row, lambda words, what: f"[{words}]({what})")
    assert "[到期未报的表 4](missing)" in words
    assert words.startswith("错误 0 · 更正的格 0")
