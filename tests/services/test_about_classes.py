"""What is worked out of the rows of a few classes is what all rows of a term give of them."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.relations import collected
from metrics.standing import Standing
from schema.kinds import all_forms
from services.differences import Comparing
from tests.metrics import drawing
from tests.metrics.making import Submission, at, frames_of, small_term
from tests.services.test_kept_figures import part_of

TERM = small_term(*drawing.UNITS)
FORMS = [form for _kind, form in all_forms() if form.stands_by_class]


def in_order(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Rows by their key, whatever their order was."""
    return rows.sort_values([*key, "submission"], ignore_index=True)


@settings(max_examples=12, deadline=None)
@given(
    sheets=drawing.terms(),
    known_at=st.none() | drawing.moment,
    classes=st.sets(st.sampled_from(drawing.REPORTED), min_size=1),
)
def test_the_rows_of_some_classes_are_those_that_stand_of_all(
    sheets: list[Submission], known_at: dt.datetime | None, classes: set[str]
):
    """Which row of a class stands hangs on no other class: also where whole lists and blank columns came."""
    standing = Standing(frames_of(sheets), TERM, known_at)
    for form in FORMS:
        every = collected(standing.rows(form))
        few = collected(standing.about(form, pd.Series(sorted(classes))).rows(form))
        expected = every[every["class_id"].isin(classes)]
        key = [*form.key, *form.key_dates]
        pd.testing.assert_frame_equal(in_order(few, key), in_order(expected, key))


@settings(max_examples=12, deadline=None)
@given(sheets=drawing.terms())
def test_a_sheet_differs_as_much_from_a_few_classes_as_from_all(sheets: list[Submission]):
    """The last sheet of a term is held against the others, row by row and cell by cell."""
    facts, part = frames_of(sheets[:-1]), part_of(sheets[-1])
    few, whole = Comparing(facts, TERM, at(40)), Comparing(facts, TERM, at(40))
    whole._standing_rows(part.declaration)  # what all classes have stands ready, and is used
    ours, theirs = few.compare(part), whole.compare(part)
    for name in ("rows", "cells", "left_out"):
        pd.testing.assert_frame_equal(getattr(ours, name), getattr(theirs, name))
