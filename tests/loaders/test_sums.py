"""Counts beside which the sheet says what does not follow from them."""

from __future__ import annotations

import pytest

from schema.reading import SheetReading
from tests.loaders.reading import read

COUNTS = "教学班号,统计日期,应进群人数,已进群人数"


def said(reading: SheetReading) -> list[tuple[int | None, str | None]]:
    return [(finding.row, finding.column) for finding in reading.findings if finding.code == "sum_differs"]


@pytest.mark.parametrize(
    ("title", "right", "wrong"),
    [
        ("未进群人数", ["2", "2人", "", "两人左右"], "5"),
        ("进群率", ["95%", "0.95", "95", "/"], "100%"),
        ("進群率（%）", ["95", "95.0"], "38"),
    ],
)
def test_what_is_left_and_the_share_have_to_follow_from_the_counts(
    title: str, right: list[str], wrong: str
) -> None:
    """38 of 40 leave 2 and are 95 %; what cannot be read says nothing against them."""
    rows = [f"A{place},2月24日,40,38,{cell}" for place, cell in enumerate([*right, wrong])]
    reading = read(f"{COUNTS},{title}", *rows)
    assert len(reading.rows) == len(rows)
    assert said(reading) == [(len(rows) + 1, "已进群人数")]


def test_shares_of_lessons_are_held_against_each_of_their_counts() -> None:
    """到课率 against those present, 开课率 against lessons held."""
    reading = read(
        "学院,日期,应开门次,实开门次,应到人次,实到人次,到课率,开课率",
        "理学院,2月24日,30,27,1200,1180,98%,90%", "土木工程系,2月24日,30,27,1200,1180,88%,100%",
    )  # fmt: skip
    assert said(reading) == [(3, "实开门次"), (3, "实到人次")]


def test_who_is_marked_as_joined_and_as_not_counts_as_not() -> None:
    """And is said; a mark in one of the columns alone is what it says."""
    reading = read(
        "教学班号,学号,已进群,未进群", "A1,2019001,√,", "A1,2019002,,√", "A1,2019003,√,√", "A1,2019004,√,×"
    )
    assert reading.rows["joined"].fillna(False).tolist() == [True, False, False, True]
    assert [(f.code, f.row) for f in reading.findings][1:] == [("contradiction", 4)]


def test_a_row_that_goes_on_behind_the_header_is_said() -> None:
    """A comma in a number makes two cells of one; of a file of texts only, and not where nothing stands."""
    reading = read(COUNTS, "A1,2月24日,40,1,038", "A2,2月24日,40,38,", "A3,2月24日,40,38,,已联系")
    assert [(f.code, f.row) for f in reading.findings] == [("row_too_long", 2), ("row_too_long", 4)]
