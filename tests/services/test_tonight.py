"""What a unit owes tonight: what came back and why, what is missing, and the template of just that."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io

import openpyxl
import pytest

from exports.templates.sheet import FIRST_ROW
from schema.as_of import AsOf
from services import decisions, submissions, tonight
from services.tonight import State, Tile
from tests.services.offices import ADMIN, SECRETARY, TERM, Office
from tests.services.sheets import at, feb


def tile(office: Office, kind: str, known_at: dt.datetime | None = None) -> Tile:
    """The tile of a kind, looked at on the evening of the 22nd."""
    asked = AsOf(TERM, feb(22), known_at)
    made = tonight.tiles(office.desk(SECRETARY), "甲学院", asked, at(22, 20))
    assert [list(State).index(one.state) for one in made] == sorted(
        list(State).index(one.state) for one in made
    )
    return {one.kind: one for one in made}[kind]


def test_a_sheet_that_never_came_is_owed_by_its_deadline_for_every_class(office: Office) -> None:
    """Nothing was sent: all classes of the unit, and of no other, are missing."""
    owed = tile(office, "groups")
    assert (owed.state, owed.number, list(owed.classes["class_id"])) == (
        State.OWED,
        None,
        ["001", "002", "003"],
    )


def test_what_came_back_says_why_until_something_is_sent_again(office: Office) -> None:
    """The comment of the return is on the tile; the next sheet takes its place, and waits for approval."""
    first = office.send("groups", [{"class_id": "001", "created_on": feb(21)}], when=at(22))
    decisions.send_back(office.desk(ADMIN), first.submission, decisions.Return("少两个班"))
    returned = tile(office, "groups")
    assert (returned.state, returned.number, returned.reason) == (
        State.RETURNED,
        first.submission,
        "少两个班",
    )
    assert list(returned.classes["class_id"]) == ["002", "003"]
    again = [{"class_id": id, "created_on": feb(21)} for id in ("002", "003")]
    second = office.send("groups", again, when=at(22, 18))
    waiting = tile(office, "groups")
    assert (waiting.number, waiting.reason, len(waiting.classes)) == (second.submission, None, 0)
    assert waiting.state is not State.RETURNED
    assert (returned.stands, waiting.stands) == ("returned", "submitted")


def test_what_was_decided_later_is_not_known_yet(office: Office) -> None:
    """As known before the return, the sheet still waits; one that was taken back is as if never sent."""
    sent = office.send("groups", [{"class_id": "001", "created_on": feb(21)}], when=at(22))
    decisions.send_back(office.desk(ADMIN), sent.submission, decisions.Return("少两个班"))
    assert tile(office, "groups", at(22, 20)).state is not State.RETURNED
    submissions.withdraw(office.desk(SECRETARY), sent.submission)
    assert tile(office, "groups").number is None


@pytest.mark.parametrize("kind", ["groups", "enrollment", "materials", "visits"])
def test_the_template_of_what_is_missing_has_just_these_classes(office: Office, kind: str) -> None:
    """One row for each class that no sheet told of, and none for the others."""
    owed = tile(office, kind)
    some = dataclasses.replace(owed, classes=owed.classes.iloc[1:])
    data = tonight.template_of_missing(office.desk(SECRETARY), "甲学院", some, feb(22))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cells = {cell for row in sheet.iter_rows(min_row=FIRST_ROW + 1, values_only=True) for cell in row}
    assert {"002", "003"} <= cells
    assert "001" not in cells
