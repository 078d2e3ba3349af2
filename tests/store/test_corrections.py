"""Corrected cells: of a file that waits until it goes, and of a submission for good."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

import pytest

from schema.corrections import CellPlace, Correction
from store import StoreError
from store.acts import read_acts
from store.corrections import (
    add_draft_corrections,
    read_corrections,
    read_draft_corrections,
    read_draft_versions,
)
from store.drafts import Draft, drop_draft, keep_draft
from store.intake import Envelope, add_submission, find_repeat
from store.signature import Signature
from store.withdrawals import add_withdrawal

NOON = dt.datetime(2020, 3, 2, 12, tzinfo=dt.UTC)
LI = Signature(NOON, "li")
ID, DAY = CellPlace("Sheet1", 3, 0), CellPlace("Sheet1", 3, 2)


def keep(store, owner="li"):
    """The number of a file that waits."""
    return keep_draft(store, Draft("2020春", owner, None, None, "群.xlsx", b"x"), at=NOON)


def test_the_latest_word_of_a_cell_holds_while_a_file_waits(store):
    """A second word replaces the first, none takes it back, and each changes the version of its draft only."""
    draft, other = keep(store), keep(store)
    add_draft_corrections(store, draft, [(ID, "123", "0123"), (DAY, "", "2020-02-21")], LI)
    before = read_draft_versions(store, "li")
    add_draft_corrections(store, draft, [(ID, "123", "00123"), (DAY, "", None)], LI)
    (kept,) = read_draft_corrections(store, draft, "li")
    assert kept == Correction(ID, "123", "00123")
    assert (kept.made_at, kept.made_by) == (NOON, "li")
    assert read_draft_corrections(store, other, "li") == ()
    assert (set(before), before == read_draft_versions(store, "li")) == ({draft}, False)
    assert read_draft_versions(store, "wang") == {}


def test_corrections_go_with_the_file_that_waits(store):
    """Nobody else corrects it or lets it go; once it is gone nothing is left of them."""
    draft = keep(store)
    add_draft_corrections(store, draft, [(ID, "123", "00123")], LI)
    with pytest.raises(StoreError):
        add_draft_corrections(store, draft, [(ID, "123", "9")], Signature(NOON, "wang"))
    assert not drop_draft(store, draft, "wang")
    assert read_draft_corrections(store, draft, "wang") == ()
    assert read_draft_corrections(store, draft, "li") == (Correction(ID, "123", "00123"),)
    assert drop_draft(store, draft, "li")
    assert read_draft_corrections(store, draft, "li") == ()


def test_a_submission_keeps_its_corrections_with_who_and_when(store, a_group, sent):
    """Those that are signed keep their maker; of the others it is who sent the sheet; the log counts them."""
    signed = Correction(DAY, "", "2020-02-22", NOON - dt.timedelta(days=9), "wang")
    corrected = replace(a_group, corrections=(signed, Correction(ID, "123", "00123")))
    receipt = add_submission(store, corrected, b"x", Envelope(**sent, submitter="li"))
    unsigned, kept = read_corrections(store, receipt.submission)
    assert (unsigned.place, unsigned.original, unsigned.corrected) == (ID, "123", "00123")
    assert (unsigned.made_at, unsigned.made_by) == (sent["received_at"], "li")
    assert (kept, kept.made_at, kept.made_by) == (signed, signed.made_at, "wang")
    assert '"corrected": 2' in read_acts(store, sent["term"])["detail"].iloc[-1]


def test_the_same_bytes_corrected_are_another_submission(store, a_group, sent):
    """A, A corrected, A: three submissions; each of them again at once is a repeat, until it is withdrawn."""
    corrected = replace(a_group, corrections=(Correction(ID, "123", "00123"),))
    otherwise = replace(a_group, corrections=(Correction(ID, "123", "0123"),))
    hour = dt.timedelta(hours=1)
    numbers = []
    for place, reading in enumerate((a_group, corrected, corrected, otherwise, a_group)):
        at = Envelope(**sent | {"received_at": sent["received_at"] + place * hour})
        numbers.append(add_submission(store, reading, b"x", at).submission)
    assert numbers == [1, 2, None, 3, 4]
    later = Envelope(**sent | {"received_at": sent["received_at"] + 6 * hour})
    digest = hashlib.sha256(b"x").hexdigest()
    assert find_repeat(store, a_group, digest, later) == 4
    assert find_repeat(store, otherwise, digest, later) is None
    add_withdrawal(store, 4, Signature(later.received_at))
    assert find_repeat(store, otherwise, digest, later) == 3
