"""Who is asked, who sees what is said, and who is to answer."""

from __future__ import annotations

import pandas as pd
import pytest

from access import Denied
from schema.figures import CAMPUS, FigureKey
from services import audit, comments, decisions, submission_history, submissions
from services.comments import Listed, Pointed
from services.decisions import Return
from store import StoreError
from store.acts import read_acts
from tests.services.offices import ADMIN, LEADER, NEIGHBOUR, SECRETARY, STUDENT_AFFAIRS, Office
from tests.services.sheets import at, feb

GROUPS = [{"class_id": "001", "created_on": feb(20)}, {"class_id": "002", "created_on": feb(21)}]
ROSTER = [{"class_id": "001", "student_id": "2020001", "student_name": "张三", "joined": False}]


@pytest.fixture
def groups(office: Office) -> int:
    """The number of a sheet of two groups."""
    return int(office.send("groups", GROUPS, when=at(22)).submission or 0)


@pytest.fixture
def roster(office: Office) -> int:
    """The number of a list of one student."""
    return int(office.send("enrollment", ROSTER, when=at(22), form="roster").submission or 0)


def asked(office: Office) -> list[int]:
    """How many threads wait for the secretary, the neighbour, the office and the leader."""
    return [len(comments.waiting(office.desk(who))) for who in (SECRETARY, NEIGHBOUR, ADMIN, LEADER)]


def test_a_return_points_at_rows_and_the_unit_answers_in_the_same_thread(office: Office, groups: int) -> None:
    """The rows stand with the return, the answer after them; each is counted where it is to be answered."""
    given = Return("群号呢？", (Pointed(3, "group_no", "没有填"),))
    decisions.send_back(office.desk(ADMIN, at(23)), groups, given)
    assert asked(office) == [0, 0, 0, 0]  # a return is counted as that
    comments.on_submission(office.desk(SECRETARY, at(24)), groups, "二班不建群，见通知")
    said = comments.of_submission(office.desk(SECRETARY), groups)
    assert said[["row", "cell", "text", "made_by"]].astype(object).fillna("").values.tolist() == [
        [3, "group_no", "没有填", "jiaowu"],
        ["", "", "二班不建群，见通知", "jia"],
    ]
    assert asked(office) == [0, 0, 1, 0]
    comments.on_submission(office.desk(ADMIN, at(24, 9)), groups, "哪个通知？", Pointed(3))
    assert asked(office) == [1, 0, 0, 0]
    office.send("groups", GROUPS[:1], when=at(25))
    assert asked(office) == [0, 0, 0, 0]


def test_a_return_points_at_no_row_that_there_is_not(office: Office, groups: int) -> None:
    """With a row too many, or a column of another sheet, nothing is returned."""
    for place in (Pointed(4), Pointed(2, "score")):
        with pytest.raises(StoreError, match="was not taken"):
            decisions.send_back(office.desk(ADMIN), groups, Return("看", (place,)))
    assert submissions.one(office.desk(ADMIN), groups)["state"] == "submitted"


def test_what_needs_no_answer_is_settled_once(office: Office, groups: int) -> None:
    """Who is asked may say that it is seen; the other side is asked nothing, and nobody settles it again."""
    comments.on_submission(office.desk(ADMIN), groups, "下次请填群号")
    (number,) = comments.waiting(office.desk(SECRETARY))["comment"]
    with pytest.raises(StoreError, match="answered already"):
        comments.settle(office.desk(ADMIN), number, "")
    comments.settle(office.desk(SECRETARY), number, "好的")
    assert asked(office) == [0, 0, 0, 0]
    with pytest.raises(StoreError, match="answered already"):
        comments.settle(office.desk(SECRETARY), number, "")


def test_who_does_not_see_a_list_of_students_sees_nothing_said_of_it(office: Office, roster: int) -> None:
    """Neither its comments nor why it came back, not even in the log; those who see the list see them."""
    decisions.send_back(office.desk(ADMIN), roster, Return("张三退学了", (Pointed(2, None, "张三"),)))
    leader = office.desk(LEADER)
    for refused in (
        comments.of_submission,
        lambda desk, number: comments.on_submission(desk, number, "谁？"),
    ):
        with pytest.raises(Denied):
            refused(leader, roster)
    assert pd.isna(submissions.one(leader, roster)["comment"])
    assert submission_history.decisions(leader, roster)["comment"].isna().all()
    assert not audit.acts(leader)["detail"].str.contains("张三").any()
    for person in (SECRETARY, STUDENT_AFFAIRS, ADMIN):
        assert list(comments.of_submission(office.desk(person), roster)["text"]) == ["张三"]
        assert submissions.one(office.desk(person), roster)["comment"] == "张三退学了"
    with pytest.raises(Denied):
        comments.of_submission(office.desk(NEIGHBOUR), roster)


@pytest.mark.parametrize(
    ("unit", "person", "counted"),
    [
        ("甲学院", LEADER, [1, 0, 0, 0]),
        ("甲学院", SECRETARY, [0, 0, 1, 0]),
        ("甲学院", NEIGHBOUR, [1, 0, 0, 0]),
        (CAMPUS, LEADER, [0, 0, 1, 0]),
        (CAMPUS, ADMIN, [0, 0, 0, 0]),
    ],
)
def test_a_figure_is_answered_for_by_whose_it_is(office: Office, unit: str, person, counted) -> None:
    """The unit, or academic affairs for the campus and for what the unit itself asks."""
    comments.on_figure(office.desk(person), FigureKey("group_creation", unit, feb(24)), "为什么低？")
    assert asked(office) == counted
    said = comments.of_figures(office.desk(NEIGHBOUR))
    assert said["indicator"].tolist() == ["group_creation"]
    assert said["unit"].isna().all() == (unit == CAMPUS)


def test_an_item_of_a_list_has_its_own_thread(office: Office) -> None:
    """Two classes of a list are two threads, which other units do not see."""
    for item in ("001", "002"):
        comments.on_item(office.desk(ADMIN), Listed("no_group", "甲学院", item), "何时建群？")
    assert asked(office) == [2, 0, 0, 0]
    comments.on_item(office.desk(SECRETARY), Listed("no_group", "甲学院", "002"), "今晚")
    assert asked(office) == [1, 0, 1, 0]
    with pytest.raises(Denied):
        comments.of_list(office.desk(NEIGHBOUR), "no_group", "甲学院")


@pytest.mark.parametrize("text", ["差的是张三", "2020001 没进群"])
def test_a_student_is_not_named_where_all_can_read_it(office: Office, roster: int, text: str) -> None:
    """A comment on a figure or a list of classes names nobody; nothing is kept, and the sentence tells no name."""
    for said in (
        lambda: comments.on_figure(office.desk(), FigureKey("enrollment", "甲学院", feb(24)), text),
        lambda: comments.on_item(office.desk(SECRETARY), Listed("no_group", "甲学院", "001"), text),
    ):
        with pytest.raises(StoreError, match="names one") as refusal:
            said()
        assert "张三" not in refusal.value.message("zh")
    comments.on_submission(office.desk(), roster, text)
    assert asked(office) == [1, 0, 0, 0]


def test_the_log_says_that_something_was_said_and_not_what(office: Office, roster: int) -> None:
    """Who, about which row of which submission; the words stand in the comment alone."""
    comments.on_submission(office.desk(), roster, "张三呢？", Pointed(2))
    last = read_acts(office.store).iloc[-1]
    assert (last["act"], last["who"], last["submission"], last["detail"]) == (
        "commented",
        "jiaowu",
        roster,
        '{"row": 2}',
    )


@pytest.mark.parametrize(("text", "said"), [(" ", "says something"), ("长" * 2001, "2000 characters")])
def test_a_comment_says_something_and_not_too_much(office: Office, groups: int, text: str, said: str) -> None:
    """A blank one and one too long are refused whole."""
    with pytest.raises(StoreError, match=said):
        comments.on_submission(office.desk(), groups, text)
    assert comments.of_submission(office.desk(), groups).empty
