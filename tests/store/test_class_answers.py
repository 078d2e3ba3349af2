"""Answers to which class an export is about: the latest holds, and the past stays as it was known."""

from __future__ import annotations

import datetime as dt

from schema.platforms import ClassTitles
from store.acts import read_acts
from store.class_answers import add_class_answer, read_class_answers
from store.signature import Signature

TERM = "2020春"
TITLES = ClassTitles("雨课堂", "数据结构", "计科1901")
MORNING = dt.datetime(2020, 3, 2, 8, tzinfo=dt.UTC)
NOON = MORNING + dt.timedelta(hours=4)


def test_the_latest_answer_to_the_same_titles_holds(store):
    """A second answer replaces the first, and one without a class takes it back."""
    add_class_answer(store, TERM, TITLES, "CS101-01", Signature(MORNING, "li"))
    add_class_answer(
        store, TERM, ClassTitles("学习通", "数据结构", "计科1901"), "CS101-09", Signature(MORNING, "li")
    )
    add_class_answer(store, TERM, TITLES, "CS101-02", Signature(NOON, "wang"))
    assert read_class_answers(store, TERM)[TITLES] == "CS101-02"
    add_class_answer(store, TERM, TITLES, None, Signature(NOON, "li"))
    assert list(read_class_answers(store, TERM).values()) == ["CS101-09"]


def test_what_was_answered_at_a_moment_can_be_asked_for(store):
    """A file is read again as it was read when it was received."""
    add_class_answer(store, TERM, TITLES, "CS101-01", Signature(MORNING, "li"))
    add_class_answer(store, TERM, TITLES, "CS101-02", Signature(NOON, "li"))
    assert read_class_answers(store, TERM, until=MORNING) == {TITLES: "CS101-01"}
    assert read_class_answers(store, "2020秋") == {}


def test_an_answer_stands_in_the_log(store):
    """Who said which class it is, and when."""
    add_class_answer(store, TERM, TITLES, "CS101-01", Signature(MORNING, "li"))
    (act,) = read_acts(store, TERM).to_dict("records")
    assert (act["act"], act["who"]) == ("class_answered", "li")
    assert "CS101-01" in act["detail"]
