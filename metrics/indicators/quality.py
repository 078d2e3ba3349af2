"""What the first weeks came to: evaluations, problems, exemplars, and what teachers and students say."""

from __future__ import annotations

from operator import itemgetter

from metrics.basis.basis import Basis, Rate
from metrics.counting import UNITS
from metrics.indicators.declaration import ALL_UNITS, Counted, Family
from metrics.relations import where

QUALITY = Family()


@QUALITY.indicator(
    title=("校区首周评估", "Campus evaluation"),
    n=("已完成的首周评估", "evaluations done"),
    d=("首周评估", "evaluation of the first week"),
    counted=Counted.EVALUATIONS,
    fed_by=("summaries",),
)
def campus_evaluation(basis: Basis) -> Rate:
    """校区首周评估: 1 from 提交日期 of the campus' own summary of the first week / 1; units have none.

    Counted in evaluations 项.
    """
    own = where(basis.summaries.of_first_week, lambda rows: rows["unit_no"] == basis.standing.campus_no)
    return Rate(n=basis.counting.each(own, "submitted_on", UNITS), d=0, campus_d=1)


@QUALITY.indicator(
    title=("学院首周总结", "Unit summaries"),
    n=("首周总结含分类评价和改进办法的学院", "units whose summary has a classified evaluation and measures"),
    d=ALL_UNITS,
    counted=Counted.UNITS,
    fed_by=("summaries",),
)
def unit_summary(basis: Basis) -> Rate:
    """学院首周总结: units with a summary of the first week, 提交日期 ≤ on, of 分类评价 and 改进办法 / units.

    A summary sent again with a later 提交日期 counts from the first. Counted in units 学院(系、部).
    """
    of_units = where(basis.summaries.of_first_week, lambda rows: rows["unit_no"] < basis.standing.campus_no)
    whole = where(of_units, itemgetter("whole"))
    return Rate(n=basis.counting.each(whole, "submitted_on", UNITS), d=1)


@QUALITY.indicator(
    title=("问题解决率", "Problems closed"),
    n=("已解决的问题", "problems closed"),
    d=("发现的问题", "problems found"),
    counted=Counted.PROBLEMS,
    fed_by=("summaries",),
)
def problems_closed(basis: Basis) -> Rate:
    """问题解决率: Σ 已解决问题数 / Σ 发现问题数, of the latest summary ≤ on of each unit and of the campus.

    The numbers grow from summary to summary and are not added up. Both are of one summary: the latest that
    gives 发现问题数; 已解决问题数 left blank in it is 0. The latest is that of the latest 提交日期, of one
    day that of the later phase, of one phase and day the row received last. Counted in problems 个.
    """
    n, d = basis.summaries.rate("problems_closed", "problems_found")
    return Rate(n, d)


@QUALITY.indicator(
    title=("典型推广率", "Exemplars spread"),
    n=("已推广的典型", "exemplars spread"),
    d=("选树的典型", "exemplars chosen"),
    counted=Counted.EXEMPLARS,
    fed_by=("summaries",),
)
def exemplars_spread(basis: Basis) -> Rate:
    """典型推广率: Σ 已推广典型数 / Σ 典型数, read as for 问题解决率. Counted in exemplars 个."""
    n, d = basis.summaries.rate("spread", "exemplars")
    return Rate(n, d)


@QUALITY.indicator(
    title=("教师自评率", "Teachers' self-evaluation"),
    n=("已自评的教师", "teachers who evaluated themselves"),
    d=("应自评的教师", "teachers asked to"),
    counted=Counted.TEACHERS,
    fed_by=("summaries",),
)
def self_evaluation(basis: Basis) -> Rate:
    """教师自评率: Σ 已自评教师数 / Σ 应自评教师数, read as for 问题解决率. Counted in teachers 人."""
    n, d = basis.summaries.rate("self_evaluated", "teachers")
    return Rate(n, d)


@QUALITY.indicator(
    title=("学生反馈率", "Student feedback"),
    n=("已反馈的学生", "students who answered"),
    d=("应反馈的学生", "students asked"),
    counted=Counted.STUDENTS,
    fed_by=("summaries",),
)
def student_feedback(basis: Basis) -> Rate:
    """学生反馈率: Σ 已反馈学生数 / Σ 应反馈学生数, read as for 问题解决率. Counted in students 人."""
    n, d = basis.summaries.rate("answered", "asked")
    return Rate(n, d)
