"""Plans as 正方, 强智 and 超星 export them: the first session follows from 上课时间 and the calendar."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from loaders.cells.text import Unreadable
from loaders.platforms.class_times import first_session
from schema.term import DEFAULT_TERM_FILE, load_term
from tests.workbooks.exports import (
    CHAOXING_CLASSES,
    ONE_SHEET,
    TIMETABLE,
    TWENTY_ONE,
    UNIT,
    ZHENGFANG,
    Writer,
    codes,
    read,
    table,
    write_html,
    write_wps,
    write_xls,
)

HEADER = "开课学院|课程代码|课程名称|教学班名称|教学班ID|教师工号|教师姓名|选课人数|上课时间\n"


@pytest.mark.parametrize("write", ONE_SHEET)
def test_first_sessions_of_a_plan_are_worked_out_and_said(write: Writer) -> None:
    """Odd and even weeks, postgraduates, 强智's brackets; what is not understood costs the row."""
    (reading,) = read(write([table("教学任务", ZHENGFANG)]), "计划.xls")
    assert [
        (row.class_id, str(row.first_session_on.date()), row.enrolled) for row in reading.rows.itertuples()
    ] == [
        ("(2019-2020-2)-CS101-0001", "2020-02-24", 45),
        ("(2019-2020-2)-CS101-0002", "2020-03-04", 40),
        ("0f8fad5bd9cb469fa16570867728950e", "2020-03-07", 20),
        ("(2019-2020-2)-CS301-0001", "2020-03-02", 30),
    ]
    assert (reading.kind, reading.unit) == ("plan", UNIT)
    assert codes(reading) == ["bad_class_time", "columns_not_read", "first_session_worked_out"]
    assert [(f.row, f.column) for f in reading.findings if f.is_error] == [(6, "上课时间")]
    assert reading.titles["first_session_on"] == "上课时间"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("星期一第1-2节{1-16周(单)};星期四第3-4节{1-8周,10周}", "2020-02-24"),
        ("星期一第1,2节{第2-16周|双周}", "2020-03-02"),
        ("星期日第1-2节{1周}", "2020-03-01"),
        ("周二[1-2节] 3-12(周)", "2020-03-10"),
        ("3-18周： 周一 5-6节 ,2周：周六 1-4节", "2020-03-07"),
        ("1-8周：周三 1-2节 周一 3-4节", "2020-02-24"),
        ("", None),
    ],
)
def test_the_first_day_of_a_class_time(written: str, day: str | None) -> None:
    """The earliest weekday of the earliest week, counted from the Monday of week 1."""
    found = first_session(written, load_term())
    assert (found and found.isoformat()) == day


@pytest.mark.parametrize(
    "written",
    ["另行通知", "周三第3-4节", "1-16周", "星期一第1-2节{1-16周} 或星期二", "星期一第1-2节{0-3周}", "星期一第1-2节{5-3周}",
     "周一第1-2节;周三第3-4节{1-8周}", "星期一第1-2节{2-2周(单)}", 43885],
)  # fmt: skip
def test_a_class_time_that_is_not_understood_as_a_whole_gives_no_day(written: object) -> None:
    """Half of a class time is never taken for all of it."""
    with pytest.raises(Unreadable):
        first_session(written, load_term())


def test_rows_of_one_class_with_two_teachers_are_one_class() -> None:
    """A row a teacher or a time: both teachers, the earliest day, and it is said."""
    text = HEADER + "\n".join(
        f"{UNIT}|CS101|数据结构|数据结构1|(2019-2020-2)-CS101-0001|{id}|{name}|45|{time}"
        for id, name, time in (
            ("0012", "王五", "星期四第1-2节{2-8周}"),
            ("0013", "赵六", "星期一第1-2节{2-8周}"),
        )
    )
    (reading,) = read(write_wps([table("x", text)]), "x.xlsx")
    (row,) = reading.rows.itertuples()
    assert (row.teacher, row.first_session_on.date()) == ("王五、赵六", dt.date(2020, 3, 2))
    assert "rows_of_one_class" in codes(reading)


def test_rows_of_one_class_that_contradict_each_other_stay_errors() -> None:
    """Two numbers enrolled are not made one."""
    text = HEADER + "\n".join(
        f"{UNIT}|CS101|数据结构|数据结构1|(2019-2020-2)-CS101-0001|0012|王五|{count}|星期四第1-2节{{2-8周}}"
        for count in (45, 46)
    )
    (reading,) = read(write_wps([table("x", text)]), "x.xlsx")
    assert reading.rows.empty
    assert codes(reading).count("conflicting_rows") == 2


@pytest.mark.parametrize("write", [write_wps, write_xls, write_html])
def test_a_plan_without_class_keys_is_refused_with_what_to_ask_for(write: Writer) -> None:
    """The export of 21 columns names no class: the refusal lists its columns and the ones to export."""
    (reading,) = read(write([table("x", TWENTY_ONE)]), "x.xls")
    assert reading.refused
    assert reading.refused.code == "plan_without_key"
    assert all(word in reading.refused.message("zh") for word in ("专业组成", "教学班ID", "选课课号"))


def test_names_written_as_keys_serve_as_class_ids_and_that_is_said() -> None:
    """教学班名称 is the id only where every one is a key and none occurs twice."""
    header = HEADER.replace("教学班ID|", "")
    row = f"{UNIT}|CS101|数据结构|(2019-2020-2)-CS101-000{{}}|0012|王五|45|星期四第1-2节{{{{2-8周}}}}\n"
    (reading,) = read(write_wps([table("x", header + row.format(1) + row.format(2))]), "x.xlsx")
    assert list(reading.rows["class_id"]) == ["(2019-2020-2)-CS101-0001", "(2019-2020-2)-CS101-0002"]
    assert "class_key_from_name" in codes(reading)
    (twice,) = read(write_wps([table("x", header + row.format(1) + row.format(1))]), "x.xlsx")
    assert twice.refused
    assert twice.refused.code == "plan_without_key"


def test_the_class_template_of_chaoxing_says_what_it_lacks() -> None:
    """It has keys and teachers, but neither days nor numbers."""
    (reading,) = read(write_wps([table("x", CHAOXING_CLASSES)]), "x.xlsx")
    assert reading.refused
    assert reading.refused.code == "missing_columns"
    assert reading.refused.details["columns"] == "首次上课日期、选课人数"


@pytest.mark.parametrize("write", [write_wps, write_xls, write_html])
def test_a_timetable_is_refused_with_what_was_recognised(write: Writer) -> None:
    """It is no plan; its courses are named with their first days, and what to export instead."""
    (reading,) = read(write([table("课表", TIMETABLE)]), "课表.xls")
    assert reading.refused
    assert reading.refused.code == "timetable_only"
    said = reading.refused.message("zh")
    assert "数据结构（王五(副教授)，首次 2020-02-24）" in said
    assert "数据结构（王五(副教授)，首次 2020-03-04）" in said
    assert "编译原理（赵六(讲师)，首次 2020-03-10）" in said


def test_a_sheet_of_groups_with_class_times_stays_one_of_groups() -> None:
    """上课时间 and 选课人数 beside a group make no plan of a sheet."""
    text = ("教学班号|课程名称|授课教师|上课时间|选课人数|平台|群号|建群日期|辅导员进群日期\n"
            "CS101-01|数据结构|王五|星期一第1-2节{1-16周}|45|QQ群|12345|2020-02-20|2020-02-21")  # fmt: skip
    (reading,) = read(write_wps([table("x", text)]), "x.xlsx")
    assert reading.kind == "groups"


def test_week_1_starts_on_the_monday_of_the_day_that_the_term_names(tmp_path: Path) -> None:
    """Any day of the week will do; without one, the week of the first teaching day is week 1."""
    text = DEFAULT_TERM_FILE.read_text(encoding="utf-8")
    file = tmp_path / "term.toml"
    for entry, monday in (
        ("week_1 = 2020-02-24", dt.date(2020, 2, 24)), ("week_1 = 2020-03-04", dt.date(2020, 3, 2)),
        ("", dt.date(2020, 2, 24)),
    ):  # fmt: skip
        file.write_text(text.replace("week_1 = 2020-02-24", entry), encoding="utf-8")
        assert load_term(file).monday_of_week_1 == monday


def test_a_class_without_a_class_time_lacks_its_first_session() -> None:
    """A blank 上课时间 is a blank first session: the row is not taken, the others are."""
    row = f"{UNIT}|CS101|数据结构|一|K-{{}}|0012|王五|45|{{}}\n"
    (reading,) = read(
        write_wps([table("x", HEADER + row.format(1, "") + row.format(2, "周一第1-2节{2周}"))]), "x.xlsx"
    )
    assert list(reading.rows["class_id"]) == ["K-2"]
    assert [(f.code, f.row, f.column) for f in reading.findings if f.is_error] == [
        ("missing_value", 2, "上课时间")
    ]
