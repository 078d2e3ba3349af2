"""Two counts in one cell: the title says which is which, and a title of one count is not taken apart."""

from __future__ import annotations

import pytest

from loaders.pairs import pair_called
from schema.reading import SheetReading
from tests.loaders.reading import read

UNIT = "填报单位：理学院"


def items(reading: SheetReading, *columns: str) -> list[tuple[str, ...]]:
    return list(reading.rows[[*columns]].astype("string").fillna("<NA>").itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("应进/实进人数", "45/43"),
        ("应进/实进人数", "45（43）"),
        ("应进（已进）人数", "45(43)"),
        ("人数（应进/已进）", "45人/43人"),
        ("应进、已进人数", "45、43"),
        ("已进群/应进群人数", "43/45"),
        ("已进群人数（应进群人数）", "43（45）"),
        ("应进|实进", "45 / 43"),
        ("选课人数/进群人数", "45\\43"),
        ("应进群人数/已进群人数（人）", "45／43"),
    ],
)
def test_two_counts_in_a_cell_are_those_of_the_title_in_its_order(title: str, cell: str) -> None:
    """However they are set apart."""
    reading = read("学生进群情况（2月24日）", UNIT, f"教学班号,{title}", f"CS101-01,{cell}")
    assert items(reading, "expected", "joined") == [("45", "43")]
    assert [finding.code for finding in reading.findings] == ["day_above"]
    assert not [each for each in reading.unread if each.what == "column"]


def test_lessons_and_those_who_were_there_may_stand_two_in_a_cell() -> None:
    """In a list of visits too, and beside a column of one of them, which goes before."""
    reading = read(
        "2月24日",
        UNIT,
        "教学班号,应开/实开,应到/实到",
        "CS101-01,2/1,52/50",
        "CS102-01,1（1）,40、40",
        "CS103-01,1/1,",
    )
    columns = "planned", "held", "expected", "present"
    assert items(reading, *columns) == [
        ("2", "1", "52", "50"),
        ("1", "1", "40", "40"),
        ("1", "1", "<NA>", "<NA>"),
    ]
    beside = read("2月24日", UNIT, "教学班号,应开/实开,应到人数,应到/实到", "CS101-01,2/1,53,52/50")
    assert items(beside, *columns) == [("2", "1", "53", "50")]
    header = "教学班号,听课日期,听课人,听课人类别,应到/实到"
    assert items(read(header, "CS101-01,2020-02-24,赵六,校督导组,43/40"), "expected", "present") == [
        ("43", "40")
    ]


@pytest.mark.parametrize(
    "cell",
    ["45", "45/", "45/43/2", "45-43", "5月3日", "43+45", "45/43（2人请假）", "应45实43", "1,045/1,043"],
)
def test_what_is_not_two_numbers_is_named_once(cell: str) -> None:
    """Nobody guesses which of them it is: the row is not taken."""
    reading = read("2月24日学生进群", UNIT, "教学班号,应进/实进人数", "CS101-01,45/43", f'CS102-01,"{cell}"')
    assert items(reading, "class_id") == [("CS101-01",)]
    assert [(f.code, f.row, f.is_error) for f in reading.findings if f.row] == [("pair_unclear", 5, True)]


def test_more_than_were_due_are_found_in_one_cell_too() -> None:
    """45/46 below 应进/实进 says 46 of 45."""
    reading = read("2月24日学生进群", UNIT, "教学班号,应进/实进人数", "CS101-01,45/46")
    assert [f.code for f in reading.findings if f.row] == ["count_exceeds"]


def test_a_title_of_one_count_is_not_taken_apart() -> None:
    """45/43 below 已进群人数 is two numbers where one is asked for."""
    reading = read("2月24日学生进群", UNIT, "教学班号,应进群人数,已进群人数", "CS101-01,45,45/43")
    assert [(f.code, f.is_error) for f in reading.findings if f.row] == [("bad_count", True)]


@pytest.mark.parametrize(
    "title",
    [
        "已进群人数（累计）",
        "应进/已进/未进",
        "已进群人数/已入群人数",
        "应到人数（选课人数）",
        "应进/比例",
        "课程序号/教学班号",
        "群号/链接",
        "教师/学生人数",
        "已进群人数（2月24日）",
        "应到（男）",
    ],
)
def test_titles_of_less_or_more_than_two_counts_are_none_of_two(title: str) -> None:
    """Parts of the same thing, remarks, three of them, or one that nobody knows."""
    assert "enrollment" not in pair_called(title)
