"""The sixteen tasks of the notice's first table, with the duty of each party.

The facts (who, what, by when) are the notice's of 20 February 2020; the wording is ours. Deadlines
stand in the term's file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schema.notice.parties import Duty, Grade, Party

_E, _L, _C, _U, _K, _A = Grade
_CHECKS = Duty(_C, "检查", "Checks")
_URGES = Duty(_U, "督促、要求", "Urges")
_STANDS_BY = Duty(_A, "听候配合", "Stands by to assist")
# The notice gives the network centre one duty for tasks 1 to 10 and another for 11 to 16.
_KEEPS_SAFE = Duty(
    _C, "检查校园网、排除隐患，保障并发高峰时段运行", "Checks the campus network and keeps it up at peak hours"
)
_SUPPORTS = Duty(
    _E, "关注校园网和教学平台，为教师提供技术支持", "Watches network and platforms, supports teachers"
)


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the table: ``doer`` is the party that does the work, the others help it along.

    ``indicators`` show how far it is; ``counts`` are numbers whose target is 0 (see
    :data:`metrics.counts.COUNTS`).
    """

    number: int
    title: str
    title_en: str
    doer: Party
    duties: Mapping[Party, Duty]
    indicators: tuple[str, ...]
    counts: tuple[str, ...] = ()


def _task(
    number: int, title: str, title_en: str, doer: Party, indicators: tuple[str, ...],
    academic: Duty | None = None, student: Duty | None = None, unit: Duty | None = None,
    counts: tuple[str, ...] = (),
) -> Task:
    by_party = {
        Party.ACADEMIC: academic,
        Party.STUDENT: student,
        Party.UNIT: unit,
        Party.NETWORK: _KEEPS_SAFE if number <= 10 else _SUPPORTS,
    }
    duties = {party: duty for party, duty in by_party.items() if duty is not None}
    return Task(number, title, title_en, doer, duties, indicators, counts)


TASKS: tuple[Task, ...] = (
    _task(1, "成立工作组", "Working groups", Party.UNIT, ("workgroup", "discipline_group"),
          Duty(_L, "牵头成立校区工作组", "Leads the campus group", ("campus_workgroup",)),
          Duty(_A, "参与", "Takes part"),
          Duty(_L, "院长任组长、书记牵头纪律检查组", "The dean leads, the secretary leads the discipline group")),
    _task(2, "学生学习条件保障", "Means of learning online", Party.UNIT, ("need_survey", "need_support"),
          Duty(_K, "协调", "Coordinates"),
          Duty(_E, "摸排到位", "Surveys every student", ("need_survey",)),
          Duty(_E, "帮扶学习困难学生，可充值流量", "Helps those in need, with data top-ups where useful",
               ("need_support",))),
    _task(3, "课程建群", "Course groups", Party.UNIT, ("group_creation",), _CHECKS,
          Duty(_E, "确保全部建立", "Ensures that all exist"),
          Duty(_E, "确保全部建立并检查", "Ensures that all exist, and checks")),
    _task(4, "辅导员进群", "Counsellors in the groups", Party.STUDENT, ("counselor_presence",), _CHECKS,
          Duty(_E, "辅导员进入每个课程群", "Counsellors join every group"), _URGES),
    _task(5, "通知到每位学生", "Every student notified", Party.STUDENT, ("notification",), _CHECKS,
          Duty(_E, "通知首日开课、要求及时进群", "Tells of the first day and to join the groups"), _URGES),
    _task(6, "学生进群、收到材料", "Students joined, with materials", Party.STUDENT,
          ("enrollment", "material_receipt", "students_complete"), _CHECKS,
          Duty(_E, "确保一个不少", "Ensures that nobody is left out"), _URGES, ("students_missing",)),
    _task(7, "配置学生助教或课代表", "Student assistants", Party.STUDENT, ("assistant_coverage",), _CHECKS,
          Duty(_E, "每个课程群都有，可一人多群", "One in every group; one person may serve several"), _URGES),
    _task(8, "通知首日上课教师", "First-day teachers notified", Party.UNIT, ("teachers_notified",), _CHECKS,
          None, Duty(_E, "一位不漏，不出教学事故", "Leaves out nobody; no teaching accidents"), ("accidents",)),
    _task(9, "共享电子教学材料", "Materials shared", Party.UNIT, ("material_coverage",), _CHECKS,
          Duty(_U, "督促", "Urges"), Duty(_E, "每门课程群内都有材料", "Materials in every group")),
    _task(10, "通告课程教学安排", "Arrangements announced", Party.UNIT, ("announcement",), _CHECKS,
          Duty(_K, "掌握、提醒", "Keeps track and reminds"),
          Duty(_E, "与学生建立联系、讲明安排", "Contact made, arrangement told")),
    _task(11, "授课地点", "Where teachers teach", Party.UNIT, ("teacher_place", "teaching_at_home"),
          Duty(_K, "掌握", "Keeps track"), Duty(_K, "掌握", "Keeps track"),
          Duty(_E, "首选居家，到办公室须隔离", "At home by choice, isolated when in an office"),
          ("unisolated_teachers",)),
    _task(12, "授课方式测试", "Teaching tested", Party.UNIT, ("teaching_test",), _CHECKS,
          Duty(_A, "配合", "Assists"), _URGES),
    _task(13, "校领导听课安排", "Visits by leaders", Party.ACADEMIC, ("leader_visits",),
          Duty(_L, "设计校领导听课安排，兼顾授课方式", "Plans the leaders' visits, over the modes"), _STANDS_BY,
          Duty(_L, "全力配合", "Assists with all it has")),
    _task(14, "校督导组听课安排", "Visits by campus supervisors", Party.ACADEMIC, ("expert_visits",),
          Duty(_L, "设计督导专家听课安排", "Plans the experts' visits"), _STANDS_BY,
          Duty(_L, "主力配合", "Is the main help")),
    _task(15, "学院督导组听课安排", "Visits by units' supervisors", Party.UNIT, ("unit_supervision",), _CHECKS,
          _STANDS_BY, Duty(_L, "设计本院听课安排，兼顾授课方式", "Plans its own visits, over the modes")),
    _task(16, "解决网络技术障碍", "Technical obstacles", Party.UNIT, ("obstacles_solved",),
          Duty(_K, "及时多方协调", "Coordinates all sides"), _STANDS_BY,
          Duty(_E, "帮教师解决工具和软件问题", "Helps teachers with tools and software"), ("open_obstacles",)),
)


def task_by_number(number: int) -> Task:
    """The task with this number; raises ``KeyError`` for one that the notice does not have."""
    for task in TASKS:
        if task.number == number:
            return task
    raise KeyError(f"no task {number}; the notice has {len(TASKS)}")
