"""学习通 一键导出: 签到详情统计 (a column a check-in) and 学生学习进度详情; no other sheet is read."""

from __future__ import annotations

import re

from loaders.cells.text import fold
from loaders.formats.grid import Refused
from loaders.platforms.evidence import Asked, Evidence, Lesson, Person, person_of
from loaders.platforms.layout import Layout, day_in, title_key
from loaders.platforms.platform import Platform, titles_of
from loaders.platforms.tables import Table, tables_of
from schema.findings import Finding

_TITLE = "学习通"
_PRESENT = frozenset({"已签", "已签到", "签到", "教师代签", "迟到", "早退"})
_ABSENT = frozenset({"缺勤", "未参与", "未签", "未签到", "事假", "病假", "请假", "公假", ""})
_IDENTITY = ("序号", "学生姓名", "学号/工号", "学号", "学校", "院系", "专业", "班级")
_LABEL = re.compile(r"(课程|班级|教师)(?:名称)?:")
_DEEPEST = 4


def _read(layout: Layout, header: int, asked: Asked) -> list[Table] | None:
    about = _about(layout, header)
    name = fold(layout.grid.name or "") + layout.written(0, 0)
    if not about[0] and not header:
        return None
    has_sessions, has_members = "签到" in name, "进度" in name
    if not (has_sessions or has_members):
        raise Refused("platform_sheet_unused", platform=_TITLE, name=layout.grid.name or "")
    places = layout.places(header)
    number = places.get("学号/工号", places.get("学号", 0))
    body = _body_row(layout, header, number)
    people = {row: _person(layout, row, places["学生姓名"], number) for row in layout.body(body)}
    columns = _check_ins(layout, header, body) if has_sessions else {}
    findings, lessons = _lessons(layout, people, columns, body)
    evidence = Evidence(
        titles_of(_TITLE, *about, asked),
        person=(number, layout.written(header, number)),
        members=tuple(people.values()),
        lessons=tuple(lessons),
        header=(header, body),
        used=frozenset({number, places["学生姓名"], *columns}),
        findings=tuple(findings),
    )
    return tables_of(evidence, layout, asked)


def _about(layout: Layout, header: int) -> tuple[str, str]:
    """Course and class, from the line over the header."""
    lines = (layout.written(row, place) for row in range(header) for place in range(len(layout.rows[row])))
    for line in lines:
        _, *pieces = _LABEL.split(line)
        labelled = dict(zip(pieces[::2], pieces[1::2], strict=True))
        if labelled.keys() >= {"课程", "班级"}:
            # What stands before a label of two words, as in 任课教师, belongs to the label.
            return labelled["课程"].strip(), labelled["班级"].strip().removesuffix("任课").strip()
    return "", ""


def _body_row(layout: Layout, header: int, number: int) -> int:
    """The first row below the header, which is up to four lines deep, in which a 学号 stands."""
    rows = range(header + 1, min(header + 1 + _DEEPEST, len(layout.rows)))
    return next((row for row in rows if re.search(r"\d", layout.written(row, number))), header + 1)


def _person(layout: Layout, row: int, name: int, number: int) -> Person:
    id = layout.written(row, number)
    return person_of(row, layout.written(row, name), id)


def _check_ins(layout: Layout, header: int, body: int) -> dict[int, str]:
    """Place → title of each column of check-ins: the lines of its header, one after the other."""
    # A group reaches over the columns below it; the last line of the header is each column's own.
    across = [layout.across(row) for row in range(header, body - 1)]
    identity = {place for place, cell in enumerate(layout.rows[header]) if title_key(cell) in _IDENTITY}
    check_ins = {}
    for place in range(max(identity, default=-1) + 1, len(layout.rows[header])):
        if _has_answers(layout, place, body):
            lines = dict.fromkeys([*(line[place] for line in across), layout.written(body - 1, place)])
            check_ins[place] = " ".join(lines).strip()
    return check_ins


def _has_answers(layout: Layout, place: int, body: int) -> bool:
    known = (_PRESENT | _ABSENT) - {""}
    return any(layout.written(row, place) in known for row in range(body, len(layout.rows)))


def _lessons(
    layout: Layout, people: dict[int, Person], columns: dict[int, str], body: int
) -> tuple[list[Finding], list[Lesson]]:
    """The dated ones of the check-ins in ``columns``, and what is doubtful about any of them."""
    findings: list[Finding] = []
    lessons = []
    for place, title in columns.items():
        day = day_in(title)
        if day is None:
            findings.append(Finding("lesson_without_day", layout.grid.name, None, title, column_no=place))
            continue
        marks = {row: layout.written(row, place) for row in people}
        findings += [
            Finding("unknown_presence", layout.grid.name, row + 1, title, mark, {}, place)
            for row, mark in marks.items()
            if mark not in _PRESENT | _ABSENT
        ]
        present = tuple(person for row, person in people.items() if marks[row] in _PRESENT)
        lessons.append(Lesson(f"{place} {title}", day, body, place, title, present, listed=len(people)))
    return findings, lessons


PLATFORM = Platform(
    _TITLE,
    "签到详情统计、学生学习进度详情：班级成员 → 学生进群，有日期的签到 → 授课情况；其余工作表不读 "
    "check-ins and progress: members → enrollment, dated check-ins → lessons; no other sheet",
    (frozenset({"学生姓名", "学号/工号"}),),
    _read,
)
