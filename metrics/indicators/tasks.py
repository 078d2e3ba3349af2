"""The tasks before the first day of teaching: groups of people, students in need, visits, obstacles."""

from __future__ import annotations

import narwhals as nw

from metrics.basis.basis import Basis, Rate
from metrics.basis.modes import units_with_modes_covered
from metrics.counting import CLASSES, UNITS, from_later
from metrics.indicators.declaration import ALL_UNITS, CLASSES_DUE, Counted, Family
from metrics.relations import where
from schema.workgroups import CAMPUS_GROUP, DEAN, DISCIPLINE_GROUP, SECRETARY, UNIT_GROUP

TASKS = Family()
_IN_NEED = ("困难学生", "students in need")
_PLACED_TEACHERS = ("已知授课地点的教师", "teachers whose place is known")


@TASKS.indicator(
    title=("学院工作组", "Unit working groups"),
    n=("院长任组长的工作组已成立的学院", "units with a group led by the dean"),
    d=ALL_UNITS,
    counted=Counted.UNITS,
    fed_by=("workgroups",),
)
def workgroup(basis: Basis) -> Rate:
    """学院工作组: units with a 学院工作组 led by the dean 院长, 成立日期 ≤ on / units.

    Counted in units 学院(系、部): one group or several.
    """
    return _units_with_group(basis, UNIT_GROUP, DEAN)


@TASKS.indicator(
    title=("纪律检查组", "Discipline groups"),
    n=("书记牵头的纪律检查组已成立的学院", "units with a discipline group led by the secretary"),
    d=ALL_UNITS,
    counted=Counted.UNITS,
    fed_by=("workgroups",),
)
def discipline_group(basis: Basis) -> Rate:
    """纪律检查组: units with a 纪律检查组 led by the secretary 书记, 成立日期 ≤ on / units.

    Counted in units 学院(系、部).
    """
    return _units_with_group(basis, DISCIPLINE_GROUP, SECRETARY)


@TASKS.indicator(
    title=("校区工作组", "Campus working group"),
    n=("已成立的校区工作组", "campus groups formed"),
    d=("校区工作组", "campus group"),
    counted=Counted.GROUPS,
    fed_by=("workgroups",),
)
def campus_workgroup(basis: Basis) -> Rate:
    """校区工作组: 1 from 成立日期 of the first 校区工作组 of the campus / 1; units have none to form.

    Counted in groups 个.
    """
    campus_no = basis.standing.campus_no
    formed = where(
        basis.standing.workgroups,
        lambda rows: (rows["unit_no"] == campus_no) & (rows["group_kind"] == CAMPUS_GROUP),
    )
    return Rate(n=basis.counting.units(formed, "formed_on"), d=0, campus_d=1)


@TASKS.indicator(
    title=("摸排率", "Students surveyed"),
    n=("已摸排学生", "students surveyed"),
    d=("全部学生", "all students"),
    counted=Counted.STUDENTS,
    fed_by=("need",),
)
def need_survey(basis: Basis) -> Rate:
    """摸排率: Σ 已摸排人数 / Σ 学生总数, each unit by its latest survey ≤ on. Counted in students 人."""
    return Rate(n=basis.need.surveyed("surveyed"), d=basis.need.surveyed("students"))


@TASKS.indicator(
    title=("困难学生帮扶率", "Students in need helped"),
    n=("已帮扶的困难学生", "students in need who were helped"),
    d=_IN_NEED,
    counted=Counted.STUDENTS,
    fed_by=("need",),
)
def need_support(basis: Basis) -> Rate:
    """困难学生帮扶率: students in need with 帮扶落实日期 ≤ on / students in need. Counted in students 人.

    A unit that names as many students as it surveyed in need, or more, counts these, in need from the
    first receipt of their row, or from what was done for them if that was earlier. Any other counts
    已帮扶人数 / 困难学生数 of its latest survey ≤ on; a blank is looked for in its earlier surveys, and is 0
    where none gives it.
    """
    need = basis.need
    return Rate(n=need.known_best("helped", "helped_on"), d=need.known_best("in_need", "in_need_on"))


@TASKS.indicator(
    title=("助教覆盖率", "Classes with an assistant"),
    n=("已配置助教或课代表的教学班", "classes with an assistant"),
    d=CLASSES_DUE,
    counted=Counted.CLASSES,
    fed_by=("groups",),
)
def assistant_coverage(basis: Basis) -> Rate:
    """助教覆盖率: classes due with a group (建群日期 ≤ on) and 学生助教/课代表 / classes due.

    Counted in classes 教学班.
    """
    return Rate(n=basis.assisted_classes, d=basis.due_classes)


@TASKS.indicator(
    title=("首日教师通知率", "First-day teachers notified"),
    n=("首日上课且已通知的教师", "teachers of the first day who were notified"),
    d=("首日上课的教师", "teachers of the first day"),
    counted=Counted.TEACHERS,
    fed_by=("groups",),
)
def teachers_notified(basis: Basis) -> Rate:
    """首日教师通知率: teachers of the first day with 教师通知日期 ≤ on for a class of it / such teachers.

    Of the first day are those with a class of the plan whose 首次上课日期 is the first day of teaching.
    Counted in teachers 人, distinct by 教师工号, else by name.
    """
    return Rate(n=basis.teachers.notified, d=basis.teachers.of_first_day)


@TASKS.indicator(
    title=("教学安排通告率", "Arrangements announced"),
    n=("已在群内通告教学安排的教学班", "groups in which the arrangement was announced"),
    d=CLASSES_DUE,
    counted=Counted.CLASSES,
    fed_by=("groups",),
)
def announcement(basis: Basis) -> Rate:
    """教学安排通告率: classes with a group (建群日期 ≤ on) and 教学安排通告日期 ≤ on / classes due.

    Counted in classes 教学班.
    """
    announced = basis.grouped.filter(~nw.col("announced_on").is_null())
    days = from_later(announced, "created_on", "announced_on")
    return Rate(n=basis.counting.each(days, "on", CLASSES), d=basis.due_classes)


@TASKS.indicator(
    title=("授课地点掌握率", "Teachers' places known"),
    n=_PLACED_TEACHERS,
    d=("任课教师", "teachers"),
    counted=Counted.TEACHERS,
    fed_by=("groups",),
)
def teacher_place(basis: Basis) -> Rate:
    """授课地点掌握率: teachers of classes due with 授课地点 for one of them / teachers of classes due.

    A place has no day of its own: it counts from the day on which it was first received. Counted in
    teachers 人, distinct by 教师工号, else by name.
    """
    return Rate(n=basis.teachers.placed, d=basis.teachers.due)


@TASKS.indicator(
    title=("居家授课比例", "Teaching from home"),
    n=("居家授课的教师", "teachers at home"),
    d=_PLACED_TEACHERS,
    counted=Counted.TEACHERS,
    fed_by=("groups",),
)
def teaching_at_home(basis: Basis) -> Rate:
    """居家授课比例: teachers whose latest place is at home / teachers whose place is known.

    The place of the row received last counts, of one sheet the one furthest from home. Home is said
    by words such as 家, 居家, 住所; a text that also names an office is neither. Counted in teachers 人.
    """
    return Rate(n=basis.teachers.latest_in("home"), d=basis.teachers.placed)


@TASKS.indicator(
    title=("授课测试率", "Teaching tested"),
    n=("已测试授课方式的教学班", "classes tested"),
    d=CLASSES_DUE,
    counted=Counted.CLASSES,
    fed_by=("groups",),
)
def teaching_test(basis: Basis) -> Rate:
    """授课测试率: classes due with 测试日期 ≤ on / classes due. Counted in classes 教学班."""
    tested = basis.standing.groups.filter(~nw.col("tested_on").is_null())
    return Rate(n=basis.counting.each(tested, "tested_on", CLASSES), d=basis.due_classes)


@TASKS.indicator(
    title=("全部进群学生", "Students in all their groups"),
    n=("所有教学班都已进群的学生", "students who have joined every group of theirs"),
    d=("名单上的学生", "students on rosters"),
    counted=Counted.STUDENTS,
    fed_by=("enrollment",),
)
def students_complete(basis: Basis) -> Rate:
    """全部进群学生: students who have joined every class of theirs ≤ on / students on rosters.

    Of classes that stand by a roster. A unit counts the students of its own classes and asks for these
    classes only; for the campus a student is one person, who must have joined everywhere. Counted in
    students 人.
    """
    return Rate(n=basis.students.complete, d=basis.students.people)


@TASKS.indicator(
    title=("校领导听课安排", "Leaders with a visit"),
    n=("已安排听课的校领导", "leaders with a visit arranged"),
    d=("名单上的校领导", "leaders on the roster"),
    counted=Counted.PEOPLE,
    fed_by=("visits", "visitors"),
)
def leader_visits(basis: Basis) -> Rate:
    """校领导听课安排: leaders 校领导 of the roster named by a visit arranged by then / all of them.

    Arranged as in 听课安排; a cell may name several people. Who is marked 停用 is not on the roster, and
    who has no unit there is of the campus. Counted in people 人.
    """
    return _visitors(basis, "校领导")


@TASKS.indicator(
    title=("校督导听课安排", "Campus supervisors with a visit"),
    n=("已安排听课的校督导专家", "campus supervisors with a visit arranged"),
    d=("名单上的校督导专家", "campus supervisors on the roster"),
    counted=Counted.PEOPLE,
    fed_by=("visits", "visitors"),
)
def expert_visits(basis: Basis) -> Rate:
    """校督导听课安排: experts 校督导组 of the roster named by a visit arranged by then / all of them.

    As for the leaders. Counted in people 人.
    """
    return _visitors(basis, "校督导组")


@TASKS.indicator(
    title=("学院督导听课安排", "Units with supervision planned"),
    n=("已安排本院督导组听课的学院", "units with visits of their own supervisors arranged"),
    d=ALL_UNITS,
    counted=Counted.UNITS,
    fed_by=("visits",),
    moved_by=("groups",),
)
def unit_supervision(basis: Basis) -> Rate:
    """学院督导听课安排: units whose visits of 学院督导组, arranged by then, cover all modes / units.

    Arranged as in 听课安排. All modes are the 授课方式 of the unit's groups; a visit covers the modes that it
    names, else those of its class. A unit of which no mode is known needs one visit. What is arranged after
    the deadline is late, as with every task. Counted in units 学院(系、部).
    """
    covered = units_with_modes_covered(basis.standing, basis.visitors.arranged, "学院督导组")
    return Rate(n=basis.counting.each(covered, "on", UNITS), d=1)


@TASKS.indicator(
    title=("技术障碍解决率", "Obstacles solved"),
    n=("已解决的技术障碍", "obstacles solved"),
    d=("已报告的技术障碍", "obstacles reported"),
    counted=Counted.OBSTACLES,
    fed_by=("obstacles",),
)
def obstacles_solved(basis: Basis) -> Rate:
    """技术障碍解决率: obstacles with 解决时间 on a day ≤ on / obstacles with 报告时间 on a day ≤ on.

    Those of the campus itself count for the campus only. Counted in obstacles 件.
    """
    return Rate(n=basis.obstacles("solved_at"), d=basis.obstacles("reported_at"))


def _units_with_group(basis: Basis, group_kind: str, leader_post: str) -> Rate:
    groups = where(basis.standing.workgroups, lambda rows: rows["unit_no"] < basis.standing.campus_no)
    led = where(
        groups, lambda rows: (rows["group_kind"] == group_kind) & (rows["leader_post"] == leader_post)
    )
    return Rate(n=basis.counting.units(led, "formed_on"), d=1)


def _visitors(basis: Basis, visitor_kind: str) -> Rate:
    return Rate(n=basis.visitors.with_visit(visitor_kind), d=basis.visitors.on_roster(visitor_kind))
