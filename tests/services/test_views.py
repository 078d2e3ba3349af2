"""Whoever is shown names of students is in the log: which list, of which unit, when."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from access import Denied
from services import (
    audit,
    contingencies,
    corrections,
    left_out,
    source_cells,
    submission_history,
    submissions,
    tracing,
)
from services.desk import Desk
from store.acts import read_acts
from tests.services.offices import ADMIN, LEADER, Office
from tests.services.sheets import at, feb

DAY = feb(24)
UNIT = "甲学院"


@pytest.fixture
def named(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office with a roster, sent twice, and a student in need."""
    monkeypatch.setattr(audit, "_views", {})
    for day, joined in ((22, False), (23, True)):
        roster = [{"class_id": "001", "student_id": "s1", "student_name": "学生一", "joined": joined},
                  {"class_id": "001", "student_id": "s2", "student_name": "学生二", "joined": False}]  # fmt: skip
        office.send("enrollment", roster, when=at(day), form="roster")
    office.send("need", [{"student_id": "s1", "student_name": "学生一"}], when=at(23), form="students")
    return office


def views(office: Office) -> list[tuple[str, str | None]]:
    """Which lists were looked at, and by whom."""
    log = read_acts(office.store)
    viewed = log[log["act"] == "viewed"]
    return [(json.loads(row.detail)["list"], row.who) for row in viewed.itertuples()]


LISTS: dict[str, tuple[Callable[[Desk], Any], str]] = {
    "left_out.students": (lambda desk: left_out.students(desk, DAY), "left_out"),
    "left_out.view": (lambda desk: left_out.view(desk, DAY), "left_out"),
    "contingencies.students": (lambda desk: contingencies.students(desk, DAY, unit=UNIT), "contingency"),
    "tracing.behind": (lambda desk: tracing.behind(desk, "enrollment", UNIT, DAY), "trace enrollment"),
    "submissions.findings": (lambda desk: submissions.findings(desk, 3), "submission"),
    "corrections.of_submission": (lambda desk: corrections.of_submission(desk, 3), "submission"),
    "source_cells.source_row": (lambda desk: source_cells.source_row(desk, 3, 2), "submission"),
    "submission_history.difference": (lambda desk: submission_history.difference(desk, 3, 3), "submission"),
}


@pytest.mark.parametrize("ask", LISTS)
def test_a_view_of_names_is_logged_once_in_a_while(named: Office, ask: str) -> None:
    """A page that is drawn again and again is one view; after ten minutes it is another; who sees none is in none."""
    look, list_name = LISTS[ask]
    for minute in (0, 1, 9, 11):
        look(named.desk(ADMIN, at(24, 8, minute)))
    assert views(named) == [(list_name, "jiaowu")] * 2
    with contextlib.suppress(Denied):
        look(named.desk(LEADER, at(24, 9)))
    assert len(views(named)) == 2


def test_lists_without_names_are_no_views(named: Office) -> None:
    """Counts, and classes, are looked at by many and name no student."""
    desk = named.desk(ADMIN, at(24))
    contingencies.concerned(desk, DAY)
    tracing.behind(desk, "group_creation", UNIT, DAY)
    submissions.findings(desk, 1)
    assert views(named) == []


def test_the_log_and_a_trace_are_taken_along_on_record(named: Office) -> None:
    """Who takes the log itself, or the students behind a figure, as a file, stands in the log."""
    desk = named.desk(ADMIN, at(24))
    audit.log_taken(desk, "审计.csv")
    tracing.names_taken(desk, tracing.behind(desk, "enrollment", UNIT, DAY), UNIT, "溯源.csv")
    tracing.names_taken(desk, tracing.behind(desk, "group_creation", UNIT, DAY), UNIT, "教学班.csv")
    log = read_acts(named.store)
    taken = log["detail"][log["act"] == "downloaded"]
    assert [json.loads(detail)["file"] for detail in taken] == ["审计.csv", "溯源.csv"]
