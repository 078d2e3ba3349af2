from __future__ import annotations

import pytest

from services import sources, submissions
from tests.services.offices import LEADER, NEIGHBOUR, NETWORK, SECRETARY
from tests.services.sheets import at, feb


@pytest.fixture
def sent(office):
    """Groups sent on the 22nd, and materials that were taken back at noon of the 23rd."""
    office.send("groups", [{"class_id": "001", "created_on": feb(21)}], when=at(22))
    gone = office.send("materials", [{"class_id": "001", "material_kind": "PPT", "uploaded_on": feb(21)}],
                       when=at(22, 18)).submission  # fmt: skip
    submissions.withdraw(office.desk(SECRETARY), gone, at=at(23))
    return office


def kinds(office, person, *moment, **asked) -> list[str]:
    """The kinds of sheets that figures rest on."""
    return list(sources.standing(office.desk(person), *moment, **asked)["kind"].drop_duplicates())


def test_what_stood_at_a_moment_is_what_figures_of_it_rest_on(sent) -> None:
    """Before it came and after it was taken back, a sheet is no source; between, it is."""
    assert kinds(sent, LEADER, at(22, 6)) == ["plan"]
    assert kinds(sent, LEADER, at(23, 6)) == ["plan", "groups", "materials"]
    assert kinds(sent, LEADER) == ["plan", "groups"]


def test_an_indicator_rests_on_its_own_kinds_and_the_plan(sent) -> None:
    """Groups say nothing of materials; the share of reporting is about every sheet that is due."""
    moment = at(23, 6)
    assert kinds(sent, LEADER, moment, indicators=["group_creation"]) == ["plan", "groups"]
    assert kinds(sent, LEADER, moment, indicators=["reporting"]) == ["plan", "groups", "materials"]
    assert "groups" not in kinds(sent, LEADER, moment, units=["乙学院"])


def test_a_file_is_named_to_those_who_may_see_the_submission(sent) -> None:
    """That it came, when, and its fingerprint is for all; the names are for the unit and those above."""
    for person, named in ((SECRETARY, True), (LEADER, True), (NEIGHBOUR, False), (NETWORK, False)):
        rows = sources.standing(sent.desk(person), indicators=["group_creation"])
        groups = rows[rows["kind"] == "groups"].iloc[0]
        assert groups[["file", "sheet"]].notna().any() == named
        assert len(groups["digest"]) == 64
