"""Columns that several sheet kinds share, declared once."""

from __future__ import annotations

from schema.model import Column, ColumnType, DateRule, Vocabulary

_CLASS_ALIASES = (
    "教学班", "教学班代号", "课程班级号", "教学班编号", "教学班代码", "教学班ID", "教学班序号", "课程班号", "课堂号", "班号", "选课班号",
    "课程序号", "课序号", "教学班级号", "教学班号码", "教学班级", "教学班级编号", "教学班编码", "课程教学班号", "班级编号",
    "教学班名称及编号", "上课班号", "开课号", "开课班号", "Class", "Class No", "Class Number", "Section",
    "Section ID", "Class Code", "Teaching Class",
)


# In a count of what hardly ever happens a word for nothing is a number.
NONE_AT_ALL = ("无", "没有", "未发现", "未发生", "否", "none", "no")
_SCOPE_ALIASES = ("影响范围", "范围", "涉及单位", "涉及学院", "单位/学院", "责任单位", "Scope")


# How the plan calls the students of a class: whoever copies it beside what has happened writes the number due.
ENROLLED = (
    "选课人数", "选课学生总数", "教学班学生数", "修课人数", "实选人数", "教学班总人数", "选课学生数", "选课学生人数", "选课总人数", "选课数", "修读人数", "班级人数", "教学班人数", "班级总人数",
)


def unit(required: bool = False, whole_campus: bool = False) -> Column:
    """学院: the unit that answers for the row; with ``whole_campus`` also the campus itself."""
    return Column(
        "unit", "学院", "Unit", ColumnType.UNIT, required=required, whole_campus=whole_campus,
        aliases=(
            "学院(系、部)", "学院(系部)", "学院、系、部", "学院系部", "院系", "院(系)", "院(系、部)", "单位",
            "开课院(系、部)", "开课教学单位", "开课系部", "开课学院名称", "承担学院", "授课学院", "授课单位", "二级学院", "院部", "系部", "院(部)", "开课学院", "开课单位", "开课院系", "所属学院", "所在学院", "教学单位", "填报单位", "学院名称", "单位名称",
            "院系名称", "学院/系/部", "开课部门", "部门", "教学院系", "承担单位", "所属院系", "所属单位", "上报单位", "报送单位", "College", "School", "Department", "Faculty", "College/Department",
            *(_SCOPE_ALIASES if whole_campus else ()),
        ),
        hint="学院(系、部)全称", hint_en="Full name of the unit",
    )




def class_id(required: bool = True) -> Column:
    """教学班号: a class as the plan names it."""
    return Column(
        "class_id", "教学班号", "Class ID", ColumnType.ID, required=required, aliases=_CLASS_ALIASES,
        hint="与开课计划一致，按文本填写，保留前导零", hint_en="As in the teaching plan; text, leading zeros kept",
    )


CLASS_ID = class_id()
STUDENT_ID = Column(
    "student_id", "学号", "Student ID", ColumnType.ID, required=True, people=True,
    aliases=("学工号", "学/工号", "学号/工号", "学生证号", "学生学号", "学生编号", "学籍号", "学号码", "学生号", "Student No", "Student Number"),
    hint="按文本填写，保留前导零", hint_en="Text, leading zeros kept",
)
STUDENT_NAME = Column(
    "student_name", "姓名", "Student Name", ColumnType.TEXT,
    aliases=("学生名字", "真实姓名", "学生姓名", "学生", "名字", "学生名", "Name", "Student"),
)
COURSE_ID = Column(
    "course_id", "课程代码", "Course ID", ColumnType.ID,
    aliases=("课程号", "课程编号", "课程编码", "课号", "课程ID", "Course Code", "Course No", "Course Number"),
    hint="按文本填写", hint_en="Text",
)
TEACHER_ALIASES = (
    "教师", "主讲", "主讲老师", "授课人", "上课老师", "开课老师", "任课教师", "教师姓名", "任课老师", "主讲教师", "授课老师", "授课教师姓名", "任课教师姓名", "上课教师",
    "老师", "Teacher", "Instructor", "Lecturer", "Teacher Name",
)
COURSE_NAME_ALIASES = ("课程", "课程中文名", "开课课程名称", "课程名称(中文)", "课名", "课程名", "课程中文名称", "Course", "Course Title")
FIRST_SESSION_ALIASES = (
    "首次开课日期", "首次开课时间", "首次开课", "第一次课时间", "首堂课日期", "首堂课时间", "首节课日期", "首次课上课时间", "首课时间", "第一次上课", "第一次授课日期", "第一次授课时间", "首次上课时间", "首课日期", "首次授课日期", "第一次上课日期", "首次上课", "开课时间", "首次上课日", "第一次课日期", "第一次上课时间", "首次课日期", "首次授课时间", "开课日期", "首次课时间",
    "First Session", "First Session Date", "First Class Date", "First Class",
)
COUNSELOR_ALIASES = (
    "辅导员姓名", "辅导员老师", "带班辅导员", "所属辅导员", "专职辅导员", "Counsellor", "Counselor Name",
)
MODE_ALIASES = (
    "线上教学方式", "网络教学方式", "在线教学方式", "线上教学形式", "线上授课形式", "上课形式", "上课模式", "网络教学形式", "网络授课形式", "在线授课方式", "线上教学模式", "网络教学模式", "教学方式", "授课形式", "授课模式", "教学模式", "网络授课方式", "上课方式", "线上授课方式", "教学形式",
    "Mode", "Mode of Teaching", "Delivery Mode",
)


def course_name(required: bool = False) -> Column:
    """课程名称."""
    return Column(
        "course_name", "课程名称", "Course Name", ColumnType.TEXT, required=required,
        aliases=COURSE_NAME_ALIASES,
    )


def teacher(required: bool = False) -> Column:
    """授课教师: the name as it stands in the plan."""
    return Column(
        "teacher", "授课教师", "Teacher", ColumnType.TEXT, required=required, aliases=TEACHER_ALIASES, people=True
    )


def first_session_on(required: bool = False) -> Column:
    """首次上课日期: a plan, so it may lie in the future."""
    return Column(
        "first_session_on", "首次上课日期", "First Session On", ColumnType.DATE, required=required,
        aliases=FIRST_SESSION_ALIASES, date_rule=DateRule.PLANNED,
        hint="如 2020-02-24", hint_en="For example 2020-02-24",
    )


def counselor() -> Column:
    """辅导员: the counsellor's name."""
    return Column(
        "counselor", "辅导员", "Counselor", ColumnType.TEXT, aliases=COUNSELOR_ALIASES
    )


def done_on(
    id: str,
    title: str,
    title_en: str,
    *aliases: str,
    required: bool = False,
    stand_ins: tuple[str, ...] = (),
) -> Column:
    """A column for the day on which a thing was done."""
    return Column(
        id, title, title_en, ColumnType.DATE, required=required, aliases=aliases, stand_ins=stand_ins,
        date_rule=DateRule.DONE, hint="如 2020-02-22；未完成请留空",
        hint_en="For example 2020-02-22; leave blank until done",
    )


def count(
    id: str,
    title: str,
    title_en: str,
    *aliases: str,
    required: bool = False,
    at_most: str | None = None,
    default: int | None = None,
    zero_words: tuple[str, ...] = (),
    stand_ins: tuple[str, ...] = (),
) -> Column:
    """A column of whole numbers; ``at_most`` names the column that it may not exceed."""
    return Column(
        id, title, title_en, ColumnType.COUNT, required=required, aliases=aliases,
        at_most=at_most, default=default, zero_words=zero_words, stand_ins=stand_ins,
        hint="非负整数", hint_en="Whole number, 0 or more",
    )


def yesno(id: str, title: str, title_en: str, *aliases: str) -> Column:
    """A column of 是 and 否."""
    return Column(
        id, title, title_en, ColumnType.YESNO, aliases=aliases, hint="是 或 否", hint_en="Yes or no"
    )


def text(id: str, title: str, title_en: str, *aliases: str, required: bool = False) -> Column:
    """A column of free text."""
    return Column(id, title, title_en, ColumnType.TEXT, required=required, aliases=aliases)


def choice(
    id: str,
    title: str,
    title_en: str,
    vocabulary: Vocabulary,
    *aliases: str,
    required: bool = False,
    default: str | None = None,
) -> Column:
    """A column that holds one word of ``vocabulary``."""
    return Column(
        id, title, title_en, ColumnType.CHOICE, required=required, aliases=aliases,
        vocabulary=vocabulary, default=default,
    )


def moment(id: str, title: str, title_en: str, *aliases: str, required: bool = False) -> Column:
    """A column for the day and the time at which a thing happened."""
    return Column(
        id, title, title_en, ColumnType.MOMENT, required=required, aliases=aliases,
        date_rule=DateRule.DONE, hint="日期和时间，如 2020-02-24 08:10",
        hint_en="Day and time, for example 2020-02-24 08:10",
    )
