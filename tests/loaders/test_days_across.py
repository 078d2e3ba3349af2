"""Lessons with a column group a day, materials counted by kind, and counts that are of no one day."""

from __future__ import annotations

import pytest

from schema.reading import SheetReading
from tests.loaders.reading import read


def items(reading: SheetReading, *columns: str) -> list[tuple[str, ...]]:
    return list(reading.rows[[*columns]].astype(str).itertuples(index=False, name=None))


DAYS = [
    ("2月24日,,2月25日,", ",应开,实开,应开,实开"),
    ("2月24日应开,2月24日已开,2月25日应开,2月25日已开", None),
]


@pytest.mark.parametrize(("days", "counts"), DAYS, ids=["two lines", "one line"])
@pytest.mark.parametrize("title", ["授课情况统计", "授课情况统计（2月25日）"])
def test_a_group_of_counts_a_day_is_a_row_a_day(title: str, days: str, counts: str | None) -> None:
    """Of classes and of units, whatever day the title is of; a blank says nothing of a day, a 0 does."""
    lines = [counts] if counts else []
    classes = read(title, f"教学班号,{days}", *lines, "CS101-01,1,1,1,0", "CS102-01,1,1,,")
    assert items(classes, "class_id", "date", "planned", "held") == [
        ("CS101-01", "2020-02-24", "1", "1"), ("CS102-01", "2020-02-24", "1", "1"), ("CS101-01", "2020-02-25", "1", "0"),
    ]  # fmt: skip
    units = read(
        title, f"学院,{days}", *lines, "理学院,10,9,12,12", "汽车工程学院,5,5,6,6", "合计,15,14,18,18"
    )
    assert items(units, "unit", "date", "planned", "held") == [
        ("理学院", "2020-02-24", "10", "9"), ("汽车工程学院", "2020-02-24", "5", "5"),
        ("理学院", "2020-02-25", "12", "12"), ("汽车工程学院", "2020-02-25", "6", "6"),
    ]  # fmt: skip
    for reading in (classes, units):
        assert [finding.code for finding in reading.findings] == ["read_across"]


@pytest.mark.parametrize(
    ("days", "read_as"),
    [
        ("周一（2.24）,,周二（2.25）,", [24, 25]),
        ("2月24日 周一,,2月25日（星期二）,", [24, 25]),
        ("周二（2.24）,,周三（2.25）,", []),
    ],
)
def test_a_day_of_the_week_beside_the_day_has_to_be_its_own(days: str, read_as: list[int]) -> None:
    """Else nobody can tell which of them is meant, and the sheet is refused."""
    reading = read("授课情况统计", f"学院,{days}", ",应开,实开,应开,实开", "理学院,10,9,12,12")
    assert (reading.rows["date"].dt.day.tolist() if read_as else []) == read_as
    assert (reading.refused is None) == bool(read_as)


def test_what_the_days_come_to_is_no_day() -> None:
    """It is said not to be read."""
    reading = read(
        "授课情况统计",
        "学院,2月24日,,2月25日,,合计,",
        ",应开,实开,应开,实开,应开,实开",
        "理学院,10,9,12,12,22,21",
    )
    assert items(reading, "date", "planned") == [("2020-02-24", "10"), ("2020-02-25", "12")]
    assert [finding.code for finding in reading.findings] == ["columns_not_read", "read_across"]


def test_counts_below_kinds_of_materials_below_one_title_are_a_row_a_kind() -> None:
    """资料份数 over PPT, 教材 and 视频; not what is planned."""
    lines = [",,PPT,教材,视频", "CS101-01,2020-02-22,3,1,2", "CS102-01,2020-02-22,1,,2"]
    reading = read("资料上传统计", "教学班号,上传日期,资料份数,,", *lines)
    assert items(reading, "class_id", "material_kind", "count") == [
        ("CS101-01", "PPT", "3"), ("CS102-01", "PPT", "1"), ("CS101-01", "电子教材", "1"),
        ("CS101-01", "微课视频", "2"), ("CS102-01", "微课视频", "2"),
    ]  # fmt: skip
    assert read("资料上传统计", "教学班号,上传日期,未上传份数,,", *lines).refused is not None


@pytest.mark.parametrize("header", [
    "教学班号,课程名称,日期,累计应开门次,累计实开门次", "学院,日期,本周应开门次,本周实开门次", "教学班号,日期,应开门次（累计）,实开门次（累计）",
])  # fmt: skip
def test_counts_of_no_one_day_are_refused_in_the_name_of_their_own_kind(header: str) -> None:
    """And not for what a sheet of materials lacks."""
    reading = read("周报", header, "CS101-01,程序设计,2020-03-01,3,3")
    assert reading.refused is not None
    assert (reading.kind, reading.refused.code) == ("sessions", "counts_of_spans")
    assert "授课情况" in reading.refused.message("zh")
    assert "应开门次" in reading.refused.message("zh")


def test_lessons_on_their_side_are_no_table_of_days() -> None:
    """Titles down the first column, and a day at the head of each other column."""
    rows = [
        "学院,理学院,理学院",
        "日期,2020-02-24,2020-02-25",
        "应开门次,10,12",
        "实开门次,9,12",
        "延期门次,1,0",
    ]
    for lines in (rows, rows[1:]):
        reading = read(*lines)
        assert reading.refused is not None
        assert reading.refused.code == "transposed"
