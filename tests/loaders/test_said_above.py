"""Lines above the rows that say of which class, or of which day, these are."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from schema.term import load_term

TERM = load_term()
RECEIVED = dt.datetime.fromisoformat("2020-03-22T20:00:00+08:00")
ROSTER = "学号,姓名,是否进群"
VISITS = "教学班号,听课人,听课人类别"
SESSIONS = "教学班号,应开门次,实开门次"
COUNTS = "教学班号,应进群人数,已进群人数"


def read(*rows: str, classes: tuple[str, ...] = (), name: str = "Sheet1") -> SheetReading:
    """The reading of the one sheet that ``rows`` make; a text alone in its row is merged over four columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row.split(","), start=1):
            sheet.cell(
                number, place, dt.datetime.fromisoformat(cell) if cell[:2] == "20" and "-" in cell else cell
            )
        if "," not in row:
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=4)
    file = io.BytesIO()
    book.save(file)
    receipt = Receipt(term=TERM, received_at=RECEIVED, plan=dict.fromkeys(classes, "理学院"))
    (reading,) = read_workbook(file.getvalue(), "表.xlsx", receipt)
    return reading


def refusal(reading: SheetReading) -> tuple[str | None, str | None]:
    return reading.kind, reading.refused.code if reading.refused else None


def codes(reading: SheetReading) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.row) for finding in reading.findings]


def student(number: int) -> str:
    return f"2019{number:04},学生{number},是"


CLASS_LINES = [
    ("教学班：(2019-2020-2)-CS101-01 程序设计 张老师", "(2019-2020-2)-CS101-01"),
    ("教学班号：CS101-01　任课教师：张三　人数：40", "CS101-01"),
    ("教学班号：,CS101-01,任课教师：,张三", "CS101-01"),
    ("教学班：程序设计（CS101-01）", "CS101-01"),
    ("学院：理学院  选课课号：(2019-2020-2)-CS101-01  40人", "(2019-2020-2)-CS101-01"),
    ("1、教学班 0012", "0012"),
]


@pytest.mark.parametrize(("line", "id"), CLASS_LINES)
def test_a_roster_takes_its_classes_from_the_lines_above_its_blocks(line: str, id: str) -> None:
    """Each block has its own line and header, or all have one header; and it is said."""
    second = "教学班：CS102-01 网络 李老师"
    blocks = read("学生进群", line, ROSTER, student(1), student(2), "", second, ROSTER, student(3))
    lines = read("学生进群", ROSTER, line, student(1), student(2), second, student(3))
    for reading in (blocks, lines):
        assert reading.rows["class_id"].tolist() == [id, id, "CS102-01"]
        assert reading.rows["student_id"].tolist() == ["20190001", "20190002", "20190003"]
        assert codes(reading) == [("said_above", None)]
        assert "class_id" not in reading.positions


def test_totals_and_signatures_of_a_roster_without_its_class_are_no_students() -> None:
    """What makes a row a student is the 学号 then."""
    reading = read(ROSTER, "教学班号：CS101-01", student(1), "合计,1,1", "制表人：张三")
    assert reading.rows["student_id"].tolist() == ["20190001"]
    assert [each.reason for each in reading.unread if each.place > 2] == ["total", "note"]


@pytest.mark.parametrize("line", ["程序设计（CS101-01）张老师", "CS101-01 程序设计"])
def test_a_line_without_words_for_it_names_a_class_that_the_plan_knows(line: str) -> None:
    """Elsewhere such an id may be anything, and the sheet is refused."""
    rows = (line, ROSTER, student(1))
    assert read(*rows, classes=("CS101-01",)).rows["class_id"].tolist() == ["CS101-01"]
    assert refusal(read(*rows)) == ("enrollment", "missing_columns")
    assert refusal(read(*rows, classes=("CS102-01",))) == ("enrollment", "missing_columns")


def test_the_name_of_a_sheet_is_the_class_of_its_students_where_the_plan_knows_it() -> None:
    """A sheet a class; Sheet1 is none."""
    reading = read(ROSTER, student(1), name="CS101-01", classes=("CS101-01",))
    assert reading.rows["class_id"].tolist() == ["CS101-01"]
    assert refusal(read(ROSTER, student(1))) == ("enrollment", "missing_columns")


@pytest.mark.parametrize(
    "line", ["网络 李老师", "教学班：网络2班", "教学班：CS102-01、CS102-02", "教学班：计科1901"]
)
def test_rows_below_a_line_that_tells_no_class_are_not_of_the_class_before(line: str) -> None:
    """A block of which nobody can tell the class; those below a line of one are read."""
    third = "教学班号：CS103-01"
    reading = read("教学班号：CS101-01", ROSTER, student(1), line, student(2), third, student(3))
    assert reading.rows["class_id"].tolist() == ["CS101-01", "CS103-01"]
    assert ("class_of_line_unclear", 5) in codes(reading)
    again = read("教学班号：CS101-01", ROSTER, student(1), "", line, ROSTER, student(2))
    assert again.rows["student_id"].tolist() == ["20190001"]
    assert ("class_of_line_unclear", 7) in codes(again)


def test_what_a_class_did_on_several_days_is_not_what_its_unit_did() -> None:
    """A day, 应开 and 实开 alone are totals of a unit; below the name of a class they are its own."""
    reading = read("教学班：CS101-01 程序设计", "日期,应开门次,实开门次", "2020-02-24,1,1", "2020-02-25,1,0")
    assert reading.form == "by_class"
    assert reading.rows["class_id"].tolist() == ["CS101-01", "CS101-01"]


def visit(number: int) -> str:
    return f"CS{number}-01,王督导,校督导组"


def session(number: int) -> str:
    return f"CS{number}-01,1,1"


DAY_LINES = [
    ("2月24日", "2月25日"),
    ("2月24日（周一）", "2月25日（周二）"),
    ("2020-02-24", "2020-02-25"),
    ("日期：2月24日", "日期：2月25日"),
]


@pytest.mark.parametrize("lines", DAY_LINES)
@pytest.mark.parametrize(("title", "header", "row", "column"), [
    ("听课记录", VISITS, visit, "visited_on"), ("听课安排表", VISITS, visit, "planned_on"),
    ("授课情况", SESSIONS, session, "date"), ("学生进群", COUNTS, session, "as_of"),
])  # fmt: skip
def test_a_day_alone_in_a_line_is_that_of_the_rows_below(lines, title, header, row, column) -> None:
    """Between the rows, or above a header that comes again."""
    first, second = lines
    between = read(title, "", header, first, row(1), row(2), second, row(3))
    blocks = read(title, first, header, row(1), row(2), second, header, row(3))
    for reading in (between, blocks):
        assert reading.rows[column].dt.day.tolist() == [24, 24, 25]
        assert codes(reading) == [("said_above", None)]


@pytest.mark.parametrize("line", ["2月25日（周三）", "周二", "2月30日"])
def test_rows_below_a_day_that_is_none_are_not_of_the_day_before(line: str) -> None:
    """A day and another weekday, a weekday of no week, a day that no calendar has."""
    reading = read("授课情况", SESSIONS, "2月24日（周一）", session(1), line, session(2))
    assert reading.rows["class_id"].tolist() == ["CS1-01"]
    assert ("doubtful_date", 6) in codes(reading)


def test_rows_above_the_first_line_have_no_day() -> None:
    """Nothing says theirs."""
    reading = read("授课情况", SESSIONS, session(1), "2月24日", session(2))
    assert reading.rows["class_id"].tolist() == ["CS2-01"]
    assert ("missing_value", 3) in codes(reading)


def test_visits_of_which_nobody_can_tell_whether_they_are_done_are_refused() -> None:
    """And not taken for a list of those who visit."""
    assert refusal(read("听课安排及完成情况", VISITS, "2月24日", visit(1))) == ("visits", "missing_columns")
    assert refusal(read("听课", VISITS, visit(1))) == ("visits", "missing_columns")
    seen = read("听课", f"{VISITS},评分", "2月24日", f"{visit(1)},90")
    assert seen.rows["visited_on"].dt.day.tolist() == [24]


@pytest.mark.parametrize(
    "line",
    [
        "日期：2020.3.8（周日）",
        "时间：2020年3月8日",
        "截至 3月8日 18:00",
        "2020年3月8日",
        "日期：3月8日 填报人：张三",
    ],
)
def test_a_line_of_its_own_above_the_table_gives_its_day(line: str) -> None:
    """As the title does."""
    reading = read("学生进群统计", line, COUNTS, "CS1-01,40,38")
    assert reading.rows["as_of"].dt.strftime("%m-%d").tolist() == ["03-08"]
    assert codes(reading) == [("day_above", None)]


@pytest.mark.parametrize(
    "line",
    [
        "理学院 2月24日", "2月24日 理学院", "单位：理学院　2月24日", "理学院（2月24日）", "理学院 2020.2.24", "理学院 2.24",
        "理学院 二月二十四日", "理学院 2020年2月24日（周一）", "填报单位：理学院 日期：2020-02-24", "理學院 2月24日",
    ],
)  # fmt: skip
def test_a_line_may_give_the_unit_and_the_day(line: str) -> None:
    """Above the table, and between rows of which the others have their own."""
    above = read(line, COUNTS, "CS1-01,40,38")
    between = read(COUNTS, line, "CS1-01,40,38", "土木工程系 2月25日", "CS2-01,40,38")
    assert (above.unit, above.rows["as_of"].dt.day.tolist()) == ("理学院", [24])
    assert between.rows["unit"].tolist() == ["理学院", "土木工程系"]
    assert between.rows["as_of"].dt.day.tolist() == [24, 25]


@pytest.mark.parametrize("line", ["理学院 2月24日前", "理学院 2月24-25日", "理学院 填表日期：2月24日"])
def test_a_line_of_a_unit_and_no_one_day_gives_none(line: str) -> None:
    """A deadline, a span, and the day on which the sheet was made."""
    assert refusal(read(line, COUNTS, "CS1-01,40,38")) == ("enrollment", "missing_columns")


@pytest.mark.parametrize(
    "line", ["填表日期：2020年3月8日", "制表日期：3月8日", "打印日期：2020-3-8", "上报时间：3月8日"]
)
def test_the_day_on_which_a_sheet_was_made_is_not_that_of_its_rows(line: str) -> None:
    """The day has to be said."""
    assert refusal(read("学生进群统计", line, COUNTS, "CS1-01,40,38")) == ("enrollment", "missing_columns")


PLAN = "课程名称,教学班号,授课教师,首次上课日期,选课人数"


def planned(number: int) -> str:
    return f"课程,CS{number}-01,王伟,2020-02-24,40"


def test_a_plan_takes_its_units_from_the_lines_above_its_rows() -> None:
    """Or from its title; a class of which nobody says whose it is costs the sheet, as without any such line."""
    lines = read("开课计划", PLAN, "理学院", planned(1), "汽车工程学院", planned(2), planned(3))
    assert lines.rows["unit"].tolist() == ["理学院", "汽车工程学院", "汽车工程学院"]
    assert read("理学院开课计划", PLAN, planned(1)).rows["unit"].tolist() == ["理学院"]
    for rows in ((planned(1),), (planned(1), "理学院", planned(2))):
        reading = read("开课计划", PLAN, *rows)
        assert refusal(reading) == ("plan", "missing_columns")
        assert "学院" in reading.refused.message("zh")


@pytest.mark.parametrize(
    ("lines", "name", "kind"),
    [
        (["校督导组听课记录"], "Sheet1", "校督导组"),
        (["听课情况"], "学院督导听课", "学院督导组"),
        (["校领导、校督导组听课情况"], "Sheet1", None),
        (["督导组听课情况"], "Sheet1", None),
    ],
)
def test_who_visits_may_stand_in_the_title(lines: list[str], name: str, kind: str | None) -> None:
    """Where it names one kind of visitors and no column does; of two, or of none, the column is missing."""
    reading = read(*lines, "教学班号,听课人,听课日期", "A1,张三,2月24日", "A2,李四,2月25日", name=name)
    if kind is None:
        assert reading.refused is not None
        assert reading.refused.code == "missing_columns"
    else:
        assert reading.rows["visitor_kind"].tolist() == [kind, kind]
        assert [finding.code for finding in reading.findings] == ["said_above"]


def test_the_phase_of_a_summary_may_stand_in_the_title() -> None:
    """各学院第一周总结 says of which phase they are, whatever days it names beside that."""
    reading = read(
        "各学院第一周总结报送情况（2月24日-3月1日）", "学院,提交日期,发现问题数", "理学院,3月1日,3"
    )
    assert reading.rows["phase"].tolist() == ["首周"]


@pytest.mark.parametrize(
    "rows",
    [
        ("教学班号,应进群人数,已进群人数", "CS1-01,40,38"),
        ("教学班号,应开门次,实开门次", "CS1-01,2,2"),
        ("学院,返校学生数,已检人数", "理学院,40,38"),
    ],
)
def test_a_sheet_without_its_day_is_told_how_a_line_may_give_it(rows: tuple[str, str]) -> None:
    """And the line of which the refusal tells is one that gives it; what lacks more is told of no line."""
    refused = read(*rows).refused
    assert refused is not None
    line = "统计日期：2月24日"
    assert all(line in refused.message(language) for language in ("zh", "en"))
    assert read(line, *rows).refused is None
    other = read("教学班号,听课日期,听课人", "CS1-01,2月24日,张三").refused
    assert other is not None
    assert line not in other.message("zh")
