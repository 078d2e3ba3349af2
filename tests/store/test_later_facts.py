"""Facts that were loaded before are not read again, and come out as if all had been."""

from __future__ import annotations

import datetime as dt
import random
from zoneinfo import ZoneInfo

import pyarrow as pa
from pandas.testing import assert_frame_equal

from store.facts import read_all_facts, read_later_facts
from store.intake import Envelope, add_submission
from store.signature import Signature
from store.withdrawals import add_withdrawal

TZ = ZoneInfo("Asia/Shanghai")


def test_what_is_added_is_what_a_whole_load_gives(store, sent, make, of_each_form):
    """After sheets of every form, withdrawals, and several acts at once, all frames are those of a new load."""
    draw, standing, kept = random.Random(20200224), [], None
    acts = [*of_each_form, *of_each_form, *[None] * 8]
    draw.shuffle(acts)
    for number, act in enumerate(acts):
        at = sent["received_at"] + dt.timedelta(minutes=draw.randrange(100))
        if act is not None:
            envelope = Envelope(**{**sent, "received_at": at})
            receipt = add_submission(store, act, b"%d" % number, envelope)
            standing.append(receipt.submission)
        elif standing:
            submission = standing.pop(draw.randrange(len(standing)))
            add_withdrawal(store, submission, Signature(at + dt.timedelta(days=1)))
        if draw.random() < 0.6:
            kept = read_later_facts(store, sent["term"], TZ, kept)
            expected = read_all_facts(store, sent["term"], TZ)
            for name, frame in expected.items():
                assert_frame_equal(kept.tables[name], frame, obj=f"{name} after {number} acts")


def test_what_grew_by_many_sheets_lies_in_one_piece(store, sent, make):
    """Else every look-up among the texts of a table would go through as many pieces as sheets came."""
    kept = None
    for number in range(5):
        sheet = make("groups", [{"class_id": f"00{number}"}])
        add_submission(store, sheet, b"%d" % number, Envelope(**sent))
        kept = read_later_facts(store, sent["term"], TZ, kept)
    for frame in (kept.tables["groups"], kept.submitted):
        for name in frame.select_dtypes("string"):
            assert pa.chunked_array(frame[name].array.__arrow_array__()).num_chunks == 1, name


def test_a_table_to_which_nothing_came_is_not_made_again(store, sent, make, a_group):
    """A sheet of groups costs no table of others anything."""
    day = dt.date(2020, 2, 22)
    materials = make(
        "materials", [{"class_id": "00123", "material_kind": "PPT", "count": 1, "uploaded_on": day}]
    )
    add_submission(store, materials, b"1", Envelope(**sent))
    first = read_later_facts(store, sent["term"], TZ)
    add_submission(store, a_group, b"2", Envelope(**sent))
    second = read_later_facts(store, sent["term"], TZ, first)
    assert second.tables["materials"] is first.tables["materials"]
    assert len(second.tables["groups"]) == 1


def test_another_term_is_not_mixed_in(store, sent, a_group):
    """What another term received is neither added nor taken for known."""
    first = read_later_facts(store, sent["term"], TZ)
    add_submission(store, a_group, b"1", Envelope(**{**sent, "term": "2020秋"}))
    assert len(read_later_facts(store, sent["term"], TZ, first).tables["groups"]) == 0
