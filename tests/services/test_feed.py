"""What programs are told of a few students: no more than the pages tell, whatever is asked of it."""

from __future__ import annotations

import pytest

from server.odata_filter import filtered
from services import feed
from services.feed import Question
from tests.services.offices import ADMIN, LEADER, Office
from tests.services.sheets import at


@pytest.mark.parametrize(
    "text", ["taken lt 5", "taken eq 3", "taken ge 1", "taken in (1, 2, 3, 4)", "not (taken gt 4)"]
)
def test_no_filter_tells_a_small_count(office: Office, text: str) -> None:
    """A count that is veiled is missing before rows are chosen, so that choosing by it finds nothing."""
    few = [{"student_id": f"202000{number}", "student_name": "学生"} for number in range(3)]
    office.send("need", few, when=at(22), form="students")
    seen = {}
    for person in (ADMIN, LEADER):
        rows = feed.rows(office.desk(person, at(23)), "submissions", Question())
        of_need = rows[rows["kind"] == "need"]
        seen[person.login] = (list(of_need["taken"].dropna()), len(filtered(of_need, text)))
    assert seen == {ADMIN.login: ([3], 1), LEADER.login: ([], int(text.startswith("not")))}
