"""What several definitions count, worked out once, and only when a definition asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import narwhals as nw
import pandas as pd

from metrics.basis.groups import assistants
from metrics.basis.need import Need
from metrics.basis.sessions import Sessions
from metrics.basis.students import Students
from metrics.basis.summaries import Summaries
from metrics.basis.teachers import Teachers
from metrics.basis.visitors import Visitors
from metrics.counting import CLASSES, RECORD, Changes, Counting, Item, from_later
from metrics.latest import first_places, latest_rows
from metrics.moments import ALWAYS
from metrics.provenance import said_like
from metrics.relations import where
from metrics.standing import Frame, Standing, collected
from schema.kinds import kind_by_id
from schema.term import Term


@dataclass(frozen=True, slots=True)
class Rate:
    """Changes of ``n`` and of ``d``; ``d`` as a number is the same for each unit of the term.

    ``campus_d`` is what the campus is held against at least, where the sum of its units is below it.
    """

    n: Changes
    d: Changes | int
    campus_d: int | None = None


def reported_obstacles(standing: Standing) -> pd.DataFrame:
    """One row an obstacle of a unit (or the campus): ``fault_no``, ``reported_at``, ``solved_at``.

    One of the same number and problem is the same however often its time was put right, and was
    reported at the first of these times.
    """
    key = ("fault_no", "problem")
    rows = standing.of_units("obstacles", (*key, "reported_at", "solved_at"), None, campus=True)
    first = rows.groupby(["unit_no", *key], dropna=False)["reported_at"].transform("min")
    return latest_rows(rows.assign(reported_at=first), ("unit_no", *key))


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
        return self.counting.each(self.standing.due, nw.lit(ALWAYS), CLASSES)

    @cached_property
    def grouped_classes(self) -> Frame:
        """Classes with a group 已建群的教学班, from 建群日期."""
        return self.counting.each(self.grouped, "created_on", CLASSES)

    @cached_property
    def assisted_classes(self) -> Frame:
        """Classes with a group and 学生助教/课代表, from 建群日期 or, if later, the first receipt of that."""
        rows = where(assistants(self.standing), lambda rows: ~rows["created_on"].isnull())
        return self.counting.each(from_later(rows, "created_on", "assistant_since"), "on", CLASSES)

    def first_sheets(self, kind: str) -> pd.DataFrame:
        """The first standing sheet of ``kind`` that each unit has sent, from the day of its receipt."""

        def first() -> pd.DataFrame:
            sheets = collected(self.standing.submissions_of([kind]))
            units, *order = (sheets[name].to_numpy() for name in ("unit_no", "submission", "received_on"))
            firsts = first_places(units, *order)  # -1 is no unit of the term
            return self.counting.few(sheets.take(firsts), "received_on", Item(RECORD, "kind"))

        tables = [form.table for form in kind_by_id(kind).forms]
        return self.standing.piece(("first sheets", kind), tables, first)

    def obstacles(self, moment: str) -> pd.DataFrame:
        """Technical obstacles from the day of ``reported_at`` or of ``solved_at``."""
        rows = reported_obstacles(self.standing)
        rows = said_like(rows[rows[moment].notna()], "on", moment)
        return self.counting.few(rows.assign(on=rows[moment].dt.normalize()), "on", Item(RECORD, "fault_no"))

    @cached_property
    def grouped(self) -> Frame:
        """Rows of ``groups`` with 建群日期."""
        return self.standing.groups.filter(~nw.col("created_on").is_null())
