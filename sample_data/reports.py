"""The workbooks of the month: from the diary, the calendar and the habits to sheets to be written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from sample_data.campus import Campus
from sample_data.diary import Diary, Rows
from sample_data.faults import spoil
from sample_data.habits import HABITS, OFFICE, Habit
from sample_data.layout import Table, lay_out
from sample_data.producers import PRODUCERS
from sample_data.schedule import OFFICE_VISITS, PLAN_RECEIVED, ZONE, Slot, calendar_of

_FILE_TITLES = {"groups": "建群", "enrollment": "学生进群", "materials": "资料上传", "visits": "听课"}
_SHEETS = {"groups": "课程建群", "enrollment": "学生进群", "materials": "资料上传", "visits": "听课"}
_KEYS = {
    "groups": ("class_id",),
    "enrollment": ("class_id", "as_of", "student_id"),
    "materials": ("class_id", "material_kind", "title", "uploaded_on"),
    "visits": ("class_id", "visitor", "planned_on"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """One file as it was sent; ``unit`` is ``None`` where the rows name their units."""

    file: str
    unit: str | None
    received_at: dt.datetime
    submitter: str
    producer: str
    tables: tuple[Table, ...]


def unit_reports(unit: str, order: int, diary: Diary) -> list[Report]:
    """Everything a unit sent of its own, in order of time."""
    habit = HABITS[unit]
    sent: dict[str, dict[object, dict[str, object]]] = {kind: {} for kind in _KEYS}
    reports: list[Report] = []
    for slot in calendar_of(unit, order):
        sheets: dict[str, Rows] = {}
        for kind in slot.kinds:
            rows = _news(kind, _rows(kind, unit, slot, habit, diary), sent[kind])
            if rows:
                sheets[kind] = rows
        reports += _files(unit, habit, slot, sheets)
    return reports


def _rows(kind: str, unit: str, slot: Slot, habit: Habit, diary: Diary) -> Rows:
    match kind:
        case "groups":
            return diary.group_rows(unit, slot.through)
        case "enrollment" if habit.roster:
            return diary.seat_rows(unit, slot.through)
        case "enrollment":
            return diary.count_rows(unit, slot.as_of)
        case "materials":
            return diary.item_rows(unit, slot.through)
        case _:
            return diary.visit_rows([unit], {"学院督导组"}, slot.through)


def _news(kind: str, rows: Rows, sent: dict[object, dict[str, object]]) -> Rows:
    """The rows that are new or differ from those sent before; remembers them as sent."""
    fresh: Rows = []
    for row in rows:
        key = tuple(row.get(column) for column in _KEYS[kind])
        if sent.get(key) != row:
            sent[key] = row
            fresh.append(row)
    return fresh


def _files(unit: str, habit: Habit, slot: Slot, sheets: Mapping[str, Rows]) -> list[Report]:
    """One workbook with a sheet a kind where the program can, else a file a kind."""
    ending, _, several = PRODUCERS[habit.producer]
    day = f"{slot.through:%m%d}"
    tables = {kind: _table(unit, habit, kind, rows, slot, day) for kind, rows in sheets.items()}
    base = Report("", unit, slot.received_at, f"{habit.short}教学秘书", habit.producer, ())
    if several and len(tables) > 1:
        return [replace(base, file=f"{habit.short}网络教学报表{day}.{ending}", tables=tuple(tables.values()))]
    return [
        replace(
            base,
            file=f"{habit.short}{_FILE_TITLES[kind]}{day}.{ending}",
            received_at=slot.received_at + dt.timedelta(minutes=3 * i),
            tables=(table,),
        )
        for i, (kind, table) in enumerate(tables.items())
    ]


def _table(unit: str, habit: Habit, kind: str, rows: Rows, slot: Slot, day: str) -> Table:
    roster = kind == "enrollment" and habit.roster
    absent = {"joined" if habit.dated else "joined_on"} if roster else set[str]()
    form = ("roster" if roster else "aggregate") if kind == "enrollment" else None
    rows = spoil(rows, unit, kind, day, slot.received_at)
    return lay_out(kind, form, rows, habit.style, unit=unit, name=_SHEETS[kind], absent=absent)


def plan_report(campus: Campus) -> Report:
    """The plan of all units, from the office of academic affairs."""
    rows: Rows = [
        {
            "unit": c.unit,
            "course_id": c.course_id,
            "course_name": c.course_name,
            "class_id": c.id,
            "teacher_id": c.teacher_id,
            "teacher": c.teacher,
            "first_session_on": c.first_session_on,
            "enrolled": len(c.students),
            "counselor": c.counselor,
        }
        for classes in campus.classes.values()
        for c in classes
    ]
    table = lay_out("plan", None, rows, OFFICE.style, unit="", name="开课计划")
    return _office("2020春季学期开课计划.xlsx", PLAN_RECEIVED, table)


def office_visits(diary: Diary) -> list[Report]:
    """Visits by leaders and campus supervisors: one sheet whose rows name several units."""
    sent: dict[object, dict[str, object]] = {}
    reports: list[Report] = []
    for slot in OFFICE_VISITS:
        rows = _news("visits", diary.visit_rows(diary.classes, {"校领导", "校督导组"}, slot.through), sent)
        table = lay_out("visits", None, rows, OFFICE.style, unit="校区", name="听课汇总")
        reports.append(_office(f"校领导和校督导组听课汇总{slot.through:%m%d}.xlsx", slot.received_at, table))
    return reports


def _office(file: str, received_at: dt.datetime, table: Table) -> Report:
    return Report(file, None, received_at, "教务处", OFFICE.producer, (table,))


def correction(diary: Diary) -> list[Report]:
    """经济管理学院 put everybody down as joined on the 23rd, and restated the figure on the 25th."""
    unit, habit = "经济管理学院", HABITS["经济管理学院"]
    day = dt.date(2020, 2, 23)
    moment = dt.datetime(2020, 2, 25, 15, 20, tzinfo=ZONE)
    table = lay_out(
        "enrollment",
        "aggregate",
        diary.count_rows(unit, [day]),
        habit.style,
        unit=unit,
        name="学生进群（更正）",
    )
    return [
        Report(
            f"{habit.short}学生进群0223（更正）.xlsx",
            unit,
            moment,
            f"{habit.short}教学秘书",
            habit.producer,
            (table,),
        )
    ]


def draft(diary: Diary, seed: str) -> Report:
    """材料科学与工程学院 sent an unfinished draft of its groups, which it withdrew the next morning."""
    unit, habit = "材料科学与工程学院", HABITS["材料科学与工程学院"]
    rng = Random(f"{seed}/draft")
    rows = [
        row
        if rng.random() < 0.55
        else row | {"created_on": None, "counselor_joined_on": None, "assistant": None}
        for row in diary.group_rows(unit, dt.date(2020, 3, 5))
    ]
    table = lay_out("groups", None, rows, habit.style, unit=unit, name="课程建群")
    moment = dt.datetime(2020, 3, 5, 16, 40, tzinfo=ZONE)
    return Report(
        f"{habit.short}建群（底稿）.xlsx", unit, moment, f"{habit.short}教学秘书", habit.producer, (table,)
    )
