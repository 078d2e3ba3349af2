"""What would come out wrong without a word: titles that mean another day or count, names for ids, lessons for days."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from schema.term import load_term

COUNTS = "教学班号,应进群人数"


def read(*rows: str) -> SheetReading:
    received = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
    (reading,) = read_workbook(
        "\n".join(rows).encode(), "表.csv", Receipt(term=load_term(), received_at=received)
    )
    return reading


def codes(reading: SheetReading) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.row) for finding in reading.findings]


@pytest.mark.parametrize("title", [
    "建群日期（截止）", "建群日期(截止日期)", "建群日期（最晚）", "建群日期（要求）", "建群日期（应）", "建群日期（完成期限）", "建群日期 (deadline)",
    "计划建群日期", "拟建群时间", "建群截止日期", "最晚建群日期", "建群日期限",
])  # fmt: skip
def test_a_day_by_which_a_group_is_due_is_not_the_day_on_which_it_was_made(title: str) -> None:
    """The column is said not to be read, and not taken for another writing of 建群日期."""
    reading = read(f"教学班号,平台,{title}", "CS101-01,QQ群,2020-02-20")
    assert reading.rows["created_on"].isna().all()
    assert codes(reading) == [("columns_not_read", None)]


@pytest.mark.parametrize(
    "title", ["建群日期（2月23日前）", "建群日期（请于2月23日前完成）", "建群日期(截止2月23日)"]
)
def test_the_day_by_which_a_column_is_to_be_filled_in_does_not_change_it(title: str) -> None:
    """With its own day the remark asks for something; the cells still say when it was done."""
    reading = read(f"教学班号,平台,{title}", "CS101-01,QQ群,2020-02-20")
    assert reading.rows["created_on"].dt.day.tolist() == [20]
    assert not reading.findings


@pytest.mark.parametrize("upper", ["计划", "拟", "完成时限", "要求"])
def test_a_day_below_a_title_of_plans_is_none_on_which_it_was_done(upper: str) -> None:
    """Of the same titles below 计划 and below 实际 the latter are read, whichever stands first."""
    reading = read(
        f"教学班号,平台,{upper},,实际,", ",,建群日期,测试日期,建群日期,测试日期",
        "CS101-01,QQ群,2020-02-20,2020-02-20,2020-02-22,", "CS101-02,QQ群,2020-02-20,2020-02-20,,",
    )  # fmt: skip
    assert reading.rows["created_on"].dt.day.fillna(0).tolist() == [22, 0]
    assert reading.rows["tested_on"].isna().all()
    assert codes(reading) == [("columns_not_read", None)]


@pytest.mark.parametrize(
    ("parts", "dates"), [("计划,实际", [25, 0]), ("实际,计划", [24, 24]), ("要求日期,实际完成", [25, 0])]
)
def test_a_day_in_two_columns_is_the_one_on_which_it_was_done(parts: str, dates: list[int]) -> None:
    """Below one title, with cells merged or not; 计划 is no day on which anything was."""
    reading = read("教学班号,建群日期,,平台", f",{parts},", "A1,2.24,2.25,QQ", "A2,2.24,,QQ")
    assert reading.rows["created_on"].dt.day.fillna(0).tolist() == dates
    assert codes(reading) == [("columns_not_read", None)]
    visits = read(
        "教学班号,听课时间,,听课人,听课人类别",
        ",安排,实际,,",
        "A1,2.24,2.25,张三,校领导",
        "A2,2.24,,李四,校领导",
    )
    assert visits.rows["planned_on"].dt.day.tolist() == [24, 24]
    assert visits.rows["visited_on"].dt.day.fillna(0).tolist() == [25, 0]


def test_a_day_and_its_clock_may_stand_below_one_title() -> None:
    """As two columns of one thing."""
    reading = read(
        "学院,编号,报告时间,,问题描述,解决时间,",
        ",,日期,时间,,日期,时间",
        "理学院,1,2.24,8:10,掉线,2.24,9:00",
    )
    assert [str(reading.rows[id][0]) for id in ("reported_at", "solved_at")] == [
        "2020-02-24 08:10:00",
        "2020-02-24 09:00:00",
    ]


@pytest.mark.parametrize("upper", ["昨日", "上学期", "男生", "目标", "本周新增", "2月24日前"])
def test_a_count_below_a_title_of_other_counts_is_not_that_of_the_class(upper: str) -> None:
    """Where no other column gives it the sheet is refused, and says what it lacks."""
    reading = read(
        f"教学班号,统计日期,应进群人数,{upper},", ",,,已进群人数,已通知人数", "A1,2月25日,40,15,16"
    )
    assert reading.refused is not None
    assert reading.refused.code == "missing_columns"


@pytest.mark.parametrize(
    "title",
    [
        "已进群人数(截至2月23日)",
        "已进群人数（截止2.23）",
        "已进群人数（截止到2月23日24时）",
        "截至2月23日已进群人数",
    ],
)
def test_a_count_up_to_a_day_is_of_that_day(title: str) -> None:
    """The day of the title is the day of the rows, before one in a column, and said."""
    alone = read(f"{COUNTS},{title}", "A1,40,38")
    beside = read(f"{COUNTS},{title},统计日期", "A1,40,38,2020-02-25")
    for reading in (alone, beside):
        assert reading.rows["as_of"].dt.strftime("%m-%d").tolist() == ["02-23"]
        assert reading.rows["joined"].tolist() == [38]
    assert codes(alone) == [("read_across", None)]
    assert codes(beside) == [("columns_not_read", None), ("read_across", None)]


@pytest.mark.parametrize("remark", [
    "家长", "2019级", "湖北籍", "研究生", "仅本科生", "重修学生", "辅导员", "差额", "缺", "估计", "约", "年级群",
])  # fmt: skip
def test_a_count_or_a_mark_of_others_is_not_that_of_the_class(remark: str) -> None:
    """Behind the title, or above it; what says how all are counted changes nothing."""
    for rows in (
        (f"教学班号,统计日期,应进群人数,已进群人数（{remark}）", "A1,2月25日,40,15"),
        (f"教学班号,学号,是否进群（{remark}）", "A1,20190101,是"),
        (f"教学班号,统计日期,应进群人数,{remark}", ",,,已进群人数", "A1,2月25日,40,15"),
    ):
        refused = read(*rows).refused
        assert refused is not None
        assert refused.code == "missing_columns"
    whole = read("教学班号,统计日期,应进群人数（含重修生）,已进群人数（人）", "A1,2月25日,40,15")
    assert whole.rows["joined"].tolist() == [15]


def test_the_parts_of_a_count_are_no_columns_of_their_own() -> None:
    """QQ群 below 已进群人数 counts those in the QQ群, and is the number of no group."""
    reading = read("教学班号,统计日期,平台,已进群人数,", ",,,QQ群,微信群", "A1,2月25日,QQ群,20,25")
    assert "group_no" not in reading.titles
    shares = read("教学班号,统计日期,应进群人数,已进群人数,", ",,,人数,占比", "A1,2月25日,40,38,0.95")
    assert shares.rows["joined"].tolist() == [38]


def test_a_count_of_before_a_day_is_of_no_day_for_sure() -> None:
    """已进群人数（2月24日前） may or may not count the 24th: it is not read, and the refusal says so."""
    reading = read(f"{COUNTS},已进群人数（2月24日前）,统计日期", "A1,40,38,2020-02-25")
    assert reading.refused is not None
    assert reading.refused.details["columns"] == "已进群人数"


@pytest.mark.parametrize("written", [
    "2019级张三", "张三(201901)", "张三", "旁听", "2019级", "201901班", "20190101重修", "20190101(旁听)", "学号：20190110",
])  # fmt: skip
def test_a_name_or_a_remark_is_no_student_id(written: str) -> None:
    """The row is not taken, and the cell named."""
    reading = read("教学班号,学号,是否进群", "A1,20190101,是", f"A1,{written},是")
    assert reading.rows["student_id"].tolist() == ["20190101"]
    assert codes(reading) == [("bad_id", 3)]


@pytest.mark.parametrize(
    "written", ["S-1001", "研20190101", "20190111X", "2019.01.02", "B19-0012", "L2019_07", "7"]
)
def test_an_odd_but_genuine_student_id_is_kept(written: str) -> None:
    """Letters, signs between and a character before it are nothing to doubt."""
    reading = read("教学班号,学号,是否进群", f"A1,{written},是")
    assert reading.rows["student_id"].tolist() == [written]


def test_two_student_ids_with_a_blank_between_them_are_not_one() -> None:
    """2019 0101 is one id, spread out; 20190101 20190102 are two."""
    reading = read("教学班号,学号,是否进群", "A1,2019 0101,是", "A1,20190102 20190103,是")
    assert reading.rows["student_id"].tolist() == ["20190101"]
    assert codes(reading) == [("several_ids", 3)]


@pytest.mark.parametrize(("cells", "days"), [
    (["3-4"], [0]), (["3-4", "5-6", "2-20"], [0, 0, 20]), (["1-2", "3-4"], [0, 0]),
    (["3-4", "2-20"], [4, 20]), (["3-4", "2020-02-20", "2月21日"], [4, 20, 21]), (["3/4", "3.4"], [4, 4]),
])  # fmt: skip
def test_lessons_are_no_day(cells: list[str], days: list[int]) -> None:
    """3-4 is the 4th of March among days; alone or among lessons it is doubtful."""
    reading = read("教学班号,平台,建群日期", *(f"A{number},QQ群,{cell}" for number, cell in enumerate(cells)))
    assert reading.rows["created_on"].dt.day.fillna(0).tolist() == days
    assert [code for code, _ in codes(reading)] == ["doubtful_date"] * days.count(0)


def test_a_class_of_which_nobody_is_due_is_said_where_no_plan_tells_how_many_are() -> None:
    """0 of 0 is in no rate; nobody is due at a lesson that was not held."""
    reading = read("教学班号,统计日期,应进群人数,已进群人数", "A1,2月25日,0,0", "A2,2月25日,40,0")
    assert codes(reading) == [("nobody_due", 2)]
    assert len(reading.rows) == 2
    lessons = read(
        "教学班号,日期,应开门次,实开门次,应到人数,实到人数", "A1,2月25日,1,0,0,0", "A2,2月25日,1,1,0,0"
    )
    assert codes(lessons) == [("nobody_due", 3)]
