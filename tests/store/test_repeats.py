from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from store.facts import read_facts
from store.intake import Envelope, add_submission, find_repeat
from store.signature import Signature
from store.withdrawals import add_withdrawal
from tests.store.conftest import TZ


def group(make, day, **more):
    """A sheet of one class with its 建群日期."""
    return make("groups", [{"class_id": "00123", "created_on": day}], **more)


def hours_later(sent, hours):
    """The arguments of the same submission some hours later."""
    return sent | {"received_at": sent["received_at"] + dt.timedelta(hours=hours)}


def test_a_workbook_sent_again_after_another_is_new(store, make, sent):
    """A, B, A: the second A is a submission of its own, stands last, and a third one repeats it."""
    a, b = group(make, dt.date(2020, 2, 22)), group(make, None)
    add_submission(store, a, b"A", Envelope(**sent))
    add_submission(store, b, b"B", Envelope(**hours_later(sent, 1)))
    again = add_submission(store, a, b"A", Envelope(**hours_later(sent, 2)))
    assert (again.submission, again.duplicate_of) == (3, None)
    assert add_submission(store, a, b"A", Envelope(**hours_later(sent, 3))).duplicate_of == 3
    facts = read_facts(store, "groups", sent["term"], TZ)
    assert facts.sort_values("received_at")["created_on"].notna().tolist() == [True, False, True]


def test_what_came_after_from_another_unit_counts_if_it_is_about_the_same_class(store, make, sent):
    """Another unit's sheet about other classes leaves a repeat a repeat; one about its class does not."""
    a = group(make, dt.date(2020, 2, 22))
    add_submission(store, a, b"A", Envelope(**sent))
    other = make("groups", [{"class_id": "00999"}], unit="土木工程系")
    add_submission(store, other, b"B", Envelope(**hours_later(sent, 1) | {"unit": "土木工程系"}))
    assert add_submission(store, a, b"A", Envelope(**hours_later(sent, 2))).duplicate_of == 1
    same_class = group(make, None, unit="土木工程系")
    add_submission(store, same_class, b"C", Envelope(**hours_later(sent, 3) | {"unit": "土木工程系"}))
    assert add_submission(store, a, b"A", Envelope(**hours_later(sent, 4))).submission == 4


def test_what_came_after_and_was_withdrawn_came_not(store, make, sent):
    """Where the sheet in between was withdrawn, the same bytes are a repeat again."""
    a = group(make, dt.date(2020, 2, 22))
    add_submission(store, a, b"A", Envelope(**sent))
    between = add_submission(store, group(make, None), b"B", Envelope(**hours_later(sent, 1)))
    add_withdrawal(store, between.submission, Signature(sent["received_at"] + dt.timedelta(hours=2)))
    assert add_submission(store, a, b"A", Envelope(**hours_later(sent, 3))).duplicate_of == 1


def test_bytes_that_are_read_otherwise_today_are_new(store, make, sent):
    """Rows that were in error because of the plan count once the plan is mended and the file comes again."""
    first = make("groups", [{"class_id": "00123"}])
    add_submission(store, first, b"A", Envelope(**sent))
    mended = make("groups", [{"class_id": "00123"}, {"class_id": "00124"}])
    again = add_submission(store, mended, b"A", Envelope(**hours_later(sent, 1)))
    assert (again.submission, again.taken) == (2, 2)


def test_a_folder_taken_in_once_more_under_its_moments_adds_nothing(store, make, sent):
    """Two sheets sent again, each under the moment of its receipt, are repeats."""
    sheets = [
        (group(make, dt.date(2020, 2, 22)), b"A", sent),
        (group(make, None), b"B", hours_later(sent, 1)),
    ]
    first = [
        add_submission(store, reading, content, Envelope(**how)).submission
        for reading, content, how in sheets
    ]
    assert [
        add_submission(store, reading, content, Envelope(**how)).duplicate_of
        for reading, content, how in sheets
    ] == first


def test_the_sheets_of_one_workbook_do_not_come_after_each_other(store, make, sent):
    """Two sheets of a kind in one workbook are both repeats when it is sent again."""
    sheets = [group(make, dt.date(2020, 2, day), sheet=f"Sheet{day}") for day in (21, 22)]
    first = [add_submission(store, reading, b"A", Envelope(**sent)).submission for reading in sheets]
    later = hours_later(sent, 1)
    assert [
        add_submission(store, reading, b"A", Envelope(**later)).duplicate_of for reading in sheets
    ] == first


def test_a_review_is_told_of_a_repeat_as_the_store_will_see_it(store, make, sent):
    """``repeat_of`` says what ``submit`` would, and stores nothing."""
    a, b = group(make, dt.date(2020, 2, 22)), group(make, None)
    digest = "559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd"
    assert find_repeat(store, a, digest, Envelope(**_asked(sent))) is None
    add_submission(store, a, b"A", Envelope(**sent))
    assert find_repeat(store, a, digest, Envelope(**_asked(hours_later(sent, 1)))) == 1
    add_submission(store, b, b"B", Envelope(**hours_later(sent, 1)))
    assert find_repeat(store, a, digest, Envelope(**_asked(hours_later(sent, 2)))) is None


@pytest.mark.parametrize(
    ("titles", "lacking"),
    [
        ({}, None),
        ({"class_id": "教学班号", "created_on": "建群日期"}, "|course_id|"),
    ],
)
def test_a_submission_says_which_columns_its_sheet_lacks(store, make, sent, titles, lacking):
    """Facts carry the columns of which their sheet says nothing; a sheet of unknown columns has them all."""
    reading = dataclasses.replace(group(make, dt.date(2020, 2, 22)), titles=titles)
    add_submission(store, reading, b"A", Envelope(**sent))
    (marked,) = read_facts(store, "groups", sent["term"], TZ)["lacking"].fillna("none")
    assert (marked == "none") if lacking is None else lacking in marked
    assert "|created_on|" not in marked


def _asked(sent):
    return {name: sent[name] for name in ("unit", "term", "received_at")}
