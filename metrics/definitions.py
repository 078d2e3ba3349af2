"""The indicators, each defined once: what its numerator and its denominator count, and from when.

Source of every definition: the table of indicators in the design of the project. A rate is given
as two frames of changes, ``unit_no``, ``on``, ``change``: summed up to a day they are ``n`` and ``d``
of that day, of a unit or of the whole campus (Σn / Σd, not the mean of rates). Nothing is clipped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import narwhals as nw

from metrics.reporting import first_receipts
from metrics.standing import ALWAYS, Frame, Standing
from metrics.students import Students
from schema.kinds import REPORTED_KINDS


@dataclass(frozen=True, slots=True)
class Rate:
    """Changes of ``n`` and of ``d``; ``d`` as a number is the same for each unit of the term."""

    n: Frame
    d: Frame | int


class Basis:
    """What several definitions count, worked out once for the facts standing at one moment."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.students = Students(standing)

    @cached_property
    def due_classes(self) -> Frame:
        """Classes due 应开教学班: every class of the plan, from the beginning."""
        return _each(self.standing.due, nw.lit(ALWAYS))

    @cached_property
    def grouped_classes(self) -> Frame:
        """Classes with a group 已建群的教学班, from 建群日期."""
        return _each(self.grouped, nw.col("created_on"))

    @cached_property
    def grouped(self) -> Frame:
        """Rows of ``groups`` with 建群日期."""
        return self.standing.groups.filter(~nw.col("created_on").is_null())


def group_creation(basis: Basis) -> Rate:
    """建群率: classes due with 建群日期 ≤ on / classes due. Counted in classes 教学班."""
    return Rate(n=basis.grouped_classes, d=basis.due_classes)


def counselor_presence(basis: Basis) -> Rate:
    """辅导员进群率: classes with a group (建群日期 ≤ on) and 辅导员进群日期 ≤ on / classes with a group.

    Counted in classes 教学班.
    """
    present = basis.grouped.filter(~nw.col("counselor_joined_on").is_null())
    return Rate(n=_each(present, _later("created_on", "counselor_joined_on")), d=basis.grouped_classes)


def assistant_assignment(basis: Basis) -> Rate:
    """助教配置率: classes with a group and 学生助教/课代表 / classes with a group (建群日期 ≤ on).

    Counted in classes 教学班: one person may serve several.
    """
    assisted = basis.grouped.filter(~nw.col("assistant").is_null())
    return Rate(n=_each(assisted, nw.col("created_on")), d=basis.grouped_classes)


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
    return Rate(n=_first(basis.standing.materials, "uploaded_on"), d=basis.due_classes)


def visit_arrangement(basis: Basis) -> Rate:
    """听课安排: units with a visit planned by then / units. Counted in units 学院(系、部).

    A visit with 安排日期 is planned from that day on, or from the day on which a standing
    submission first named it, if that is earlier.
    """
    arranged = arranged_visits(basis.standing)
    units = arranged.group_by("unit_no").agg(nw.col("on").min())
    return Rate(n=_each(units, nw.col("on")), d=1)


def visit_coverage(basis: Basis) -> Rate:
    """听课覆盖率: distinct classes due with 听课日期 ≤ on / classes due. Counted in classes 教学班."""
    visited = basis.standing.visits.filter(~nw.col("visited_on").is_null())
    return Rate(n=_first(visited, "visited_on"), d=basis.due_classes)


def reporting(basis: Basis) -> Rate:
    """报送率: units × kinds with a standing submission received ≤ on / units × kinds.

    The kinds are those that units report. Counted in sheets 张表.
    """
    return Rate(n=_each(first_receipts(basis.standing), nw.col("received_on")), d=len(REPORTED_KINDS))


DEFINITIONS: dict[str, Callable[[Basis], Rate]] = {
    definition.__name__: definition
    for definition in (
        group_creation, counselor_presence, assistant_assignment, enrollment, notification,
        material_receipt, material_coverage, visit_arrangement, visit_coverage, reporting,
    )
}  # fmt: skip


def arranged_visits(standing: Standing) -> Frame:
    """Visits with 安排日期, and ``on``: the earlier of it and the day on which they were first received.

    A sheet sent again names the visits of the weeks before; they were arranged all the same then.
    """
    planned = standing.visits.filter(~nw.col("planned_on").is_null())
    earlier = nw.col("first_received_on") < nw.col("planned_on")
    return planned.with_columns(on=nw.when(earlier).then("first_received_on").otherwise("planned_on"))


def _later(one: str, other: str) -> nw.Expr:
    return nw.when(nw.col(one) < nw.col(other)).then(other).otherwise(one)


def _each(rows: Frame, on: nw.Expr) -> Frame:
    return rows.select("unit_no", on=on, change=nw.lit(1, nw.Int64))


def _first(rows: Frame, day: str) -> Frame:
    classes = rows.group_by("class_no", "unit_no").agg(nw.col(day).min())
    return _each(classes, nw.col(day))
