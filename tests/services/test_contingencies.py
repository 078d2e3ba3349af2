"""Who sees what of single students, of plans and of obstacles, and how small counts are veiled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest

from access import Denied, Person
from schema.figures import CAMPUS
from services import contingencies, submissions
from services.desk import Desk
from services.small_counts import FEW, veiled
from store import Store, open_store
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
NAMED = "学生甲"
SECRET = "父亲失业"
FAULT = {"fault_no": "1", "reported_at": dt.datetime.fromisoformat("2020-02-22 09:00"), "problem": "卡顿"}


def students(count: int, **more: Any) -> list[dict[str, Any]]:
    """Students in need, of whom each has one need."""
    row = {"situation": SECRET, "needs": ("手机流量",), "student_name": NAMED, **more}
    return [{"student_id": f"{number}", **row} for number in range(count)]


@dataclass(frozen=True)
class Filled:
    """A store to which nobody sends any more."""

    store: Store

    def desk(self, person: Person) -> Desk:
        """The desk of ``person``."""
        return Desk(self.store, TERM, person)


@pytest.fixture(scope="module")
def cared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """Three students in need, one with symptoms, a plan and an obstacle of 甲学院; nine in need of 乙学院."""
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('cared') / 'office.db'}") as store:
        fill(Office(store))
        yield Filled(store)


def fill(office: Office) -> None:
    """Send what the fixture names."""
    symptoms = {"item": "疑似症状", "student_id": "7", "student_name": NAMED, "health": "发热"}
    plan = {"item": "疑似症状", "submitted_on": feb(22), "owner": "院长甲", "content": "要点"}
    office.send("need", students(3), form="students", when=at(22))
    office.send("need", students(9), form="students", when=at(22), person=NEIGHBOUR, unit="乙学院")
    office.send("contingency", [symptoms], form="cases", when=at(22))
    office.send("contingency", [plan], form="register", when=at(22))
    office.send("obstacles", [FAULT], when=at(22), person=NETWORK)
    office.send("obstacles", [FAULT], when=at(22), person=NETWORK, unit=CAMPUS)


def told(*frames: pd.DataFrame) -> str:
    """Everything that frames hold, as text."""
    return "\n".join(frame.to_csv() for frame in frames)


@pytest.mark.parametrize("person", [LEADER, NEIGHBOUR, ADMIN])
def test_counts_name_nobody(cared: Filled, person: Person) -> None:
    """What everybody is given holds no student, no hardship and no health."""
    desk = cared.desk(person)
    concerned, in_need = contingencies.concerned(desk, DAY), contingencies.in_need(desk, DAY)
    whole = told(
        concerned.postponements, concerned.isolation, concerned.suspected, concerned.health, concerned.days,
        in_need.counts, in_need.parts, in_need.needs, contingencies.plans(desk, DAY),
    )  # fmt: skip
    for secret in (NAMED, SECRET, "发热"):
        assert secret not in whole


@pytest.mark.parametrize(
    ("person", "cells"),
    [
        (ADMIN, [3, 9, 12]),
        (STUDENT_AFFAIRS, [3, 9, 12]),
        (SECRETARY, [3, 9, 12]),
        (NEIGHBOUR, [FEW, 9, None]),
        (LEADER, [FEW, None, 12]),
        (NETWORK, [FEW, None, 12]),
    ],
)
def test_a_small_count_is_veiled_to_those_who_may_not_see_the_students(
    cared: Filled, person: Person, cells: list[int | None]
) -> None:
    """Nor does it follow from the total and the other cells."""
    needs = contingencies.in_need(cared.desk(person), DAY).needs
    assert list(needs["unit"]) == ["甲学院", "乙学院", CAMPUS]
    assert [None if pd.isna(cell) else cell for cell in needs["手机流量"]] == cells
    suspected = contingencies.concerned(cared.desk(person), DAY).suspected
    assert list(suspected["students"]) == ([1, 1] if cells[0] == 3 else [FEW, FEW])
    assert pd.isna(suspected["untimed"].iloc[-1]) == (cells[0] == FEW)


def test_large_counts_are_shown_to_everybody() -> None:
    """Only cells of one to four are veiled; several of them need no other."""
    counts = pd.DataFrame({"unit": ["甲", "乙", "丙", "丁", CAMPUS], "count": [4, 5, 1, 0, 10]})
    assert list(veiled(counts, ["count"], ())["count"]) == [FEW, 5, FEW, 0, 10]
    assert list(veiled(counts, ["count"], ("甲", "乙", "丙", "丁"))["count"]) == [4, 5, 1, 0, 10]


@pytest.mark.parametrize("person", [LEADER, NETWORK, NEIGHBOUR, NOBODY])
def test_nobody_else_gets_the_names_nor_the_working_list(cared: Filled, person: Person) -> None:
    """Neither on the page nor as a file; and nothing is logged as taken."""
    desk = cared.desk(person)
    acts = len(read_acts(cared.store))
    with pytest.raises(Denied):
        contingencies.students(desk, DAY, unit="甲学院")
    with pytest.raises(Denied):
        contingencies.working_list(desk, DAY, unit="甲学院", name="名单")
    assert len(read_acts(cared.store)) == acts


@pytest.mark.parametrize("person", [SECRETARY, STUDENT_AFFAIRS])
def test_the_working_list_is_for_the_unit_and_logged(cared: Filled, person: Person) -> None:
    """It holds the students of the unit and of no other; who took it stands in the log."""
    lists = contingencies.working_list(cared.desk(person), DAY, unit="甲学院", name="名单.xlsx")
    assert list(lists) == ["need", "isolation", "postponements", "suspected"]
    assert [len(rows) for rows in lists.values()][::3] == [3, 1]
    last = read_acts(cared.store).iloc[-1]
    assert (last["act"], last["who"], last["unit"]) == ("downloaded", person.login, "甲学院")


@pytest.mark.parametrize(
    ("person", "owner"),
    [(ADMIN, "院长甲"), (LEADER, "院长甲"), (SECRETARY, "院长甲"), (NEIGHBOUR, None), (NETWORK, None)],
)
def test_how_far_a_plan_is_is_for_all_and_what_it_says_for_its_readers(
    cared: Filled, person: Person, owner: str | None
) -> None:
    """Every unit sees the states of all units, and the words of its own."""
    plans = (
        contingencies.plans(cared.desk(person), DAY).set_index(["unit", "item"]).loc[("甲学院", "疑似症状")]
    )
    assert plans["status"] == "complete"
    assert [None if pd.isna(plans[id]) else plans[id] for id in ("owner", "content")] == [
        owner,
        owner and "要点",
    ]


@pytest.mark.parametrize(
    ("person", "units"),
    [(ADMIN, ["甲学院", CAMPUS]), (LEADER, ["甲学院", CAMPUS]), (NETWORK, ["甲学院", CAMPUS]), (SECRETARY, ["甲学院"]), (NEIGHBOUR, [])],
)  # fmt: skip
def test_obstacles_are_for_the_network_centre_and_their_unit(
    cared: Filled, person: Person, units: list[str]
) -> None:
    """Counts of them are for all."""
    assert list(contingencies.faults(cared.desk(person), DAY)["unit"]) == units
    assert contingencies.fault_counts(cared.desk(person), DAY)["unit"]["reported"].tolist() == [1, 2]


def test_the_network_centre_sends_obstacles_and_nothing_else(office: Office) -> None:
    """It sees their sheets and takes back its own; of others it is told whose they are."""
    office.send("groups", [{"class_id": "001"}], when=at(21))
    sent = office.send("obstacles", [FAULT], when=at(22), person=NETWORK)
    of_unit = office.send("obstacles", [{**FAULT, "fault_no": "2"}], when=at(23))
    desk = office.desk(NETWORK)
    assert list(submissions.visible(desk)["submission"]) == [sent.submission, of_unit.submission]
    groups = office.admitted("groups", [{"class_id": "001"}], when=at(22), person=NETWORK)
    assert groups.refused is not None
    assert groups.refused.code == "faults_only"
    submissions.withdraw(desk, sent.submission)
    with pytest.raises(Denied):
        submissions.withdraw(desk, of_unit.submission)
