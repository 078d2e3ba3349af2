"""The special matters at the desk: plans, students in need, isolation, symptoms, and obstacles.

Whatever is told of a single student is for those who may see the students of the unit. Everybody else
gets counts, in which small cells are veiled (see :mod:`services.small_counts`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from access import Action
from metrics.lists import cases, contingencies, need, obstacles
from services import audit, small_counts
from services.desk import Desk

# What of a plan is for those who see the details of its unit.
_DETAILS = ("owner", "exam_method", "content", "submission", "source_row")


@dataclass(frozen=True)
class Concerned:
    """Counts of the students whom the matters concern, by unit and last the campus.

    See :mod:`metrics.lists.cases` and :func:`metrics.lists.contingencies.health_totals`; what is veiled is
    ``FEW`` or NA. ``days`` are the health checks day by day.
    """

    postponements: pd.DataFrame
    isolation: pd.DataFrame
    suspected: pd.DataFrame
    health: pd.DataFrame
    days: pd.DataFrame


@dataclass(frozen=True)
class InNeed:
    """Counts of the students in need: see :mod:`metrics.lists.need`; ``needs`` has ``unit`` as a column."""

    counts: pd.DataFrame
    parts: pd.DataFrame
    needs: pd.DataFrame


def plans(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The register of every unit and the campus, see :func:`metrics.lists.contingencies.register`.

    Who owns a plan, and what it says, is blank for units whose details the person may not see.
    """
    desk.check(Action.SEE_RATES)
    register = contingencies.register(desk.facts(), desk.term, on, known_at)
    closed = ~desk.reached(register["unit"], Action.SEE_DETAILS)
    for column in _DETAILS:
        register[column] = register[column].mask(closed)
    return register


def concerned(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> Concerned:
    """How many students the matters concern, and how they fare."""
    desk.check(Action.SEE_RATES)
    scope, own = (desk.facts(), desk.term, on, known_at), desk.units(Action.SEE_STUDENTS)
    days = contingencies.health_days(*scope)
    postponements = cases.postponement_counts(cases.postponements(*scope))
    isolation = cases.isolation_counts(cases.isolation(*scope))
    suspected = cases.suspected_counts(cases.suspected(*scope))
    health = small_counts.veiled(contingencies.health_totals(days), ["suspected"], own)
    days["suspected"] = days["suspected"].where(days["unit"].isin(own))
    return Concerned(
        small_counts.veiled_students(postponements, own),
        small_counts.veiled_students(isolation, own),
        # How fast a unit reports says nothing of a student.
        small_counts.veiled_students(suspected, own, ("median", "longest")),
        health,
        days,
    )


def in_need(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> InNeed:
    """How far the units are with their students in need."""
    desk.check(Action.SEE_RATES)
    facts, own = desk.facts(), desk.units(Action.SEE_STUDENTS)
    records = need.need_records(facts, desk.term, on, known_at)
    survey = need.need_survey(facts, desk.term, on, known_at)
    counts = need.need_counts(records, survey, desk.term)
    needs = need.needs_by_unit(records, desk.term).reset_index()
    named = [column for column in needs if column != "unit"]
    published = ("listed", *need.MARKS, "surveyed_in_need", "in_need")
    return InNeed(
        small_counts.totals_only(counts, published, own),
        need.parts_missing(records),
        small_counts.veiled(needs, named, own),
    )


def students(
    desk: Desk, on: dt.date, known_at: dt.datetime | None = None, unit: str | None = None
) -> dict[str, pd.DataFrame]:
    """The students of ``unit`` (of all) by name: in need, isolated, put off and suspected."""
    desk.check(Action.SEE_STUDENTS, unit)
    units = None if unit is None else [unit]
    scope = (desk.facts(), desk.term, on, known_at, units)
    lists = {
        "need": need.need_records(*scope),
        "isolation": cases.isolation(*scope),
        "postponements": cases.postponements(*scope),
        "suspected": cases.suspected(*scope),
    }
    if any(len(named) for named in lists.values()):
        audit.note_seen(desk, "contingency", unit)
    return lists


def working_list(
    desk: Desk,
    on: dt.date,
    known_at: dt.datetime | None = None,
    unit: str | None = None,
    *,
    name: str,
) -> dict[str, pd.DataFrame]:
    """The lists of :func:`students` for the file ``name``, to work with them. Taking it is logged."""
    lists = students(desk, on, known_at, unit)
    audit.note_taken(desk, name, "need", unit)
    return lists


def faults(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The obstacles of the units that the person sees them of, see :func:`obstacles.faults`."""
    desk.check_any(Action.SEE_FAULTS)
    listed = obstacles.faults(desk.facts(), desk.term, on, known_at)
    return listed[desk.reached(listed["unit"], Action.SEE_FAULTS)].reset_index(drop=True)


def solution_times(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> tuple[pd.DataFrame, int]:
    """How long the solved obstacles took, see :func:`obstacles.solution_times`, and how many are untimed."""
    desk.check(Action.SEE_RATES)
    listed = obstacles.faults(desk.facts(), desk.term, on, known_at)
    times = obstacles.solution_times(listed)
    return times, int((~listed["is_open"]).sum()) - int(times["count"].sum())


def fault_counts(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> dict[str, pd.DataFrame]:
    """Obstacles reported and solved by ``unit`` and by ``fault_kind``, each a frame."""
    desk.check(Action.SEE_RATES)
    listed = obstacles.faults(desk.facts(), desk.term, on, known_at)
    return {by: obstacles.fault_counts(listed, desk.term, by) for by in ("unit", "fault_kind")}
