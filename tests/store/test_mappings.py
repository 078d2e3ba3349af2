"""What titles mean: the latest word of a unit holds, and the past stays as it was known."""

from __future__ import annotations

import datetime as dt

from schema.mappings import NOT_READ, Heading, MappingEntry
from store.acts import read_acts
from store.mappings import add_mapping, read_mappings
from store.signature import Signature
from store.versions import read_rules_version

TERM = "2020春"
CODE = Heading("groups", "课堂代号")
MORNING = dt.datetime(2020, 3, 2, 8, tzinfo=dt.UTC)
NOON = MORNING + dt.timedelta(hours=4)


def test_the_latest_word_of_each_unit_holds(store):
    """A second word replaces the first, one without a meaning takes it back, and units have their own."""
    add_mapping(store, TERM, MappingEntry("理学院", CODE, "course_id"), Signature(MORNING, "li"))
    add_mapping(store, TERM, MappingEntry("理学院", CODE, "class_id"), Signature(NOON, "li"))
    add_mapping(store, TERM, MappingEntry(None, CODE, NOT_READ), Signature(NOON, "admin"))
    assert read_mappings(store, TERM) == {"理学院": {CODE: "class_id"}, None: {CODE: NOT_READ}}
    assert read_mappings(store, TERM, until=MORNING) == {"理学院": {CODE: "course_id"}}
    assert read_mappings(store, "2020秋") == {}
    add_mapping(store, TERM, MappingEntry("理学院", CODE, None), Signature(NOON, "li"))
    assert read_mappings(store, TERM) == {None: {CODE: NOT_READ}}


def test_a_mapping_stands_in_the_log_and_changes_the_rules(store):
    """Who said it, of which unit and kind; what was read before it is read anew before it is kept."""
    before = read_rules_version(store)
    add_mapping(store, TERM, MappingEntry("理学院", CODE, "class_id"), Signature(MORNING, "li"))
    (act,) = read_acts(store, TERM).to_dict("records")
    assert (act["act"], act["who"], act["unit"], act["kind"]) == ("mapping_set", "li", "理学院", "groups")
    assert "class_id" in act["detail"]
    assert read_rules_version(store) != before


def test_a_word_of_a_column_is_not_the_title_of_the_same_text(store):
    """On either kind of server: each has a meaning of its own, taken back by itself."""
    word = Heading("groups", "课堂代号", "unit")
    add_mapping(store, TERM, MappingEntry(None, CODE, "class_id"), Signature(MORNING, "li"))
    add_mapping(store, TERM, MappingEntry(None, word, "理学院"), Signature(MORNING, "li"))
    assert read_mappings(store, TERM) == {None: {CODE: "class_id", word: "理学院"}}
    add_mapping(store, TERM, MappingEntry(None, CODE, None), Signature(NOON, "li"))
    assert read_mappings(store, TERM) == {None: {word: "理学院"}}
