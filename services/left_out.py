"""Nobody left out: counts for everybody, the classes for some, the names of students for few."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from access import Action
from metrics.lists.missing import Missing, missing_by_counselor
from services.desk import Gate

_SHEET = "enrollment"  # the kind of sheet that names them


@dataclass(frozen=True)
class LeftOutView:
    """What somebody may see of those left out; ``None`` is what they may not.

    ``units`` as :meth:`Missing.by_unit`, ``days`` as ``by_day`` from the first day of the
    term to the day asked for; ``classes`` as ``places`` and ``counselors`` as
    :func:`metrics.lists.missing.missing_by_counselor`, of the units whose details the person may see;
    ``students`` as :meth:`Missing.students`, of those whose names they may see.
    """

    units: pd.DataFrame
    days: pd.DataFrame
    classes: pd.DataFrame | None
    counselors: pd.DataFrame | None
    students: pd.DataFrame | None


class LeftOut(Gate):
    """Who is not in a group, was not notified or has no material."""

    def left_out(
        self, on: dt.date, known_at: dt.datetime | None = None, units: Sequence[str] | None = None,
        *, missing: Missing | None = None,
    ) -> LeftOutView:  # fmt: skip
        """All that the person may see of those left out at the end of ``on``.

        ``units`` (all) are those of the classes, for lists of students also the students' own; counts by
        unit are of every unit all the same. A server that keeps what takes time hands in ``missing``,
        of all facts as known at ``known_at``.
        """
        self.check(Action.SEE_RATES)
        reckoned = missing or Missing(self._facts(), self.term, known_at)
        days = pd.date_range(self.term.first_day, on).date
        classes, counselors, students = None, None, None
        if self.units(Action.SEE_DETAILS):
            classes = _of(units, self._granted(reckoned.places(on), Action.SEE_DETAILS))
            counted = _of(units, self._granted(reckoned.students(on), Action.SEE_DETAILS))
            counselors = missing_by_counselor(counted)
        if self.units(Action.SEE_STUDENTS):
            students = _of(units, self.missing_students(on, known_at, missing=reckoned))
        return LeftOutView(
            reckoned.by_unit(on), reckoned.by_day(list(days), units), classes, counselors, students
        )

    def missing_students(
        self, on: dt.date, known_at: dt.datetime | None = None, *, missing: Missing | None = None
    ) -> pd.DataFrame:
        """By name, whom the person may see, see :meth:`metrics.lists.missing.Missing.students`.

        A unit sees the students of its classes, and its own students in the classes of others.
        ``missing`` is as for :meth:`left_out`.
        """
        self.check_any(Action.SEE_STUDENTS)
        reckoned = missing or Missing(self._facts(), self.term, known_at)
        return self._granted(reckoned.students(on), Action.SEE_STUDENTS)

    def names_taken(self, file: str, students: pd.DataFrame) -> None:
        """Log that ``file``, a list of ``students`` (with ``student_id``), is handed to the person."""
        self.check_any(Action.SEE_STUDENTS)
        own = self.person.units
        unit = own[0] if len(own) == 1 else None
        self._note_taken(file, _SHEET, unit, students=int(students["student_id"].nunique()))

    def _granted(self, rows: pd.DataFrame, action: Action) -> pd.DataFrame:
        """The rows of the units for which the person may do ``action``."""
        return _of(None if self.may(action) else self.units(action), rows)


def _of(units: Sequence[str] | None, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of classes of ``units`` (all), and of their own students in the classes of others.

    Whose a student is, only the row itself says: what another unit's roster says of the student opens
    no row of this one.
    """
    if units is None:
        return rows
    theirs = rows["unit"].isin(units)
    if "student_unit" in rows:
        theirs |= rows["student_unit"].isin(units)
    return rows[theirs].reset_index(drop=True)
