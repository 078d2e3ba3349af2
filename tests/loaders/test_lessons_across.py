"""Lessons of classes with a column a day: marks below the days, those who were there, or both."""

from __future__ import annotations

import pytest

from schema.reading import SheetReading
from tests.loaders.reading import read

UNIT = "填报单位：理学院"


def items(reading: SheetReading, *columns: str) -> list[tuple[str, ...]]:
    shown = reading.rows[[*columns]].astype("string").fillna("")
    return list(shown.itertuples(index=False, name=None))


@pytest.mark.parametrize(
    "header",
    [
        ["教学班号,课程名称,授课平台,2月24日,2月25日（周二）"],
        ["教学班号,课程名称,授课平台,是否开课,", ",,,2月24日,2月25日"],
        ["教学班号,课程名称,授课平台,2月24日是否开课,2月25日是否开课"],
    ],
)
def test_a_mark_below_a_day_is_a_lesson_of_that_day(header: list[str]) -> None:
    """√ and 已开 are held, × and 未开 not, 延期 put off; a blank is no lesson; what is neither is named."""
    rows = ["A1,力学,钉钉,√,×", "A2,光学,QQ群,已开,", "A3,声学,QQ群,/,未开", "A4,热学,QQ群,延期,卡顿"]
    reading = read("第一周线上授课情况", UNIT, *header, *rows)
    assert items(reading, "class_id", "date", "planned", "held", "deferred") == [
        ("A1", "2020-02-24", "1", "1", ""),
        ("A2", "2020-02-24", "1", "1", ""),
        ("A4", "2020-02-24", "1", "0", "1"),
        ("A1", "2020-02-25", "1", "0", ""),
        ("A3", "2020-02-25", "1", "0", ""),
    ]
    last = 2 + len(header) + len(rows)
    assert [(f.code, f.row) for f in reading.findings if f.code != "columns_not_read"] == [
        ("lessons_by_answer", None),
        ("read_across", None),
        ("lesson_unclear", last),
    ]


@pytest.mark.parametrize("title", ["资料上传情况", "学生进群情况", "理学院", ""])
def test_marks_below_days_of_which_no_title_says_that_they_are_of_lessons_are_not_read(title: str) -> None:
    """They may be of anything that is done day by day."""
    assert read(title, "教学班号,课程名称,2月24日,2月25日", "A1,力学,√,×").refused is not None


@pytest.mark.parametrize(
    ("title", "header"),
    [
        ("第一周到课人数统计", ["教学班号,应到人数,2月24日,2月25日"]),
        ("第一周上课情况", ["教学班号,应到人数,实到人数,", ",,2月24日,2月25日"]),
        ("第一周授课情况", ["教学班号,应到人数,2月24日实到,2月25日实到"]),
    ],
)
def test_who_was_there_below_a_day_tells_of_a_lesson_of_that_day(title: str, header: list[str]) -> None:
    """And is no number of students in a group; where nobody was nothing says that it was held."""
    reading = read(title, UNIT, *header, "A1,52,50,51", "A2,40,,0")
    assert items(reading, "class_id", "date", "planned", "held", "expected", "present") == [
        ("A1", "2020-02-24", "1", "1", "52", "50"),
        ("A1", "2020-02-25", "1", "1", "52", "51"),
    ]
    assert [f.code for f in reading.findings] == ["lessons_by_present", "read_across", "lesson_unsaid"]


def test_counts_below_days_of_a_sheet_of_groups_are_those_who_joined() -> None:
    """The title says which count it is."""
    reading = read("学生进群人数统计", "教学班号,应到人数,2月24日,2月25日", "A1,52,50,51")
    assert (reading.kind, reading.rows["joined"].tolist()) == ("enrollment", [50, 51])


@pytest.mark.parametrize("cells", ["1,2", "1-2节,3-4节", "0.96,0.98"])
def test_what_counts_nothing_that_is_named_is_not_read(cells: str) -> None:
    """Numbers of lessons planned or held, when they were, or shares: nobody can tell."""
    assert (
        read("第一周授课情况", UNIT, "教学班号,课程名称,2月24日,2月25日", f"A1,力学,{cells}").refused
        is not None
    )
    assert (
        read("第一周到课率统计", UNIT, "教学班号,课程名称,2月24日,2月25日", f"A1,力学,{cells}").refused
        is not None
    )


def test_marks_and_numbers_present_may_stand_below_each_day() -> None:
    """A no with nobody there, and a yes with those who were."""
    reading = read(
        "授课情况", UNIT, "教学班号,2月24日,,2月25日,", ",是否开课,实到人数,是否开课,实到人数", "A1,是,50,否,"
    )
    assert items(reading, "date", "planned", "held", "present") == [
        ("2020-02-24", "1", "1", "50"),
        ("2020-02-25", "1", "0", ""),
    ]


def test_lessons_of_a_day_in_several_rows_add_up_below_each_day() -> None:
    """节次 tells them apart."""
    reading = read("开课情况", UNIT, "教学班号,节次,2月24日,2月25日", "A1,1-2,√,×", "A1,5-6,√,")
    assert items(reading, "date", "planned", "held") == [("2020-02-24", "2", "2"), ("2020-02-25", "1", "0")]


def test_types_of_materials_side_by_side_are_no_groups_for_a_platform_beside_them() -> None:
    """The platform may stand beside anything."""
    reading = read(UNIT, "教学班号,平台,上传日期,PPT,微课视频,习题", "A1,QQ群,2020-02-21,√,×,√")
    assert reading.kind == "materials"
    assert reading.rows["material_kind"].tolist() == ["PPT", "习题"]
