from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from access import Denied, Person, Role
from services import left_out
from services.desk import Desk
from services.left_out import LeftOutView
from store import open_store
from store.acts import read_acts
from tests.services.offices import (
    ADMIN,
    LEADER,
    NEIGHBOUR,
    NETWORK,
    NOBODY,
    SECRETARY,
    STUDENT_AFFAIRS,
    TERM,
    Office,
)
from tests.services.sheets import at, feb

DAY = feb(23)
THIRD = Person("bing", "秘书丙", Role.REPORTER, ("丙学院",))
BOTH = Person("er", "秘书二", Role.REPORTER, ("甲学院", "乙学院"))


def listed(class_id: str, student_id: str, **more: Any) -> dict[str, Any]:
    return {"class_id": class_id, "student_id": student_id, "student_name": f"学生{student_id}", **more}


@pytest.fixture(scope="module")
def rosters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Student 1 belongs to 乙学院 and sits in a class of each unit, students 2 and 4 only at home."""
    jia = [listed("001", "1", student_unit="乙学院", joined=False), listed("001", "2", joined=False)]
    yi = [listed("011", "1", joined=False), listed("011", "4", joined=False)]
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('left_out') / 'office.db'}") as store:
        office = Office(store)
        office.send("enrollment", jia, form="roster", when=at(22))
        office.send("enrollment", yi, form="roster", when=at(22), person=NEIGHBOUR, unit="乙学院")
        yield office


def seen(desk: Desk) -> list[tuple[str, str]]:
    view = left_out.view(desk, DAY)
    pd.testing.assert_frame_equal(view.students, left_out.students(desk, DAY))
    return seen_in(view)


def seen_in(view: LeftOutView) -> list[tuple[str, str]]:
    return list(zip(view.students["class_id"], view.students["student_id"], strict=True))


@pytest.mark.parametrize(
    ("who", "names"),
    [
        (ADMIN, [("001", "1"), ("001", "2"), ("011", "1"), ("011", "4")]),
        (STUDENT_AFFAIRS, [("001", "1"), ("001", "2"), ("011", "1"), ("011", "4")]),
        (BOTH, [("001", "1"), ("001", "2"), ("011", "1"), ("011", "4")]),
        (SECRETARY, [("001", "1"), ("001", "2")]),
        (NEIGHBOUR, [("001", "1"), ("011", "1"), ("011", "4")]),
    ],
    ids=lambda one: one.login if isinstance(one, Person) else "",
)
def test_a_unit_sees_the_students_of_its_classes_and_its_own_elsewhere(rosters, who, names):
    """乙学院 sees student 1 in the class of 甲学院, and not student 2 beside it."""
    assert seen(rosters.desk(who)) == names


@pytest.mark.parametrize("who", [LEADER, NETWORK], ids=lambda who: who.login)
def test_leaders_and_the_network_centre_see_counts_only(rosters, who):
    """No name or id is in anything that they get."""
    desk = rosters.desk(who)
    view = left_out.view(desk, DAY)
    assert view.students is None
    assert names_in(view) == set()
    assert view.units.set_index("unit").loc["全校", "students"] == 3
    assert (view.classes is None) == (view.counselors is None) == (who is NETWORK)
    with pytest.raises(Denied):
        left_out.students(desk, DAY)
    with pytest.raises(Denied):
        left_out.names_taken(desk, "a.xlsx", pd.DataFrame({"student_id": ["1"]}))


def names_in(view: LeftOutView) -> set[str]:
    """What of the students' names and ids stands anywhere in a view."""
    frames = [getattr(view, name) for name in ("units", "days", "classes", "counselors", "students")]
    told = {str(cell) for frame in frames if frame is not None for cell in frame.to_numpy().ravel()}
    columns = {column for frame in frames if frame is not None for column in frame if "student_" in column}
    return {one for one in told if one.startswith("学生")} | columns


def test_a_unit_sees_counts_of_all_and_details_of_its_own(rosters):
    """The counts by unit are everybody's; classes and counsellors are those of the unit."""
    view = left_out.view(rosters.desk(SECRETARY), DAY)
    assert list(view.units["unit"]) == [*TERM.unit_names, "全校"]
    assert set(view.classes["class_id"]) == {"001", "002", "003"}
    assert list(view.counselors["students"]) == [2]
    chosen = left_out.view(rosters.desk(ADMIN), DAY, units=["乙学院"])
    assert list(chosen.classes["class_id"]) == ["011"]
    assert seen_in(chosen) == [("001", "1"), ("011", "1"), ("011", "4")]


@pytest.mark.parametrize(
    "who", [NOBODY, Person("wu", "没有学院", Role.REPORTER), THIRD], ids=lambda who: who.login
)
def test_who_has_no_unit_sees_no_names(rosters, who):
    """Neither by the view nor by the list."""
    desk = rosters.desk(who)
    with pytest.raises(Denied):
        left_out.students(desk, DAY)
    if who is not NOBODY:
        assert left_out.view(desk, DAY).students is None


def test_taking_a_list_of_names_is_logged(rosters):
    """Who took which file with how many students stands in the log of acts, and no name."""
    desk = rosters.desk(SECRETARY, at(24))
    left_out.names_taken(desk, "联系名单.xlsx", left_out.students(desk, DAY))
    act = read_acts(rosters.store).iloc[-1]
    assert (act["act"], act["who"], act["unit"]) == ("downloaded", "jia", "甲学院")
    assert act["detail"] == '{"file": "联系名单.xlsx", "students": 2}'
