"""Counts that no rate holds: what must come to 0, and what is merely told.

Each is declared once: its title beside the changes that it adds up, and those that show it was reported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter

import pandas as pd

from metrics.basis import sessions
from metrics.basis.basis import Basis
from metrics.counting import Changes, worked_out
from metrics.received import Facts
from metrics.relations import Says, either, where
from metrics.standing import Standing
from schema.figures import CAMPUS
from schema.places import OFFICE
from schema.sessions import REPORTED
from schema.term import Term


@dataclass(frozen=True, slots=True)
class Count:
    """A count as people see it, and ``define``: its changes, and those that show that it was reported."""

    title: str
    title_en: str
    define: Callable[[Basis], tuple[Changes, Changes]]


def counts(facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Every count of ``COUNTS`` for each unit of the term and the campus, at the end of ``on``.

    Columns: ``count``, ``unit``, ``n`` (int64) and ``known`` (bool): whether anything was reported by
    then that could say so; where nothing was, 0 is no good news. In the order of the register and of
    the term, the campus last: the sum of its units and of what belongs to itself, people once.
    """
    basis = Basis(Standing(facts, term, known_at, on=on))
    tables = []
    for name, count in COUNTS.items():
        changes, reports = count.define(basis)
        n = _by_place(_until(worked_out(changes), on), term)
        known = _by_place(_until(worked_out(reports), on).assign(change=1), term) > 0
        tables.append(pd.DataFrame({"count": name, "n": n, "known": known}).rename_axis("unit").reset_index())
    table = pd.concat(tables, ignore_index=True)
    return table[["count", "unit", "n", "known"]].astype({"count": "str", "unit": "str"})


def _students_missing(basis: Basis) -> tuple[Changes, Changes]:
    """Students on rosters who lack at least one group, in students 人."""
    listed, complete = (worked_out(changes) for changes in (basis.students.people, basis.students.complete))
    missing = pd.concat([listed, _less(complete)])
    return missing, listed


def _accidents(basis: Basis) -> tuple[Changes, Changes]:
    """Teaching accidents reported, added up by day, in accidents 起."""
    accidents: Mapping[str, Says] = {
        "accidents": itemgetter("accidents"),
        "reports": lambda rows: either(~rows["accidents"].isnull(), 1, 0),
    }
    reported = sessions.Sessions(basis.standing, accidents)
    reports = where(reported.changes("reports", REPORTED), lambda rows: rows["change"] > 0)
    return reported.changes("accidents", REPORTED), reports


def _unisolated_teachers(basis: Basis) -> tuple[Changes, Changes]:
    """Teachers 人 whose latest place is an office that is not said to be theirs alone."""
    return basis.teachers.latest_in(OFFICE), basis.teachers.placed


def _open_obstacles(basis: Basis) -> tuple[Changes, Changes]:
    """Technical obstacles 件 reported and not solved."""
    reported, solved = (worked_out(basis.obstacles(moment)) for moment in ("reported_at", "solved_at"))
    return pd.concat([reported, _less(solved)]), reported


def _topped_up(basis: Basis) -> tuple[Changes, Changes]:
    """Students in need 人 with a data top-up: a choice, no target."""
    need = basis.need
    return need.told_best("topped_up", "topped_up_on"), need.told_best("topped_up", "in_need_on")


COUNTS: Mapping[str, Count] = {
    "students_missing": Count("缺群学生", "Students missing", _students_missing),
    "accidents": Count("教学事故", "Teaching accidents", _accidents),
    "unisolated_teachers": Count("办公室未隔离教师", "Teachers not apart", _unisolated_teachers),
    "open_obstacles": Count("未解决障碍", "Open obstacles", _open_obstacles),
    "topped_up": Count("流量充值学生", "Data top-ups", _topped_up),
}


def _less(changes: pd.DataFrame) -> pd.DataFrame:
    return changes.assign(change=-changes["change"])


def _until(changes: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    return changes[changes["on"] <= pd.Timestamp(on)]


def _by_place(changes: pd.DataFrame, term: Term) -> pd.Series[int]:
    """The sum of ``change`` by unit, the campus last."""
    sums = changes.groupby("unit_no")["change"].sum().astype("int64")
    places = sums.reindex(range(len(term.units) + 1), fill_value=0)
    places.iloc[-1] = places.sum()
    return places.set_axis(pd.Index([*term.unit_names, CAMPUS], dtype="str"))
