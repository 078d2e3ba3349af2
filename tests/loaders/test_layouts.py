"""Layouts of other producers: several tables, repeated headings, units, rows and columns that are no data."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from schema.term import load_term

GROUPS = "教学班号,课程名称,平台,建群日期"
TOTALS = "教学班号,统计日期,应进群人数,已进群人数"


def read(text: str, **options: str) -> list[SheetReading]:
    received = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
    return read_workbook(text.encode(), "表.csv", Receipt(term=load_term(), received_at=received, **options))  # type: ignore[arg-type]


def only(text: str, **options: str) -> SheetReading:
    (reading,) = read(text, **options)
    return reading


def codes(reading: SheetReading) -> list[str]:
    return [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    "row",
    [
        "第 1 页 共 3 页,,,", "合计,2,,", ",合计,2,", "5个班,合计,,", "AA101 计数,,2,", "总计数,,2,", "填表人 王某某,,,", "学院（公章）,,,",
        "教学副院长（签字）：,,,", "以上数据截至2月22日24时,,,", "数据来源于教务系统,,,", "2020年2月22日,,,", "例,AA101-09,QQ群,2月22日",
        "AA101-09（示例）,力学,QQ群,2月22日", "教学班号,课程名称,平台,建群日期", "填表人：张某,审核人：李某,,",
    ],
)  # fmt: skip
def test_a_row_that_is_no_data_is_left_alone_and_listed(row: str) -> None:
    """Pages, totals in any column, signatures, sources, examples and headers again are no classes."""
    reading = only(
        f"{GROUPS}\nAA101-01,力学,QQ群,2月22日\nAA101-02,光学,QQ群,2月22日\nAA102-01,声学,QQ群,2月22日\n{row}\n"
    )
    assert reading.rows["source_row"].tolist() == [2, 3, 4]
    assert [each.place for each in reading.unread] == [5]
    assert codes(reading) == []


@pytest.mark.parametrize(
    "row", ["必填,选填,选填,格式：2020-02-22", "甲,乙,丙,丁", "1,2,3,4", "（1）,（2）,（3）,（4）"]
)
def test_what_stands_under_the_header_for_the_reader_is_no_data(row: str) -> None:
    """Hints how to fill in the columns, and their numbers, are no rows."""
    reading = only(f"{GROUPS}\n{row}\nAA101-01,力学,QQ群,2月22日\n")
    assert (reading.rows["source_row"].tolist(), codes(reading)) == ([3], [])


def test_a_problem_that_reads_like_a_note_is_data() -> None:
    """A row in which several columns are filled is no note, whatever one of them begins with."""
    reading = only(
        "学院,编号,报告时间,问题描述\n理学院,,2020-02-24 08:11,提示：网络异常\n理学院,2,2020-02-24 08:12,注：黑屏\n"
    )
    assert (reading.rows["source_row"].tolist(), codes(reading)) == ([3], ["missing_value"])


@pytest.mark.parametrize("gap", ["", "\n", "\n二、选修课\n"])
def test_a_second_table_may_have_another_order(gap: str) -> None:
    """Each table is read by its own header."""
    first = f"{TOTALS}\nAA101-01,2月22日,30,28\n"
    second = "教学班号,已进群人数,应进群人数,统计日期\nAA101-02,20,40,2月22日\n"
    reading = only(first + gap + second)
    assert reading.rows[["expected", "joined"]].to_numpy().tolist() == [[30, 28], [40, 20]]


def test_tables_beside_each_other_are_both_read_and_kept_apart() -> None:
    """Two tables in the same rows say two things a row, and go to the store in two parts."""
    header = "教学班号,平台,建群日期"
    reading = only(f"{header},,{header}\nAA101-01,QQ群,2月22日,,AA101-02,钉钉,2月21日\n")
    assert reading.rows["class_id"].tolist() == ["AA101-01", "AA101-02"]
    parts = reading.split_by_unit()
    assert [part.rows["class_id"].tolist() for part in parts] == [["AA101-01"], ["AA101-02"]]


def test_two_kinds_below_each_other_are_two_readings() -> None:
    """A sheet that holds groups and totals gives both."""
    readings = read(f"{GROUPS}\nAA101-01,力学,QQ群,2月22日\n\n{TOTALS}\nAA101-01,2月22日,30,28\n")
    assert [(reading.kind, len(reading.rows)) for reading in readings] == [("groups", 1), ("enrollment", 1)]


def test_each_table_has_the_unit_of_its_title() -> None:
    """Two units that filled one sheet are not taken for one."""
    text = "理学院建群情况,,,\n{0}\nAA101-01,力学,QQ群,2月22日\n\n新能源学院建群情况,,,\n{0}\nBB101-01,储能,QQ群,2月22日\n"
    assert only(text.format(GROUPS)).rows["unit"].tolist() == ["理学院", "新能源学院"]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("授课对象：理学院2019级", None), ("抄送：理学院", None), ("面向理学院学生", None),
        ("填报单位：新能源学院 抄送：理学院", "新能源学院"), ("理学院课程建群情况", "理学院"),
    ],
)  # fmt: skip
def test_the_audience_is_not_the_unit(line: str, unit: str | None) -> None:
    """Whom a sheet is about, or who gets a copy, does not report it."""
    assert only(f"{line}\n{GROUPS}\nAA101-01,力学,QQ群,2月22日\n").unit == unit


@pytest.mark.parametrize("mark", ["", "同上", "〃"])
def test_a_unit_named_once_a_block_holds_below(mark: str) -> None:
    """A blank or a ditto mark below a unit says the unit again."""
    rows = f"理学院,A1,QQ群,2月22日\n{mark},A2,QQ群,2月22日\n{mark},A3,QQ群,2月22日\n新能源学院,B1,QQ群,2月22日\n{mark},B2,QQ群,2月22日\n"
    reading = only(f"学院,教学班号,平台,建群日期\n{rows}")
    assert reading.rows["unit"].tolist() == ["理学院"] * 3 + ["新能源学院"] * 2


@pytest.mark.parametrize(
    "title",
    [
        "已进群人数（%）", "已进群人数（计划）", "已进群人数%", "未进群人数", "已进群人数（2月21日）", "已进群人数（今日新增）",
        "已进群人数（含教师）", "已进群人数（男）", "已进群人数（其中留学生）", "已进群人数（率）",
    ],
)  # fmt: skip
def test_a_title_that_means_another_thing_is_another_column(title: str) -> None:
    """Shares, plans, other days and the opposite are not the column that they resemble, nor offered as it."""
    reading = only(f"教学班号,统计日期,应进群人数,{title},已进群人数\nAA101-01,2月22日,30,2,28\n")
    assert reading.rows["joined"].tolist() == [28]
    assert codes(reading) == ["columns_not_read"]


@pytest.mark.parametrize("title", ["已进群人数（不含教师）", "已进群人数（累计）", "已进群人数（截至当日）"])
def test_a_title_that_only_explains_is_the_column(title: str) -> None:
    """Students who have joined are counted up to a day, and without those who teach them."""
    reading = only(f"教学班号,统计日期,应进群人数,{title}\nAA101-01,2月22日,30,28\n")
    assert (reading.rows["joined"].tolist(), codes(reading)) == ([28], [])


def test_the_own_title_wins_over_another_name_to_its_left() -> None:
    """教学班 and 学生人数 are other names, and stand aside for 教学班号 and 应进群人数."""
    reading = only(
        "教学班,教学班号,学生人数,统计日期,应进群人数,已进群人数\n软件1901班,A1,200,2月22日,28,28\n"
    )
    assert reading.rows[["class_id", "expected"]].to_numpy().tolist() == [["A1", 28]]


def test_columns_of_the_plan_make_no_plan_of_a_sheet_of_groups() -> None:
    """What only a sheet of groups asks for decides, however much was copied beside it."""
    text = "学院,课程代码,课程名称,教学班号,授课教师,首次上课日期,选课人数,辅导员,建群日期\n理学院,C1,力学,A1,王伟,2020-02-24,30,李娜,2月22日\n"
    assert only(text).kind == "groups"


@pytest.mark.parametrize(
    ("header", "row"), [("报告日期,报告时间", "2020-02-24,08:10"), ("报告时间,报告日期", "8:10,2月24日")]
)
def test_a_day_and_its_clock_in_two_columns_are_one_moment(header: str, row: str) -> None:
    """The day and the time stand beside each other, in either order."""
    reading = only(f"学院,编号,{header},问题描述\n理学院,1,{row},黑屏\n")
    assert reading.rows["reported_at"].tolist() == [dt.datetime.fromisoformat("2020-02-24T08:10")]
    assert codes(reading) == []


def test_a_no_beside_a_day_is_said_and_not_counted() -> None:
    """是否建群 = 否 and a day of creation cannot both be true."""
    reading = only("教学班号,是否建群,建群日期\nA1,否,2月22日\nA2,是,\nA3,是,2月22日\n")
    assert codes(reading) == ["mark_contradicts", "mark_without_day"]
    assert reading.rows["created_on"].notna().tolist() == [False, False, True]


def test_a_mark_beside_a_day_is_understood_or_said() -> None:
    """What is neither 是 nor 否 is never left out without a word; what has yet to be settled says nothing."""
    marks = ("已建", "正在建", "未建", "待定", "已解散", "是？")
    rows = "".join(f"A{number},{mark},\n" for number, mark in enumerate(marks))
    reading = only(f"教学班号,是否建群,建群日期\n{rows}A9,建好了吗,2月22日\n")
    found = {finding.details["marked"]: finding.code for finding in reading.findings}
    assert found == {"已建": "mark_without_day"} | dict.fromkeys(
        ("正在建", "已解散", "是？", "建好了吗"), "mark_unclear"
    )
    assert reading.rows["created_on"].notna().tolist() == [*(False for _ in marks), True]


def test_a_day_beside_a_yes_is_read_or_said() -> None:
    """是（2月22日） says when somebody joined; a mark that has no column of days counts from its receipt."""
    header = "教学班号,学号,是否进群,是否通知"
    reading = only(
        f"{header}\nA1,2019010001,是（2月22日）,是\nA1,2019010002,否,已通知（2.23）\nA1,2019010003,是,是\n"
    )
    assert str(reading.rows["joined_on"][0].date()) == "2020-02-22"
    assert reading.rows["joined_on"].isna().tolist() == [False, True, True]
    assert reading.rows["joined"].tolist() == [True, False, True]
    assert [(found.code, found.row, found.column) for found in reading.findings] == [
        ("mark_day_not_read", 3, "是否通知")
    ]
    assert "joined_on" not in reading.lacking
    beside = only(f"{header},进群日期\nA1,2019010001,是（2月22日）,是,2月23日\n")
    assert (codes(beside), beside.rows["joined_on"].dt.day.tolist()) == (["mark_day_not_read"], [23])


def test_two_columns_of_one_title_that_say_two_things_are_not_chosen_from() -> None:
    """Which of two counts holds nobody guesses; where both say the same, it does."""
    lines = (
        "教学班号,统计日期,第一次,,第二次,",
        ",,应进群人数,已进群人数,应进群人数,已进群人数",
        "A1,2月22日,45,30,45,40",
        "A2,2月22日,45,30,45,30",
        "A3,2月22日,45,,45,30",
    )
    reading = only("\n".join(lines))
    assert reading.rows[["class_id", "joined"]].to_numpy().tolist() == [["A2", 30]]
    assert [(f.value, f.details["other"]) for f in reading.findings if f.code == "title_twice"] == [
        ("30", "40")
    ]


def test_a_total_below_a_table_without_rows_is_no_second_line_of_its_header() -> None:
    """Beside no parts it is the sum of nothing, and listed as not read."""
    wide = "教学班号,应进群人数,已进群人数（2月21日）,已进群人数（2月22日）"
    reading = only(f"教学班号,课程名称,平台,建群日期,群号\nCS101-01,,,,\n{wide},\n,,,,合计\n")
    assert [(each.place, each.reason) for each in reading.unread if each.text == "合计"] == [(4, "total")]


def test_a_visit_mended_before_it_took_place_is_said() -> None:
    """The day is left blank, and the visit counts."""
    reading = only("教学班号,听课日期,听课人,听课人类别,整改完成日期\nA1,2月25日,王伟副校长,校领导,2月24日\n")
    assert (codes(reading), reading.rows["visitor"].tolist()) == (["order_doubtful"], ["王伟"])


@pytest.mark.parametrize("word", ["0", "无。", "待配置", "暂未安排", "未知", "不详"])
def test_a_word_for_nobody_is_no_assistant(word: str) -> None:
    """What says that nobody is there yet is blank."""
    assert only(f"教学班号,学生助教,建群日期\nA1,{word},2月22日\n").rows["assistant"].isna().all()


@pytest.mark.parametrize(
    ("written", "names"),
    [("王伟 李娜", "王伟、李娜"), ("王伟/李娜", "王伟、李娜"), ("王 伟", "王伟"), ("Li Wei", "Li Wei")],
)
def test_several_teachers_in_a_cell_are_several(written: str, names: str) -> None:
    """Names are told apart, and a name spread out is one."""
    assert only(f"教学班号,授课教师,建群日期\nA1,{written},2月22日\n").rows["teacher"].tolist() == [names]


@pytest.mark.parametrize("written", ["王伟副校长", "王伟(副校长)", "王伟"])
def test_a_visitor_is_named_without_the_post(written: str) -> None:
    """A leader counts under the name of the roster."""
    row = f"A1,2月25日,{written},校领导"
    assert only(f"教学班号,听课日期,听课人,听课人类别\n{row}\n").rows["visitor"].tolist() == ["王伟"]


def test_a_sheet_of_two_columns_is_read() -> None:
    """Where the teachers are is worth a sheet of its own."""
    assert only("教学班号,授课地点\nA1,家中\n").rows["location"].tolist() == ["家中"]


@pytest.mark.parametrize(
    ("written", "offered"),
    [("301", "0301"), ("cs101-01", "CS101-01"), ("CS10101", "CS101-01"), ("CS101-01班", "CS101-01")],
)
def test_a_class_that_programs_changed_is_offered(written: str, offered: str) -> None:
    """By exact rule, and only where one class of the plan comes out the same."""
    plan = {"0301": "理学院", "CS101-01": "理学院", "CS102-01": "理学院"}
    (finding,) = only(f"教学班号,建群日期\n{written},2月22日\n", plan=plan).findings  # type: ignore[arg-type]
    assert (finding.code, finding.details["suggestion"]) == ("unknown_class", offered)


@pytest.mark.parametrize("parts", ["男,女,合计", "合计,男,女"])
def test_a_count_in_parts_is_that_of_their_sum(parts: str) -> None:
    """应进群人数 over 男, 女 and 合计 is the last of them, and never the first for the want of a title."""
    counts = {"男": "20", "女": "21", "合计": "41"}
    row = ",".join(counts[part] for part in parts.split(","))
    header = f"教学班号,统计日期,应进群人数,,,已进群人数\n,,{parts},\n"
    reading = only(f"{header}A1-01,2020-02-22,{row},38\n")
    assert reading.rows[["expected", "joined"]].values.tolist() == [[41, 38]]
    assert codes(reading) == ["columns_not_read"]


def test_a_count_in_parts_without_a_sum_is_not_read() -> None:
    """Which of 本科生 and 留学生 are meant is nobody's guess."""
    reading = only("教学班号,统计日期,应进群人数,,已进群人数\n,,本科生,留学生,\nA1-01,2020-02-22,30,10,38\n")
    assert reading.refused is not None


def test_totals_of_units_lack_a_day_and_no_class() -> None:
    """Of two forms that explain as much, that is meant which lacks less; and the title gives the day."""
    reading = only("首日授课情况（2月24日）\n学院,应开门次,实开门次\n理学院,100,98\n")
    assert (reading.form, reading.rows["held"].tolist()) == ("totals", [98])
