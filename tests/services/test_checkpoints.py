from __future__ import annotations

import dataclasses
import datetime as dt

import pandas as pd
import pytest

from access import Person
from metrics.indicators import INDICATORS
from schema.figures import CAMPUS, FigureKey
from schema.term import Checkpoint
from services import checkpoints, intake, restatement, submissions
from services import figures as known_figures
from services.checkpoints import freeze_passed, passed
from services.desk import Desk
from services.papers.changes import act_words
from services.restatement import explained
from store.checkpoints import Freezing, add_frozen
from tests.services.offices import ADMIN, NETWORK, SECRETARY, TERM, Office, desk_at
from tests.services.sheets import at, feb, plan_row, sheet

EVE = Checkpoint("eve", feb(23), "前夜", "Eve", "month")
WEEK = Checkpoint("week_1", feb(30), "首周末", "Week 1", "month")
GATED = dataclasses.replace(TERM, checkpoints=(EVE, WEEK))
OWN, OTHER = TERM.unit_names
SOON = at(24, 10, 30)


def desk(office: Office, person: Person = ADMIN, when: dt.datetime | None = None) -> Desk:
    """The desk of ``person`` in the term with checkpoints, by default after the first of them."""
    return desk_at(office.store, GATED, person, when or at(25))


@pytest.fixture
def busy(office: Office) -> Office:
    """Reports before the first checkpoint, and others about the same days after it."""
    created = {"created_on": feb(22)}
    office.send("groups", [{"class_id": "001", **created}], when=at(22, 9))
    wrong = office.send("groups", [{"class_id": "002", **created}], when=at(23, 9))
    office.send("enrollment", [snapshot("001", 40, 30)], when=at(23, 10), form="aggregate")
    office.send("groups", [{"class_id": "003", **created}], when=at(24, 8))
    office.send("enrollment", [snapshot("001", 42, 38)], when=at(24, 9), form="aggregate")
    office.send("groups", [{"class_id": "001", "created_on": feb(24)}], when=at(24, 10))
    office.send("groups", [{"class_id": "011", **created}], when=at(24, 11), person=ADMIN, unit=OTHER)
    submissions.withdraw(office.desk(), wrong.submission, at=at(24, 12), reason="填错")
    return office


def snapshot(class_id: str, expected: int, joined: int) -> dict[str, object]:
    """Students of a class on the eve."""
    return {"class_id": class_id, "as_of": feb(23), "expected": expected, "joined": joined}


def counts(figures: pd.DataFrame, indicator: str, unit: str) -> tuple[int, int]:
    """The n and d of a figure."""
    row = figures[(figures["indicator"] == indicator) & (figures["unit"] == unit)].iloc[0]
    return int(row["n"]), int(row["d"])


def test_a_checkpoint_is_over_when_all_that_was_sent_by_its_end_is_written():
    """What is received in the last seconds is written a little later; before that nothing is frozen."""
    assert passed(GATED, at(24, 0)) == ()
    assert passed(GATED, at(24, 0, 9)) == ()
    assert passed(GATED, at(24, 0, 10)) == (EVE,)
    assert passed(GATED, at(32)) == (EVE, WEEK)


def test_a_late_freeze_gives_what_an_early_one_would_have(busy, monkeypatch):
    """Frozen weeks after the checkpoint, figures are those that were known at its end, for everything."""
    late = desk(busy, when=at(29))
    assert checkpoints.freeze(late) == len(INDICATORS) * 3
    kept = checkpoints.frozen(late)
    assert counts(kept, "group_creation", OWN) == (2, 3)
    assert counts(kept, "enrollment", CAMPUS) == (30, 160)
    early = known_figures.table(desk(busy), days=[feb(23)], known_at=at(24, 0))
    both = kept.merge(early, on=["indicator", "unit"], suffixes=("", "_early"))
    assert len(both) == len(kept) == len(early)
    assert both["n"].tolist() == both["n_early"].tolist()
    assert both["d"].tolist() == both["d_early"].tolist()

    monkeypatch.setattr(
        "services.checkpoints.add_frozen", None
    )  # a second time nothing is worked out or written
    assert checkpoints.freeze(late) == 0
    assert freeze_passed(busy.store, GATED, pytest.fail, at(29)) == 0


def test_a_checkpoint_by_which_nothing_had_come_is_left_alone(office):
    """A store that is filled later has no figures of the days before it was there."""
    before = dataclasses.replace(GATED, checkpoints=(Checkpoint("old", feb(19), "", "", "month"),))
    assert freeze_passed(office.store, before, lambda: desk(office).facts(), at(25)) == 0
    assert checkpoints.frozen(desk(office)).empty


def test_what_moved_a_figure_since_the_checkpoint_is_told_act_by_act(busy):
    """Each receipt and each withdrawal with how far it moved n and d, in order; nothing else is listed."""
    checkpoints.freeze(desk(busy))
    told = restatement.moves(desk(busy), "eve", "group_creation", CAMPUS)
    assert told[["act", "unit", "n", "d"]].to_numpy().tolist() == [
        ["received", OWN, 1, 0],  # the third class
        ["received", OWN, -1, 0],  # the first was not created until the 24th, they say now
        ["received", OTHER, 1, 0],
        ["withdrawn", OWN, -1, 0],
    ]  # fmt: skip
    assert told["moment"].iloc[0] == pd.Timestamp("2020-02-24 00:00")
    assert set(told["file"]) == {"groups.xlsx"}
    enrolled = restatement.moves(desk(busy), "eve", "enrollment", OWN)
    assert enrolled[["act", "n", "d"]].to_numpy().tolist() == [["received", 8, 2]]


def test_the_moves_add_up_to_the_difference_between_then_and_now(busy):
    """Frozen n and d, and every move since, give what is known today; also as known in between."""
    checkpoints.freeze(desk(busy))
    kept, facts = checkpoints.frozen(desk(busy)), desk(busy).facts()
    for known_at, indicators in (
        (None, ["group_creation", "enrollment", "reporting"]),
        (SOON, ["announcement"]),
    ):
        now = known_figures.table(desk(busy), days=[feb(23)], known_at=known_at, indicators=indicators)
        for row in now.itertuples():
            told = explained(facts, GATED, FigureKey(row.indicator, row.unit, feb(23)), known_at=known_at)
            then = counts(kept, row.indicator, row.unit)
            assert (then[0] + told["n"].sum(), then[1] + told["d"].sum()) == (row.n, row.d), row


def test_what_does_not_add_up_in_parts_is_counted_as_a_whole(busy, monkeypatch):
    """People of several units count once for the campus, so there every act is tried with all facts."""
    monkeypatch.setattr(
        "services.restatement_replay.Replay.by_parts", lambda self: [(0, 0)] * len(self._acts)
    )
    figure = FigureKey("group_creation", CAMPUS, feb(23))
    told = explained(desk(busy).facts(), GATED, figure, known_at=at(24, 9))
    assert told[["act", "unit", "n", "d"]].to_numpy().tolist() == [["received", OWN, 1, 0]]


def test_a_frozen_figure_that_would_be_another_by_todays_definition_is_said_to_be(busy):
    """A checkpoint keeps what was frozen; the difference to what would be frozen now comes first."""
    old = known_figures.table(desk(busy), days=[feb(23)], known_at=at(24, 0), indicators=["group_creation"])
    add_frozen(
        busy.store, Freezing(GATED.name, "eve", known_at=at(24, 0), at=at(24, 1)), old.assign(n=old["n"] - 1)
    )
    checkpoints.freeze(desk(busy))
    told = restatement.moves(desk(busy), "eve", "group_creation", OTHER)
    assert told[["act", "n", "d"]].to_numpy().tolist() == [["redefined", 1, 0], ["received", 1, 0]]
    assert told["moment"].isna().tolist() == [True, False]
    compared = checkpoints.compared(desk(busy))
    compared = compared[compared["indicator"].isin(["group_creation", "enrollment"])]
    assert compared.set_index(["indicator", "unit"])["redefined"].to_dict() == {
        ("group_creation", OWN): True, ("group_creation", OTHER): True, ("group_creation", CAMPUS): True,
        ("enrollment", OWN): False, ("enrollment", OTHER): False, ("enrollment", CAMPUS): False,
    }  # fmt: skip


def test_every_checkpoint_stands_then_and_now(busy):
    """Frozen, worked out again, and known now; what is not frozen has nothing of then."""
    checkpoints.freeze(desk(busy))
    compared = checkpoints.compared(desk(busy, when=at(32)))
    compared = compared[(compared["indicator"] == "group_creation") & (compared["unit"] == OWN)]
    assert compared["gate"].tolist() == ["eve", "week_1"]
    eve, week = (row for _place, row in compared.iterrows())
    assert (eve["n_frozen"], eve["d_frozen"], eve["n"], eve["d"]) == (2, 3, 1, 3)
    assert round(eve["change"], 4) == -0.3333
    assert (eve["n_then"], bool(eve["redefined"])) == (2, False)
    assert pd.isna(week["n_frozen"])
    assert pd.isna(week["change"])
    assert not week["redefined"]
    assert checkpoints.compared(desk(busy, when=at(32)), known_at=at(25))["gate"].unique().tolist() == ["eve"]


def test_files_are_named_to_those_who_may_see_them(busy):
    """A secretary sees the files of the own unit, the network centre none; units and moments all do."""
    checkpoints.freeze(desk(busy))
    seen = {
        person.login: restatement.moves(desk(busy, person), "eve", "group_creation", CAMPUS)
        for person in (SECRETARY, NETWORK)
    }
    of_secretary, of_network = seen["jia"], seen["wangluo"]
    assert of_secretary["file"].notna().tolist() == [True, True, False, True]
    assert of_network[["file", "submission"]].isna().all(axis=None)
    assert of_network["unit"].tolist() == [OWN, OWN, OTHER, OWN]
    with pytest.raises(KeyError):
        restatement.moves(desk(busy), "nonsense", "group_creation", CAMPUS)


def test_a_plan_that_moves_a_past_figure_is_said_to_be_adjusted(busy):
    """A class added to the plan after the checkpoint makes 3 of its day 4; the page names it an adjustment."""
    checkpoints.freeze(desk(busy))
    busy.send("plan", [plan_row("004", OWN)], when=at(24, 13), person=ADMIN, unit=OWN)
    moved = restatement.moves(desk(busy), "eve", "group_creation", OWN)
    last = moved.iloc[-1]
    assert (last["kind"], last["act"], last["n"], last["d"]) == ("plan", "received", 0, 1)
    assert act_words(last["act"], last["kind"]) == "计划调整（收到上报）"
    assert act_words("received", "groups") == "收到上报"


def test_a_class_called_off_or_left_out_later_moves_no_checkpoint(busy):
    """Off on the 24th, or left out of the whole plan then: the 23rd has the class, then as now."""
    facts = desk(busy).facts()
    eve = FigureKey("material_coverage", OWN, feb(23))
    assert explained(facts, GATED, eve).empty
    busy.send("plan", [plan_row("002", OWN, state="停开")], when=at(24, 13), person=ADMIN, unit=OWN)
    whole = dataclasses.replace(sheet("plan", [plan_row("001", OWN)], unit=OWN), whole=True)
    intake.confirm(desk(busy), [whole], b"whole", received_at=at(24, 14))
    assert explained(desk(busy).facts(), GATED, eve).empty
    later = known_figures.table(desk(busy), days=[feb(23), feb(24)]).set_index(["indicator", "unit", "on"])
    due = [later.loc[("material_coverage", OWN, pd.Timestamp(feb(day))), "d"] for day in (23, 24)]
    assert due == [3, 1]
