from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from store import StoreError, drafts, open_store
from store.acts import About, add_act, read_acts
from store.decisions import Decision, add_decision, read_decisions
from store.drafts import Draft, Waiting, drop_draft, keep_draft, label_draft, read_draft, read_drafts
from store.exceptions import Exemption, add_exception, add_exception_end, read_exceptions
from store.intake import Envelope, add_submission
from store.signature import Signature
from store.submissions import read_original, read_submissions
from store.versions import read_rules_version
from store.withdrawals import add_withdrawal

TZ = ZoneInfo("Asia/Shanghai")
NOON = dt.datetime(2020, 2, 25, 12, tzinfo=TZ)
HOUR = dt.timedelta(hours=1)
TERM = "2020春"


@pytest.fixture
def sent_once(store, sent, a_group):
    """The number of one submission."""
    return add_submission(store, a_group, b"x", Envelope(**sent, submitter="zhang")).submission


def test_the_latest_decision_comes_last(store, sent_once):
    """A return and the approval after it are both kept, in order, with who and when."""
    add_decision(store, sent_once, Decision("returned", comment="群号填错"), Signature(NOON, "教务处"))
    add_decision(
        store,
        sent_once,
        Decision("approved", locked_through=dt.date(2020, 2, 23)),
        Signature(NOON + HOUR, "教务处"),
    )
    decided = read_decisions(store, TERM)
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
        add_decision(store, sent_once, Decision("returned", comment=comment), Signature(NOON, "教务处"))
    assert read_decisions(store, TERM).empty


def test_the_same_decision_twice_is_refused(store, sent_once):
    """Two who approve at the same time approve once."""
    add_decision(store, sent_once, Decision("approved", locked_through=NOON.date()), Signature(NOON, "a"))
    with pytest.raises(StoreError, match="in that state already"):
        add_decision(store, sent_once, Decision("approved", locked_through=NOON.date()), Signature(NOON, "b"))


def test_nothing_is_decided_about_what_is_withdrawn_or_unknown(store, sent_once):
    """A withdrawn submission and an unknown number cannot be approved."""
    add_withdrawal(store, sent_once, Signature(NOON))
    with pytest.raises(StoreError, match="was withdrawn"):
        add_decision(store, sent_once, Decision("approved", locked_through=NOON.date()), Signature(NOON, "a"))
    with pytest.raises(StoreError, match="no submission 77"):
        add_decision(store, 77, Decision("approved", locked_through=NOON.date()), Signature(NOON, "a"))


def test_an_exception_has_an_end_and_may_end_earlier(store):
    """An exception is listed with its reason and end, and once ended with that moment."""
    open_until = {"unit": "理学院", "kind": "groups", "ends_at": NOON + HOUR}
    office = Signature(NOON, "教务处")
    exception = add_exception(store, TERM, Exemption(reason="停电", **open_until), office)
    add_exception_end(store, exception, Signature(NOON + HOUR / 2, "教务处"))
    row = read_exceptions(store, TERM).iloc[0]
    assert (row["exception"], row["unit"], row["kind"], row["reason"]) == (
        exception,
        "理学院",
        "groups",
        "停电",
    )
    assert row["ended_at"] == pd.Timestamp("2020-02-25T04:30")
    with pytest.raises(StoreError, match="has ended"):
        add_exception_end(store, exception, Signature(NOON, "教务处"))
    with pytest.raises(StoreError, match="reason"):
        add_exception(store, TERM, Exemption(reason=" ", **open_until), office)
    with pytest.raises(StoreError, match="later than now"):
        add_exception(store, TERM, Exemption(reason="停电", **{**open_until, "ends_at": NOON}), office)


def test_every_act_is_in_the_log_with_who_and_about_what(store, sent_once):
    """The log tells of each act in order; nothing that was refused is in it."""
    add_decision(
        store, sent_once, Decision("approved", locked_through=NOON.date()), Signature(NOON, "教务处")
    )
    with pytest.raises(StoreError):
        add_decision(
            store, sent_once, Decision("approved", locked_through=NOON.date()), Signature(NOON, "教务处")
        )
    add_withdrawal(store, sent_once, Signature(NOON + HOUR, "zhang"), reason="发错了")
    add_act(
        store,
        "downloaded",
        Signature(NOON, "li"),
        About(term=TERM, submission=sent_once),
        detail={"file": "a.xlsx"},
    )
    acts = read_acts(store, TERM)
    assert acts["act"].tolist() == ["submitted", "approved", "withdrawn", "downloaded"]
    assert acts["who"].tolist() == ["zhang", "教务处", "zhang", "li"]
    assert acts["submission"].tolist() == [sent_once] * 4
    assert "发错了" in acts["detail"].iloc[2]
    assert read_acts(store, "2021秋").empty


def test_a_sheet_is_not_stored_under_rules_that_have_changed(store, sent, a_group, sent_once, make):
    """Between the look at the locks and the storing nobody can lock anything."""
    seen = read_rules_version(store)
    add_decision(
        store, sent_once, Decision("approved", locked_through=NOON.date()), Signature(NOON, "教务处")
    )
    other = make("groups", [{"class_id": "00124"}])
    with pytest.raises(StoreError, match="confirm again"):
        add_submission(store, other, b"y", Envelope(**sent, rules_version=seen))
    assert len(read_submissions(store, TERM)) == 1
    assert add_submission(
        store, other, b"y", Envelope(**sent, rules_version=read_rules_version(store))
    ).submission


def test_a_draft_is_its_owners_alone_until_it_is_dropped(store):
    """Nobody else sees, reads or drops it, and dropping it a second time says so."""
    kept = {"term": TERM, "unit": None, "kind": None, "file": "建群.xlsx", "content": b"xyz"}
    draft = keep_draft(store, Draft(owner="zhang", **kept), at=NOON)
    assert read_drafts(store, TERM, "zhang") == [Waiting(draft, None, None, "建群.xlsx", 3, NOON)]
    assert read_drafts(store, TERM, "li") == []
    label_draft(store, draft, "zhang", unit="理学院", kind="groups")
    assert read_drafts(store, TERM, "zhang") == [Waiting(draft, "理学院", "groups", "建群.xlsx", 3, NOON)]
    with pytest.raises(StoreError, match="confirmed or dropped"):
        read_draft(store, draft, "li")
    assert not drop_draft(store, draft, "li")
    assert read_draft(store, draft, "zhang") == ("建群.xlsx", b"xyz")
    assert [drop_draft(store, draft, "zhang"), drop_draft(store, draft, "zhang")] == [True, False]


def test_nobody_leaves_drafts_without_end(store, monkeypatch):
    """One draft too many is refused, for this owner only."""
    monkeypatch.setattr("schema.limits.MOST_DRAFTS", 2)
    kept = {"term": TERM, "unit": None, "kind": None, "file": "a.xlsx", "content": b""}
    for _ in range(2):
        keep_draft(store, Draft(owner="zhang", **kept), at=NOON)
    with pytest.raises(StoreError, match="2 files are waiting"):
        keep_draft(store, Draft(owner="zhang", **kept), at=NOON)
    assert keep_draft(store, Draft(owner="li", **kept), at=NOON)


@pytest.mark.parametrize(
    ("limit", "said"),
    [("MAX_BYTES_OF_DRAFTS", "take more than"), ("MAX_BYTES_OF_ALL_DRAFTS", "no more room")],
)
def test_drafts_are_bounded_in_bytes(store, monkeypatch, limit, said):
    """Few large files fill the room of their owner, or that of all, just as many small ones do."""
    monkeypatch.setattr(f"schema.limits.{limit}", 2**20 + 1)
    kept = {"term": TERM, "unit": None, "kind": None, "file": "a.xlsx", "content": b"x" * 2**19}
    for _ in range(2):
        keep_draft(store, Draft(owner="zhang", **kept), at=NOON)
    with pytest.raises(StoreError, match=said):
        keep_draft(store, Draft(owner="zhang", **kept), at=NOON)


def test_a_number_taken_from_a_frame_is_that_number(store, sent_once):
    """Submissions are named by what the list of submissions says."""
    number = read_submissions(store, TERM)["submission"].iloc[0]
    add_decision(store, number, Decision("approved", locked_through=NOON.date()), Signature(NOON, "教务处"))
    assert read_decisions(store, TERM)["submission"].tolist() == [sent_once]
    assert read_original(store, number)[1] == b"x"


def test_what_somebody_else_decided_meanwhile_is_not_undone(store, sent_once):
    """Who has looked at an undecided submission cannot approve it once another has returned it."""
    add_decision(
        store,
        sent_once,
        Decision("returned", comment="群号填错"),
        Signature(NOON, "教务处甲"),
        seen="submitted",
    )
    with pytest.raises(StoreError, match="just decided"):
        add_decision(store, sent_once, Decision("approved"), Signature(NOON, "教务处乙"), seen="submitted")
    assert read_decisions(store, TERM)["state"].tolist() == ["returned"]
    add_decision(store, sent_once, Decision("approved"), Signature(NOON + HOUR, "教务处乙"), seen="returned")


def test_what_a_writer_has_looked_at_stands_until_it_is_done(store, url, monkeypatch):
    """Of two servers that keep the last file there is room for at the same moment, one is told so."""
    monkeypatch.setattr("schema.limits.MOST_DRAFTS", 1)
    look, has_looked, may_go_on = drafts._require_room, threading.Event(), threading.Event()

    def slowly(connection, draft):
        look(connection, draft)
        if not has_looked.is_set():
            has_looked.set()
            may_go_on.wait(20)

    monkeypatch.setattr(drafts, "_require_room", slowly)
    own = Draft(TERM, "zhang", None, None, "a.xlsx", b"x")
    with open_store(url) as other, ThreadPoolExecutor(2) as servers:
        first = servers.submit(keep_draft, store, own, at=NOON)
        assert has_looked.wait(20)
        second = servers.submit(keep_draft, other, own, at=NOON)
        waits = wait([second], timeout=0.5).not_done
        may_go_on.set()
        assert first.result(20)
        with pytest.raises(StoreError, match="1 files are waiting"):
            second.result(20)
    assert waits == {second}
    assert len(read_drafts(store, TERM, "zhang")) == 1
