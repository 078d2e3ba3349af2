"""开课计划: which classes are due, from the office of academic affairs."""

from __future__ import annotations

from dataclasses import replace

from schema import columns as c
from schema.model import Column, ColumnType, SheetForm, SheetKind, Vocabulary

# As academic systems call them; elsewhere these words name other things.
_CLASS_KEYS = ("选课课号", "教学班选课课号")
_TEACHER_NAMES = ("教师名称", "开课教师姓名", "开课教师")

CALLED_OFF = "停开"
# Open: academic systems have many words for a class that is taught, and these call none off.
CLASS_STATES = Vocabulary(
    {
        "正常": ("开课", "正常开课", "已开课", "normal", "taught"),
        CALLED_OFF: ("已停开", "停课", "取消", "已取消", "不开", "不开课", "撤销", "called off", "cancelled"),
    },
    closed=False,
)

PLAN = SheetKind(
    "plan", "开课计划", "Teaching plan",
    (
        SheetForm(
            table="plan",
            key=("class_id",),
            columns=(
                c.unit(required=True),
                c.COURSE_ID,
                c.course_name(required=True),
                replace(c.CLASS_ID, aliases=(*c.CLASS_ID.aliases, *_CLASS_KEYS)),
                Column(
                    "teacher_id", "教师工号", "Teacher ID", ColumnType.ID, people=True,
                    aliases=("工号", "职工号", "教工号", "任课教师工号", "授课教师工号", "教师编号",
                             "教师号", "开课教师工号", "Staff ID", "Teacher No", "Employee ID"),
                ),
                replace(c.teacher(required=True), aliases=(*c.TEACHER_ALIASES, *_TEACHER_NAMES)),
                c.first_session_on(required=True),
                c.count(
                    "enrolled", "选课人数", "Enrolled", "实选人数", "实选学生数", "实际选课人数", "已选课人数", "当前选课人数", "在修人数", "修课人数", "学生总数", "选课学生总数", "教学班总人数", "教学班学生数", "选课学生数", "选课总人数", "学生人数", "班级人数",
                    "教学班人数", "选课学生人数", "选课数", "选课总数", "选课人次", "修读人数", "上课人数", "已选人数", "Enrollment", "Enrolment",
                    "Students", "Number of Students", "Class Size", required=True,
                    stand_ins=("人数", "学生数", "总人数"),
                ),
                c.counselor(),
                replace(
                    c.choice("state", "开课状态", "State", CLASS_STATES, "教学班状态", "开课情况", "状态", "Status"),
                    hint="停开的教学班填“停开”，从收到那天起不再应开；留空即正常开课",
                    hint_en="停开 for a class that is called off: no longer due from the day of receipt; blank: taught",
                ),
            ),
            signs=("enrolled",),
            whole_of="unit",
        ),
    ),
)
