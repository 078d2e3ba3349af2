"""The files of the desk: who sees which, what they changed, and what became of them."""

from __future__ import annotations

import io

import openpyxl
import pytest

from access import Denied
from schema.figures import CAMPUS
from services import audit, decisions, intake, people, submission_history, submissions
from store import StoreError
from store.intake import Envelope, add_submission
from tests.pages.workbooks import workbook
from tests.services.offices import ADMIN, LEADER, NEIGHBOUR, NETWORK, NOBODY, SECRETARY, STUDENT_AFFAIRS, TERM
from tests.services.sheets import at, feb, sheet


def groups(*days: int | None) -> list[dict[str, object]]:
    return [
        {"class_id": f"00{number}", "created_on": day and feb(day)}
        for number, day in enumerate(days, start=1)
    ]


def roster() -> list[dict[str, object]]:
    return [{"class_id": "001", "student_id": "1", "student_name": "学生", "joined": True}]


def test_a_reporter_sees_the_submissions_of_the_own_unit_only(office):
    """Admin, leader and student affairs see all, the network centre none of these, and strangers nothing."""
    office.send("groups", groups(21), when=at(22))
    office.send("groups", [{"class_id": "011"}], when=at(22), person=NEIGHBOUR, unit="乙学院")
    assert set(submissions.visible(office.desk(SECRETARY))["unit"]) == {"甲学院"}
    for person in (ADMIN, LEADER, STUDENT_AFFAIRS):
        assert set(submissions.visible(office.desk(person))["unit"]) == {"甲学院", "乙学院"}
    assert submissions.visible(office.desk(NETWORK)).empty
    with pytest.raises(Denied):
        submissions.visible(office.desk(NOBODY))


def test_a_submission_that_is_not_there_is_as_denied_as_anothers(office):
    """Nobody learns from an answer whether a number exists."""
    number = office.send("groups", groups(21), when=at(22)).submission
    said = []
    for asked in (number, 4711):
        with pytest.raises(Denied) as error:
            submissions.findings(office.desk(NEIGHBOUR), asked)
        said.append(str(error.value))
    assert said[0] == said[1]


def test_a_leader_sees_the_history_but_not_what_names_students(office):
    """The roster is listed with its state and effect; its findings, file and cells are not given."""
    number = office.send("enrollment", roster(), when=at(22), form="roster").submission
    desk = office.desk(LEADER)
    assert submissions.one(desk, number)["state"] == "submitted"
    assert len(submission_history.effect(desk, number))
    for ask in (
        lambda one: submissions.findings(desk, one),
        lambda one: submissions.original(desk, one),
        lambda one: submission_history.difference(desk, one, one),
    ):
        with pytest.raises(Denied):
            ask(number)
    assert submissions.original(office.desk(STUDENT_AFFAIRS), number)[0] == "enrollment.xlsx"


def test_the_state_is_that_of_the_latest_decision_until_it_is_withdrawn(office):
    """Submitted, returned with a comment, approved with a lock, withdrawn at last."""
    number = office.send("groups", groups(21), when=at(22)).submission
    desk, states = office.desk(ADMIN, at(23)), []
    states.append(submissions.one(desk, number)["state"])
    decisions.send_back(desk, number, decisions.Return("缺群号"))
    found = submissions.one(desk, number)
    states.append((found["state"], found["comment"], found["decided_by"]))
    decisions.approve(desk, number, locked_through=feb(20), comment="已核对")
    found = submissions.one(desk, number)
    states.append((found["state"], found["comment"], found["locked_through"].date()))
    submissions.withdraw(desk, number, at=at(24), reason="重报")
    states.append(submissions.one(desk, number)["state"])
    assert states == [
        "submitted", ("returned", "缺群号", "jiaowu"), ("approved", "已核对", feb(20)), "withdrawn"
    ]  # fmt: skip
    assert submission_history.decisions(desk, number)["state"].tolist() == ["returned", "approved"]


def test_a_returned_submission_names_the_one_that_followed(office):
    """The first of the same unit and kind after the return, not one sent before it."""
    first = office.send("groups", groups(21), when=at(22)).submission
    office.send("groups", groups(21, 21), when=at(22, 18))
    decisions.send_back(office.desk(ADMIN, at(23)), first, decisions.Return("缺群号"))
    assert submissions.one(office.desk(), first)["followed_by"] is not first
    office.send("groups", [{"class_id": "011"}], when=at(23, 18), person=NEIGHBOUR, unit="乙学院")
    again = office.send("groups", groups(21, 22), when=at(23, 20)).submission
    office.send("groups", groups(21, 22, 23), when=at(23, 22))
    assert submissions.one(office.desk(SECRETARY), first)["followed_by"] == again


def test_a_return_may_withdraw_in_the_same_act(office):
    """The comment is the reason of both, and a second return comes too late."""
    number = office.send("groups", groups(21), when=at(22)).submission
    desk = office.desk(ADMIN, at(23))
    decisions.send_back(desk, number, decisions.Return("报错了学院", withdraw=True))
    found = submissions.one(desk, number)
    assert (found["state"], found["reason"], found["withdrawn_by"]) == ("withdrawn", "报错了学院", "jiaowu")
    with pytest.raises(StoreError, match="withdrawn"):
        decisions.send_back(desk, number, decisions.Return("再退"))


def test_a_submission_of_no_unit_can_be_seen_and_decided_by_the_campus(office):
    """Sheets that nobody has claimed are academic affairs' to look at, and no reporter's."""
    receipt = add_submission(
        office.store,
        sheet("groups", groups(21), unit=None),
        b"x",
        Envelope(unit=None, term=TERM.name, received_at=at(22)),
    )
    desk = office.desk(ADMIN, at(23))
    assert submissions.original(desk, receipt.submission) == ("groups.xlsx", b"x")
    assert set(submission_history.effect(desk, receipt.submission)["unit"]) == {CAMPUS}
    assert submission_history.day_to_lock(desk, receipt.submission) == feb(21)
    decisions.approve(desk, receipt.submission, locked_through=feb(21))
    assert submissions.one(desk, receipt.submission)["state"] == "approved"
    with pytest.raises(Denied):
        submissions.one(office.desk(SECRETARY), receipt.submission)


def test_taking_the_original_is_logged(office):
    """Who took which file, from which submission."""
    number = office.send("groups", groups(21), when=at(22)).submission
    submissions.original(office.desk(LEADER, at(23)), number)
    last = audit.acts(office.desk()).iloc[-1]
    assert (last["act"], last["who"], last["submission"]) == ("downloaded", "xiaozhang", number)


def test_the_effect_is_what_the_figures_were_before_and_after(office):
    """By the unit and the campus, on the day of receipt, whatever came later."""
    first = office.send("groups", groups(21), when=at(22)).submission
    second = office.send("groups", groups(21, 22, 24), when=at(24)).submission
    effects = [
        submission_history.effect(office.desk(SECRETARY), number).set_index(["indicator", "unit"])
        for number in (first, second)
    ]
    moved = [
        (row["n_before"], row["n"], row["d"])
        for row in (one.loc["group_creation", "甲学院"] for one in effects)
    ]
    assert moved == [(0, 1, 3), (1, 3, 3)]
    campus = effects[1].loc["group_creation", CAMPUS]
    assert (campus["n_before"], campus["n"], campus["d"]) == (1, 3, 4)
    assert campus["change"] == pytest.approx(0.5)
    assert "visit_coverage" not in effects[0].index.get_level_values("indicator")


def test_sheets_of_one_file_have_each_their_own_effect(office):
    """They were received at one moment, and count in the order of their numbers."""
    numbers = [office.send("groups", groups(*days), when=at(22)).submission for days in ((21,), (21, 21))]
    effects = [
        submission_history.effect(office.desk(), number).set_index(["indicator", "unit"])["n"]
        for number in numbers
    ]
    assert [one["group_creation", "甲学院"] for one in effects] == [1, 2]


def test_a_withdrawn_submission_still_tells_what_it_had_changed(office):
    """Its effect is that of its time."""
    number = office.send("groups", groups(21), when=at(22)).submission
    submissions.withdraw(office.desk(SECRETARY), number, at=at(23))
    effect = submission_history.effect(office.desk(SECRETARY), number).set_index(["indicator", "unit"])
    assert effect.loc[("group_creation", "甲学院"), "n"] == 1


def test_two_submissions_are_compared_cell_by_cell(office):
    """New, changed, unchanged and gone rows, with what each cell said before."""
    older = office.send("groups", groups(21, 21, 22), when=at(22)).submission
    newer = office.send(
        "groups", [*groups(21, 22), {"class_id": "004", "created_on": feb(23)}], when=at(23)
    ).submission
    found = submission_history.difference(office.desk(SECRETARY), older, newer)
    assert {status: found.count(status) for status in ("new", "changed", "unchanged", "gone")} == {
        "new": 1, "changed": 1, "unchanged": 1, "gone": 1
    }  # fmt: skip
    assert found.cells[["column", "old", "new"]].to_numpy().tolist() == [["created_on", feb(21), feb(22)]]


def test_submissions_of_two_kinds_are_not_compared(office):
    """There is nothing to hold beside each other."""
    one = office.send("groups", groups(21), when=at(22)).submission
    other = office.send("enrollment", roster(), when=at(22), form="roster").submission
    with pytest.raises(ValueError, match="one kind"):
        submission_history.difference(office.desk(SECRETARY), one, other)


def test_the_day_to_lock_is_the_last_of_which_a_sheet_speaks(office):
    """At most the day of receipt, and that day where it names none."""
    numbers = [
        office.send("groups", groups(20, 21), when=at(23)).submission,
        office.send("groups", groups(None), when=at(23, 18)).submission,
        office.send(
            "visits",
            [{"class_id": "001", "planned_on": feb(28), "visited_on": feb(22), "visitor": "甲",
              "visitor_kind": "校领导"}],
            when=at(23),
        ).submission,
    ]  # fmt: skip
    assert [submission_history.day_to_lock(office.desk(), number) for number in numbers] == [
        feb(21),
        feb(23),
        feb(22),
    ]


def test_names_are_those_of_people_in_the_submissions_that_one_sees(office):
    """A login that nobody granted has no name here, and others' reporters are not listed."""
    desk = office.desk(ADMIN)
    people.grant(desk, "jia", "秘书甲", None)
    people.grant(desk, "yi", "秘书乙", None)
    office.send("groups", groups(21), when=at(22))
    office.send("groups", [{"class_id": "011"}], when=at(22), person=NEIGHBOUR, unit="乙学院")
    assert submission_history.names(office.desk(SECRETARY)) == {"jia": "秘书甲"}


def test_the_annotated_workbook_says_what_was_said_then(office):
    """The original with each stored finding at its cell; what others sent in the file is left alone."""
    content = workbook(
        [
            ["教学班号", "建群日期", "群号"],
            ["001", "2月30日", "1"],
            ["002", "2020-02-21", "2"],
            ["X9", "2020-02-21", "3"],
        ]
    )
    desk = office.desk(SECRETARY)
    parts = intake.read(desk, content, "建群.xlsx", intake.Arrival(at(22), "甲学院"))
    (outcome,) = intake.confirm(desk, parts, content, received_at=at(22))
    name, data = submission_history.annotated(desk, outcome.submission)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames[0] == "问题清单"
    marked = book.worksheets[1]
    assert name.endswith(".xlsx")
    assert "2月30日" in marked["B2"].comment.text
    assert marked["A4"].comment is not None
    assert [marked[place].comment for place in ("A3", "B3", "B4")] == [None] * 3
    english = openpyxl.load_workbook(
        io.BytesIO(submission_history.annotated(desk, outcome.submission, "en")[1])
    )
    assert english.worksheets[1]["B2"].comment.text.startswith("[Ruqi]")
    assert audit.acts(office.desk())["act"].tolist().count("downloaded") == 2


def test_the_annotated_workbook_of_a_roster_is_for_those_who_see_students(office):
    """A leader gets none, and the number of another unit gives nothing."""
    number = office.send("enrollment", roster(), when=at(22), form="roster").submission
    for person in (LEADER, NEIGHBOUR):
        with pytest.raises(Denied):
            submission_history.annotated(office.desk(person), number)


def test_a_file_that_cannot_be_opened_has_no_annotated_copy(office):
    """Nothing is handed out, and nothing is logged."""
    sent = {"unit": "甲学院", "term": TERM.name, "received_at": at(22)}
    number = add_submission(office.store, sheet("groups", groups(21)), b"", Envelope(**sent)).submission
    before = len(audit.acts(office.desk()))
    assert submission_history.annotated(office.desk(), number) is None
    assert len(audit.acts(office.desk())) == before
