"""The workbooks of the sheets beyond the first four: which unit sends which of them when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from sample_data import conclusions, contingency, need, obstacles, sessions
from sample_data.campus import Campus
from sample_data.diary import Diary, Rows
from sample_data.faults import spoil
from sample_data.habits import HABITS, Habit
from sample_data.layout import Table, lay_out
from sample_data.producers import PRODUCERS
from sample_data.reports import Report
from sample_data.schedule import ZONE
from schema.kinds import all_forms

Known: TypeAlias = dict[object, dict[str, object]]
_FORMS = {form.table: (kind.id, form) for kind, form in all_forms()}
_NAMES = {
    "workgroups": "工作组",
    "need_survey": "摸排汇总",
    "need": "困难学生帮扶",
    "sessions": "授课情况",
    "session_totals": "授课汇总",
    "obstacles": "技术障碍",
    "summaries": "总结",
    "contingency": "预案登记",
    "contingency_cases": "预案涉及学生",
    "health_checks": "健康检查",
}
# Day through which is told, hour of receipt, and the sheets.
_CALENDAR = (
    ("2-22", "20:05", ("workgroups", "need_survey")),
    ("2-23", "20:10", ("need_survey", "need", "obstacles")),
    ("2-24", "21:10", ("sessions", "obstacles")),
    ("3-01", "20:50", ("sessions", "obstacles", "summaries", "contingency", "need_survey", "need")),
    ("3-08", "20:20", ("sessions", "summaries", "need")),
    ("3-15", "20:40", ("sessions", "obstacles", "summaries", "contingency", "contingency_cases")),
    ("3-22", "19:05", ("sessions", "obstacles", "summaries", "need", "contingency_cases", "health_checks")),
)
# Who was late with what: unit and day → the day and hour on which it came.
_LATE = {
    ("语言文学学院", "2-22"): "2-24 10:40",
    ("语言文学学院", "2-23"): "2-25 11:05",
    ("语言文学学院", "3-01"): "3-02 10:15",
    ("体育教学部", "2-22"): "2-23 23:10",
    ("土木工程系", "2-24"): "2-25 18:20",
    ("土木工程系", "3-01"): "3-03 09:30",
    ("船舶与海洋工程学院", "3-01"): "3-02 08:50",
    ("船舶与海洋工程学院", "3-08"): "3-10 09:10",
}
# Who never sent what was to be told of a day.
_NEVER = {
    ("体育教学部", "3-08"): ("sessions", "summaries"),
    ("新能源学院", "2-23"): ("need_survey",),
    ("光电科学系", "3-15"): ("obstacles",),
}
# These send the lessons of a day in one row for the whole unit.
_IN_TOTAL = frozenset(("体育教学部", "经济管理学院"))
# Who looked again at some lessons, and how: on the Sundays of the first and the third week.
_LOOKED_AT = {
    "计算机科学与技术学院": "抽样",
    "理学院": "抽样",
    "船舶与海洋工程学院": "抽样",
    "信息科学与工程学院": "学生反馈",
    "经济管理学院": "学生反馈",
}
_LOOKED_ON = ("3-01", "3-15")


@dataclass(frozen=True, slots=True)
class World:
    """All that truly happened."""

    campus: Campus
    diary: Diary
    need: need.Need
    lessons: sessions.Lessons


def world_of(campus: Campus, diary: Diary) -> World:
    """What happened on ``campus`` beside what ``diary`` holds."""
    return World(campus, diary, need.find_need(campus, diary, diary.seed), sessions.hold_lessons(diary))


def further_reports(unit: str, order: int, world: World) -> list[Report]:
    """What a unit sent of these sheets; ``order`` spreads the units over the evening."""
    sent: dict[str, Known] = {table: {} for table in _FORMS}
    faults = obstacles.have_faults(unit, world.diary)
    reports: list[Report] = []
    for through, hour, wanted in _CALENDAR:
        day, received = _day(through), _received(unit, through, hour, order)
        sheets: dict[str, Rows] = {}
        for table in wanted:
            if table not in _NEVER.get((unit, through), ()):
                name = "session_totals" if table == "sessions" and unit in _IN_TOTAL else table
                rows = _rows(name, unit, day, received, faults, world)
                sheets[name] = _news(name, rows, sent[name])
        looked = _looked_at(unit, day, world) if through in _LOOKED_ON else []
        reports += _files(unit, received, day, {t: rows for t, rows in sheets.items() if rows}, looked)
    return reports


def _day(text: str) -> dt.date:
    month, day = text.split("-")
    return dt.date(2020, int(month), int(day))


def _received(unit: str, through: str, hour: str, order: int) -> dt.datetime:
    if late := _LATE.get((unit, through)):
        through, hour = late.split()
        order = 0
    moment = dt.datetime.combine(_day(through), dt.time.fromisoformat(hour), ZONE)
    return moment + dt.timedelta(minutes=(order * 7) % 47)


def _rows(
    table: str, unit: str, day: dt.date, received: dt.datetime, faults: list[obstacles.Fault], world: World
) -> Rows:
    """The rows of a sheet as far as they are known."""
    diary = world.diary
    lessons = [lesson for lesson in world.lessons[unit] if lesson.on <= day]
    rows: dict[str, Callable[[], Rows]] = {
        "workgroups": lambda: conclusions.workgroup_rows(unit, diary.seed),
        "need_survey": lambda: world.need.survey_rows(unit, day),
        "need": lambda: world.need.student_rows(unit, day),
        "sessions": lambda: sessions.class_rows(lessons),
        "session_totals": lambda: sessions.total_rows(lessons),
        "obstacles": lambda: obstacles.fault_rows(faults, received.replace(tzinfo=None)),
        "summaries": lambda: conclusions.summary_rows(unit, day, diary),
        "contingency": lambda: contingency.register_rows(unit, day, diary),
        "contingency_cases": lambda: contingency.case_rows(unit, day, world.campus, diary),
        "health_checks": lambda: contingency.check_rows(unit, day, diary.seed),
    }
    return rows[table]()


def _news(table: str, rows: Rows, sent: Known) -> Rows:
    """The rows that are new or differ from those sent before; remembers them as sent."""
    fresh: Rows = []
    for row in rows:
        key = tuple(row.get(column) for column in _FORMS[table][1].key)
        if sent.get(key) != row:
            sent[key] = row
            fresh.append(row)
    return fresh


def _looked_at(unit: str, day: dt.date, world: World) -> Rows:
    """Lessons of the week that ends on ``day``, as supervisors or students counted them."""
    source = _LOOKED_AT.get(unit)
    if source is None:
        return []
    week = [x for x in world.lessons[unit] if day - dt.timedelta(days=7) < x.on <= day]
    return sessions.looked_at(week, source, f"{world.diary.seed}/{unit}/{day}")


def _files(
    unit: str, received: dt.datetime, day: dt.date, sheets: dict[str, Rows], looked: Rows
) -> list[Report]:
    """One workbook with all sheets where the program can, else a file each; the second look by itself."""
    habit = HABITS[unit]
    ending, _, several = PRODUCERS[habit.producer]
    tables = {_NAMES[name]: _table(name, unit, habit, rows, received, day) for name, rows in sheets.items()}
    if looked:
        source = str(looked[0]["source"])
        tables[f"授课{source}"] = lay_out(
            "sessions", "by_class", looked, habit.style, unit=unit, name=f"授课{source}"
        )
    groups = [tuple(tables.values())] if several else [(table,) for table in tables.values()]
    return [
        Report(
            f"{habit.short}{'教学运行' if several else group[0].name}{day:%m%d}.{ending}",
            unit,
            received + dt.timedelta(minutes=2 * i),
            f"{habit.short}教学秘书",
            habit.producer,
            group,
        )
        for i, group in enumerate(groups)
        if group
    ]


def _table(table: str, unit: str, habit: Habit, rows: Rows, received: dt.datetime, day: dt.date) -> Table:
    kind, form = _FORMS[table]
    rows = spoil(rows, unit, table, f"{day:%m%d}", received)
    return lay_out(kind, form.name, rows, habit.style, unit=unit, name=_NAMES[table])
