import datetime as dt

import numpy as np
import pandas as pd
import pytest

from exports.cells import LONGEST_TEXT, cell, csv_field, harmless


@pytest.mark.parametrize(
    "words", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1"]
)
def test_what_a_program_would_compute_is_made_harmless(words):
    """An apostrophe before it makes a spreadsheet show the text instead of running it."""
    assert harmless(words) == f"'{words}"


@pytest.mark.parametrize(
    "words", ["-1", "+3", "-1.5", "-1,200", "1e5", "-12%", "教学班", "A=1", "2020-02-23", ""]
)
def test_numbers_and_plain_text_stay_as_they_are(words):
    """A minus before a number is a number, and a formula sign in the middle is text."""
    assert harmless(words) == words


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (pd.NA, None), (None, None), (float("nan"), None), (pd.NaT, None), ((), None), ([], None),
        (("QQ群", "钉钉"), "QQ群、钉钉"), (True, "是"), (np.bool_(False), "否"), (np.int64(3), 3), (-1, -1),
        (np.float64(0.5), 0.5), (pd.Timestamp(2020, 2, 23), dt.date(2020, 2, 23)),
        (pd.Timestamp(2020, 2, 23, 8, 30), dt.datetime(2020, 2, 23, 8, 30)),  # noqa: DTZ001 - cells have no zone
        (dt.date(2020, 2, 23), dt.date(2020, 2, 23)), ("00123", "00123"), ("甲" * 40_000, "甲" * LONGEST_TEXT),
    ],
)  # fmt: skip
def test_a_value_becomes_what_a_cell_can_hold(value, expected):
    """Numbers stay numbers, midnights are days, several values one text, and blank is blank."""
    found = cell(value)
    assert found == expected
    assert type(found) is type(expected)


def test_days_leave_as_iso():
    """A csv has no types, so days are written in the one way that every program reads."""
    assert csv_field(dt.date(2020, 2, 23)) == "2020-02-23"
    assert csv_field(cell(pd.Timestamp(2020, 2, 23, 8, 30))) == "2020-02-23 08:30"
    assert csv_field(None) == ""
    assert csv_field(-1) == -1
