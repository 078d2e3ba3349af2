"""The ten first indicators: the four sheets that every unit reports."""

from __future__ import annotations

import narwhals as nw

from metrics.basis.basis import Basis, Rate
from metrics.counting import CLASSES, from_later
from metrics.indicators.declaration import ALL_UNITS, CLASSES_DUE, CLASSES_WITH_GROUP, Counted, Family
from schema.kinds import REPORTED_KINDS

FIRST = Family()
_EXPECTED = ("应进群人次", "student places expected")


@FIRST.indicator(
    title=("建群率", "Groups created"),
    n=CLASSES_WITH_GROUP,
    d=CLASSES_DUE,
    counted=Counted.CLASSES,
    fed_by=("groups",),
    headline=True,
)
def group_creation(basis: Basis) -> Rate:
    """建群率: classes due with 建群日期 ≤ on / classes due. Counted in classes 教学班."""
    return Rate(n=basis.grouped_classes, d=basis.due_classes)


@FIRST.indicator(
    title=("辅导员进群率", "Counsellors present"),
    n=("辅导员已进群的教学班", "classes whose counsellor has joined"),
    d=CLASSES_DUE,
    counted=Counted.CLASSES,
    fed_by=("groups",),
)
def counselor_presence(basis: Basis) -> Rate:
    """辅导员进群率: classes with a group (建群日期 ≤ on) and 辅导员进群日期 ≤ on / classes due.

    Counted in classes 教学班.
    """
    present = basis.grouped.filter(~nw.col("counselor_joined_on").is_null())
    days = from_later(present, "created_on", "counselor_joined_on")
    return Rate(n=basis.counting.each(days, "on", CLASSES), d=basis.due_classes)


@FIRST.indicator(
    title=("助教配置率", "Assistants assigned"),
    n=("已配置助教或课代表的教学班", "classes with an assistant"),
    d=CLASSES_WITH_GROUP,
    counted=Counted.CLASSES,
    fed_by=("groups",),
)
def assistant_assignment(basis: Basis) -> Rate:
    """助教配置率: classes with a group and 学生助教/课代表 / classes with a group (建群日期 ≤ on).

    An assistant has no day: it counts from the first receipt of the unbroken run of rows that name one.
    Counted in classes 教学班: one person may serve several.
    """
    return Rate(n=basis.assisted_classes, d=basis.grouped_classes)


@FIRST.indicator(
    title=("进群率", "Students joined"),
    n=("已进群人次", "student places joined"),
    d=_EXPECTED,
    counted=Counted.PLACES,
    fed_by=("enrollment",),
    headline=True,
)
def enrollment(basis: Basis) -> Rate:
    """进群率: Σ 已进群人数 / Σ 应进群人数, each class by its latest snapshot ≤ on, or by its roster.

    Never fewer are expected than 选课人数 of the plan; no snapshot yet: 选课人数 expected and 0 joined. A
    roster stands for every day until a snapshot of a later day takes over from that day on. Counted in
    student places 人次.
    """
    return Rate(n=basis.students.joined, d=basis.students.expected)


@FIRST.indicator(
    title=("通知到位率", "Students notified"),
    n=("已通知人次", "student places notified"),
    d=_EXPECTED,
    counted=Counted.PLACES,
    fed_by=("enrollment",),
)
def notification(basis: Basis) -> Rate:
    """通知到位率: Σ 已通知人数 / Σ 应进群人数, as for enrollment. Counted in student places 人次.

    A blank count is looked for in the earlier snapshots of the class; where none gives it, 0.
    """
    return Rate(n=basis.students.notified, d=basis.students.expected)


@FIRST.indicator(
    title=("材料收到率", "Materials received"),
    n=("已收到资料人次", "student places with materials"),
    d=_EXPECTED,
    counted=Counted.PLACES,
    fed_by=("enrollment",),
)
def material_receipt(basis: Basis) -> Rate:
    """材料收到率: Σ 已收到资料人数 / Σ 应进群人数, as for enrollment. Counted in student places 人次.

    A blank count is looked for in the earlier snapshots of the class; where none gives it, 0.
    """
    return Rate(n=basis.students.received, d=basis.students.expected)


@FIRST.indicator(
    title=("材料覆盖率", "Classes with materials"),
    n=("已上传资料的教学班", "classes with materials"),
    d=CLASSES_DUE,
    counted=Counted.CLASSES,
    fed_by=("materials",),
    headline=True,
)
def material_coverage(basis: Basis) -> Rate:
    """材料覆盖率: classes due with an item of 上传日期 ≤ on / classes due. Counted in classes 教学班."""
    return Rate(n=basis.counting.classes(basis.standing.materials, "uploaded_on"), d=basis.due_classes)


@FIRST.indicator(
    title=("听课安排", "Visits arranged"),
    n=("已安排听课的学院", "units with a visit arranged"),
    d=ALL_UNITS,
    counted=Counted.UNITS,
    fed_by=("visits",),
)
def visit_arrangement(basis: Basis) -> Rate:
    """听课安排: units with a visit planned by then / units. Counted in units 学院(系、部).

    A visit with 安排日期 is planned from that day on, or from the day on which a standing
    submission first named it, if that is earlier.
    """
    return Rate(n=basis.counting.units(basis.visitors.arranged, "on"), d=1)


@FIRST.indicator(
    title=("听课覆盖率", "Classes visited"),
    n=("已被听课的教学班", "classes visited"),
    d=CLASSES_DUE,
    counted=Counted.CLASSES,
    fed_by=("visits",),
    headline=True,
)
def visit_coverage(basis: Basis) -> Rate:
    """听课覆盖率: distinct classes due with 听课日期 ≤ on / classes due. Counted in classes 教学班."""
    visited = basis.standing.visits.filter(~nw.col("visited_on").is_null())
    return Rate(n=basis.counting.classes(visited, "visited_on"), d=basis.due_classes)


@FIRST.indicator(
    title=("报送率", "Reporting"),
    n=("已报送的表", "sheets submitted"),
    d=("应报送的表", "sheets expected"),
    counted=Counted.SHEETS,
    fed_by=REPORTED_KINDS,
    headline=True,
)
def reporting(basis: Basis) -> Rate:
    """报送率: units × kinds with a standing submission received ≤ on / units × kinds.

    The kinds are those that units report. Counted in sheets 张表.
    """
    return Rate(n=basis.first_sheets, d=len(REPORTED_KINDS))
