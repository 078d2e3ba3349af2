"""Templates of the sheets beside the first four, and of the office's own."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from services import templates
from services.templates import Templates
from tests.metrics.making import Submission, at
from tests.services.test_templates import column, rows
from tests.workbooks.filling import ON, OTHER, TERM, UNIT, blank, facts, fill, read, told

MOMENT = dt.datetime(2020, 2, 22, 8, 10)  # noqa: DTZ001 - cells hold local times
DAY = dt.date(2020, 2, 22)
# What a person would write into the first row below the header of each further sheet.
FURTHER: dict[str, dict[str, object]] = {
    "workgroups": {"工作组类别": "学院工作组", "组长": "周明", "组长职务": "院长", "成立日期": DAY},
    "need_survey": {"学生总数": 300, "已摸排人数": 290, "困难学生数": 12},
    "need": {
        "学号": "0020001",
        "姓名": "王五",
        "需求": "手机流量、学业指导",
        "责任人": "李四",
        "认领日期": DAY,
    },
    "sessions": {"应开门次": 2, "实开门次": 2, "应到人数": 40, "实到人数": 39},
    "session_totals": {"应开门次": 120, "实开门次": 118, "授课教师数": 60},
    "obstacles": {"编号": "1", "报告时间": MOMENT, "问题描述": "无法登录"},
    "summaries": {"提交日期": DAY, "分类评价": "是", "改进办法": "是", "发现问题数": 5},
    "contingency": {"报送日期": DAY, "状态": "已报送", "责任人": "周明"},
    "contingency_cases": {"预案事项": "返校隔离", "学号": "0020001", "隔离开始日期": DAY},
    "health_checks": {"返校学生数": 30, "已检人数": 30},
}


@pytest.mark.parametrize("name", FURTHER)
def test_a_further_sheet_is_filled_in_and_read_like_the_four(name: str) -> None:
    """As downloaded it says nothing; one row filled in is one row taken, without a finding."""
    data = blank(name)
    (reading,) = read(data)
    assert reading.refused is not None
    assert reading.refused.code == "nothing_filled"
    (sheet,) = (title for title in openpyxl.load_workbook(io.BytesIO(data)).sheetnames[:1])
    (taken,) = read(fill(data, {sheet: {1: FURTHER[name]}}))
    kind, form = templates.FORMS[name]
    assert (taken.kind, taken.form, taken.unit, len(taken.rows)) == (kind.id, form.name, UNIT, 1)
    assert list(taken.findings) == []


def test_what_a_unit_sent_of_a_further_sheet_is_carried_on() -> None:
    """Its rows stand in the next template, and only what is still asked for stands below them."""
    exams = {"unit": UNIT, "item": "测验考试", "submitted_on": DAY, "joint": True}
    other = {"unit": OTHER, "item": "困难学生", "submitted_on": DAY}
    known = facts(
        Submission(2, "contingency", UNIT, at(22), [exams]),
        Submission(3, "contingency", OTHER, at(22), [other]),
    )
    lines = rows(Templates(known, TERM).workbook(UNIT, ["contingency"], ON), "预案")
    assert [line["预案事项"] for line in lines][:2] == ["测验考试", "全学期教学"]
    assert len(lines) == 8
    assert (lines[0]["报送日期"], lines[0]["与课堂教学衔接"], lines[1]["报送日期"]) == (DAY, "是", None)
    everybody = rows(Templates(known, TERM).workbook(None, ["contingency"], ON), "预案")
    assert len(everybody) == 8 * len(TERM.unit_names)


def test_the_office_has_templates_of_its_own() -> None:
    """The roster of visitors and the spot checks name the unit of each row."""
    data = Templates(facts(), TERM).workbook(None, ["visitors", "checks"], ON)
    assert column(data, "抽查核对", "学院") == [OTHER, UNIT, UNIT, UNIT]
    filled_in = fill(data, {
        "听课人员名单": {1: {"学院": "全校", "听课人": "郑怀远", "听课人类别": "校领导"}},
        "抽查核对": {1: {"核查项目": "课程建群", "核查日期": DAY, "是否属实": "是"}},
    })  # fmt: skip
    assert told(read(filled_in, unit=None)) == [
        ("visitors", "全校", None, 1, []), ("checks", OTHER, None, 1, []),
    ]  # fmt: skip
