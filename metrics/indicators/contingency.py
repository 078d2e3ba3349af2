"""The special matters: plans, whole-term designs, health checks, and each student in need."""

from __future__ import annotations

from metrics.basis.basis import Basis, Rate
from metrics.basis.health import with_silent_days
from metrics.counting import RECORD, UNITS, Changes, Item
from metrics.indicators.declaration import Counted, Family
from metrics.relations import where
from schema.contingency import ITEMS, WHOLE_TERM

CONTINGENCIES = Family()
_IN_NEED = ("困难学生", "students in need")


@CONTINGENCIES.indicator(
    title=("预案报送率", "Contingency plans"),
    n=("已报送的预案", "plans submitted"),
    d=("应报送的预案", "plans expected"),
    counted=Counted.PLANS,
    fed_by=("contingency",),
)
def plans_submitted(basis: Basis) -> Rate:
    """预案报送率: units × matters with 报送日期 ≤ on / units × the eight matters. Counted in plans 项.

    Plans of the campus itself stand beside these and are not counted.
    """
    plans = basis.counting.each(basis.standing.plans, "submitted_on", Item(RECORD, "item"))
    return Rate(n=plans, d=len(ITEMS.words))


@CONTINGENCIES.indicator(
    title=("全学期设计率", "Whole-term designs"),
    n=("已完成全学期设计的课程", "courses designed for the term"),
    d=("应设计的课程", "courses"),
    counted=Counted.COURSES,
    fed_by=("contingency",),
)
def whole_term_design(basis: Basis) -> Rate:
    """全学期设计率: Σ 已完成全学期设计课程数 / Σ 应设计课程数 of the plans of 全学期教学 with 报送日期 ≤ on.

    A plan that leaves the number of courses blank counts in neither. Counted in courses 门.
    """
    plans = where(basis.standing.plans, lambda rows: (rows["item"] == WHOLE_TERM) & ~rows["courses"].isnull())
    designed, courses = (
        basis.counting.each(plans, "submitted_on", UNITS, by=count)
        for count in ("courses_designed", "courses")
    )
    return Rate(n=designed, d=courses)


@CONTINGENCIES.indicator(
    title=("每日健康检查率", "Daily health checks"),
    n=("已检人次", "checks done"),
    d=("应检人次", "returned students × days"),
    counted=Counted.CHECKS,
    fed_by=("contingency",),
)
def health_checks(basis: Basis) -> Rate:
    """每日健康检查率: Σ 已检人数 / Σ 返校学生数 of the days ≤ on. Counted in checks 人次.

    Of every day from the first that a unit reports: on a day of which it says nothing, none of the students
    who had returned by its last report was checked.
    """
    counts = ("checked", "returned")
    rows = basis.standing.of_units("health_checks", ("date", *counts), ("date",))
    rows = with_silent_days(rows, basis.term.last_day)
    checked, returned = (basis.counting.each(rows, "date", UNITS, by=count) for count in counts)
    return Rate(n=checked, d=returned)


@CONTINGENCIES.indicator(
    title=("困难学生认领率", "Students in need claimed"),
    n=("已认领的困难学生", "students claimed"),
    d=_IN_NEED,
    counted=Counted.STUDENTS,
    fed_by=("need",),
)
def need_claimed(basis: Basis) -> Rate:
    """困难学生认领率: named students in need with 责任人 and 认领日期 ≤ on / named students in need.

    The campus is held against the number of the notice, or against those named if they are more. Counted in
    students 人.
    """
    return _of_named(basis, basis.need.of_named("claimed_on", owned=True))


@CONTINGENCIES.indicator(
    title=("一生一策完整率", "Complete records"),
    n=(
        "现状、需求、措施、效果、责任人齐全的困难学生",
        "students with situation, needs, measures, result and owner",
    ),
    d=_IN_NEED,
    counted=Counted.STUDENTS,
    fed_by=("need",),
)
def need_records(basis: Basis) -> Rate:
    """一生一策完整率: named students with 现状, 需求, 措施, 效果 and 责任人 filled / named students in need.

    A record counts from the first receipt of the complete row, and no more once something is blank again.
    The campus is held against the number of the notice, or those named if more. Counted in students 人.
    """
    return _of_named(basis, basis.need.of_named("complete_since"))


def _of_named(basis: Basis, n: Changes) -> Rate:
    return Rate(n=n, d=basis.need.in_need, campus_d=basis.term.students_in_need)
