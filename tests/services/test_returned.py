"""What a returned submission is about, cell by cell, as whoever sent it reads it."""

from __future__ import annotations

from services import decisions, intake, returned
from services.comments import Pointed
from tests.pages.workbooks import workbook
from tests.services.offices import ADMIN, SECRETARY, Office
from tests.services.sheets import at

ROWS = [
    ["教学班号", "建群日期", "测试日期"],
    ["001", "2020-02-21", "2020-02-20"],
    ["002", "2020-02-21", None],
    ["009", "2020-02-21", None],
]


def sent(office: Office) -> int:
    """A sheet of groups with a class that the plan does not know, as a file; its number."""
    desk, content = office.desk(SECRETARY, at(22)), workbook(ROWS)
    (part,) = intake.read(desk, content, "建群.xlsx", intake.Arrival(received_at=at(22)))
    (outcome,) = intake.confirm(desk, [part], content, received_at=at(22))
    assert outcome.submission is not None
    return outcome.submission


def test_a_return_that_points_at_cells_shows_them_with_addresses_and_words(office: Office) -> None:
    """A cell with its address, title and value; a row as a whole by what it is known by; in order of rows."""
    number = sent(office)
    pointing = (Pointed(4), Pointed(2, "created_on", "应是二十日"))
    decisions.send_back(office.desk(ADMIN, at(22, 18)), number, decisions.Return("请改", pointing))
    cell, row = returned.places(office.desk(SECRETARY), number)
    assert (cell.row, cell.cell, cell.title, cell.said) == (2, "B2", "建群日期", "应是二十日")
    assert str(cell.value).startswith("2020-02-21")
    assert (row.row, row.cell, row.value, row.said) == (4, None, ("009",), "")


def test_a_return_that_points_at_nothing_shows_what_was_found(office: Office) -> None:
    """The cells that were doubtful when the sheet came, with the address of each."""
    number = sent(office)
    decisions.send_back(office.desk(ADMIN, at(22, 18)), number, decisions.Return("请核对"))
    places = returned.places(office.desk(SECRETARY), number)
    assert places
    assert {place.cell for place in places} <= {f"{letter}{row}" for letter in "ABC" for row in (2, 3, 4)}
    assert "A4" in {place.cell for place in places}
