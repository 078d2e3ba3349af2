"""What several definitions count, worked out once, and only when a definition asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial

import narwhals as nw

from metrics.basis.groups import assistants
from metrics.basis.need import Need
from metrics.basis.sessions import Sessions
from metrics.basis.students import Students
from metrics.basis.summaries import Summaries
from metrics.basis.teachers import Teachers
from metrics.basis.visitors import Visitors
from metrics.counting import CLASSES, RECORD, Changes, Counting, Item, Together, always, from_later
from metrics.keyed import latest, over_key
from metrics.latest import RECEIPT_ORDER
from metrics.provenance import said_like
from metrics.relations import Frame, as_pandas, day_of, lazily, where, with_made
from metrics.standing import Standing
from schema.kinds import REPORTED_KINDS, kind_by_id
from schema.term import Term


@dataclass(frozen=True, slots=True)
class Rate:
    """Changes of ``n`` and of ``d``; ``d`` as a number is the same for each unit of the term.

    ``campus_d`` is what the campus is held against at least, where the sum of its units is below it.
    """

    n: Changes
    d: Changes | int
    campus_d: int | None = None


def reported_obstacles(standing: Standing) -> Frame:
    """One row an obstacle of a unit (or the campus): ``fault_no``, ``reported_at``, ``solved_at``.

    One of the same number and problem is the same however often its time was put right, and was
    reported at the first of these times.
    """
    key = ("fault_no", "problem")
    rows = standing.of_units("obstacles", (*key, "reported_at", "solved_at", "source_row"), None, campus=True)
    of_unit = ("unit_no", *key)
    first = over_key(rows, of_unit, reported_at=("reported_at", "min"))
    # A sheet may say one several times, as reported at several times.
    return latest(first, of_unit, (*RECEIPT_ORDER, "source_row"))


class Basis:
    """The facts standing at one moment as the definitions ask for them."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.counting = Counting(standing)
        self.students = Students(standing)
        self.teachers = Teachers(standing)
        self.need = Need(standing)
        self.sessions = Sessions(standing)
        self.summaries = Summaries(standing)
        self.visitors = Visitors(standing)

    @property
    def term(self) -> Term:
        """The term whose units and days count."""
        return self.standing.term

    @cached_property
    def due_classes(self) -> Frame:
        """Classes due 应开教学班: every class of the plan, from the beginning."""
        return self.counting.each(with_made(self.standing.due, always=always), "always", CLASSES)

    @cached_property
    def grouped_classes(self) -> Frame:
        """Classes with a group 已建群的教学班, from 建群日期."""
        return self.counting.each(self.grouped, "created_on", CLASSES)

    @cached_property
    def assisted_classes(self) -> Frame:
        """Classes with a group and 学生助教/课代表, from 建群日期 or, if later, the first receipt of that."""
        rows = where(assistants(self.standing), lambda rows: ~rows["created_on"].isnull())
        return self.counting.each(from_later(rows, "created_on", "assistant_since"), "on", CLASSES)

    @cached_property
    def first_sheets(self) -> Changes:
        """The first standing sheet of each kind that each unit has sent, from the day of its receipt."""
        if not self.standing.in_memory:
            return self._first_of(self.standing.submissions)
        # Kind by kind: a sheet of one leaves what was made of the others as it is.
        return Together(tuple(map(self._first_of_kind, REPORTED_KINDS)))

    def _first_of_kind(self, kind: str) -> Frame:
        tables = [form.table for form in kind_by_id(kind).forms]
        sheets = partial(self.standing.submissions_of, [kind])
        return self.standing.piece(("first sheets", kind), tables, lambda: self._first_of(sheets()))

    def _first_of(self, sheets: Frame) -> Frame:
        of_units = where(sheets, lambda rows: rows["unit_no"] >= 0)
        firsts = self.counting.first(of_units, ("unit_no", "kind"), "received_on")
        return self.counting.each(firsts, "received_on", Item(RECORD, "kind"))

    def obstacles(self, moment: str) -> Frame:
        """Technical obstacles from the day of ``reported_at`` or of ``solved_at``."""
        told = where(reported_obstacles(self.standing), lambda rows: ~rows[moment].isnull())
        rows = with_made(told, on=lambda rows: day_of(rows[moment]))
        if self.counting.tracing:
            rows = lazily(said_like(as_pandas(rows), "on", moment))
        return self.counting.each(rows, "on", Item(RECORD, "fault_no"))

    @cached_property
    def grouped(self) -> Frame:
        """Rows of ``groups`` with 建群日期."""
        return self.standing.groups.filter(~nw.col("created_on").is_null())
