"""What is out of the ordinary is approved by nobody who has not opened it; the rest together, as it was shown."""

from __future__ import annotations

from typing import Any

import pytest

from access import Person, Role
from services import approving, decisions, intake, submissions, unusual
from services.approving import Together
from services.intake import Arrival
from services.unusual import CHANGED_ROWS, CHECKED, ERRORS, FALL, LOSS, RISE, Reason
from store import StoreError
from store.acts import read_acts
from tests.services.offices import ADMIN, SECRETARY, TERM, Office
from tests.services.sheets import at, feb, written

OTHER_ADMIN = Person("jiaowu2", "教务乙", Role.ADMIN)
CLASSES = ("001", "002", "003")


def groups(*created: int | None, **more: Any) -> list[dict[str, Any]]:
    """Groups of the first classes, by the day on which each was made."""
    rows = [
        {"class_id": id, "created_on": day and feb(day)} for id, day in zip(CLASSES, created, strict=False)
    ]
    return [row | more for row in rows]


def states(office: Office) -> list[str]:
    """The states of what units sent, oldest first."""
    listed = submissions.visible(office.desk())
    return list(listed["state"][listed["kind"] != "plan"])


def shown(office: Office, person: Person = ADMIN) -> Together:
    """The list of all that waits."""
    desk = office.desk(person)
    return approving.together(desk, list(approving.waiting(desk)["submission"]))


def test_ordinary_ones_are_approved_together_with_their_summed_effect(office: Office) -> None:
    """What two sheets did to the campus is told before they are approved, each locked through its last day."""
    office.send("groups", groups(20, 21), when=at(22))
    office.send(
        "groups", [{"class_id": "011", "created_on": feb(23)}], when=at(23), unit="乙学院", person=ADMIN
    )
    listed = shown(office)
    row = listed.effect.set_index("indicator").loc["group_creation"]
    assert row[["n_before", "d_before", "n", "d", "units"]].tolist() == [0, 4, 3, 4, 2]
    assert len(listed.apart) == 0
    numbers = list(listed.ordinary["submission"])
    approving.approve_together(office.desk(), numbers, listed)
    assert states(office) == ["approved", "approved"]
    locked = submissions.visible(office.desk()).set_index("submission")["locked_through"]
    assert [locked[number].day for number in numbers] == [21, 23]


def test_one_that_lowers_a_figure_is_approved_by_nobody_who_has_not_opened_it(office: Office) -> None:
    """Neither with others nor alone; another's look is not one's own, and the log tells whose it was."""
    office.send("groups", groups(20, 21, 21), when=at(22))
    office.send("groups", groups(20, None), when=at(23))
    listed = shown(office)
    (apart,) = listed.apart["submission"]
    assert [reason.what for reason in listed.reasons[apart]] == [FALL]
    approving.opened(office.desk(OTHER_ADMIN), apart)
    for attempt in (
        lambda: approving.approve_together(office.desk(), list(listed.reasons), listed),
        lambda: decisions.approve(office.desk(), apart, locked_through=feb(22)),
    ):
        with pytest.raises(StoreError, match="not opened yet"):
            attempt()
    assert states(office) == ["submitted", "submitted"]
    assert approving.opened(office.desk(), apart) == listed.reasons[apart]
    approving.opened(office.desk(), apart)  # a second look is nothing new
    looks = read_acts(office.store).query("act == 'looked'")
    assert list(looks["who"]) == ["jiaowu2", "jiaowu"]
    again = shown(office)
    assert again.opened == {*listed.ordinary["submission"], apart}
    decisions.approve(office.desk(), apart, locked_through=feb(22))
    assert states(office) == ["submitted", "approved"]


def test_what_was_opened_is_to_be_opened_again_when_something_else_is_unusual_in_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A spot check that says otherwise since the look counts as unseen."""
    office.send("groups", groups(20, 21), when=at(22))
    (number,) = approving.waiting(office.desk())["submission"]
    approving.opened(office.desk(), number)
    against = frozenset({("group_creation", "甲学院")})
    monkeypatch.setattr("services.beside.contradicted_by_checks", lambda *_asked: against)
    assert [reason.what for reason in shown(office).reasons[number]] == [CHECKED]
    with pytest.raises(StoreError, match="not opened yet"):
        decisions.approve(office.desk(), number, locked_through=feb(22))


@pytest.mark.parametrize(
    ("unit", "row", "is_refused"),
    [("甲学院", groups(20, 21, 22)[2], True), ("乙学院", {"class_id": "011", "created_on": feb(23)}, True)],
)
def test_what_comes_in_meanwhile_and_changes_what_was_shown_stops_it(
    office: Office, unit: str, row: dict[str, Any], is_refused: bool
) -> None:
    """Nothing is approved: of the same unit, or of another whose sheet moves the same rate of the campus."""
    office.send("groups", groups(20, 21), when=at(22))
    listed = shown(office)
    office.send("groups", [row], when=at(23), unit=unit, person=ADMIN)
    assert shown(office).token != listed.token or not is_refused
    with pytest.raises(StoreError, match="up to date now"):
        approving.approve_together(office.desk(), list(listed.ordinary["submission"]), listed)
    assert set(states(office)) == {"submitted"}


def test_what_changes_nothing_of_what_was_shown_stops_nothing(office: Office) -> None:
    """A sheet of another kind that came meanwhile waits for the next list."""
    office.send("groups", groups(20, 21), when=at(22))
    listed = shown(office)
    visit = {"class_id": "011", "visited_on": feb(24), "visitor": "督导", "visitor_kind": "学院督导组"}
    office.send("visits", [visit], when=at(25), unit="乙学院", person=ADMIN)
    approving.approve_together(office.desk(), list(listed.ordinary["submission"]), listed)
    assert states(office) == ["approved", "submitted"]


def test_of_two_who_approve_the_same_list_the_second_is_told(office: Office) -> None:
    """What another has decided since is not undone, and nothing else of the list is approved either."""
    for day in (20, 21):
        office.send("groups", groups(day), when=at(day + 1))
    first, second = shown(office), shown(office, OTHER_ADMIN)
    number = int(first.ordinary["submission"].iloc[0])
    decisions.send_back(office.desk(), number, decisions.Return("群号呢？"))
    with pytest.raises(StoreError, match="up to date now"):
        approving.approve_together(office.desk(OTHER_ADMIN), list(second.ordinary["submission"]), second)
    assert states(office) == ["returned", "submitted"]


def test_a_list_is_no_longer_than_can_be_looked_at(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest come first."""
    monkeypatch.setattr("schema.limits.MOST_TOGETHER", 1)
    for day in (20, 21):
        office.send("groups", groups(day), when=at(day + 1))
    waiting = approving.waiting(office.desk())["submission"].tolist()
    assert list(shown(office).reasons) == waiting[:1]


COUNTS = [{"class_id": id, "as_of": feb(20), "expected": 40, "joined": 10} for id in CLASSES]
CLOSED = {"unit": "甲学院", "phase": "首周", "submitted_on": feb(20)}
FULL = [row | {"joined": 36} for row in COUNTS]


@pytest.mark.parametrize(
    ("kind", "stood", "sent", "what"),
    [
        ("enrollment", COUNTS, [row | {"joined": 14} for row in COUNTS], []),
        ("groups", groups(20), groups(20, 21, 22), [RISE]),
        ("groups", groups(20, 21), groups(20, None), [FALL]),
        ("groups", [], groups(20), []),
        ("enrollment", COUNTS, FULL, [RISE]),
        ("enrollment", FULL, [row | {"joined": 35} for row in FULL], [FALL]),
        (
            "summaries",
            [CLOSED | {"problems_found": 20, "problems_closed": 20}],
            [CLOSED | {"problems_found": 18, "problems_closed": 18}],
            [LOSS],
        ),
    ],
)
def test_what_moves_a_figure_far_from_where_it_stood_is_unusual(
    office: Office, kind: str, stood: list[Any], sent: list[Any], what: list[str]
) -> None:
    """A fall, what is taken away, a jump; not what adds a little, nor the first that is said of anything."""
    form = "aggregate" if kind == "enrollment" else None
    if stood:
        office.send(kind, stood, when=at(22), form=form)
    number = office.send(kind, sent, when=at(23), form=form).submission
    found = unusual.judged(office.store, TERM, int(number or 0)).reasons
    assert sorted({reason.what for reason in found}) == sorted(what)


def test_many_rows_that_say_otherwise_are_unusual_and_blanks_filled_in_are_not(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a cell that said something else before is changed."""
    monkeypatch.setattr("schema.limits.UNUSUAL_CHANGED_ROWS", 2)
    office.send("groups", groups(20, 20, 20), when=at(22))
    filled = office.send("groups", groups(20, 20, 20, group_no="10001"), when=at(23)).submission
    changed = office.send("groups", groups(21, 21, 20, group_no="10001"), when=at(24)).submission
    reasons = [unusual.judged(office.store, TERM, int(each or 0)).reasons for each in (filled, changed)]
    assert reasons == [(), (Reason(CHANGED_ROWS, before=3, after=2),)]


def test_a_sheet_of_which_rows_were_not_taken_is_unusual(office: Office) -> None:
    """Its errors are to be seen by who approves it."""
    sender = office.desk(SECRETARY, at(24))
    content = written(
        [row | {"joined": joined} for row, joined in zip(COUNTS, (45, 30, 30), strict=True)],
        "enrollment",
        "aggregate",
    )
    parts = intake.read(sender, content, "a.csv", Arrival(unit="甲学院"))
    (outcome,) = intake.confirm(sender, parts, content)
    assert shown(office).reasons == {outcome.submission: (Reason(ERRORS, after=1),)}
