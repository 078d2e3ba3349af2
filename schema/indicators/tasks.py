"""Indicators of the tasks that the notice sets before the first day of teaching."""

from __future__ import annotations

from functools import partial

from schema.indicators.model import Indicator

_task = partial(Indicator, family="tasks")
_UNITS = ("全部学院(系、部)", "all units", "个学院(系、部)", "units")
_CLASSES = ("应开教学班", "classes due", "个教学班", "classes")
_GROUPS = ("已建群的教学班", "classes with a group", "个教学班", "classes")

TASKS: tuple[Indicator, ...] = (
    _task("workgroup", "学院工作组", "Unit working groups", "院长任组长的工作组已成立的学院", "units with a group led by the dean",
          *_UNITS, "workgroups"),
    _task("discipline_group", "纪律检查组", "Discipline groups", "书记牵头的纪律检查组已成立的学院",
          "units with a discipline group led by the secretary", *_UNITS, "workgroups"),
    _task("campus_workgroup", "校区工作组", "Campus working group", "已成立的校区工作组", "campus groups formed", "校区工作组",
          "campus group", "个", "groups", "workgroups"),
    _task("need_survey", "摸排率", "Students surveyed", "已摸排学生", "students surveyed", "全部学生", "all students", "人",
          "students", "need"),
    _task("need_support", "困难学生帮扶率", "Students in need helped", "已帮扶的困难学生", "students in need who were helped",
          "困难学生", "students in need", "人", "students", "need"),
    _task("assistant_coverage", "助教覆盖率", "Classes with an assistant", "已配置助教或课代表的教学班",
          "classes with an assistant", *_CLASSES, "groups"),
    _task("teachers_notified", "首日教师通知率", "First-day teachers notified", "首日上课且已通知的教师",
          "teachers of the first day who were notified", "首日上课的教师", "teachers of the first day", "人", "teachers",
          "groups"),
    _task("announcement", "教学安排通告率", "Arrangements announced", "已在群内通告教学安排的教学班",
          "groups in which the arrangement was announced", *_GROUPS, "groups"),
    _task("teacher_place", "授课地点掌握率", "Teachers' places known", "已知授课地点的教师", "teachers whose place is known",
          "任课教师", "teachers", "人", "teachers", "groups"),
    _task("teaching_at_home", "居家授课比例", "Teaching from home", "居家授课的教师", "teachers at home", "已知授课地点的教师",
          "teachers whose place is known", "人", "teachers", "groups"),
    _task("teaching_test", "授课测试率", "Teaching tested", "已测试授课方式的教学班", "classes tested", *_CLASSES, "groups"),
    _task("students_complete", "全部进群学生", "Students in all their groups", "所有教学班都已进群的学生",
          "students who have joined every group of theirs", "名单上的学生", "students on rosters", "人", "students",
          "enrollment"),
    _task("leader_visits", "校领导听课安排", "Leaders with a visit", "已安排听课的校领导", "leaders with a visit arranged",
          "名单上的校领导", "leaders on the roster", "人", "people", "visits",
          also=("visitors",)),
    _task("expert_visits", "校督导听课安排", "Campus supervisors with a visit", "已安排听课的校督导专家",
          "campus supervisors with a visit arranged", "名单上的校督导专家", "campus supervisors on the roster", "人",
          "people", "visits", also=("visitors",)),
    _task("unit_supervision", "学院督导听课安排", "Units with supervision planned", "已安排本院督导组听课的学院",
          "units with visits of their own supervisors arranged", *_UNITS, "visits"),
    _task("obstacles_solved", "技术障碍解决率", "Obstacles solved", "已解决的技术障碍", "obstacles solved", "已报告的技术障碍",
          "obstacles reported", "件", "obstacles", "obstacles"),
)  # fmt: skip
