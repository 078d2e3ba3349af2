from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from services import agreement as agreeing
from store import open_store
from tests.services.offices import ADMIN, LEADER, NEIGHBOUR, NETWORK, SECRETARY, STUDENT_AFFAIRS, Office
from tests.services.sheets import at, feb


@pytest.fixture(scope="module")
def checked_office(office_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that was sent groups of classes without a plan, and checks of three classes."""
    file = shutil.copy(office_file, tmp_path_factory.mktemp("agreement") / "office.db")
    with open_store(f"sqlite:///{file}") as store:
        office = Office(store, is_begun=True)
        office.send("groups", [{"class_id": "001"}, {"class_id": "998"}], when=at(24))
        office.send("groups", [{"class_id": "999"}], when=at(24), person=NEIGHBOUR, unit="乙学院")
        found = {"check_item": "课程建群", "checked_on": feb(23), "holds": True}
        classes = (("001", "甲学院"), ("011", "乙学院"), ("999", "乙学院"))
        rows = [{"class_id": id, "unit": unit, **found} for id, unit in classes]
        office.send("checks", rows, when=at(24), person=ADMIN, unit=None)
        yield office


@pytest.mark.parametrize(
    ("person", "units"),
    [
        (ADMIN, {"甲学院", "乙学院"}), (LEADER, {"甲学院", "乙学院"}), (STUDENT_AFFAIRS, {"甲学院", "乙学院"}),
        (SECRETARY, {"甲学院"}), (NEIGHBOUR, {"乙学院"}), (NETWORK, set()),
    ],
)  # fmt: skip
def test_everybody_sees_the_sums_and_few_what_is_behind_them(checked_office, person, units):
    """Sums and rates are the same for all; pairs, and classes that were checked, are of own units only."""
    desk = checked_office.desk(person)
    agreement, checked = agreeing.comparisons(desk, feb(25)), agreeing.spot_checks(desk, feb(25))
    whole = agreeing.comparisons(checked_office.desk(), feb(25))
    assert agreement.sums.equals(whole.sums)
    assert set(agreement.pairs["unit"].dropna()) == units
    assert list(checked.rates["unit"]) == ["甲学院", "乙学院", "全校"]
    assert set(checked.classes["unit"]) == units
    assert set(checked.aside["unit"]) == units & {"乙学院"}
    assert agreeing.comparisons(desk, feb(25)).pairs.equals(agreement.pairs)
