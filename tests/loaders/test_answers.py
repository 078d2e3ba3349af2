"""Lines of a form above a table, whose titles and answers have cells of their own."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders import Receipt, read_workbook
from loaders.answers import has_answer, is_of_answers
from schema.reading import SheetReading
from schema.term import load_term
from tests.pages.workbooks import workbook

STUDENTS = [["学号", "姓名", "进群日期"], ["20190001", "张三", "2月22日"], ["20190002", "李四", "2月23日"]]
COUNTS = [["教学班号", "应进群人数", "已进群人数"], ["A1", 50, 45], ["A2", 50, 50]]


def read(*rows: list[object]) -> SheetReading:
    received_at = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
    (reading,) = read_workbook(
        workbook(list(rows)), "表.xlsx", Receipt(term=load_term(), received_at=received_at)
    )
    return reading


@pytest.mark.parametrize(
    "lines",
    [
        [["教学班号", "A1"]],
        [["理学院学生进群名单"], ["教学班号", "A1"], ["任课教师", "王芳"]],
        [["学院", "理学院"], ["教学班号", "A1", "课程名称", "高等数学"], ["选课人数", 45], []],
    ],
)
def test_the_class_beside_its_title_is_that_of_the_rows_below(lines: list[list[object]]) -> None:
    """教学班号 in one cell and the class in the next, without a colon."""
    reading = read(*lines, *STUDENTS)
    assert reading.rows["class_id"].tolist() == ["A1", "A1"]
    assert [finding.code for finding in reading.findings] == ["said_above"]


def test_each_part_of_a_list_has_the_class_of_the_line_above_it() -> None:
    """As lists of several classes are pasted below each other."""
    reading = read(
        ["教学班号", "A1"], *STUDENTS, ["教学班号", "A2"], STUDENTS[0], ["20190003", "王五", "2月24日"]
    )
    assert reading.rows["class_id"].tolist() == ["A1", "A1", "A2"]


@pytest.mark.parametrize(
    "lines",
    [
        [["学院", "理学院", "统计日期", "2月23日"]],
        [["学院：", "理学院"], ["统计日期：", dt.datetime(2020, 2, 23)]],  # noqa: DTZ001
        [["截止时间", "2月23日24:00"], ["单位", "理学院"]],
        [["日期", 43884], ["学院", "理学院"]],
    ],
)
def test_the_day_beside_its_title_is_that_of_the_rows_below(lines: list[list[object]]) -> None:
    """A day as text, as a day, with its hour or as the number that a spreadsheet keeps."""
    reading = read(*lines, *COUNTS)
    assert {str(day.date()) for day in reading.rows["as_of"]} == {"2020-02-23"}
    assert ([finding.code for finding in reading.findings], reading.unit) == (["day_above"], "理学院")


def test_when_a_form_was_filled_in_is_not_the_day_of_its_counts() -> None:
    """It lacks that day, and is not told to turn its rows into columns."""
    refused = read(["填报单位", "理学院"], ["填报日期", "2020-02-23"], *COUNTS).refused
    assert refused is not None
    assert (refused.code, refused.details["columns"]) == ("missing_columns", "统计日期")


@pytest.mark.parametrize(
    ("row", "answers"),
    [
        (["选课人数", 45], (True, True)),
        (["任课教师", "王芳"], (True, False)),
        (["教学班号", "2月20日"], (True, False)),
        (["教学班号", "任课教师", "学号"], (False, False)),
        (["王芳", "A1"], (False, False)),
        (["教学班号"], (False, False)),
        ([], (False, False)),
    ],
)
def test_titles_beside_titles_are_no_answers(row: list[object], answers: tuple[bool, bool]) -> None:
    """Nor is a day beside the title of an id: it may be that of the column below it."""
    assert (is_of_answers(row), has_answer(row)) == answers
