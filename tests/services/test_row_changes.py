"""Row by row what a submission changed: first what lowers a figure, then errors mended, then the rest."""

from __future__ import annotations

from typing import Any

from services import intake, row_changes
from services.intake import Arrival
from services.row_changes import LOWERS, MENDED, REST, Moved
from tests.services.offices import SECRETARY, Office
from tests.services.sheets import at, feb, written


def rows_of(changes: row_changes.RowChanges) -> list[tuple[str, str, int]]:
    """Group, status and number of each row, in their order."""
    return list(changes.rows[["group", "status", "source_row"]].itertuples(index=False, name=None))


def test_what_lowers_a_figure_comes_first_with_the_cell_and_by_how_much(office: Office) -> None:
    """A group that is taken back stands before one that is new; what says the same is only counted."""
    before = [
        {"class_id": "001", "created_on": feb(20), "group_no": "1"},
        {"class_id": "002", "created_on": feb(20), "group_no": "2"},
    ]
    office.send("groups", before, when=at(21))
    after = [
        {"class_id": "003", "created_on": feb(22), "group_no": "3"},
        before[0],
        {"class_id": "002", "created_on": None, "group_no": "2"},
    ]
    sent = office.send("groups", after, when=at(22))
    changes = row_changes.changes(office.desk(), int(sent.submission or 0))
    assert rows_of(changes) == [(LOWERS, "changed", 4), (REST, "new", 2)]
    assert changes.unchanged == 1
    assert Moved("group_creation", -1, 0) in changes.rows["moves"].iloc[0]
    assert Moved("group_creation", 1, 0) in changes.rows["moves"].iloc[1]
    (cell,) = changes.cells.to_dict("records")
    assert (cell["column"], cell["old"], cell["new"]) == ("created_on", feb(20), None)
    assert changes.rows["values"].iloc[1]["group_no"] == "3"
    assert changes.elsewhere == {}


def test_counts_of_a_class_on_a_later_day_are_held_against_those_of_the_day_before(office: Office) -> None:
    """The earlier day's row counts no more, and what it counted is taken off the row that counts instead."""
    day = {"class_id": "001", "as_of": feb(20), "expected": 40, "joined": 30}
    office.send("enrollment", [day], when=at(21), form="aggregate")
    fewer = [day | {"as_of": feb(21), "joined": 31}, day | {"as_of": feb(22), "joined": 25}]
    sent = office.send("enrollment", fewer, when=at(22), form="aggregate")
    changes = row_changes.changes(office.desk(), int(sent.submission or 0))
    assert rows_of(changes) == [(LOWERS, "new", 3), (REST, "new", 2)]
    assert Moved("enrollment", -5, 0) in changes.rows["moves"].iloc[0]
    assert changes.elsewhere == {}


def test_errors_that_are_mended_come_after_what_lowers_and_before_the_rest(office: Office) -> None:
    """Also of a row that was not taken before: by the words of its key in the file that came first."""
    row = {"as_of": feb(21), "expected": 40}
    first = [row | {"class_id": id, "joined": n} for id, n in (("001", 45), ("002", 30), ("003", 10))]
    confirmed(office, first)
    second = [row | {"class_id": id, "joined": n} for id, n in (("002", 20), ("003", 12), ("001", 35))]
    changes = row_changes.changes(office.desk(), confirmed(office, second))
    assert rows_of(changes) == [(LOWERS, "changed", 2), (MENDED, "new", 4), (REST, "changed", 3)]
    assert list(changes.cells["cell"]) == ["D2", "D3"]
    assert changes.addresses[4]["class_id"] == "A4"


def confirmed(office: Office, rows: list[dict[str, Any]]) -> int:
    """The number of a file of counts, read and confirmed by the secretary as it is."""
    desk, content = office.desk(SECRETARY, at(24)), written(rows, "enrollment", "aggregate")
    parts = intake.read(desk, content, "a.csv", Arrival(unit="甲学院"))
    return int(intake.confirm(desk, parts, content)[0].submission or 0)
