"""Teachers: distinct people by 教师工号, else by name; a cell that names several is one teacher."""

from __future__ import annotations

from functools import cached_property

import narwhals as nw
import pandas as pd

from metrics.counting import TEACHERS, Counting
from metrics.moments import ALWAYS
from metrics.standing import Standing, collected
from schema.places import HOME, ISOLATED, OFFICE, OTHER

# Where one sheet gives a teacher several places, the one that most asks for attention counts.
_ATTENTION = {HOME: 0, OTHER: 1, ISOLATED: 2, OFFICE: 3}


class Teachers:
    """The teachers of classes due, as changes."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting = Counting(standing)

    @cached_property
    def due(self) -> pd.DataFrame:
        """Distinct teachers of classes due."""
        return self._people(self._classes, "always")

    @cached_property
    def of_first_day(self) -> pd.DataFrame:
        """Distinct teachers with a class whose first session is on the first day of teaching."""
        return self._people(self._starting, "always")

    @cached_property
    def notified(self) -> pd.DataFrame:
        """Those of the first day who were notified, by 教师通知日期 of one of these classes."""
        notified = collected(self._standing.groups.filter(~nw.col("teacher_notified_on").is_null()))
        starting = notified["class_no"].isin(self._starting["class_no"])
        return self._people(notified[starting], "teacher_notified_on")

    @cached_property
    def placed(self) -> pd.DataFrame:
        """Distinct teachers whose 授课地点 is known for a class of theirs."""
        return self._people(self._standing.places, "known_since")

    def latest_in(self, place: str) -> pd.DataFrame:
        """Distinct teachers whose latest place is ``home`` or ``office``, from when that was said.

        A person is in one place: what one unit reports last holds in every unit that knows a place.
        """
        there = self._latest[self._latest["place"] == place].drop(columns=["unit_no", "known_since"])
        placed = self._standing.places[["unit_no", "teacher_key", "known_since"]]
        known = placed.merge(there, on="teacher_key")
        return self._people(known.assign(on=known[["known_since", f"{place}_since"]].max(axis=1)), "on")

    @cached_property
    def _latest(self) -> pd.DataFrame:
        rows = self._standing.places
        rows = rows.assign(attention=rows["place"].map(_ATTENTION))
        ordered = rows.sort_values(["received_at", "submission", "attention", "class_no"])
        return ordered.drop_duplicates("teacher_key", keep="last")

    @cached_property
    def _classes(self) -> pd.DataFrame:
        return collected(self._standing.due).assign(always=pd.Timestamp(ALWAYS))

    @cached_property
    def _starting(self) -> pd.DataFrame:
        first_day = pd.Timestamp(self._standing.term.first_teaching_day)
        return self._classes[self._classes["first_session_on"] == first_day]

    def _people(self, rows: pd.DataFrame, day: str) -> pd.DataFrame:
        return self._counting.people(rows, day, TEACHERS)
