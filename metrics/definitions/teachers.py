"""Teachers: distinct people by 教师工号, else by name; a cell that names several is one teacher."""

from __future__ import annotations

from functools import cached_property

import narwhals as nw

from metrics.counting import TEACHER, Counting, later
from metrics.standing import ALWAYS, Frame, Standing, midnight
from schema.places import HOME, ISOLATED, OFFICE, OTHER

# Where one sheet gives a teacher several places, the one that most asks for attention counts.
_ATTENTION = {HOME: 0, OTHER: 1, ISOLATED: 2, OFFICE: 3}


class Teachers:
    """The teachers of classes due, as changes."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting = Counting(standing)

    @cached_property
    def due(self) -> Frame:
        """Distinct teachers of classes due."""
        return self._people(self._standing.due.with_columns(on=nw.lit(ALWAYS)), "on")

    @cached_property
    def of_first_day(self) -> Frame:
        """Distinct teachers with a class whose first session is on the first day of teaching."""
        return self._people(self._starting.with_columns(on=nw.lit(ALWAYS)), "on")

    @cached_property
    def notified(self) -> Frame:
        """Those of the first day who were notified, by 教师通知日期 of one of these classes."""
        told = self._standing.groups.filter(~nw.col("teacher_notified_on").is_null())
        starting = told.join(self._starting.select("class_no"), on="class_no", how="semi")
        return self._people(starting, "teacher_notified_on")

    @cached_property
    def placed(self) -> Frame:
        """Distinct teachers whose 授课地点 is known for a class of theirs."""
        return self._people(self._standing.places, "known_since")

    def latest_in(self, place: str) -> Frame:
        """Distinct teachers whose latest place is ``home`` or ``office``, from when that was said.

        A person is in one place: what one unit reports last holds in every unit that knows a place.
        """
        there = self._latest.filter(nw.col("place") == place).drop("unit_no", "known_since")
        placed = self._standing.places.select("unit_no", "teacher_key", "known_since")
        known = placed.join(there, on="teacher_key").with_columns(on=later("known_since", f"{place}_since"))
        return self._people(known, "on")

    @cached_property
    def _latest(self) -> Frame:
        attention = nw.col("place").replace_strict(_ATTENTION, default=0, return_dtype=nw.Int64)
        rows = self._standing.places.with_columns(attention=attention)
        order = ["received_at", "submission", "attention", "class_no"]
        return rows.unique(subset=["teacher_key"], keep="last", order_by=order)

    @cached_property
    def _starting(self) -> Frame:
        first_day = midnight(self._standing.term.first_teaching_day)
        return self._standing.due.filter(nw.col("first_session_on") == first_day)

    def _people(self, rows: Frame, day: str) -> Frame:
        of_units = rows.filter(nw.col("unit_no") >= 0)
        return self._counting.people(of_units, "teacher_key", day, TEACHER)
