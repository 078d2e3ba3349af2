"""The ten first indicators: the four sheets that every unit reports."""

from __future__ import annotations

import narwhals as nw

from metrics.counting import CLASS, RECORD, later
from metrics.definitions.basis import Basis, Rate
from schema.kinds import REPORTED_KINDS


def group_creation(basis: Basis) -> Rate:
    """建群率: classes due with 建群日期 ≤ on / classes due. Counted in classes 教学班."""
    return Rate(n=basis.grouped_classes, d=basis.due_classes)


def counselor_presence(basis: Basis) -> Rate:
    """辅导员进群率: classes with a group (建群日期 ≤ on) and 辅导员进群日期 ≤ on / classes with a group.

    Counted in classes 教学班.
    """
    present = basis.grouped.filter(~nw.col("counselor_joined_on").is_null())
    on = later("created_on", "counselor_joined_on")
    return Rate(n=basis.counting.each(present, on, CLASS), d=basis.grouped_classes)


def assistant_assignment(basis: Basis) -> Rate:
    """助教配置率: classes with a group and 学生助教/课代表 / classes with a group (建群日期 ≤ on).

    Counted in classes 教学班: one person may serve several.
    """
    return Rate(n=basis.assisted_classes, d=basis.grouped_classes)


def enrollment(basis: Basis) -> Rate:
    """进群率: Σ 已进群人数 / Σ 应进群人数, each class by its latest snapshot ≤ on, or by its roster.

    No snapshot yet: 选课人数 expected and 0 joined. Counted in student places 人次.
    """
    return Rate(n=basis.students.joined, d=basis.students.expected)


def notification(basis: Basis) -> Rate:
    """通知到位率: Σ 已通知人数 / Σ 应进群人数, as for enrollment. Counted in student places 人次.

    A blank count is looked for in the earlier snapshots of the class; where none gives it, 0.
    """
    return Rate(n=basis.students.notified, d=basis.students.expected)


def material_receipt(basis: Basis) -> Rate:
    """材料收到率: Σ 已收到资料人数 / Σ 应进群人数, as for enrollment. Counted in student places 人次.

    A blank count is looked for in the earlier snapshots of the class; where none gives it, 0.
    """
    return Rate(n=basis.students.received, d=basis.students.expected)


def material_coverage(basis: Basis) -> Rate:
    """材料覆盖率: classes due with an item of 上传日期 ≤ on / classes due. Counted in classes 教学班."""
    return Rate(n=basis.counting.classes(basis.standing.materials, "uploaded_on"), d=basis.due_classes)


def visit_arrangement(basis: Basis) -> Rate:
    """听课安排: units with a visit planned by then / units. Counted in units 学院(系、部).

    A visit with 安排日期 is planned from that day on, or from the day on which a standing
    submission first named it, if that is earlier.
    """
    return Rate(n=basis.counting.units(basis.visitors.arranged, "on"), d=1)


def visit_coverage(basis: Basis) -> Rate:
    """听课覆盖率: distinct classes due with 听课日期 ≤ on / classes due. Counted in classes 教学班."""
    visited = basis.standing.visits.filter(~nw.col("visited_on").is_null())
    return Rate(n=basis.counting.classes(visited, "visited_on"), d=basis.due_classes)


def reporting(basis: Basis) -> Rate:
    """报送率: units × kinds with a standing submission received ≤ on / units × kinds.

    The kinds are those that units report. Counted in sheets 张表.
    """
    sheets = basis.standing.submissions.filter(nw.col("unit_no") >= 0)
    first = basis.counting.first(sheets, ("unit_no", "kind"), "received_on")
    return Rate(n=basis.counting.each(first, "received_on", RECORD, item="kind"), d=len(REPORTED_KINDS))


DEFINED = (
    group_creation, counselor_presence, assistant_assignment, enrollment, notification,
    material_receipt, material_coverage, visit_arrangement, visit_coverage, reporting,
)  # fmt: skip
