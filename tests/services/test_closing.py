"""What may no longer be said once a unit's kind is approved through a day, or its time is over."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from schema.deadlines import DAILY, ONCE, Deadline
from schema.reading import SheetReading
from services import deadlines, decisions, intake, submissions
from store import StoreError
from store.submissions import read_submissions
from tests.services.offices import ADMIN, SECRETARY, TERM
from tests.services.sheets import at, feb, sheet
from tests.services.test_locks import approved, codes, count, group, taken


def test_a_kind_that_is_closed_takes_no_sheet(office):
    """After its only period is closed, a sheet needs an exception."""
    once = Deadline("groups", ONCE, feb(20), feb(23), dt.timedelta(), dt.timedelta(hours=12))
    deadlines.set_deadline(office.desk(ADMIN, at(20)), once)
    assert taken(office.admitted("groups", [group("001", 21)], when=at(24, 12))) == [2]
    late = office.admitted("groups", [group("001", 21)], when=at(24, 13))
    assert late.refused is not None
    assert late.refused.code == "closed"
    decisions.open_exception(
        office.desk(ADMIN, at(24, 14)), "甲学院", "groups", reason="停电", ends_at=at(25)
    )
    assert taken(office.admitted("groups", [group("001", 21)], when=at(24, 15))) == [2]


def test_a_daily_kind_is_open_while_some_day_is(office):
    """Sheets that are of no day are taken until the last day is closed."""
    daily = Deadline("materials", DAILY, feb(20), feb(23), dt.timedelta(), dt.timedelta(hours=12))
    deadlines.set_deadline(office.desk(ADMIN, at(20)), daily)
    item = [{"class_id": "001", "material_kind": "PPT", "title": "一", "uploaded_on": feb(20)}]
    assert taken(office.admitted("materials", item, when=at(23, 13))) == [2]
    assert office.admitted("materials", item, when=at(24, 13)).refused is not None


def test_rows_of_closed_days_are_held_back_and_those_of_open_days_taken(office):
    """With 统计日期 each row belongs to its period; a row that is known already is let through."""
    daily = Deadline("enrollment", DAILY, feb(20), feb(25), dt.timedelta(), dt.timedelta(hours=12))
    deadlines.set_deadline(office.desk(ADMIN, at(20)), daily)
    office.send("enrollment", [count("001", 20)], when=at(20, 20), form="aggregate")
    rows = [count("001", 20), count("001", 21), count("001", 22), count("001", 23)]
    part = office.admitted("enrollment", rows, when=at(23, 13), form="aggregate")
    assert taken(part) == [2, 5]
    assert codes(part) == [("period_closed", 3), ("period_closed", 4)]
    closed = office.admitted("enrollment", [count("001", 21)], when=at(23, 13), form="aggregate")
    assert closed.refused is not None
    assert closed.refused.code == "closed"


def test_an_approval_between_reading_and_confirming_holds(office):
    """The lock is asked again on confirmation: rows read as good are held back by then."""
    parts = [office.admitted("groups", [group("001", 21), group("002", 23)], when=at(23))]
    approved(office, "groups", [group("003", 21)], when=at(22), through=22)
    (outcome,) = intake.confirm(office.desk(SECRETARY), parts, b"file", received_at=at(23))
    assert (outcome.taken, outcome.errors) == (1, 1)


def test_an_approval_at_the_moment_of_confirming_stops_it(office, monkeypatch):
    """What academic affairs rules between the question and the row sends the reporter back."""
    number = office.send("groups", [group("003", 21)], when=at(22)).submission
    desk = office.desk(SECRETARY)
    admit = intake.admit

    def admit_then_rule(*given: Any, **named: Any) -> list[SheetReading]:
        parts = admit(*given, **named)
        decisions.approve(office.desk(ADMIN, at(23)), number, locked_through=feb(22))
        return parts

    monkeypatch.setattr("services.intake.admit", admit_then_rule)
    before = len(read_submissions(office.store, TERM.name))
    with pytest.raises(StoreError) as error:
        intake.confirm(desk, [sheet("groups", [group("001", 21)])], b"file", received_at=at(23))
    assert error.value.code == "rules_changed"
    assert len(read_submissions(office.store, TERM.name)) == before


def test_a_refused_sheet_stays_refused_for_its_own_reason(office):
    """A lock adds nothing to a sheet that is not taken anyway, or to one of no unit."""
    approved(office, "groups", [group("001", 21)], when=at(22), through=22)
    nobodys = intake.admit(office.desk(ADMIN), [sheet("groups", [group("001", 21)], unit=None)], at=at(23))[0]
    assert nobodys.refused is None
    foreign = office.admitted("groups", [group("011", 21)], when=at(23), unit="乙学院")
    assert foreign.refused is not None
    assert foreign.refused.code == "unit_not_yours"


def test_an_approval_at_the_moment_of_withdrawing_stops_it(office, monkeypatch):
    """What is approved between the question and the withdrawal stays."""
    number = office.send("groups", [group("001", 21)], when=at(22)).submission

    def ask_then_rule(*_given: Any, **_named: Any) -> None:
        decisions.approve(office.desk(ADMIN, at(23)), number, locked_through=feb(22))

    monkeypatch.setattr("services.locks.require_open", ask_then_rule)
    with pytest.raises(StoreError) as error:
        submissions.withdraw(office.desk(SECRETARY), number, at=at(24))
    assert error.value.code == "rules_changed"
    assert submissions.one(office.desk(), number)["state"] == "approved"
