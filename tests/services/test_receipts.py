"""A receipt tells what was taken and what moved, and is undone as a whole or not at all."""

from __future__ import annotations

import pandas as pd
import pytest

from schema.figures import CAMPUS
from services import decisions, intake, preview, receipts, submissions
from services.locks import Locked
from services.receipts import Receipt, moved_of_units
from tests.services.offices import ADMIN, SECRETARY, Office
from tests.services.sheets import at, feb, sheet

ROWS = [{"class_id": id, "created_on": feb(21)} for id in ("001", "002")]
ITEM = {"class_id": "001", "material_kind": "PPT", "title": "第一讲", "uploaded_on": feb(21)}


def test_a_receipt_counts_the_rows_and_tells_what_moved_of_the_unit(office: Office) -> None:
    """Rows by what they are beside those that stood; figures of units only; a sheet without changes beside them."""
    sent = office.send("materials", [ITEM], when=at(22, 8))
    desk = office.desk(SECRETARY, at(22, 9))
    office.send("groups", ROWS[:1], when=at(22))
    parts = [sheet("groups", ROWS), sheet("materials", [ITEM])]
    examination = preview.examine(desk, [("digest", parts)], on=feb(22))
    (reviewed,) = examination.files
    receipt = Receipt(at(22, 9), feb(22), moved_of_units(examination.effect))
    outcomes = intake.confirm(desk, [one.part for one in reviewed if not one.is_left_alone], b"file")
    receipt.add(reviewed, outcomes)
    (line,) = receipt.lines
    assert (line.new, line.changed, line.unchanged, line.awaits) == (1, 0, 1, True)
    assert receipt.numbers == [outcomes[0].submission]
    assert [one.submission for one in receipt.alone] == [sent.submission]
    moved = receipt.moved.set_index("indicator")
    assert tuple(moved.loc["group_creation", ["n_before", "n", "d"]]) == (1, 2, 3)
    assert CAMPUS not in set(moved["unit"])


def test_what_is_taken_back_is_as_if_never_sent_and_twice_is_once(office: Office) -> None:
    """All submissions of the receipt are withdrawn, with a reason; a second press changes nothing."""
    numbers = [
        office.send("groups", ROWS, when=at(22)).submission,
        office.send("materials", [ITEM], when=at(22)).submission,
    ]
    desk = office.desk(SECRETARY, at(22, 13))
    for _press in range(2):
        receipts.take_back(desk, numbers, reason="错了")
    listed = submissions.visible(desk).set_index("submission").loc[numbers]
    assert list(listed["state"]) == [submissions.WITHDRAWN] * 2
    assert list(listed["reason"]) == ["错了"] * 2


def test_what_was_approved_meanwhile_keeps_all_of_it(office: Office) -> None:
    """A receipt of which one sheet is locked is not undone by half."""
    numbers = [
        office.send("groups", ROWS, when=at(22)).submission,
        office.send("materials", [ITEM], when=at(22)).submission,
    ]
    decisions.approve(office.desk(ADMIN, at(22, 13)), numbers[0], locked_through=feb(22))
    desk = office.desk(SECRETARY, at(22, 14))
    with pytest.raises(Locked):
        receipts.take_back(desk, numbers, reason="错了")
    listed = submissions.visible(desk).set_index("submission").loc[numbers]
    assert submissions.WITHDRAWN not in set(listed["state"])


def test_what_moved_is_of_units_and_of_figures_that_are_others() -> None:
    """A figure that stays, and the campus, which others move too, are left out."""
    counts = [("甲学院", 1, 2), ("甲学院", 1, 1), (CAMPUS, 1, 2)]
    rows = [
        {"indicator": "x", "unit": unit, "n_before": before, "d_before": 3, "n": n, "d": 3}
        for unit, before, n in counts
    ]
    assert moved_of_units(pd.DataFrame(rows))["n"].tolist() == [2]
