"""雨课堂: the summary of a class (one or two columns a lesson), and the sheet of a single lesson."""

from __future__ import annotations

import re
from pathlib import PurePath

from loaders.cells.text import fold
from loaders.platforms.evidence import Asked, Evidence, Lesson, Person, person_of
from loaders.platforms.layout import Layout, day_in, title_key
from loaders.platforms.platform import Platform, titles_of
from loaders.platforms.tables import Table, tables_of
from schema.findings import Finding
from schema.platforms import ClassTitles

_TITLE = "雨课堂"
_PRESENT = frozenset({"扫二维码", "“正在上课”提示", '"正在上课"提示', "正在上课提示", "课堂暗号", "教师添加"})
_ABSENT = frozenset({"未上课", "未签到", "缺勤", ""})
_SIGN_INS = ("签到方式", "签到", "签到情况")
_SUMMARY = frozenset({"学号", "姓名", "到课率"})
_OLDER = frozenset({"学号", "姓名", "汇总"})
_LESSON = frozenset({"学号", "姓名", "签到方式", "签到时间"})
_IN_FILE_NAME = re.compile(r"(?P<course>.{1,200}?)-(?P<term>20\d\d[^-]{0,40})-(?P<group>.{1,200}?)---")
_IN_SHEET_NAME = re.compile(r"(?P<course>[^_]+)_(?P<group>.+)_数据汇总")


def _read(layout: Layout, header: int, asked: Asked) -> list[Table]:
    places = layout.places(header)
    is_summary = _SUMMARY.issubset(places)
    if _LESSON.issubset(places) and not is_summary:
        groups, body = header, header + 1
        columns = [(places["签到方式"], _title_above(layout, header), 0)]
    else:
        # In the older layout the titles of the lessons stand in the line of 学号, over their columns.
        groups = header if _OLDER.issubset(places) and not is_summary else header - 1
        body = groups + 2
        columns = _columns(layout, groups, groups + 1)
    rows = layout.body(body)
    people = {row: _person(layout, row, places) for row in rows}
    findings: list[Finding] = []
    lessons = [_lesson(layout, people, column, findings) for column in columns]
    evidence = Evidence(
        _titles(layout, asked),
        person=(places["学号"], "学号"),
        members=tuple(people.values()),
        lessons=tuple(lesson for lesson in lessons if lesson is not None),
        header=(min(header, groups), body),
        used=frozenset({places["学号"], places["姓名"], *(place for place, *_ in columns)}),
        findings=tuple(findings),
    )
    return tables_of(evidence, layout, asked)


def _title_above(layout: Layout, header: int) -> str:
    return next((layout.written(row, 0) for row in range(header) if day_in(layout.written(row, 0))), "")


def _columns(layout: Layout, groups: int, header: int) -> list[tuple[int, str, int]]:
    """Place of each 签到方式, the title of its lesson and the row of that title.

    The second under one title belongs to a lesson that nothing names.
    """
    across = layout.across(groups) if groups >= 0 else []
    columns: dict[str, tuple[int, str, int]] = {}
    for place, cell in enumerate(layout.rows[header] if header < len(layout.rows) else ()):
        if title_key(cell) in _SIGN_INS and place < len(across):
            title = across[place] if across[place] not in columns else ""
            columns[title or f"at {place}"] = (place, title, groups)
    return list(columns.values())


def _person(layout: Layout, row: int, places: dict[str, int]) -> Person:
    id = layout.written(row, places["学号"])
    return person_of(row, layout.written(row, places["姓名"]), id)


def _lesson(
    layout: Layout, people: dict[int, Person], column: tuple[int, str, int], findings: list[Finding]
) -> Lesson | None:
    place, title, row = column
    day = day_in(title)
    if day is None:
        findings.append(
            Finding("lesson_without_day", layout.grid.name, None, title or "签到方式", column_no=place)
        )
        return None
    present = []
    for at, person in people.items():
        mark = layout.written(at, place)
        if mark in _PRESENT:
            present.append(person)
        elif mark not in _ABSENT:
            findings.append(
                Finding("unknown_presence", layout.grid.name, at + 1, "签到方式", mark, {}, place)
            )
    return Lesson(title, day, row + 1, place if row else 0, "课堂标题", tuple(present), listed=len(people))


def _titles(layout: Layout, asked: Asked) -> ClassTitles:
    match = _IN_FILE_NAME.match(fold(PurePath(asked.file).name)) or _IN_SHEET_NAME.match(
        fold(layout.grid.name or "")
    )
    return titles_of(_TITLE, match["course"] if match else "", match["group"] if match else "", asked)


PLATFORM = Platform(
    _TITLE,
    "汇总表和单次课堂：班级成员 → 学生进群，每次课的签到 → 授课情况 "
    "summary and single lessons: members → enrollment, sign-ins → lessons",
    (_SUMMARY, _LESSON, _OLDER),
    _read,
)
