"""Nobody left out: counts for everybody, the classes for some, the names of students for few."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from access import Action
from metrics.lists.left_out import LeftOut
from metrics.lists.missing import missing_by_counselor
from schema.term import Term
from services import audit, cache
from services.cache import kept
from services.desk import Desk
from store import Store

_SHEET = "enrollment"  # the kind of sheet that names them
_MOMENTS = 4  # moments of knowledge for which all students are kept at a time


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


def view(
    desk: Desk, on: dt.date, known_at: dt.datetime | None = None, units: Sequence[str] | None = None
) -> LeftOutView:
    """All that the person may see of those left out at the end of ``on``.

    ``units`` (all) are those of the classes, for lists of students also the students' own; counts by
    unit are of every unit all the same.
    """
    desk.check(Action.SEE_RATES)
    left_out = _left_out(desk.store, desk.term, known_at)
    missing = left_out.at(on)
    days = pd.date_range(desk.term.first_day, on).date
    classes, counselors, by_name = None, None, None
    if desk.units(Action.SEE_DETAILS):
        classes = _of(units, _granted(desk, missing.places(on), Action.SEE_DETAILS))
        counted = _of(units, _granted(desk, missing.students(on), Action.SEE_DETAILS))
        counselors = missing_by_counselor(counted)
    if desk.units(Action.SEE_STUDENTS):
        by_name = _of(units, students(desk, on, known_at))
    return LeftOutView(missing.by_unit(on), left_out.by_day(list(days), units), classes, counselors, by_name)


def by_unit(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """How many are missing, by unit and for the campus, see :meth:`metrics.lists.missing.Missing.by_unit`."""
    desk.check(Action.SEE_RATES)
    return _left_out(desk.store, desk.term, known_at).at(on).by_unit(on)


def students(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """By name, whom the person may see, see :meth:`metrics.lists.missing.Missing.students`.

    A unit sees the students of its classes, and its own students in the classes of others.
    """
    desk.check_any(Action.SEE_STUDENTS)
    missing = _left_out(desk.store, desk.term, known_at).at(on)
    named = _granted(desk, missing.students(on), Action.SEE_STUDENTS)
    if len(named):
        audit.note_seen(desk, "left_out", _own_unit(desk))
    return named


@kept(_MOMENTS, shared=True)
def _left_out(store: Store, term: Term, known_at: dt.datetime | None) -> LeftOut:
    """Everybody's names, so each person is given their part of it and nothing else."""
    return LeftOut(cache.facts(store, term), term, known_at)


def names_taken(desk: Desk, file: str, students: pd.DataFrame) -> None:
    """Log that ``file``, a list of ``students`` (with ``student_id``), is handed to the person."""
    desk.check_any(Action.SEE_STUDENTS)
    audit.note_taken(desk, file, _SHEET, _own_unit(desk), students=int(students["student_id"].nunique()))


def _own_unit(desk: Desk) -> str | None:
    """The unit that the person reports for, where it is one."""
    own = desk.person.units
    return own[0] if len(own) == 1 else None


def _granted(desk: Desk, rows: pd.DataFrame, action: Action) -> pd.DataFrame:
    """The rows of the units for which the person may do ``action``."""
    return _of(None if desk.may(action) else desk.units(action), rows)


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
