from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from store import StoreError
from store.facts import read_facts
from store.intake import Envelope, add_submission
from store.signature import Signature
from store.submissions import read_submissions
from store.versions import read_version
from store.withdrawals import add_withdrawal

TZ = ZoneInfo("Asia/Shanghai")
NOON = dt.datetime(2020, 2, 25, 12, tzinfo=TZ)


def test_a_withdrawn_row_stays_and_says_since_when(store, sent, a_group):
    """Facts of a withdrawn submission are still given, with the moment of withdrawal."""
    receipt = add_submission(store, a_group, b"x", Envelope(**sent))
    add_withdrawal(store, receipt.submission, Signature(NOON, "教务处"), reason="报错学院")
    facts = read_facts(store, "groups", sent["term"], TZ)
    assert facts["withdrawn_at"].tolist() == [pd.Timestamp("2020-02-25T04:00")]
    listed = read_submissions(store, sent["term"]).iloc[0]
    assert (listed["withdrawn_by"], listed["reason"]) == ("教务处", "报错学院")


def test_what_was_withdrawn_may_be_submitted_again_and_counts(store, sent, a_group):
    """The same bytes after a withdrawal are a new submission, and a third time a repeat of that."""
    first = add_submission(store, a_group, b"x", Envelope(**sent))
    add_withdrawal(store, first.submission, Signature(NOON))
    again = {**sent, "received_at": NOON + dt.timedelta(hours=1)}
    second = add_submission(store, a_group, b"x", Envelope(**again))
    assert second.duplicate_of is None
    assert second.submission != first.submission
    assert add_submission(store, a_group, b"x", Envelope(**again)).duplicate_of == second.submission
    assert read_facts(store, "groups", sent["term"], TZ)["withdrawn_at"].isna().tolist() == [False, True]


def test_withdrawing_twice_is_refused_with_the_first_time(store, sent, a_group):
    """The second withdrawal is refused, naming the moment of the first in the asker's offset."""
    receipt = add_submission(store, a_group, b"x", Envelope(**sent))
    add_withdrawal(store, receipt.submission, Signature(NOON.astimezone(dt.UTC)))
    with pytest.raises(StoreError, match=r"1 was withdrawn at 2020-02-25T12:00:00\+08:00 already"):
        add_withdrawal(store, receipt.submission, Signature(NOON + dt.timedelta(days=1)))


def test_withdrawing_what_is_not_there_is_refused(store):
    """An unknown id is said to be unknown."""
    with pytest.raises(StoreError, match="no submission 41") as caught:
        add_withdrawal(store, 41, Signature(NOON))
    assert "没有编号为 41 的提交" in caught.value.message("zh")


def test_withdrawing_before_receipt_is_refused(store, sent, a_group):
    """A withdrawal cannot lie before the receipt; at the same moment it can."""
    receipt = add_submission(store, a_group, b"x", Envelope(**sent))
    with pytest.raises(StoreError, match=r"received at 2020-02-23T23:30:00\+08:00.*before that"):
        add_withdrawal(
            store, receipt.submission, Signature(sent["received_at"] - dt.timedelta(microseconds=1))
        )
    add_withdrawal(store, receipt.submission, Signature(sent["received_at"]))


def test_a_withdrawal_needs_an_offset_too(store, sent, a_group):
    """A naive time of withdrawal is refused and withdraws nothing."""
    receipt = add_submission(store, a_group, b"x", Envelope(**sent))
    with pytest.raises(StoreError, match="at needs a time with its offset"):
        add_withdrawal(store, receipt.submission, Signature(dt.datetime(2020, 2, 25)))  # noqa: DTZ001
    assert read_submissions(store, sent["term"])["withdrawn_at"].isna().all()


def test_the_version_changes_with_what_is_added_and_only_then(store, sent, a_group):
    """A submission and a withdrawal change the version; a repeat or a look does not."""
    seen = [read_version(store)]
    receipt = add_submission(store, a_group, b"x", Envelope(**sent))
    seen.append(read_version(store))
    add_submission(store, a_group, b"x", Envelope(**sent))
    read_facts(store, "groups", sent["term"], TZ)
    assert read_version(store) == seen[-1]
    add_withdrawal(store, receipt.submission, Signature(NOON))
    seen.append(read_version(store))
    assert len(set(seen)) == 3
