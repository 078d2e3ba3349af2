from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from store import StoreError

TZ = ZoneInfo("Asia/Shanghai")
NOON = dt.datetime(2020, 2, 25, 12, tzinfo=TZ)
HOUR = dt.timedelta(hours=1)
TERM = "2020春"


@pytest.fixture
def sent_once(store, sent, a_group):
    """The number of one submission."""
    return store.submit(a_group, b"x", **sent, submitter="zhang").submission


def test_the_latest_decision_comes_last(store, sent_once):
    """A return and the approval after it are both kept, in order, with who and when."""
    store.decide(sent_once, "returned", at=NOON, by="教务处", comment="群号填错")
    store.decide(sent_once, "approved", at=NOON + HOUR, by="教务处", locked_through=dt.date(2020, 2, 23))
    decided = store.decisions(TERM)
    assert decided["state"].tolist() == ["returned", "approved"]
    assert decided["comment"].iloc[0] == "群号填错"
    assert decided["decided_at"].tolist() == [
        pd.Timestamp("2020-02-25T04:00"),
        pd.Timestamp("2020-02-25T05:00"),
    ]
    assert decided["locked_through"].iloc[1] == pd.Timestamp("2020-02-23")
    assert pd.isna(decided["locked_through"].iloc[0])


@pytest.mark.parametrize("comment", [None, "", "  "])
def test_a_return_says_why(store, sent_once, comment):
    """A return without a reason is refused and leaves no trace."""
    with pytest.raises(StoreError, match="Say why"):
        store.decide(sent_once, "returned", at=NOON, by="教务处", comment=comment)
    assert store.decisions(TERM).empty


def test_the_same_decision_twice_is_refused(store, sent_once):
    """Two who approve at the same time approve once."""
    store.decide(sent_once, "approved", at=NOON, by="a", locked_through=NOON.date())
    with pytest.raises(StoreError, match="in that state already"):
        store.decide(sent_once, "approved", at=NOON, by="b", locked_through=NOON.date())


def test_nothing_is_decided_about_what_is_withdrawn_or_unknown(store, sent_once):
    """A withdrawn submission and an unknown number cannot be approved."""
    store.withdraw(sent_once, at=NOON)
    with pytest.raises(StoreError, match="was withdrawn"):
        store.decide(sent_once, "approved", at=NOON, by="a", locked_through=NOON.date())
    with pytest.raises(StoreError, match="no submission 77"):
        store.decide(77, "approved", at=NOON, by="a", locked_through=NOON.date())


def test_an_exception_has_an_end_and_may_end_earlier(store):
    """An exception is listed with its reason and end, and once ended with that moment."""
    open_until = {"unit": "理学院", "kind": "groups", "ends_at": NOON + HOUR, "at": NOON, "by": "教务处"}
    exception = store.open_exception(TERM, reason="停电", **open_until)
    store.end_exception(exception, at=NOON + HOUR / 2, by="教务处")
    row = store.exceptions(TERM).iloc[0]
    assert (row["exception"], row["unit"], row["kind"], row["reason"]) == (
        exception,
        "理学院",
        "groups",
        "停电",
    )
    assert row["ended_at"] == pd.Timestamp("2020-02-25T04:30")
    with pytest.raises(StoreError, match="has ended"):
        store.end_exception(exception, at=NOON, by="教务处")
    with pytest.raises(StoreError, match="reason"):
        store.open_exception(TERM, reason=" ", **open_until)
    with pytest.raises(StoreError, match="later than now"):
        store.open_exception(TERM, reason="停电", **{**open_until, "ends_at": NOON})


def test_every_act_is_in_the_log_with_who_and_about_what(store, sent_once):
    """The log tells of each act in order; nothing that was refused is in it."""
    store.decide(sent_once, "approved", at=NOON, by="教务处", locked_through=NOON.date())
    with pytest.raises(StoreError):
        store.decide(sent_once, "approved", at=NOON, by="教务处", locked_through=NOON.date())
    store.withdraw(sent_once, at=NOON + HOUR, by="zhang", reason="发错了")
    store.note("downloaded", at=NOON, who="li", term=TERM, submission=sent_once, detail={"file": "a.xlsx"})
    acts = store.acts(TERM)
    assert acts["act"].tolist() == ["submitted", "approved", "withdrawn", "downloaded"]
    assert acts["who"].tolist() == ["zhang", "教务处", "zhang", "li"]
    assert acts["submission"].tolist() == [sent_once] * 4
    assert "发错了" in acts["detail"].iloc[2]
    assert store.acts("2021秋").empty


def test_a_sheet_is_not_stored_under_rules_that_have_changed(store, sent, a_group, sent_once, make):
    """Between the look at the locks and the storing nobody can lock anything."""
    seen = store.rulings()
    store.decide(sent_once, "approved", at=NOON, by="教务处", locked_through=NOON.date())
    other = make("groups", [{"class_id": "00124"}])
    with pytest.raises(StoreError, match="confirm again"):
        store.submit(other, b"y", **sent, rulings=seen)
    assert len(store.submissions(TERM)) == 1
    assert store.submit(other, b"y", **sent, rulings=store.rulings()).submission


def test_a_draft_is_its_owners_alone_until_it_is_dropped(store):
    """Nobody else sees, reads or drops it, and dropping it a second time says so."""
    kept = {"term": TERM, "unit": None, "kind": None, "file": "建群.xlsx", "content": b"xyz", "at": NOON}
    draft = store.keep_draft(owner="zhang", **kept)
    assert store.drafts(TERM, "zhang")[["draft", "file", "size"]].values.tolist() == [[draft, "建群.xlsx", 3]]
    assert store.drafts(TERM, "li").empty
    store.say_of_draft(draft, "zhang", unit="理学院", kind="groups")
    assert store.drafts(TERM, "zhang")[["unit", "kind"]].values.tolist() == [["理学院", "groups"]]
    with pytest.raises(StoreError, match="confirmed or dropped"):
        store.draft_content(draft, "li")
    assert not store.drop_draft(draft, "li")
    assert store.draft_content(draft, "zhang") == ("建群.xlsx", b"xyz")
    assert [store.drop_draft(draft, "zhang"), store.drop_draft(draft, "zhang")] == [True, False]


def test_nobody_leaves_drafts_without_end(store, monkeypatch):
    """One draft too many is refused, for this owner only."""
    monkeypatch.setattr("store.drafts.MOST", 2)
    kept = {"term": TERM, "unit": None, "kind": None, "file": "a.xlsx", "content": b"", "at": NOON}
    for _ in range(2):
        store.keep_draft(owner="zhang", **kept)
    with pytest.raises(StoreError, match="2 files are waiting"):
        store.keep_draft(owner="zhang", **kept)
    assert store.keep_draft(owner="li", **kept)


def test_a_number_taken_from_a_frame_is_that_number(store, sent_once):
    """Submissions are named by what the list of submissions says."""
    number = store.submissions(TERM)["submission"].iloc[0]
    store.decide(number, "approved", at=NOON, by="教务处", locked_through=NOON.date())
    assert store.decisions(TERM)["submission"].tolist() == [sent_once]
    assert store.original(number)[1] == b"x"


def test_what_somebody_else_decided_meanwhile_is_not_undone(store, sent_once):
    """Who has looked at an undecided submission cannot approve it once another has returned it."""
    store.decide(sent_once, "returned", at=NOON, by="教务处甲", comment="群号填错", seen="submitted")
    with pytest.raises(StoreError, match="just decided"):
        store.decide(sent_once, "approved", at=NOON, by="教务处乙", seen="submitted")
    assert store.decisions(TERM)["state"].tolist() == ["returned"]
    store.decide(sent_once, "approved", at=NOON + HOUR, by="教务处乙", seen="returned")
