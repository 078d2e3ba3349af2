"""What titles and notes say that columns do not: another day, a sample, colours that mean something."""

from __future__ import annotations

import pytest

from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from tests.loaders.reading import RECEIVED, TERM, read

ROWS = ("教学班号,统计日期,应进群人数,已进群人数", "A1,2月22日,45,30")


def codes(reading: SheetReading) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.row) for finding in reading.findings]


DAYS_OF_TITLES = [
    ("学生进群情况（截至2月24日）", "统计日期", ["2月23日", "2月23日"], [("day_of_title_differs", None)]),
    ("学生进群情况（截至2月24日）", "统计日期", ["2月24日", "2月25日"], [("day_after_title", 4)]),
    ("学生进群情况（截至2月24日）", "统计日期", ["2月24日", "2月23日"], []),
    ("学生进群情况（填表日期：2月22日）", "统计日期", ["2月24日", "2月24日"], []),
]


@pytest.mark.parametrize(("title", "column", "days", "said"), DAYS_OF_TITLES)
def test_a_day_that_is_not_that_of_the_title_is_said(
    title: str, column: str, days: list[str], said: list[tuple[str, int | None]]
) -> None:
    """In a row after it, or in all rows of one other day; the day on which a sheet was made is none."""
    rows = [f"A{place},{day},45,30" for place, day in enumerate(days)]
    reading = read(title, f"教学班号,{column},应进群人数,已进群人数", *rows)
    assert (codes(reading), len(reading.rows)) == (said, 2)


def test_things_done_after_the_day_of_the_title_are_said() -> None:
    """What was done before it is why the title says 截至."""
    reading = read("建群情况（截至2月22日）", "教学班号,平台,建群日期", "A1,QQ群,2月23日", "A2,QQ群,2月21日")
    assert codes(reading) == [("day_after_title", 3)]


@pytest.mark.parametrize(
    "title", ["学生进群统计（样表）", "学生进群统计模板", "填写示例", "學生進群模板（2020春）"]
)
def test_a_title_that_calls_a_sheet_a_sample_is_said(title: str) -> None:
    """Above the table; a campus may be called 示例大学."""
    rows = ("教学班号,统计日期,应进群人数,已进群人数", "A1,2月22日,45,30")
    assert codes(read(title, *rows)) == [("title_of_sample", None)]
    for other in ("示例大学学生进群统计", "请按示例填写", "说明：参照模板"):
        assert codes(read(other, *rows)) == []


def test_a_title_of_another_unit_than_all_rows_is_said() -> None:
    """The rows say whose they are; one of them may be of the unit of the title."""
    head = f"学院,{ROWS[0]}"
    assert codes(read("理学院学生进群", head, f"土木工程系,{ROWS[1]}")) == [("title_of_other_unit", None)]
    both = (f"土木工程系,{ROWS[1]}", "理学院,A2,2月22日,45,30")
    assert codes(read("理学院学生进群", head, *both)) == []


def test_a_title_above_the_first_of_several_tables_is_that_of_all() -> None:
    """Where no other unit is named."""
    groups = ("一、课程建群", "教学班号,平台,建群日期", "A1,QQ群,2月22日", "", "二、学生进群")
    data = "\n".join(("理学院", *groups, *ROWS)).encode()
    readings = read_workbook(data, "表.csv", Receipt(term=TERM, received_at=RECEIVED))
    assert [(reading.kind, reading.unit) for reading in readings] == [
        ("groups", "理学院"),
        ("enrollment", "理学院"),
    ]


@pytest.mark.parametrize("note", [
    "注：标红的为未统计完成的班级", "说明：红色表示未建群", "备注：以上人数含教师1人", "注：本表人数待核实",
])  # fmt: skip
def test_a_note_that_makes_another_thing_of_rows_is_said(note: str) -> None:
    """Colours are not read, and who else is counted stands in no column."""
    assert codes(read(*ROWS, note)) == [("note_turns", None)]


@pytest.mark.parametrize(
    "note", ["备注：红色字体为必填", "注：以上人数不含教师", "填表人：张红", "注：人数含留学生"]
)
def test_a_note_that_changes_nothing_is_no_more_than_listed(note: str) -> None:
    """How to fill in, and what everybody takes for granted."""
    assert codes(read(*ROWS, note)) == []


@pytest.mark.parametrize("note", ["注：以上数据截至2月24日", "统计时间：2020年2月24日"])
def test_a_note_below_may_say_of_which_day_the_table_tells(note: str) -> None:
    """Where no column and no line above does; what stands at a signature is when it was signed."""
    table = ("学生进群统计", "教学班号,应进群人数,已进群人数", "A1,45,30", "合计,45,30")
    reading = read(*table, note, "填表人：张三")
    assert reading.rows["as_of"].dt.day.tolist() == [24]
    assert codes(reading) == [("day_above", None)]
    for signed in ("2020年2月24日", "填表日期：2020年2月24日", "填表人：张三,,2020年2月24日"):
        refused = read(*table, signed).refused
        assert refused is not None
        assert refused.code == "missing_columns"


@pytest.mark.parametrize("remark", ["其中2人为教师", "数据为2月23日", "待核实", "群已解散"])
def test_a_remark_beside_a_count_that_makes_it_another_is_said(remark: str) -> None:
    """Nothing reads the remark."""
    assert codes(read(f"{ROWS[0]},备注", f"{ROWS[1]},{remark}")) == [("remark_says_otherwise", 2)]
    assert codes(read(f"{ROWS[0]},备注", f"{ROWS[1]},已联系")) == []


def test_a_lesson_that_was_held_and_called_off_is_said() -> None:
    """One that was not held was called off indeed."""
    head = "教学班号,日期,应开门次,实开门次,备注"
    assert codes(read(head, "A1,2月24日,1,1,停课", "A2,2月24日,1,0,停课")) == [("remark_says_otherwise", 2)]


def test_no_items_are_no_material_and_nobody_is_at_no_lesson() -> None:
    """What a row says of nothing is said; a blank number of items is one."""
    materials = read(
        "教学班号,资料类型,上传日期,数量", "A1,PPT,2月22日,0", "A2,PPT,2月22日,1", "A3,PPT,2月22日,"
    )
    assert (materials.rows["class_id"].tolist(), codes(materials)) == (
        ["A1", "A2", "A3"],
        [("nothing_uploaded", 2)],
    )
    head = "教学班号,日期,应开门次,实开门次,应到人数,实到人数"
    lessons = read(head, "A1,2月24日,1,0,40,38", "A2,2月24日,1,0,40,0")
    assert codes(lessons) == [("present_at_nothing", 2)]
