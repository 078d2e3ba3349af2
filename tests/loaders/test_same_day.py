"""Lessons of a class on one day, a row each: they add up where a column tells them apart, and nowhere else."""

from __future__ import annotations

import pytest

from schema.reading import SheetReading
from tests.loaders.reading import read

UNIT = "填报单位：理学院"
TITLES = "教学班号,日期,{},应开门次,实开门次,应到人数,实到人数"


def items(reading: SheetReading, *columns: str) -> list[tuple[str, ...]]:
    shown = reading.rows[[*columns]].astype("string").fillna("")
    return list(shown.itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("title", "one", "other"),
    [
        ("节次", "1-2节", "5-6节"),
        ("上课节次", "第一大节", "第二大节"),
        ("上课时间", "08:00-09:40", "14:00-15:40"),
        ("时段", "上午", "下午"),
        ("第几次课", "1", "2"),
    ],
)
def test_lessons_that_a_column_tells_apart_add_up(title: str, one: str, other: str) -> None:
    """Two planned and one held; both numbers of a rate; the row that was added is listed, and it is said."""
    reading = read(
        "授课情况",
        UNIT,
        TITLES.format(title),
        f"CS101-01,2020-02-24,{one},1,1,52,50",
        f"CS101-01,2020-02-24,{other},1,0,52,0",
        f"CS101-01,2020-02-25,{one},1,1,52,51",
        f"CS102-01,2020-02-24,{one},1,1,40,40",
    )
    assert items(reading, "class_id", "date", "planned", "held", "expected", "present") == [
        ("CS101-01", "2020-02-24", "2", "1", "104", "50"),
        ("CS101-01", "2020-02-25", "1", "1", "52", "51"),
        ("CS102-01", "2020-02-24", "1", "1", "40", "40"),
    ]
    assert [f.code for f in reading.findings if f.code != "duplicate_header"] == ["lessons_added"]
    assert [(each.place, each.reason) for each in reading.unread if each.place > 3] == [(5, "added")]


def test_students_are_added_up_of_lessons_that_give_both_numbers() -> None:
    """As a rate counts them; where no lesson gives both, neither is known."""
    title = TITLES.format("节次")
    rows = [f"A1,2020-02-24,{n},1,1,{counts}" for n, counts in ((1, "52,50"), (3, "52,"), (5, ",48"))]
    assert items(read("授课", UNIT, title, *rows), "planned", "expected", "present") == [("3", "52", "50")]
    assert items(read("授课", UNIT, title, *rows[1:]), "planned", "expected", "present") == [("2", "", "")]


def test_what_else_a_lesson_says_is_kept() -> None:
    """Its way, its reason, what was put off; of two days to make it up nobody can keep one."""
    header = "教学班号,日期,节次,应开门次,实开门次,授课方式,延期门次,未开原因,补课日期"
    rows = [
        "A1,2020-02-24,1-2,1,1,直播,,,",
        "A1,2020-02-24,3-4,1,0,录播,1,停电,2020-02-28",
        "A1,2020-02-24,5-6,1,0,直播,1,断网,",
    ]
    reading = read("授课", UNIT, header, *rows)
    assert reading.rows["mode"].tolist() == [("直播", "录播")]
    assert items(reading, "planned", "held", "deferred", "reason", "moved_to") == [
        ("3", "1", "2", "停电；断网", "2020-02-28")
    ]
    two = read("授课", UNIT, header, *rows, "A1,2020-02-24,7-8,1,0,直播,1,断网,2020-03-02")
    assert two.rows.empty
    assert {f.code for f in two.findings if f.is_error} == {"conflicting_rows"}


@pytest.mark.parametrize("lessons", [("1-2", "第1、2节"), ("1-2", ""), ("", ""), ("上午", "上午")])
def test_rows_of_which_nothing_says_that_they_are_two_lessons_are_not_added(lessons: tuple[str, str]) -> None:
    """The same lesson twice, or one that is not named: the rows say different things of one."""
    one, other = lessons
    reading = read(
        "授课",
        UNIT,
        TITLES.format("节次"),
        f"A1,2020-02-24,{one},1,1,52,50",
        f"A1,2020-02-24,{other},1,0,52,0",
    )
    assert reading.rows.empty
    assert [f.code for f in reading.findings] == ["conflicting_rows", "conflicting_rows"]


def test_the_day_may_tell_the_lessons_apart() -> None:
    """By the clock or the lesson beside it; not by another way of writing the day."""
    header = "教学班号,上课时间,是否开课"
    reading = read(
        "授课", UNIT, header, "A1,2020-02-24 08:00,是", "A1,2020-02-24 14:00,否", "A2,2020-02-24 14:00,是"
    )
    assert items(reading, "class_id", "planned", "held") == [("A1", "2", "1"), ("A2", "1", "1")]
    same = read("授课", UNIT, header, "A1,2020-02-24,是", "A1,2月24日,否")
    assert [f.code for f in same.findings if f.is_error] == ["conflicting_rows", "conflicting_rows"]


def test_a_column_of_another_table_tells_nothing() -> None:
    """What stands below 节次 of the first table is the number present in the second."""
    reading = read(
        UNIT,
        "教学班号,日期,节次,应开门次,实开门次",
        "A1,2020-02-24,1-2,1,1",
        "",
        "教学班号,日期,实到人数,应开门次,实开门次",
        "A2,2020-02-24,40,1,1",
        "A2,2020-02-24,41,1,0",
    )
    assert items(reading, "class_id") == [("A1",)]
