"""A file as a whole goes to those only who may see everything in it, stored or not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import openpyxl
import pandas as pd
import pytest

from access import Denied, Person, Role
from exports.templates.sheet import TemplateSheet
from exports.templates.workbook import template_workbook
from schema.kinds import form_of
from services import audit, sources, submissions
from services.small_counts import FEW
from store.intake import Envelope, add_submission
from tests.services.offices import ADMIN, LEADER, NEIGHBOUR, NETWORK, SECRETARY, STUDENT_AFFAIRS, TERM, Office
from tests.services.sheets import at, feb, sheet, written

COLLEAGUE = Person("bing", "秘书丙", Role.REPORTER, ("甲学院",))
EVERYBODY = {
    "admin": ADMIN, "leader": LEADER, "own": SECRETARY, "colleague": COLLEAGUE, "other": NEIGHBOUR,
    "students": STUDENT_AFFAIRS, "network": NETWORK,
}  # fmt: skip
OF_UNIT = {"admin", "leader", "own", "colleague", "students"}
TITLES, GROUP = ["教学班号", "建群日期", "群号"], ["001", "2020-02-21", "10001"]
NAMES = [["学号", "姓名", "健康情况"], ["202000001", "张三", "发热"]]
Rows = Sequence[Sequence[object]]


def book(*sheets: tuple[str, Rows], hidden: str = "") -> bytes:
    """A workbook of sheets with a title each."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        added = made.create_sheet(title)
        for row in rows:
            added.append(list(row))
        added.sheet_state = "hidden" if title == hidden else "visible"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str) -> bytes:
    """A workbook with one more part in its container."""
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(name, b"<x/>")
    return stream.getvalue()


def filled_template() -> bytes:
    """A template of ours, as a unit sends it back."""
    form = form_of("groups", None)
    columns = {column.id: pd.Series([None], dtype="str") for column in form.columns} | {"class_id": ["001"]}
    content = template_workbook(
        [TemplateSheet("groups", form, pd.DataFrame(columns))], term=TERM, unit="甲学院"
    )
    filled = openpyxl.load_workbook(io.BytesIO(content))
    table = filled.worksheets[0]
    (place,) = (cell.column for cell in table[4] if cell.value == "群号")
    table.cell(5, place, "10001")
    stream = io.BytesIO()
    filled.save(stream)
    return stream.getvalue()


GROUPS = ("课程建群", [TITLES, GROUP])


@pytest.mark.parametrize(
    ("content", "takes"),
    [
        (book(GROUPS), OF_UNIT),
        (book(GROUPS, ("Sheet2", [])), OF_UNIT),
        (filled_template(), OF_UNIT),
        (book(GROUPS, ("学生", NAMES)), {"admin", "own", "students"}),
        (book(GROUPS, ("说明", NAMES)), {"admin", "own", "students"}),
        (book(GROUPS, ("填写说明", NAMES)), {"admin", "own", "students"}),
        (book(GROUPS, ("名单", NAMES), hidden="名单"), {"admin", "own", "students"}),
        (book(("课程建群", [[*TITLES, "备注2"], [*GROUP, "张三发热"]])), {"admin", "own", "students"}),
        (with_part(book(GROUPS), "xl/comments1.xml"), {"admin", "own", "students"}),
        (with_part(book(GROUPS), "xl/pivotCache/pivotCacheRecords1.xml"), {"admin", "own", "students"}),
        (book(("课程建群", [TITLES, GROUP, ["011", "2020-02-21", "10002"]])), {"admin", "leader", "students"}),
        (book(("课程建群", [TITLES, GROUP, ["011", "2020-02-21", "2"], ["011", "2020-02-22", "3"]])),
         {"admin", "leader", "students"}),
        (book(("课程建群", [TITLES, GROUP, ["002", "2020-02-21", "2"], ["002", "2020-02-22", "3"]])), OF_UNIT - {"colleague"}),
        (book(GROUPS, ("技术障碍", [["编号", "报告时间", "问题"], ["1", "2020-02-22 09:00", "卡顿"]])),
         OF_UNIT - {"students"}),
        (b"no workbook at all", {"admin", "own", "students"}),
    ],
    ids=[
        "groups", "an empty sheet", "a template", "an unknown sheet", "a sheet called explanations",
        "a sheet called like ours", "a hidden sheet", "a column nobody reads", "comments", "a cached table",
        "another unit's rows", "another unit's rows in error", "rows in error", "obstacles", "unreadable",
    ],
)  # fmt: skip
def test_a_file_is_given_to_those_who_may_see_all_of_it(
    office: Office, content: bytes, takes: set[str]
) -> None:
    """What was stored of it is a sheet of groups of one unit; what else stands in it decides who takes it."""
    rows = [{"class_id": "001", "created_on": feb(21), "group_no": "10001"}]
    envelope = Envelope(TERM.name, "甲学院", at(22), SECRETARY.login)
    number = add_submission(office.store, sheet("groups", rows), content, envelope).submission
    given = set()
    for name, person in EVERYBODY.items():
        desk = office.desk(person, at(23))
        try:
            gives = submissions.gives_file(desk, number)
            assert submissions.original(desk, number)[1] == content
            assert gives
            given.add(name)
        except Denied:
            continue
    assert given == takes


def cases(count: int) -> list[dict[str, object]]:
    """Students in isolation."""
    return [
        {
            "item": "isolation",
            "student_id": f"{number}",
            "student_name": f"学生{number}",
            "isolated_on": feb(20),
        }
        for number in range(count)
    ]


@pytest.mark.parametrize(("count", "is_few"), [(1, True), (4, True), (5, False)])
def test_how_many_rows_a_sheet_brought_tells_no_small_count(office: Office, count: int, is_few: bool) -> None:
    """Neither the sources of figures, nor the history, nor the audit log tell what the page calls under 5."""
    number = office.send("contingency", cases(count), when=at(22), form="cases").submission
    for person, sees in ((ADMIN, True), (SECRETARY, True), (LEADER, False), (NETWORK, False)):
        desk = office.desk(person, at(23))
        told = FEW if is_few and not sees else count
        listed = sources.standing(desk).set_index("submission")
        assert listed.loc[number, "taken"] == told
        if person is not NETWORK:
            assert submissions.one(desk, number)["taken"] == told
        if person in (ADMIN, LEADER):
            log = audit.acts(desk)
            (detail,) = log["detail"][(log["submission"] == number) & (log["act"] == "submitted")]
            assert f'"taken": {told}' in detail


def test_a_roster_of_a_class_is_counted_for_all(office: Office) -> None:
    """How many joined a class is published; that a sheet of it had few rows is no secret."""
    rows = [{"class_id": "001", "student_id": "1", "student_name": "学生", "joined": True}]
    number = office.send("enrollment", rows, when=at(22), form="roster").submission
    assert sources.standing(office.desk(LEADER)).set_index("submission").loc[number, "taken"] == 1


def test_obstacles_are_for_those_who_may_see_obstacles(office: Office) -> None:
    """Student affairs sees every sheet of the units but these, as the table of rights has it."""
    rows = [{"fault_no": "1", "reported_at": pd.Timestamp("2020-02-22 09:00"), "problem": "卡顿"}]
    number = office.send("obstacles", rows, when=at(22)).submission
    desk = office.desk(STUDENT_AFFAIRS)
    assert number not in list(submissions.visible(desk)["submission"])
    with pytest.raises(Denied):
        submissions.findings(desk, number)
    assert pd.isna(sources.standing(desk).set_index("submission").loc[number, "file"])
    assert number in list(submissions.visible(office.desk(NETWORK))["submission"])
    assert written(rows, "obstacles").startswith(b'"')
