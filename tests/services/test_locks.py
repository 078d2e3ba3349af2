"""What may no longer be said once a unit's kind is approved through a day, or its time is over."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from schema.reading import SheetReading
from services import approving, decisions, submissions
from services.locks import Locked
from store import StoreError
from store.decisions import APPROVED, Decision, add_decision
from store.signature import Signature
from store.submissions import read_submissions
from tests.services.offices import ADMIN, SECRETARY, TERM, Office
from tests.services.sheets import at, feb, plan_row


def group(class_id: str, day: int | None = None, **more: Any) -> dict[str, Any]:
    return {"class_id": class_id, "created_on": day and feb(day), **more}


def count(class_id: str, day: int, joined: int = 10) -> dict[str, Any]:
    return {"class_id": class_id, "as_of": feb(day), "expected": 40, "joined": joined}


def student(class_id: str, number: str, **more: Any) -> dict[str, Any]:
    return {"class_id": class_id, "student_id": number, "student_name": f"学生{number}", **more}


def taken(part: SheetReading) -> list[int]:
    """The rows that are let in."""
    assert part.refused is None
    return part.rows["source_row"].tolist()


def codes(part: SheetReading) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.row) for finding in part.findings]


def approved(office: Office, kind: str, rows: list[dict[str, Any]], *, when: dt.datetime, through: int,
             form: str | None = None) -> int:  # fmt: skip
    """A sheet that was taken and approved an hour later, locked through a day."""
    number = office.send(kind, rows, when=when, form=form).submission
    assert number is not None
    decision = Decision(APPROVED, locked_through=feb(through))
    add_decision(office.store, number, decision, Signature(when + dt.timedelta(hours=1), ADMIN.login))
    return number


def test_a_new_row_about_a_locked_day_is_held_back_and_a_later_one_is_not(office):
    """The earliest of its days decides, and a row without any speaks of the day of receipt."""
    number = office.send("groups", [group("001", 21)], when=at(22)).submission
    desk = office.desk(ADMIN, at(22, 13))
    approving.opened(desk, number)
    decisions.approve(desk, number, locked_through=feb(22))
    rows = [group("002", 22), group("003", 23), group("004", 23, counselor_joined_on=feb(21)), group("005")]
    part = office.admitted("groups", rows, when=at(23))
    assert taken(part) == [3, 5]
    assert codes(part) == [("row_locked", 2), ("row_locked", 4)]
    assert part.findings[0].details == {"through": "2020-02-22"}
    assert part.findings[0].is_error


def test_a_row_without_a_day_is_held_back_on_a_locked_day_of_receipt(office):
    """An approval through today locks what would count from today."""
    approved(office, "groups", [group("001", 21)], when=at(22, 10), through=22)
    part = office.admitted("groups", [group("002")], when=at(22, 20))
    assert part.refused is not None
    assert part.refused.code == "locked"
    assert "2020-02-22" in part.refused.message("zh")


@pytest.mark.parametrize(
    ("change", "held"),
    [
        (group("001", 24), True),  # from a locked day to a later one
        (group("002", 21), True),  # from a later day to a locked one
        (group("002", 23), False),  # between later days
        (group("001"), True),  # a locked day taken away
        (group("002"), False),
        (group("003", 21), True),  # a blank filled with a locked day
        (group("003", 24), False),
        (group("001", 21, counselor_joined_on=feb(24)), False),  # a later day added to a locked row
        (group("001", 21, counselor_joined_on=feb(22)), True),
        (group("001", 21, assistant="张三"), True),  # a word of a locked row
        (group("002", 24, assistant="张三"), False),
    ],
)
def test_a_changed_cell_speaks_of_its_old_and_its_new_day_or_of_its_row(office, change, held):
    """A date is held by either of its days, another cell by the earliest day of its row."""
    approved(
        office, "groups", [group("001", 21), group("002", 24), group("003")], when=at(24, 12), through=22
    )
    part = office.admitted("groups", [change, group("009", 25)], when=at(25))
    assert taken(part) == ([3] if held else [2, 3])


def test_rows_that_change_nothing_are_let_through(office):
    """A whole sheet may be sent again for its later rows."""
    rows = [group("001", 21, platform=("QQ群", "微信群")), group("002", 22)]
    approved(office, "groups", rows, when=at(22), through=22)
    again = [group("001", 21, platform=("微信群", "QQ群")), group("002", 22), group("003", 23)]
    part = office.admitted("groups", again, when=at(23))
    assert taken(part) == [2, 3, 4]
    assert codes(part) == []


def test_only_the_approved_unit_and_kind_are_locked(office):
    """Other units, and other kinds of the same unit, go on."""
    approved(office, "groups", [group("001", 21)], when=at(22), through=22)
    other = office.admitted("groups", [group("011", 21)], when=at(23), unit="乙学院", person=ADMIN)
    item = {"class_id": "001", "material_kind": "PPT", "title": "一", "uploaded_on": feb(21)}
    assert taken(other) == [2]
    assert taken(office.admitted("materials", [item], when=at(23))) == [2]


def test_counts_are_locked_by_the_day_they_are_of(office):
    """A correction of a locked day is held back, the next day's figure is taken."""
    approved(office, "enrollment", [count("001", 22)], when=at(22), through=22, form="aggregate")
    rows = [count("001", 22, 30), count("001", 23, 30), count("002", 21)]
    assert taken(office.admitted("enrollment", rows, when=at(23), form="aggregate")) == [3]


def test_visits_are_locked_by_the_earlier_of_planned_and_done(office):
    """A visit planned for a locked day may be reported as done on a later one."""
    visit = {"class_id": "001", "planned_on": feb(24), "visitor": "甲", "visitor_kind": "校领导"}
    approved(office, "visits", [visit], when=at(24), through=24)
    done = visit | {"visited_on": feb(26)}
    scored = done | {"score": 90.0}
    assert taken(office.admitted("visits", [done], when=at(26))) == [2]
    assert office.admitted("visits", [scored], when=at(26)).refused is not None


def test_a_mark_without_a_day_counts_from_its_receipt(office):
    """A new 是 is taken the day after the lock; on the locked day itself it is not."""
    rows = [student("001", "1", joined=True), student("001", "2", joined=False)]
    approved(office, "enrollment", rows, when=at(22, 10), through=22, form="roster")
    joined = [student("001", "1", joined=True), student("001", "2", joined=True, notified=True)]
    assert taken(office.admitted("enrollment", joined, when=at(23), form="roster")) == [2, 3]
    assert taken(office.admitted("enrollment", joined, when=at(22, 20), form="roster")) == [2]


def test_a_mark_taken_back_speaks_of_the_day_from_which_it_counted(office):
    """是 received on a locked day cannot become 否; one received later can."""
    sent = [student("001", "1", joined=True), student("001", "2")]
    approved(office, "enrollment", sent, when=at(22), through=22, form="roster")
    office.send("enrollment", [student("001", "1", joined=True), student("001", "2", joined=True)],
                when=at(23), form="roster")  # fmt: skip
    rows = [student("001", "1", joined=False), student("001", "2", joined=False)]
    assert taken(office.admitted("enrollment", rows, when=at(24), form="roster")) == [3]


def test_a_mark_beside_a_day_speaks_of_that_day(office):
    """否 against a locked day of joining would change that day."""
    rows = [student("001", "1", joined_on=feb(21)), student("001", "2", joined_on=feb(23))]
    approved(office, "enrollment", rows, when=at(23), through=22, form="roster")
    denied = [row | {"joined": False} for row in rows]
    assert taken(office.admitted("enrollment", denied, when=at(24), form="roster")) == [3]


def test_the_other_form_cannot_replace_what_is_locked(office):
    """A roster of a class whose counts are locked would change the locked days, and back again."""
    office.send("enrollment", [student("002", "2")], when=at(21), form="roster")
    approved(office, "enrollment", [count("001", 22)], when=at(22), through=22, form="aggregate")
    rows = [student("001", "1", joined_on=feb(23)), student("002", "2", joined_on=feb(23))]
    assert taken(office.admitted("enrollment", rows, when=at(23), form="roster")) == [3]


def test_one_more_student_is_one_more_expected_on_every_day(office):
    """A student who is added to a roster would change how many were expected on the locked days."""
    approved(office, "enrollment", [student("001", "1")], when=at(22), through=22, form="roster")
    rows = [student("001", "1", joined_on=feb(23)), student("001", "2", joined_on=feb(23))]
    assert taken(office.admitted("enrollment", rows, when=at(24), form="roster")) == [2]


def test_a_plan_speaks_of_the_whole_term(office):
    """Once the plan of a unit is approved, none of its classes changes or is added."""
    store = office.store
    (number,) = read_submissions(store, TERM.name).loc[lambda frame: frame["unit"] == "甲学院", "submission"]
    decisions.approve(office.desk(ADMIN, at(21)), int(number), locked_through=feb(20))
    rows = [plan_row("001", enrolled=41), plan_row("002"), plan_row("004")]
    part = office.admitted("plan", rows, when=at(22), person=ADMIN)
    assert taken(part) == [3]


def test_an_exception_opens_the_lock_until_it_ends(office):
    """From its opening to its end the unit may send, and not a moment longer."""
    approved(office, "groups", [group("001", 21)], when=at(22), through=22)
    decisions.open_exception(
        office.desk(ADMIN, at(23, 10)), "甲学院", "groups", reason="更正", ends_at=at(23, 18)
    )
    correction = [group("001", 20)]
    assert office.admitted("groups", correction, when=at(23, 9)).refused is not None
    assert taken(office.admitted("groups", correction, when=at(23, 12))) == [2]
    assert office.admitted("groups", correction, when=at(23, 18)).refused is not None


def test_an_exception_may_be_ended_early_and_only_once(office):
    """After its end the lock holds again; an exception of another kind never mattered."""
    approved(office, "groups", [group("001", 21)], when=at(22), through=22)
    desk = office.desk(ADMIN, at(23, 10))
    number = decisions.open_exception(desk, "甲学院", "groups", reason="更正", ends_at=at(25))
    decisions.open_exception(desk, "甲学院", "visits", reason="更正", ends_at=at(25))
    decisions.end_exception(office.desk(ADMIN, at(23, 12)), number)
    assert taken(office.admitted("groups", [group("001", 20)], when=at(23, 11))) == [2]
    assert office.admitted("groups", [group("001", 20)], when=at(23, 13)).refused is not None
    with pytest.raises(StoreError, match="ended"):
        decisions.end_exception(desk, number)


def test_what_is_locked_cannot_be_withdrawn(office):
    """Neither the approved sheet nor an earlier one about a locked day; a later one can be."""
    number = approved(office, "groups", [group("001", 21)], when=at(22), through=22)
    later = office.send("groups", [group("002", 23)], when=at(23)).submission
    with pytest.raises(Locked) as error:
        submissions.withdraw(office.desk(SECRETARY), number)
    assert "2020-02-22" in error.value.message("zh")
    assert "甲学院" in error.value.message("en")
    submissions.withdraw(office.desk(SECRETARY), later)
    decisions.open_exception(office.desk(ADMIN, at(24)), "甲学院", "groups", reason="更正", ends_at=at(26))
    submissions.withdraw(office.desk(SECRETARY), number, at=at(25))


def test_a_return_lifts_the_lock_of_the_approval(office):
    """The latest decision holds: what was returned is open again."""
    number = approved(office, "groups", [group("001", 21)], when=at(22), through=22)
    decisions.send_back(office.desk(ADMIN, at(23)), number, decisions.Return("日期有误"))
    assert taken(office.admitted("groups", [group("001", 20)], when=at(24))) == [2]


def test_an_approved_submission_that_is_withdrawn_locks_no_more(office):
    """Its lock goes with it; the lock of another approval stays."""
    first = approved(office, "groups", [group("001", 21)], when=at(22), through=21)
    second = approved(office, "groups", [group("002", 23)], when=at(23), through=23)
    decisions.open_exception(
        office.desk(ADMIN, at(24)), "甲学院", "groups", reason="更正", ends_at=at(24, 20)
    )
    submissions.withdraw(office.desk(ADMIN), second, at=at(24, 13))
    part = office.admitted("groups", [group("002", 23), group("003", 21)], when=at(25))
    assert taken(part) == [2]
    assert first != second
