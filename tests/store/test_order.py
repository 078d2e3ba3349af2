"""A file is taken whole or not at all, and acts count in the order of the store, whatever a clock says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from store import StoreError
from store.decisions import Decision, add_decision, read_decisions
from store.facts import read_facts
from store.intake import Envelope, add_submission, add_submissions, find_repeat
from store.signature import Signature
from store.submissions import read_submissions
from store.withdrawals import add_withdrawal
from tests.store.conftest import TERM, TZ

NOON = dt.datetime(2020, 2, 23, 12, tzinfo=TZ)


def by_clock(hours: float = 0, unit: str = "理学院") -> Envelope:
    """A sheet that comes when the clock says so."""
    return Envelope(TERM, unit, NOON + dt.timedelta(hours=hours), "li", by_clock=True)


def group_no(store) -> list[str]:
    """What the sheets say of the class, in the order in which they count."""
    rows = read_facts(store, "groups", TERM, TZ).sort_values(["received_at", "submission"])
    return rows["group_no"].tolist()


def test_a_file_of_several_sheets_is_taken_whole_or_not_at_all(store, make):
    """Where one sheet cannot be stored nothing of the file is, not even its bytes; then all of it is."""
    sheets = [
        make("groups", [{"class_id": f"00{place}"}], unit=unit)
        for place, unit in enumerate(("理学院", "体育教学部"))
    ]
    faulty = replace(sheets[1], rows=sheets[1].rows.drop(columns="class_id"))
    for last in (faulty, sheets[1]):
        parts = [(sheets[0], by_clock()), (last, by_clock(unit="体育教学部"))]
        if last is faulty:
            with pytest.raises(StoreError):
                add_submissions(store, parts, b"x")
        else:
            parts[1] = (last, replace(parts[1][1], rules_version="rules of yesterday"))
            with pytest.raises(StoreError, match="changed"):
                add_submissions(store, parts, b"x")
        assert read_submissions(store, TERM).empty
    parts = [(sheet, by_clock(unit=sheet.unit)) for sheet in sheets]
    assert [receipt.taken for receipt in add_submissions(store, parts, b"x")] == [1, 1]
    assert read_submissions(store, TERM)["unit"].tolist() == ["理学院", "体育教学部"]


def test_a_clock_that_goes_back_loses_no_correction(store, make):
    """What was stored last counts last; what is shown is what the clock said, and the day is that day."""
    for number, hours in (("1", 0), ("2", -3), ("3", -2), ("4", 1)):
        sheet = make("groups", [{"class_id": "001", "group_no": number}])
        add_submission(store, sheet, number.encode(), by_clock(hours))
    assert group_no(store) == ["1", "2", "3", "4"]
    listed = read_submissions(store, TERM)
    assert listed["submission"].tolist() == [1, 2, 3, 4]
    shown = listed["received_at"].dt.tz_localize("UTC").dt.tz_convert(TZ).dt.hour
    assert shown.tolist() == [12, 9, 10, 13]
    assert listed["ordered_at"].is_monotonic_increasing


def test_what_is_dated_by_hand_keeps_its_place(store, make):
    """A folder that is taken in later counts by the moments that somebody gave."""
    for number, hours in (("late", 2), ("early", -2)):
        sheet = make("groups", [{"class_id": "001", "group_no": number}])
        add_submission(store, sheet, number.encode(), replace(by_clock(hours), by_clock=False))
    assert group_no(store) == ["early", "late"]


def test_the_same_bytes_again_after_another_sheet_are_a_correction(store, make):
    """Also when the clock has gone back to before the first of them."""
    first, other = (make("groups", [{"class_id": "001", "group_no": number}]) for number in ("1", "2"))
    add_submission(store, first, b"first", by_clock())
    add_submission(store, other, b"other", by_clock(1))
    assert find_repeat(store, first, "no digest", by_clock(-5)) is None
    assert add_submission(store, first, b"first", by_clock(-5)).submission == 3
    assert add_submission(store, first, b"first", by_clock(-4)).duplicate_of == 3
    assert group_no(store) == ["1", "2", "1"]


def test_a_sheet_is_taken_back_although_the_clock_has_gone_back(store, make):
    """From when it had counted on it does not; a moment given by hand is held to be after the receipt."""
    add_submission(store, make("groups", [{"class_id": "001"}]), b"x", by_clock())
    before = Signature(NOON - dt.timedelta(hours=1), "li")
    with pytest.raises(StoreError, match="before that"):
        add_withdrawal(store, 1, before)
    add_withdrawal(store, 1, replace(before, by_clock=True))
    listed = read_submissions(store, TERM).iloc[0]
    assert listed["withdrawn_at"] == listed["ordered_at"]


def test_a_decision_knows_what_was_there_when_it_was_made(store, make):
    """So that what was sent after it is told from what was sent before, by whichever clock."""
    add_submission(store, make("groups", [{"class_id": "001"}]), b"x", by_clock())
    add_decision(store, 1, Decision("returned", comment="缺群号"), Signature(NOON, "jiaowu"))
    assert read_decisions(store, TERM)["last_submission"].tolist() == [1]
    assert pd.api.types.is_integer_dtype(read_decisions(store, TERM)["last_submission"])
