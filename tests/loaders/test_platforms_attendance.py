"""Who was there, as 腾讯课堂, 雨课堂, 学习通 and 腾讯会议 export it."""

from __future__ import annotations

import pytest

from schema.reading import SheetReading
from tests.workbooks.exports import (
    CHAOXING_MARKS,
    CHAOXING_PROGRESS,
    CHAOXING_SIGN_INS,
    CLASS,
    CLASSROOM,
    MEETING,
    MEETING_FLAT,
    ONE_SHEET,
    PRODUCERS,
    RAIN_LESSON,
    RAIN_OLDER,
    RAIN_SUMMARY,
    ROSTER,
    UNIT,
    Writer,
    codes,
    read,
    table,
    write_wps,
)

ROSTERS = {CLASS: ROSTER}
PLAN = {CLASS: UNIT}
RAIN_FILE = "数据结构-2020春-计科1901---汇总-数据表-202003101200_77.xlsx"
RAIN_ANSWER = f"雨课堂/数据结构/计科1901={CLASS}"
CHAOXING_ANSWER = f"学习通/数据结构/计科1901-2班={CLASS}"


def sessions(readings: list[SheetReading]) -> list[tuple[object, ...]]:
    """Day, lessons, expected (None where unknown) and present of every row of 授课情况."""
    rows = [row for r in readings if r.kind == "sessions" for row in r.rows.itertuples()]
    return [
        (str(row.date.date()), row.held, row.expected if row.expected == row.expected else None, row.present)
        for row in (
            row._replace(expected=None if str(row.expected) == "<NA>" else row.expected) for row in rows
        )
    ]


def members(readings: list[SheetReading]) -> list[str]:
    """学号 of everybody who is in."""
    return [id for r in readings if r.kind == "enrollment" for id in r.rows["student_id"]]


@pytest.mark.parametrize("write", ONE_SHEET)
def test_a_lesson_of_tencent_classroom_counts_those_who_watched_it(write: Writer) -> None:
    """Two rows of one student are one, the teacher is none, a recording is no presence, and all is said."""
    readings = read(write([table("数据导出", CLASSROOM)]), "数据结构_20200302.xlsx", f"腾讯课堂/数据结构={CLASS}",
                    rosters=ROSTERS, plan=PLAN)  # fmt: skip
    assert sessions(readings) == [("2020-03-02", 1, 4, 3)]
    assert [reading.unit for reading in readings] == [UNIT]
    assert codes(readings[0]) == [
        "class_by_answer", "columns_not_used", "person_not_matched", "presence_differs", "replay_not_counted",
        "same_person_again", "staff_not_counted",
    ]  # fmt: skip
    assert [f.row for f in readings[0].findings if f.code == "person_not_matched"] == [8]


def test_without_a_roster_nobody_is_absent() -> None:
    """A list of those present leaves the number expected blank and says which roster is wanted."""
    readings = read(write_wps([table("数据导出", CLASSROOM)]), "数据结构.xlsx", f"腾讯课堂/数据结构={CLASS}")
    assert sessions(readings) == [("2020-03-02", 1, None, 3)]
    assert "no_roster_for_class" in codes(readings[0])


@pytest.mark.parametrize("write", PRODUCERS)
def test_a_summary_of_rain_classroom_gives_members_and_a_row_a_day(write: Writer) -> None:
    """Scored and unscored lessons, two on one day, one without a day, an unknown word and a stranger."""
    readings = read(
        write([table("数据汇总", RAIN_SUMMARY)]), RAIN_FILE, RAIN_ANSWER, rosters=ROSTERS, plan=PLAN
    )
    assert members(readings) == ["20190001", "20190002", "20190003"]
    assert sessions(readings) == [("2020-03-02", 2, 8, 3), ("2020-03-09", 1, 4, 2)]
    assert codes(readings[0]) == ["class_by_answer", "columns_not_used", "lesson_without_day", "student_not_on_roster",
                                  "unknown_presence"]  # fmt: skip
    assert {f.code: (f.row, f.column_no) for f in readings[0].findings if f.row} == {
        "unknown_presence": (5, 10), "student_not_on_roster": (6, 0),
    }  # fmt: skip


@pytest.mark.parametrize("write", ONE_SHEET)
def test_one_lesson_of_rain_classroom_lists_the_absent_too(write: Writer) -> None:
    """All whom the platform lists were expected where no roster stands, also those who were ill."""
    readings = read(write([table("0302", RAIN_LESSON)]), "课堂.xlsx", f"雨课堂/课堂={CLASS}")
    assert members(readings) == ["20190001", "20190002", "20190003"]
    assert sessions(readings) == [("2020-03-02", 1, 3, 2)]


def test_the_older_layout_of_rain_classroom_is_read() -> None:
    """学号, 姓名, 汇总, then a pair of columns a lesson."""
    readings = read(write_wps([table("s", RAIN_OLDER)]), "课堂.xlsx", f"雨课堂/课堂={CLASS}", rosters=ROSTERS)
    assert sessions(readings) == [("2020-03-02", 1, 4, 1), ("2020-03-09", 1, 4, 2)]


def test_a_lesson_in_two_sheets_of_a_file_counts_once_and_is_said() -> None:
    """The sheet of a lesson that the summary tells as well adds nothing; one answer holds for both."""
    title = "0302理论课-课堂情况-2020-03-02 13:15:17"
    both = [table("汇总", RAIN_SUMMARY), table("0302", RAIN_LESSON)]
    readings = read(write_wps(both), RAIN_FILE, RAIN_ANSWER)
    assert title in RAIN_SUMMARY
    assert [reading.sheet for reading in readings] == ["汇总", "汇总"]
    assert [f.sheet for r in readings for f in r.findings if f.code == "lessons_read_already"] == ["0302"]


@pytest.mark.parametrize("write", PRODUCERS)
def test_check_ins_and_progress_of_chaoxing_are_read_and_its_other_sheets_named(write: Writer) -> None:
    """A column a check-in under a header of two lines; marks are none of our business."""
    book = [
        table("综合成绩", CHAOXING_MARKS),
        table("签到详情统计", CHAOXING_SIGN_INS),
        table("学生学习进度详情", CHAOXING_PROGRESS),
    ]
    readings = read(write(book), "导出.xlsx", CHAOXING_ANSWER, plan=PLAN)
    assert members(readings) == ["20190001", "20190002", "20190003", "20190004"]
    assert sessions(readings) == [("2020-03-02", 1, 4, 3), ("2020-03-04", 1, 4, 1)]
    assert codes(readings[0]) == ["class_by_answer", "columns_not_used", "lesson_without_day", "lessons_read_already",
                                  "platform_sheet_unused", "unknown_presence"]  # fmt: skip


def test_progress_alone_says_who_is_in() -> None:
    """The list of progress is a list of members."""
    readings = read(write_wps([table("学生学习进度详情", CHAOXING_PROGRESS)]), "x.xlsx", CHAOXING_ANSWER)
    assert members(readings) == ["20190001", "20190002", "20190003"]
    assert sessions(readings) == []


def test_an_export_without_anything_reported_is_refused_by_name() -> None:
    """Marks alone are refused with the platform and what to export instead."""
    (reading,) = read(write_wps([table("综合成绩", CHAOXING_MARKS)]), "x.xlsx")
    assert reading.refused
    assert reading.refused.code == "platform_sheet_unused"
    assert "学习通" in reading.refused.message("zh")


@pytest.mark.parametrize("write", ONE_SHEET)
def test_a_meeting_counts_those_whose_number_is_on_the_roster(write: Writer) -> None:
    """Hosts and assistants are none, two who share a name are two, rows of one person are one."""
    readings = read(write([table("成员参会概况", MEETING)]), "会议.xlsx", f"腾讯会议/数据结构第3讲/123 456 789={CLASS}",
                    rosters=ROSTERS)  # fmt: skip
    assert sessions(readings) == [("2020-03-02", 1, 4, 3)]
    assert {f.code: f.row for f in readings[0].findings} == {
        "class_by_answer": None, "columns_not_used": None, "staff_not_counted": None, "same_person_again": 11,
        "person_not_matched": 14, "nameless_person": 15,
    }  # fmt: skip


def test_a_flat_list_of_a_meeting_is_one_lesson_a_day() -> None:
    """Without labels the day is that on which people came in."""
    readings = read(
        write_wps([table("x", MEETING_FLAT)]), "会议.xlsx", f"腾讯会议/会议={CLASS}", rosters=ROSTERS
    )
    assert sessions(readings) == [("2020-03-02", 1, 4, 1), ("2020-03-04", 1, 4, 2)]


@pytest.mark.parametrize(
    ("text", "file", "named", "answer"),
    [
        (CLASSROOM, "数据结构_20200302.xlsx", ("腾讯课堂", "数据结构", ""), "腾讯课堂/数据结构"),
        (RAIN_SUMMARY, RAIN_FILE, ("雨课堂", "数据结构", "计科1901"), "雨课堂/数据结构/计科1901"),
        (
            MEETING,
            "a.xlsx",
            ("腾讯会议", "数据结构第3讲", "123 456 789"),
            "腾讯会议/数据结构第3讲/123 456 789",
        ),
    ],
)
def test_an_export_whose_class_nobody_has_said_asks_for_it(
    text: str, file: str, named: tuple[str, ...], answer: str
) -> None:
    """The refusal names platform, course and class as they are written, and how to answer."""
    (reading,) = read(write_wps([table("数据导出", text)]), file)
    assert reading.refused
    assert reading.refused.code == "class_unanswered"
    assert all(part in reading.refused.message(language) for part in named for language in ("zh", "en"))
    assert f"{answer}=" in reading.refused.message("zh")


def test_a_class_of_another_unit_is_refused() -> None:
    """Whoever reports for one unit cannot bring evidence about the class of another."""
    (reading,) = read(write_wps([table("数据导出", CLASSROOM)]), "数据结构.xlsx", f"腾讯课堂/数据结构={CLASS}",
                      plan=PLAN, unit="理学院")  # fmt: skip
    assert reading.refused
    assert reading.refused.code == "another_unit"


def test_an_export_says_nothing_of_what_it_cannot_know() -> None:
    """Days of joining, notices and numbers expected that stood before stay; members and present are said."""
    readings = read(write_wps([table("0302", RAIN_LESSON)]), "课堂.xlsx", f"雨课堂/课堂={CLASS}")
    assert {"joined_on", "notified", "received", "counselor"} <= set(readings[0].lacking)
    assert not {"class_id", "student_id", "joined"} & set(readings[0].lacking)
    assert not {"planned", "held", "expected", "present"} & set(readings[1].lacking)
    (alone,) = read(write_wps([table("数据导出", CLASSROOM)]), "数据结构.xlsx", f"腾讯课堂/数据结构={CLASS}")
    assert {"expected", "deferred", "mode"} <= set(alone.lacking)


def test_a_lesson_whose_title_is_lost_is_not_counted_as_the_one_before() -> None:
    """Two columns of sign-ins under one title: the second is of a lesson that nothing names, and is said."""
    text = RAIN_SUMMARY.replace("0302实验课-课堂情况-2020-03-02 15:15:17", "").replace(
        "2020-03-02 13", "2020-03-02 13"
    )
    readings = read(write_wps([table("数据汇总", text)]), RAIN_FILE, RAIN_ANSWER, rosters=ROSTERS)
    assert sessions(readings) == [("2020-03-02", 1, 4, 2), ("2020-03-09", 1, 4, 2)]
    assert codes(readings[0]).count("lesson_without_day") == 2


def test_the_day_of_a_check_in_does_not_reach_to_a_rate_beside_it() -> None:
    """A column of rates is no check-in, although the header to its left has a day."""
    text = CHAOXING_SIGN_INS.replace("2020-03-04 08:04|下午|", "2020-03-04 08:04|2020-03-05 08:04|")
    readings = read(write_wps([table("签到详情统计", text)]), "x.xlsx", CHAOXING_ANSWER)
    assert [day for day, *_ in sessions(readings)] == ["2020-03-02", "2020-03-04", "2020-03-05"]
    assert "出勤率" in next(f for f in readings[0].findings if f.code == "columns_not_used").message("zh")


def test_a_note_below_a_list_is_no_student() -> None:
    """What stands in the column of 学号 and is none is listed, with or without a roster."""
    readings = read(
        write_wps([table("0302", RAIN_LESSON + "注：请假以学院为准\n")]), "课堂.xlsx", f"雨课堂/课堂={CLASS}"
    )
    assert members(readings) == ["20190001", "20190002", "20190003"]
    assert [(f.row, f.value) for f in readings[0].findings if f.code == "person_not_matched"] == [
        (8, "注:请假以学院为准")
    ]


@pytest.mark.parametrize(
    ("text", "sheet", "read_columns"),
    [
        (CLASSROOM, "数据导出", {1, 3, 4, 5, 8}),
        (RAIN_SUMMARY, "汇总", {0, 3, 7, 8, 10, 11}),
        (RAIN_LESSON, "0302", {0, 3, 4}),
        (CHAOXING_SIGN_INS, "签到详情统计", {1, 2, 5, 6, 7}),
        (MEETING, "成员参会概况", {0, 1, 5}),
    ],
)
def test_every_column_of_an_export_is_read_or_listed(text: str, sheet: str, read_columns: set[int]) -> None:
    """What stands in no column that is read is in the account of what was left alone, lines above too."""
    data = write_wps([table(sheet, text)])
    asked = read(data, RAIN_FILE)[0].refused
    assert asked
    answer = asked.message("zh").split('--class-of "')[1].split("=")[0]
    (first, *_) = read(data, RAIN_FILE, f"{answer}={CLASS}", rosters=ROSTERS)
    grid = table(sheet, text).grid
    header = next(
        row for row, cells in enumerate(grid) if {"学号", "学生姓名", "用户昵称（入会昵称）"} & set(cells)
    )
    filled = {place for row in grid[header + 1 :] for place, cell in enumerate(row) if cell}
    assert {each.place for each in first.unread if each.what == "column"} | read_columns >= filled
    assert not {each.place for each in first.unread if each.what == "column"} & read_columns
    above = {row + 1 for row in range(header) if any(grid[row])}
    assert {each.place for each in first.unread if each.what == "row"} | {header} >= above


def test_a_student_who_is_listed_twice_is_said() -> None:
    """The same 学号 in two rows of one list is one student, and which rows is told."""
    again = "20190002|计算机学院|计科1901|周二|扫二维码|2020-03-02 13:40:30||1\n"
    readings = read(write_wps([table("0302", RAIN_LESSON + again)]), "课堂.xlsx", f"雨课堂/课堂={CLASS}")
    assert members(readings) == ["20190001", "20190002", "20190003"]
    assert [f.row for f in readings[0].findings if f.code == "same_person_again"] == [6]
