"""Lessons of which a sheet gives no numbers: held or not by 是 and 否, or by who was there."""

from __future__ import annotations

import pytest

from schema.reading import SheetReading
from tests.loaders.reading import read

UNIT = "填报单位：理学院"
TITLES = "2月24日线上授课情况统计", "首日到课统计表（2020年2月24日）"
ATTENDED = "教学班号,课程名称,教师,授课平台,应到人数,实到人数"


def items(reading: SheetReading, *columns: str) -> list[tuple[str, ...]]:
    return list(reading.rows[[*columns]].astype(str).itertuples(index=False, name=None))


def codes(reading: SheetReading) -> list[tuple[str, int | None]]:
    return [(f.code, f.row) for f in reading.findings if f.code.startswith(("lesson", "bad", "missing"))]


@pytest.mark.parametrize("title", [*TITLES, "理学院首日情况"])
def test_who_was_there_tells_of_a_lesson_and_its_platform_of_no_group(title: str) -> None:
    """One lesson where students were present, and that is said; where none were nobody can tell."""
    dated = "" if "2" in title else ",日期"
    day = dated and ",2020-02-24"
    reading = read(
        title,
        UNIT,
        f"{ATTENDED}{dated}",
        f"CS101-01,力学,张三,钉钉,52,50{day}",
        f"CS102-01,光学,李四,QQ群,40,0{day}",
        f"CS103-01,声学,王五,QQ群,40,{day}",
        f"CS104-01,热学,王五,QQ群,40,四五{day}",
    )
    assert reading.kind == "sessions"
    assert items(reading, "class_id", "date", "planned", "held", "expected", "present") == [
        ("CS101-01", "2020-02-24", "1", "1", "52", "50")
    ]
    assert codes(reading) == [
        ("lessons_by_present", None),
        ("lesson_unsaid", 5),
        ("lesson_unsaid", 6),
        ("lesson_unsaid", 7),
        ("bad_count", 7),
    ]


def test_who_was_there_on_no_day_is_no_list_of_groups() -> None:
    """The day is missing, and that is what the refusal names."""
    reading = read("教学情况", UNIT, ATTENDED, "CS101-01,力学,张三,钉钉,52,50")
    assert reading.refused is not None
    assert (reading.kind, reading.refused.code, reading.refused.details["columns"]) == (
        "sessions",
        "missing_columns",
        "日期",
    )


def test_who_was_there_below_a_title_of_another_kind_is_asked_about() -> None:
    """实到 of 学生进群 are those in the group; a sheet that names the platform and who was in class is one of visits."""
    refused = read(
        "学生进群情况（2月24日）", "教学班号,平台,应到人数,实到人数", "CS101-01,QQ群,52,50"
    ).refused
    assert refused is not None
    assert (refused.code, refused.details["kinds"]) == ("kind_undecided", ("sessions", "enrollment"))
    header = "教学班号,听课日期,听课人,授课平台,应到人数,实到人数"
    reading = read("听课记录（校督导组）", header, "CS101-01,2020-02-24,赵六,钉钉,52,50")
    assert (reading.kind, len(reading.rows)) == ("visits", 1)


@pytest.mark.parametrize(
    "title",
    [
        "是否开课",
        "是否正常上课",
        "上课情况",
        "是否按时开课（是/否）",
        "是否授课/是否上课",
        "开课",
        "上课是否正常",
    ],
)
def test_a_yes_is_a_lesson_held_and_a_no_one_that_was_not(title: str) -> None:
    """With its reason; put off is said by the word; what is neither costs the row, and is named."""
    words = ["是", "否", "√", "×", "正常", "未上课", "延期", "停课", "否（停电）", "效果良好", "", "2"]
    rows = [f"CS1{n:02}-01,钉钉,{word},{'停电' if word == '否' else ''}" for n, word in enumerate(words)]
    reading = read("2月24日教学情况", UNIT, f"教学班号,授课平台,{title},未开原因", *rows)
    assert items(reading, "planned", "held") == [("1", held) for held in "101010000"]
    assert reading.rows["deferred"].fillna(0).tolist() == [0] * 6 + [1, 0, 0]
    assert reading.rows["reason"].dropna().tolist() == ["停电"]
    assert codes(reading) == [
        ("lessons_by_answer", None),
        ("lesson_unclear", 13),
        ("missing_value", 14),
        ("lesson_unclear", 15),
    ]


def test_students_at_a_lesson_that_was_not_held_are_said() -> None:
    """Both were read as written."""
    reading = read(
        "2月24日",
        UNIT,
        f"{ATTENDED},是否开课",
        "CS101-01,力学,张三,钉钉,52,50,否",
        "CS102-01,光学,张三,钉钉,52,0,否",
    )
    assert [(f.code, f.row) for f in reading.findings if f.row] == [("present_at_nothing", 4)]


def test_a_word_beside_the_number_planned_is_that_of_one_lesson_only() -> None:
    """√ of two lessons says nothing about how many; × says none of them."""
    reading = read(
        "教学班号,日期,应开门次,实开门次",
        "CS101-01,2020-02-24,1,√",
        "CS102-01,2020-02-24,2,√",
        "CS103-01,2020-02-24,2,×",
        "CS104-01,2020-02-24,2,2",
        "CS105-01,2020-02-24,2,大部分",
    )
    assert items(reading, "class_id", "planned", "held") == [
        ("CS101-01", "1", "1"),
        ("CS103-01", "2", "0"),
        ("CS104-01", "2", "2"),
    ]
    assert codes(reading) == [("lesson_unclear", 3), ("bad_count", 6)]


def test_what_asks_whether_is_not_read_beside_the_numbers() -> None:
    """The numbers go before, and the other column is named."""
    reading = read("教学班号,日期,应开门次,实开门次,是否正常上课", "CS101-01,2020-02-24,2,2,否")
    assert items(reading, "planned", "held") == [("2", "2")]
    assert [finding.code for finding in reading.findings] == ["columns_not_read"]


def test_a_mark_that_means_no_makes_no_lesson() -> None:
    """√表示未开课 above the table: no row is taken."""
    reading = read(
        "2月24日上课情况（√表示未上课）",
        UNIT,
        "教学班号,授课平台,是否上课",
        "CS101-01,钉钉,√",
        "CS102-01,钉钉,",
    )
    assert reading.rows.empty
    assert "legend_turns" in [finding.code for finding in reading.findings]


def test_a_title_over_others_asks_nothing() -> None:
    """授课情况 over 应开 and 实开 is the title of both."""
    reading = read("教学班号,日期,授课情况,,", ",,应开门次,实开门次,授课方式", "CS101-01,2020-02-24,2,1,直播")
    assert items(reading, "planned", "held") == [("2", "1")]
    assert not reading.findings


@pytest.mark.parametrize(
    ("title", "header"),
    [
        ("学生返校报到情况（2月24日）", "教学班号,应到人数,实到人数"),
        ("第一周情况统计（2月24日）", "教学班号,应到人数,实到人数"),
        ("线上平台测试情况（2月24日）", "教学班号,授课平台,应到人数,实到人数"),
        ("主题班会上课情况（2月24日）", "教学班号,是否上课,应到人数,实到人数"),
    ],
)
def test_who_came_to_something_else_is_no_student_at_a_lesson(title: str, header: str) -> None:
    """Or of what nobody says: the numbers of lessons are asked for."""
    answers = "是," * ("是否" in header) + "钉钉," * ("平台" in header)
    refused = read(title, UNIT, header, f"CS101-01,{answers}52,50").refused
    assert refused is not None
    assert refused.code == "missing_columns"
    assert "应开门次" in str(refused.details["columns"])


def test_a_column_may_say_that_students_came_to_a_lesson() -> None:
    """到课人数, or 上课日期, without any title."""
    for header in ("教学班号,日期,应到人数,到课人数", "教学班号,上课日期,应到人数,实到人数"):
        reading = read(UNIT, header, "CS101-01,2020-02-24,52,50")
        assert items(reading, "planned", "held", "present") == [("1", "1", "50")]


@pytest.mark.parametrize(("title", "kind"), [("开课计划", "plan"), ("首日上课情况", "sessions"), ("", None)])
def test_whether_a_class_is_taught_at_all_is_asked_of_a_plan_without_a_title(
    title: str, kind: str | None
) -> None:
    """开课日期 and 是否开课 beside the columns of a plan may be those of a plan, or of the first lesson."""
    header = "学院,教学班号,课程名称,任课教师,开课日期,选课人数,是否开课"
    reading = read(title, header, "理学院,CS101-01,力学,张三,2020-02-24,40,是")
    assert (reading.kind if reading.refused is None else None) == kind


def test_the_students_of_the_plan_are_those_due_at_one_lesson() -> None:
    """选课人数 beside 到课人数 of a lesson; of several that a row counts nobody knows how many were due."""
    one = read("2月24日到课", UNIT, "教学班号,选课人数,到课人数", "CS101-01,52,50")
    assert items(one, "planned", "held", "expected", "present") == [("1", "1", "52", "50")]
    several = read("2月24日到课", UNIT, "教学班号,选课人数,应开,实开,到课人数", "CS101-01,52,2,2,98")
    assert items(several, "planned", "held", "present") == [("2", "2", "98")]
    assert several.rows["expected"].isna().all()
    assert [(each.text, each.reason) for each in several.unread if each.what == "column"] == [
        ("选课人数", "of_plan")
    ]


@pytest.mark.parametrize(
    "times", [("1-2节", "5-6节"), ("周一 1-2", "周一 5-6"), ("8:00-9:40", "14:00-15:40"), ("1-2", "3-4")]
)
def test_the_time_of_lessons_is_no_day(times: tuple[str, str]) -> None:
    """上课时间 without a day is that of the lesson; the title tells the day."""
    rows = [f"CS101-01,{time},是" for time in times]
    reading = read("2月24日上课情况", UNIT, "教学班号,上课时间,是否开课", *rows)
    assert items(reading, "date", "planned", "held") == [("2020-02-24", "2", "2")]
    refused = read("上课情况", UNIT, "教学班号,上课时间,是否开课", *rows).refused
    assert refused is not None
    assert refused.details["columns"] == "日期"


def test_what_a_title_calls_groups_are_groups_whoever_was_counted_beside_them() -> None:
    """应到 and 实到 beside a platform are named as not read."""
    reading = read(
        "课程建群情况", UNIT, "教学班号,授课平台,是否建群,应到人数,实到人数", "CS101-01,钉钉,是,52,50"
    )
    assert (reading.kind, len(reading.rows)) == ("groups", 1)


def test_marks_below_planned_and_held_are_one_lesson_each() -> None:
    """√ and × below 应开课 and 实开课."""
    rows = "CS101-01,2020-02-24,√,√", "CS102-01,2020-02-24,√,×", "CS103-01,2020-02-24,×,√"
    reading = read("教学班号,日期,应开课,实开课", *rows)
    assert items(reading, "class_id", "planned", "held") == [("CS101-01", "1", "1"), ("CS102-01", "1", "0")]
    assert codes(reading) == [("lesson_unclear", 4)]


def test_who_was_there_of_a_whole_unit_tells_of_no_number_of_lessons() -> None:
    """It is asked for the numbers, and not for a class."""
    refused = read("到课统计", "学院,日期,应到人数,实到人数", "理学院,2020-02-24,520,500").refused
    assert refused is not None
    assert refused.details["columns"] == "应开门次、实开门次"
