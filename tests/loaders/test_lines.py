"""Lines above and between the rows: whose they are, of which day, and what is no row at all."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from schema.term import load_term

TERM = load_term()
RECEIVED = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
GROUPS = "教学班号,课程名称,平台,建群日期"
COUNTS = "教学班号,应进群人数,已进群人数"


def read(*rows: str, unit: str | None = None) -> list[SheetReading]:
    receipt = Receipt(term=TERM, received_at=RECEIVED, unit=unit)
    return read_workbook("\n".join(rows).encode(), "表.csv", receipt)


def group(number: int) -> str:
    return f"CS{number}-01,课程{number},QQ群,2020-02-22"


def codes(reading: SheetReading) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.row) for finding in reading.findings]


@pytest.mark.parametrize(("first", "second"), [
    ("理学院", "汽车工程学院"), ("一、理学院", "二、汽车工程学院（3个班）"), ("学院：理学院", "填报单位：汽车学院"), ("1.理学院", "(2) 汽车工程学院"),
])  # fmt: skip
def test_a_line_between_the_rows_says_whose_they_are(first: str, second: str) -> None:
    """Rows below the name of a unit are that unit's, and not that of the title above the table."""
    (reading,) = read("理学院课程建群情况", GROUPS, first, group(1), second, group(2), group(3))
    assert reading.rows["unit"].tolist() == ["理学院", "汽车工程学院", "汽车工程学院"]
    assert not codes(reading)
    assert [each.place for each in reading.unread if each.reason == "unit"] == [3, 5]


def test_rows_below_the_name_of_another_unit_are_not_taken_from_a_unit() -> None:
    """A unit sends its own."""
    (reading,) = read(GROUPS, "理学院", group(1), "汽车工程学院", group(2), unit="理学院")
    assert reading.rows["class_id"].tolist() == ["CS1-01"]
    assert codes(reading) == [("table_of_other_unit", 5)]


def test_a_note_that_names_a_unit_among_other_words_heads_no_rows() -> None:
    """Only a line that is the name of a unit and nothing else."""
    (reading,) = read(GROUPS, group(1), "以上由理学院提供并已核对", group(2))
    assert reading.rows["unit"].isna().all()


@pytest.mark.parametrize(
    "line",
    [
        "学生进群情况（截至2月23日）", "统计日期：2020年2月23日", "2019-2020学年第二学期学生进群日报 2020.2.23",
        "2020年2月23日18:00学生进群", "学生进群情况上报表（截止至2020年2月23日 周日）", "学生进群统计（二月二十三日）",
        "填报单位：理学院  统计日期：2月23日  填表日期：2月24日", "学生进群（2.23）", "数据更新至2月23日",
    ],
)  # fmt: skip
def test_the_day_above_the_table_is_that_of_its_rows(line: str) -> None:
    """Where no column gives it; and it is said."""
    (reading,) = read(line, COUNTS, "CS101-01,50,45")
    assert reading.rows["as_of"].dt.date.tolist() == [dt.date(2020, 2, 23)]
    assert codes(reading) == [("day_above", None)]
    assert "as_of" not in reading.positions


def test_each_of_two_tables_has_its_own_day() -> None:
    """A table a day, one below the other."""
    (reading,) = read("截至2月21日,,", COUNTS, "CS101-01,50,40", "截至2月22日,,", COUNTS, "CS101-01,50,45")
    assert reading.rows["as_of"].dt.day.tolist() == [21, 22]
    assert reading.rows["joined"].tolist() == [40, 45]


@pytest.mark.parametrize(
    "line",
    [
        "填表日期：2020年2月23日",
        "2月20日至2月23日学生进群情况",
        "请于2月23日前报送学生进群情况",
        "学生进群情况",
        "学生进群情况（2月20日-23日）",
        "学生进群情况（2月20-23日）",
        "学生进群情况（2月20日、23日）",
        "第3-4周学生进群情况",
        "表3-2 学生进群情况",
        "学生进群情况（2月23日前完成）",
        "学生进群情况（2月23日，周六）",
        "报送截止时间：2月23日 学生进群情况",
    ],
)
def test_another_day_above_the_table_is_not_that_of_its_rows(line: str) -> None:
    """When it was written or asked for, or a span of days: the column is missing."""
    (reading,) = read(line, COUNTS, "CS101-01,50,45")
    assert reading.refused is not None
    assert reading.refused.code == "missing_columns"


def test_a_header_far_down_is_read() -> None:
    """Sixty lines of explanation do not hide the table."""
    (reading,) = read(*[f"说明{number}：请认真填写" for number in range(60)], GROUPS, group(1))
    assert reading.rows["source_row"].tolist() == [62]


def test_a_table_on_its_side_is_named_wherever_it_stands() -> None:
    """Its titles may run down the second column, below a title of the sheet."""
    (reading,) = read(
        "课程建群情况,,",
        ",,",
        ",教学班号,CS101-01",
        ",课程名称,高等数学",
        ",平台,QQ群",
        ",建群日期,2020-02-22",
    )
    assert reading.refused is not None
    assert reading.refused.code == "transposed"


@pytest.mark.parametrize(
    "label", ["计", "Σ", "建群率", "完成率", "未建群", "其中：公共课", "本学院共2个教学班"]
)
def test_sums_under_other_names_are_no_rows(label: str) -> None:
    """Whatever they are called where an id should stand."""
    (reading,) = read(GROUPS, group(1), group(2), f"{label},2,,1")
    assert reading.rows["class_id"].tolist() == ["CS1-01", "CS2-01"]
    assert [each.reason for each in reading.unread] == ["total"]


def test_a_word_among_ids_with_digits_is_no_id() -> None:
    """It is not read, and a person is told; where no id has digits, words are ids."""
    (reading,) = read(GROUPS, group(1), group(2), "教研室活动,课程3,QQ群,2020-02-22")
    assert reading.rows["class_id"].tolist() == ["CS1-01", "CS2-01"]
    assert codes(reading) == [("row_without_id", 4)]
    (reading,) = read(GROUPS, "高数甲,高等数学,QQ群,2020-02-22", "高数乙,高等数学,QQ群,2020-02-22")
    assert len(reading.rows) == 2


def test_a_remark_that_helps_to_fill_in_changes_no_title() -> None:
    """教学班号（与开课计划一致） is the class, and 是否建群（是/否） is held against the day."""
    (reading,) = read(
        "教学班号（与开课计划一致）,建群日期,是否建群（是/否）",
        "CS101-01,2020-02-22,否",
        "CS102-01,2020-02-22,是",
    )
    assert reading.rows["created_on"].isna().tolist() == [True, False]
    assert codes(reading) == [("mark_contradicts", 2)]


@pytest.mark.parametrize(
    "example",
    [
        "例：CS000-01,示例课程",
        "（示例）CS000-01,大学英语",
        "CS000-00,示例课程（请删除）",
        "CS000-00,此行为示例",
    ],
)
def test_an_example_below_the_header_is_no_row(example: str) -> None:
    """However it is marked."""
    (reading,) = read(GROUPS, f"{example},QQ群,2020-02-20", group(1))
    assert reading.rows["class_id"].tolist() == ["CS1-01"]
    assert [each.reason for each in reading.unread] == ["example"]


def test_hints_below_the_header_are_no_row() -> None:
    """Nor are they an error."""
    (reading,) = read(
        GROUPS,
        '"文本，必填",选填,可多选,格式2020-02-20',
        "与计划一致,课程全称,多个用顿号,yyyy/mm/dd",
        group(1),
    )
    assert reading.rows["class_id"].tolist() == ["CS1-01"]
    assert not codes(reading)


def test_the_foot_of_a_table_says_whose_it_is() -> None:
    """Where nothing above it does."""
    (reading,) = read("课程建群情况", GROUPS, group(1), "填报单位：理学院（盖章）")
    assert reading.unit == "理学院"


def test_counts_in_hundreds_are_doubtful() -> None:
    """A line above that gives the measure, or the title of the column, makes another number of each."""
    (reading,) = read("单位：百人", COUNTS + ",统计日期", "CS101-01,5,4,2020-02-22")
    assert reading.rows.empty
    assert codes(reading) == [("scaled_count", 3), ("scaled_count", 3)]
    (reading,) = read("教学班号,统计日期,应进群人数,已进群人数（百人）", "CS101-01,2020-02-22,5,4")
    assert reading.refused is not None


@pytest.mark.parametrize("clock", ["第1-2节", "8:00-9:40"])
def test_lessons_beside_a_day_belong_to_it(clock: str) -> None:
    """听课时间 beside 听课日期 says when on that day, and is no second day."""
    (reading,) = read(
        "教学班号,听课日期,听课时间,听课人,听课人类别", f"CS101-01,2020-02-24,{clock},王伟,校领导"
    )
    assert reading.rows["visited_on"].dt.day.tolist() == [24]
    assert not codes(reading)


def test_what_stands_in_another_cell_is_not_a_value() -> None:
    """同 上 is the cell above, however it is spread out; 同左 is nobody's name."""
    (reading,) = read(
        "教学班号,授课教师,建群日期", "CS1-01,王伟,2020-02-22", "CS2-01,同 上,同上", "CS3-01,同左,2020-02-22"
    )
    assert reading.rows["teacher"].tolist()[:2] == ["王伟", "王伟"]
    assert codes(reading) == [("refers_elsewhere", 4)]


def test_units_of_measure_below_the_header_are_no_row() -> None:
    """（人） says what is counted."""
    for units in (",（人）,（人）,", ",人,人,年月日"):
        (reading,) = read(COUNTS + ",统计日期", units, "CS101-01,50,45,2020-02-22")
        assert not codes(reading)


def test_of_two_columns_of_ids_the_one_that_tells_more_apart_is_read() -> None:
    """班号 numbers the classes of each course; the column of exact title goes first all the same."""
    (reading,) = read(
        "课程号,班号,教学班,建群时间", "CS101,01,CS101-01,2020-02-22", "CS102,01,CS102-01,2020-02-22"
    )
    assert reading.rows["class_id"].tolist() == ["CS101-01", "CS102-01"]
    assert codes(reading) == [("duplicate_header", 1)]
    (reading,) = read("教学班号,教学班,建群时间", "CS101-01,甲,2020-02-22", "CS101-01,乙,2020-02-22")
    assert reading.positions["class_id"] == 0


def test_numbers_of_classes_within_a_course_are_no_ids() -> None:
    """01 of two courses is two classes, so none of the rows is taken."""
    (reading,) = read(
        "课程代码,课序号,建群日期", "CS101,01,2020-02-22", "CS101,02,2020-02-23", "MA101,01,2020-02-23"
    )
    assert reading.rows.empty
    assert codes(reading) == [("serial_as_id", row) for row in (2, 3, 4)]
    # A form without courses has them from the column that the plan has; the same counts are no repeat.
    (counts,) = read(
        f"课程号,{COUNTS},统计日期", *(f"{course},01,50,45,2月22日" for course in ("CS101", "MA101"))
    )
    assert codes(counts) == [("serial_as_id", row) for row in (2, 3)]


def test_classes_stored_as_numbers_may_have_lost_their_zeros() -> None:
    """Where no plan tells which classes there are, it is said once; texts are as they were typed."""
    receipt = Receipt(term=TERM, received_at=RECEIVED)
    for ids, expected in (
        ([301, 302], [("ids_as_numbers", None)]),
        (["301", 302], []),
        (["0301", "0302"], []),
    ):
        book = openpyxl.Workbook()
        for row in (["教学班号", "建群日期"], *([id, "2020-02-22"] for id in ids)):
            book.active.append(row)
        stream = io.BytesIO()
        book.save(stream)
        (reading,) = read_workbook(stream.getvalue(), "表.xlsx", receipt)
        assert codes(reading) == expected


def test_a_line_between_the_rows_of_a_wide_table_holds_for_each_of_its_days() -> None:
    """Every row for which a wide row stands is that unit's."""
    (reading,) = read(
        "教学班号,应进群人数,2月21日,2月22日", "理学院", "CS1-01,50,40,45", "汽车工程学院", "CS2-01,50,41,46"
    )
    assert dict(zip(reading.rows["class_id"], reading.rows["unit"], strict=True)) == {
        "CS1-01": "理学院",
        "CS2-01": "汽车工程学院",
    }
    assert reading.rows["unit"].notna().all()


@pytest.mark.parametrize("name", ["2.23", "2月23日 周日", "2月23日学生进群"])
def test_the_name_of_a_sheet_may_give_the_day(name: str) -> None:
    """A sheet a day, named after it."""
    book = openpyxl.Workbook()
    book.worksheets[0].title = name
    for row in (COUNTS.split(","), ["CS101-01", 50, 45]):
        book.worksheets[0].append(row)
    data = io.BytesIO()
    book.save(data)
    (reading,) = read_workbook(data.getvalue(), "表.xlsx", Receipt(term=TERM, received_at=RECEIVED))
    assert reading.rows["as_of"].dt.day.tolist() == [23]
    assert codes(reading) == [("day_above", None)]
