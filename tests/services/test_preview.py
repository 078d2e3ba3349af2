from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from access import Denied, Person, Role
from schema.figures import CAMPUS
from schema.findings import Refusal
from services import intake, preview
from services.desk import Desk
from store import Store, open_store
from store.intake import Envelope, add_submission
from store.signature import Signature
from store.versions import read_version
from store.withdrawals import add_withdrawal
from tests.services.sheets import at, feb, plan_row, sheet, small_term

TERM = small_term("甲学院", "乙学院")
REPORTER = Person("jia", "甲", Role.REPORTER, ("甲学院",))
GROUPS = sheet("groups", [{"class_id": "001", "created_on": feb(22)}])
VISITS = sheet(
    "visits", [{"class_id": "002", "visitor": "钱", "visitor_kind": "校领导", "planned_on": feb(25)}]
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(f"sqlite:///{tmp_path / 'ruqi.db'}")
    plan = sheet("plan", [plan_row("001"), plan_row("002")])
    add_submission(opened, plan, b"plan", Envelope(unit=plan.unit, term=TERM.name, received_at=at(20)))
    return opened


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, TERM, REPORTER)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_files_are_reviewed_together(desk: Desk) -> None:
    """Each sheet with its difference and doubts, and one effect of all of them."""
    found = preview.examine(desk, [(digest(b"a"), [GROUPS]), (digest(b"b"), [VISITS])], on=feb(25))
    (groups,), (visits,) = found.files
    assert groups.difference is not None
    assert groups.difference.count("new") == 1
    assert list(groups.difference.left_out["class_id"]) == ["002"]
    assert [finding.code for finding in visits.part.findings] == ["visit_without_group"]
    rates = found.effect.set_index(["indicator", "unit"])
    assert rates.loc[("group_creation", "甲学院"), ["rate_before", "rate", "change"]].tolist() == [
        0,
        0.5,
        0.5,
    ]
    assert set(rates.index.get_level_values("unit")) == {"甲学院", CAMPUS}
    assert "enrollment" not in rates.index


def test_a_review_stores_nothing(desk: Desk, store: Store) -> None:
    """Nothing is a fact before the confirmation."""
    before = read_version(store)
    preview.examine(desk, [(digest(b"a"), [GROUPS])], on=feb(25))
    assert read_version(store) == before


def test_what_stands_already_is_said_to_be_the_same_and_changes_nothing(desk: Desk, store: Store) -> None:
    """The same bytes for the same purpose are known before they are confirmed, until they are withdrawn."""
    (outcome,) = intake.confirm(desk, [GROUPS], b"a")
    (same,), (other,) = preview.examine(
        desk, [(digest(b"a"), [GROUPS]), (digest(b"b"), [GROUPS])], on=feb(25)
    ).files
    assert (same.duplicate_of, same.difference) == (outcome.submission, None)
    assert (other.duplicate_of, other.is_left_alone) == (None, True)
    assert preview.examine(desk, [(digest(b"a"), [GROUPS])], on=feb(25)).effect.empty
    add_withdrawal(store, outcome.submission or 0, Signature(desk.now()))
    ((again,),) = preview.examine(desk, [(digest(b"a"), [GROUPS])], on=feb(25)).files
    assert again.duplicate_of is None


def test_a_plan_among_the_files_holds_for_the_others(store: Store) -> None:
    """A class that the new plan brings is due, and left out where the sheet does not mention it."""
    admin = Desk(store, TERM, Person("jw", "教务", Role.ADMIN))
    plan = sheet("plan", [plan_row("003")])
    (_, (groups,)) = preview.examine(
        admin, [(digest(b"p"), [plan]), (digest(b"a"), [GROUPS])], on=feb(25)
    ).files
    assert groups.difference is not None
    assert list(groups.difference.left_out["class_id"]) == ["002", "003"]


def test_what_cannot_be_kept_has_no_difference(desk: Desk) -> None:
    """A refused sheet, one without unit and one without a row are shown with their findings only."""
    parts = [
        replace(GROUPS, refused=Refusal("no_rows")),
        replace(GROUPS, unit=None),
        replace(GROUPS, rows=GROUPS.rows[:0]),
    ]
    found = preview.examine(desk, [(digest(b"a"), parts)], on=feb(25))
    assert [reviewed.difference for reviewed in found.files[0]] == [None, None, None]
    assert found.effect.empty


def test_a_reporter_reviews_no_other_unit(desk: Desk, store: Store) -> None:
    """What stands for another unit is not shown by way of a review, nor to one who may not submit."""
    with pytest.raises(Denied):
        preview.examine(desk, [(digest(b"a"), [replace(GROUPS, unit="乙学院")])], on=feb(25))
    with pytest.raises(Denied):
        preview.examine(Desk(store, TERM, Person("ld", "领导", Role.LEADER)), [], on=feb(25))


@pytest.mark.parametrize(
    ("before", "after", "is_large"),
    [
        ((90, 100), (85, 100), False),
        ((90, 100), (84, 100), True),
        ((10, 1000), (9, 1000), False),
        ((10, 1000), (8, 1000), True),
        ((9, 10), (9, 12), True),
        ((0, 0), (0, 10), False),
        ((5, 10), (6, 10), False),
    ],
)
def test_a_fall_is_large_by_points_or_by_what_is_taken_away(
    before: tuple[int, int], after: tuple[int, int], is_large: bool
) -> None:
    """More than five points, or more than a tenth of what stood as done; the bounds themselves are not."""
    tables = [
        pd.DataFrame([{"indicator": "x", "unit": "y", "n": n, "d": d, "rate": n / d if d else float("nan")}])
        for n, d in (before, after)
    ]
    assert len(preview.large_falls(preview.moved(*tables))) == is_large


def test_a_review_is_touched_by_what_it_was_compared_with_alone(desk: Desk, store: Store) -> None:
    """Another unit's sheet leaves it as it was shown; one of its class or unit, or a plan, does not."""
    neighbour = sheet("groups", [{"class_id": "011", "created_on": feb(22)}], unit="乙学院")
    of_a_class = sheet("groups", [{"class_id": "001", "created_on": feb(21)}], unit="乙学院")
    own = sheet("visits", [{"class_id": "002", "visitor": "孙", "visitor_kind": "校领导"}])
    plan = sheet("plan", [plan_row("011", "乙学院")], unit="乙学院")
    for number, (part, touches) in enumerate(
        [(neighbour, False), (of_a_class, True), (own, True), (plan, True)]
    ):
        shown = preview.examine(desk, [(digest(b"a"), [GROUPS])], on=feb(25))
        assert not preview.is_touched(desk, shown)
        envelope = Envelope(unit=part.unit, term=TERM.name, received_at=at(21, number))
        kept = add_submission(store, part, b"%d" % number, envelope)
        assert preview.is_touched(desk, shown) is touches
        shown = preview.examine(desk, [(digest(b"a"), [GROUPS])], on=feb(25))
        add_withdrawal(store, kept.submission, Signature(at(22)))
        assert preview.is_touched(desk, shown) is touches
