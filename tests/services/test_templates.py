"""Templates: a unit's own classes with what is known of them, in one workbook or in one zip."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from exports.templates.sheet import FIRST_ROW, HEADER_ROW
from services import templates
from services.templates import Templates
from tests.metrics.making import Submission, at
from tests.workbooks.filling import (
    ALL,
    NEWS,
    ON,
    OTHER,
    PLAN,
    TERM,
    UNIT,
    blank,
    facts,
    fill,
    filled,
    plan_rows,
    read,
    told,
)


def rows(data: bytes, name: str) -> list[dict[str, Any]]:
    """The rows below the header, by header."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))[name]
    titles = [cell.value for cell in sheet[HEADER_ROW + 1]]
    lines = sheet.iter_rows(min_row=FIRST_ROW + 1, values_only=True)
    return [dict(zip(titles, map(_day, line), strict=True)) for line in lines]


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, dt.datetime) else value


def column(data: bytes, name: str, title: str) -> list[Any]:
    return [row[title] for row in rows(data, name)]


def test_a_unit_finds_its_own_classes_and_no_others() -> None:
    """Every sheet lists the classes of the plan that belong to the unit, ids as text."""
    data = blank()
    assert [column(data, name, "教学班号") for name in ("课程建群", "学生进群", "资料上传", "听课")] == [
        ["00101", "00102", "00103"]
    ] * 4
    assert column(data, "听课", "课程名称") == ["课程00101", "课程00102", "课程00103"]


def test_a_class_called_off_is_asked_of_nobody() -> None:
    """00102 is called off: the sheets of the unit list the other two, the plan says so of it."""
    off = Submission(2, "plan", None, at(19), [{**plan_rows()[1], "state": "停开"}])
    data = Templates(facts(off), TERM).workbook(UNIT, ALL, ON)
    assert column(data, "课程建群", "教学班号") == ["00101", "00103"]
    plan = Templates(facts(off), TERM).workbook(None, ("plan",), ON)
    states = zip(column(plan, "开课计划", "教学班号"), column(plan, "开课计划", "开课状态"), strict=True)
    assert dict(states) == {"00101": None, "00102": "停开", "00103": None, "00201": None}


def test_what_was_sent_of_a_group_comes_back_in_its_row() -> None:
    """The latest standing row of a class is filled in; a withdrawn one is not."""
    first = {"class_id": "00101", "platform": ("QQ群",), "created_on": dt.date(2020, 2, 20)}
    later = first | {"platform": ("QQ群", "钉钉"), "assistant": "赵六"}
    gone = {"class_id": "00102", "created_on": dt.date(2020, 2, 21)}
    known = facts(
        Submission(2, "groups", UNIT, at(20), [first]), Submission(3, "groups", UNIT, at(21), [later]),
        Submission(4, "groups", UNIT, at(21), [gone], withdrawn_at=at(22)),
    )  # fmt: skip
    sent, other, _ = rows(Templates(known, TERM).workbook(UNIT, ["groups"], ON), "课程建群")
    assert (sent["平台"], sent["建群日期"], sent["学生助教/课代表"]) == (
        "QQ群、钉钉",
        dt.date(2020, 2, 20),
        "赵六",
    )
    assert (sent["授课教师"], sent["首次上课日期"]) == ("教师00101", dt.date(2020, 2, 24))
    assert other["建群日期"] is None


def test_counts_begin_with_who_is_expected_on_the_day() -> None:
    """Expected is that of the latest count, else the plan's; earlier counts stand beside, not as today's."""
    counts = [
        {"class_id": "00101", "as_of": dt.date(2020, 2, 22), "expected": 45, "joined": 30},
        {"class_id": "00102", "as_of": ON, "expected": 50, "joined": 49},
        {"class_id": "00102", "as_of": dt.date(2020, 2, 24), "expected": 51, "joined": 51},
    ]
    known = facts(Submission(2, "enrollment", UNIT, at(25), counts))
    lines = rows(Templates(known, TERM).workbook(UNIT, ["enrollment"], ON), "学生进群")
    wanted = ("统计日期", "应进群人数", "已进群人数", "上次统计", "上次进群数")
    day = ON
    assert [tuple(line[title] for title in wanted) for line in lines] == [
        (day, 45, None, "2020-02-22", 30), (day, 50, 49, None, None), (day, 40, None, None, None),
    ]  # fmt: skip


def test_visits_and_students_that_were_sent_are_listed_again() -> None:
    """An arranged visit waits for its day in its own row; a class without one has an empty row."""
    visit = {
        "class_id": "00101", "planned_on": dt.date(2020, 2, 25), "visitor": "钱七", "visitor_kind": "校领导",
        "score": 90.5,
    }  # fmt: skip
    student = {"class_id": "00102", "student_id": "0020001", "student_name": "王五", "joined": True}
    known = facts(
        Submission(2, "visits", UNIT, at(20), [visit]), Submission(3, "roster", UNIT, at(20), [student])
    )
    data = Templates(known, TERM).workbook(UNIT, ["visits", "roster"], ON)
    assert column(data, "听课", "听课人") == ["钱七", None, None]
    assert column(data, "听课", "评分") == [90.5, None, None]
    assert column(data, "学生进群名单", "学号") == [None, "0020001", None]
    assert column(data, "学生进群名单", "是否进群") == [None, "是", None]


def test_materials_that_were_sent_are_told_beside_the_class() -> None:
    """What a class has is counted by kind; an item taken back by a count of zero is not."""
    items = [
        {"class_id": "00101", "material_kind": "PPT", "title": "一", "uploaded_on": ON, "count": 2},
        {"class_id": "00101", "material_kind": "PPT", "title": "二", "uploaded_on": ON, "count": None},
        {"class_id": "00101", "material_kind": "习题", "title": "三", "uploaded_on": ON, "count": 0},
    ]
    known = facts(Submission(2, "materials", UNIT, at(20), items))
    data = Templates(known, TERM).workbook(UNIT, ["materials"], ON)
    assert column(data, "资料上传", "已报资料") == ["PPT 3", None, None]


@pytest.mark.parametrize("kind", [*ALL, "roster"])
def test_a_template_as_it_was_downloaded_says_nothing_yet(kind: str) -> None:
    """It is refused with a sentence that says so, and no row of it is an error."""
    (reading,) = read(blank(kind))
    assert reading.refused is not None
    assert reading.refused.code == "nothing_filled"
    assert "还没有填写" in reading.refused.message("zh")
    assert not reading.findings


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filled_template_has_no_findings(language: str) -> None:
    """News in the row of a class and in a row added below are taken; untouched rows are no rows."""
    data = filled(*ALL, "roster")
    assert told(read(data)) == [
        ("groups", UNIT, None, 2, []), ("enrollment", UNIT, None, 2, []), ("materials", UNIT, None, 2, []),
        ("visits", UNIT, None, 2, []), ("enrollment", UNIT, None, 2, []),
    ]  # fmt: skip
    english = fill(
        blank("visits", language=language), {} if language == "zh" else {"Supervision visits": {
            1: {"Planned On": ON, "Visitor": "A", "Visitor Kind": "校领导"}}},
    )  # fmt: skip
    assert language == "zh" or told(read(english)) == [("visits", UNIT, None, 1, [])]


def test_a_sheet_left_untouched_beside_a_filled_one_is_not_mentioned() -> None:
    """Of a template with all kinds, only what was filled in is read."""
    data = fill(blank(), {"学生进群": {2: NEWS["学生进群"]}})
    (reading,) = read(data)
    assert (reading.kind, list(reading.rows["class_id"]), list(reading.findings)) == (
        "enrollment",
        ["00102"],
        [],
    )


def test_a_fault_in_a_template_is_a_finding_as_in_any_sheet() -> None:
    """The stamp makes no row right: more joined than expected, a class of another unit."""
    data = fill(blank("enrollment"), {"学生进群": {
        1: {"已进群人数": 41}, 6: {"教学班号": "00201", "统计日期": ON, "应进群人数": 40, "已进群人数": 1},
    }})  # fmt: skip
    (reading,) = read(data)
    assert [(f.code, f.row) for f in reading.findings] == [
        ("count_exceeds", FIRST_ROW + 1), ("class_of_other_unit", FIRST_ROW + 6),
    ]  # fmt: skip


def test_the_plan_has_a_template_for_academic_affairs() -> None:
    """It holds the plan as it stands, of all units, and reads back as the same plan."""
    data = Templates(facts(), TERM).workbook(None, ["plan"], ON)
    (reading,) = read(data, unit=None)
    assert dict(zip(reading.rows["class_id"], reading.rows["unit"], strict=True)) == PLAN
    assert not reading.findings
    (empty,) = read(Templates(facts_without_plan(), TERM).workbook(None, ["plan"], ON), unit=None)
    assert empty.refused is not None
    assert empty.refused.code == "nothing_filled"


def facts_without_plan() -> dict[str, Any]:
    return {name: frame[:0] for name, frame in facts().items()}


def test_a_template_for_all_units_names_the_unit_of_each_class() -> None:
    """What academic affairs fills in for everybody becomes one sheet a unit."""
    data = fill(blank("groups", unit=None), {"课程建群": {1: {"建群日期": ON}, 4: {"建群日期": ON}}})
    (reading,) = read(data, unit=None)
    assert {part.unit: len(part.rows) for part in reading.split_by_unit()} == {UNIT: 1, OTHER: 1}
    assert not reading.findings


def test_a_unit_without_classes_gets_a_template_to_write_in() -> None:
    """Before the plan is in, rows are written below the header."""
    data = Templates(facts_without_plan(), TERM).workbook(UNIT, ["groups"], ON)
    line = fill(data, {"课程建群": {1: {"教学班号": "00101", "建群日期": ON}}})
    assert told(read(line)) == [("groups", UNIT, None, 1, [])]


def test_one_zip_holds_the_templates_of_all_units() -> None:
    """One workbook a unit, named in Chinese so that every program shows it, each with its own stamp."""
    archive = zipfile.ZipFile(io.BytesIO(templates.workbooks(facts(), TERM, on=ON)))
    entries = archive.infolist()
    assert [entry.filename for entry in entries] == [f"2020春{unit}报送模板.xlsx" for unit in TERM.unit_names]
    assert all(entry.flag_bits & 0x800 for entry in entries)
    data = archive.read(f"2020春{OTHER}报送模板.xlsx")
    assert column(data, "课程建群", "教学班号") == ["00201"]
    (reading,) = read(data)
    assert reading.refused is not None
    assert reading.refused.code == "another_unit"


def test_a_template_of_what_there_is_not_is_refused() -> None:
    """An unknown kind, and none at all, are the caller's errors."""
    with pytest.raises(KeyError, match="exams"):
        blank("exams")
    with pytest.raises(ValueError, match="kind"):
        Templates(facts(), TERM).workbook(UNIT, [], ON)


def test_a_template_is_named_after_term_unit_and_sheet() -> None:
    """The name tells a folder of templates apart."""
    assert templates.file_name(TERM, UNIT, ["visits"]) == "2020春理学院听课模板.xlsx"
    assert templates.file_name(TERM, UNIT, ALL) == "2020春理学院报送模板.xlsx"
    assert templates.file_name(TERM, None, ["plan"]) == "2020春开课计划模板.xlsx"
    assert templates.file_name(TERM, UNIT, ["roster"], "en") == "2020春 理学院 Student roster template.xlsx"
