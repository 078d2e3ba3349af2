"""Exports of teaching platforms and of academic systems: how the class of one is answered, and what is said.

An export names a course and a class in the platform's own words. Which 教学班 that is somebody says
once; the answer is kept under platform, course title and class title.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from schema.sentences import ERROR, WARNING, Sentence


@dataclass(frozen=True, slots=True)
class ClassTitles:
    """What an export says of its class; titles are compared whole, whatever their width and blanks.

    An answer without ``group`` (the class title) holds for every class title of its course.
    """

    platform: str
    course: str
    group: str = ""

    def __post_init__(self) -> None:
        for name in ("platform", "course", "group"):
            object.__setattr__(self, name, _folded(getattr(self, name)))

    def __str__(self) -> str:
        return "/".join(part for part in (self.platform, self.course, self.group) if part)


def _folded(title: str) -> str:
    # A stroke divides the parts of an answer, so one inside a title is written wide.
    return " ".join(unicodedata.normalize("NFKC", title).split()).replace("/", "／")


def read_answer(text: str) -> tuple[ClassTitles, str]:
    """``平台/课程/班级=教学班号`` as titles and class; raises ``ValueError`` for anything else."""
    titles, equals, class_id = text.rpartition("=")
    parts = [part.strip() for part in titles.split("/")]
    if not equals or not class_id.strip() or not 2 <= len(parts) <= 3 or not all(parts):
        raise ValueError(f"{text!r} is not written like 平台/课程/班级=教学班号")
    return ClassTitles(*parts), class_id.strip()


@dataclass(frozen=True)
class KnownClasses:
    """What is known of classes beside the plan.

    ``answers`` maps the titles of an export to a 教学班号; ``rosters`` maps a class to 学号 → name of
    the students who belong to it.
    """

    answers: Mapping[ClassTitles, str] = field(default_factory=dict)
    rosters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def answer(self, titles: ClassTitles) -> str | None:
        """The class of ``titles``, ``None`` while nobody has said it."""
        return self.answers.get(titles) or self.answers.get(ClassTitles(titles.platform, titles.course))


PLATFORM_FINDINGS: dict[str, Sentence] = {
    # --- exports of teaching platforms ------------------------------------------------------
    "class_by_answer": Sentence(
        WARNING, "本表是“{platform}”的导出，课程“{course}”、班级“{group}”按先前的回答记在教学班 {class_id} 名下。如不对，请更正回答。",
        "The sheet is an export of {platform}; its course “{course}”, class “{group}”, was answered to be class "
        "{class_id}. Correct the answer if that is wrong."),
    "person_not_matched": Sentence(
        WARNING, "“{column}”中的“{value}”没有唯一对上教学班 {class_id} 名单中的学号，{effect_zh}。{hint_zh}",
        "“{value}” in “{column}” matches no student id, or several, on the roster of class {class_id}; "
        "{effect_en}.{hint_en}"),
    "student_not_on_roster": Sentence(
        WARNING, "学号“{value}”不在教学班 {class_id} 的名单中，未计入。如确为本班学生，请先补报名单。",
        "Student “{value}” is not on the roster of class {class_id} and is not counted. "
        "If the student belongs to it, report the roster first."),
    "staff_not_counted": Sentence(
        WARNING, "{count} 人是教师、助教或主持人，不按学生计：{names}。",
        "{count} teachers, assistants or hosts are not counted as students: {names}."),
    "nameless_person": Sentence(
        WARNING, "“{column}”为空，不知道是谁，未计入。请核对。", "“{column}” is blank: nobody knows who it is, so the row is not counted. Check it."),
    "same_person_again": Sentence(
        WARNING, "同一人有不止一行（第 {rows} 行），按 1 人计。", "One person has several rows ({rows}) and is counted once."),
    "no_roster_for_class": Sentence(
        WARNING, "教学班 {class_id} 还没有学生名单，应到人数留空，未出现的人是否缺席无从判断；“{column}”按不同的人计数。"
        "请上报学生进群（一人一行）后重新上报本表。",
        "Class {class_id} has no roster yet: the number expected is left blank, who is absent is not known, and "
        "“{column}” is counted by distinct people. Report the roster and send this sheet again."),
    "joined_before_term": Sentence(
        WARNING, "“{column}”为 {value}，早于本学期工作起始日 {opens}：按已在群计，进群日期留空。",
        "“{column}” is {value}, before the term's work began on {opens}: counted as in the group, with no day."),
    "lesson_without_day": Sentence(
        WARNING, "“{column}”这次课没有写明日期，没有读取。", "The lesson “{column}” does not say its day and was not read."),
    "unknown_presence": Sentence(
        WARNING, "“{column}”中的“{value}”看不出是否到课，未计入实到人数。请核对。",
        "“{value}” in “{column}” does not say whether the student was there, so it is not counted. Check it."),
    "presence_differs": Sentence(
        WARNING, "“{column}”写 {value} 人，表中列出的学生是 {counted} 人，按列出的计。请核对。",
        "“{column}” says {value}, but {counted} students are listed; the listed ones are counted. Check both."),
    "replay_not_counted": Sentence(
        WARNING, "{count} 人只看了回放，不算到课。", "{count} people only saw the recording and are not counted as present."),
    "columns_not_used": Sentence(
        WARNING, "本表按“{platform}”的导出读取，这些列没有用到：{columns}。",
        "The sheet was read as an export of {platform}; these columns were not used: {columns}."),
    "platform_sheet_unused": Sentence(
        WARNING, "工作表“{name}”是“{platform}”的导出，其中没有上报所需的内容，没有读取。",
        "The sheet “{name}” is an export of {platform} with nothing that is reported, so it was not read."),
    "lessons_read_already": Sentence(
        WARNING, "工作表“{name}”中的课和学生已从同一文件的另一张工作表读取，没有重复读取。",
        "The lessons and students of the sheet “{name}” were read from another sheet of the file, and not again."),
    # --- plans of academic systems ------------------------------------------------------------
    "first_session_worked_out": Sentence(
        WARNING, "没有“首次上课日期”列：按“{column}”和校历（第 1 周的周一是 {monday}）推算了 {count} 行。请核对节假日和调课。",
        "There is no column of first sessions: {count} were worked out from “{column}” and the calendar (week 1 starts "
        "on Monday {monday}). Check holidays and moved lessons."),
    "bad_class_time": Sentence(
        ERROR, "“{column}”中的“{value}”推算不出首次上课日期，本行未采用。请写成“星期一第1-2节{{1-16周}}”的样式，或增加“首次上课日期”列。",
        "No first session follows from “{value}” in “{column}”, so the row is not taken. Write it like "
        "星期一第1-2节{{1-16周}}, or add a column 首次上课日期."),
    "class_key_from_name": Sentence(
        WARNING, "没有教学班号列：“{column}”各行写的都是选课课号的样式且互不相同，按教学班号读取。请核对。",
        "There is no column of class ids; every “{column}” is written as one and none twice, so it is read as the id. "
        "Check it."),
    "rows_of_one_class": Sentence(
        WARNING, "教学班“{value}”占了不止一行（第 {rows} 行），只是教师或上课时间不同，合为一班，首次上课取最早的一天。",
        "Class “{value}” has several rows ({rows}) that differ in teacher or time only; they are read as one class, "
        "first taught on the earliest of the days."),
}

PLATFORM_REFUSALS: dict[str, Sentence] = {
    "class_unanswered": Sentence(
        ERROR, "这是“{platform}”的导出，它不写教学班号：课程“{course}”、班级“{group}”是哪个教学班，还没有人回答。"
        '请回答一次（在上报页的下拉框里选；命令行：--class-of "{answer}=教学班号"），以后同一课程和班级不再问。',
        "This is an export of {platform}, which does not know our class ids. Say once which class is meant by the course "
        '“{course}”, class “{group}” (choose it on the page of submission; in a shell: --class-of "{answer}=CLASS"); the answer is remembered.'),
    "roster_needed": Sentence(
        ERROR, "“{platform}”的名单里没有学号列，要拿教学班 {class_id} 的学生名单核对昵称中的学号，而这个班还没有名单。"
        "请先上报学生进群（一人一行），再上报本表。",
        "This list of {platform} has no column of student ids. They are looked for in the names against the roster of class "
        "{class_id}, which has none yet. Report the roster (enrollment, one row a student), then this sheet."),
    "nobody_matched": Sentence(
        ERROR, "“{platform}”的名单里没有一个人能对上教学班 {class_id} 的学号。请检查是否选错了班，或请学生把学号写进群名片。",
        "Nobody in this list of {platform} could be matched with a student id of class {class_id}. Check that it is the "
        "right class, or let students write their ids into their names."),
    "no_lesson_day": Sentence(
        ERROR, "这是“{platform}”的导出，但找不到上课的日期。请使用平台原样导出的文件。",
        "This is an export of {platform}, but no day of a lesson was found in it. Send the file as the platform gave it."),
    "plan_without_key": Sentence(
        ERROR, "这是教务系统导出的开课计划，但没有教学班号：现有的列是 {columns}，都不能唯一指明一个教学班。"
        "请在教务系统导出时勾选“教学班ID”或“选课课号”，或由教务处补上“教学班号”列。",
        "This is a plan from the academic system without class ids: its columns are {columns}, none of which names one "
        "class. Export it with 教学班ID or 选课课号, or add a column 教学班号."),
    "timetable_only": Sentence(
        ERROR, "这是课表，不是开课计划：认出 {count} 门次的课（{courses}），但课表没有教学班号和选课人数。"
        "请改用教务系统的“教学任务”导出，并勾选教学班ID、选课人数、上课时间。",
        "This is a timetable, not a plan. It shows {count} lessons ({courses}) but neither class ids nor numbers enrolled. "
        "Export the teaching tasks instead, with 教学班ID, 选课人数 and 上课时间."),
    "platform_sheet_unused": Sentence(
        ERROR, "这是“{platform}”的导出，其中没有上报所需的内容。请导出签到详情、学习进度或成员名单。",
        "This is an export of {platform} with nothing that is reported. Export attendance, progress or members."),
    "lessons_read_already": Sentence(
        ERROR, "这张表的内容已从另一张工作表读取。", "What this sheet says was read from another sheet."),
}
