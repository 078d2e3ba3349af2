"""Counts that no rate holds: what must come to 0, and what is merely told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import narwhals as nw
import pandas as pd

from metrics.basis.basis import Basis
from metrics.basis.sessions import Sessions
from metrics.standing import Facts, Standing
from schema.figures import CAMPUS
from schema.places import OFFICE
from schema.sessions import REPORTED
from schema.term import Term


@dataclass(frozen=True, slots=True)
class Count:
    """A count as people see it."""

    title: str
    title_en: str
    meaning: str
    meaning_en: str
    counted_in: str
    counted_in_en: str


COUNTS: Mapping[str, Count] = {
    "students_missing": Count(
        title="缺群学生",
        title_en="Students missing",
        meaning="名单上至少一个教学班未进群的学生",
        meaning_en="students on rosters who lack at least one group",
        counted_in="人",
        counted_in_en="students",
    ),
    "accidents": Count(
        title="教学事故",
        title_en="Teaching accidents",
        meaning="上报的教学事故，逐日累计",
        meaning_en="teaching accidents reported, added up by day",
        counted_in="起",
        counted_in_en="accidents",
    ),
    "unisolated_teachers": Count(
        title="办公室未隔离教师",
        title_en="Teachers not apart",
        meaning="最新授课地点为办公室且未注明单独或隔离的教师",
        meaning_en="teachers whose latest place is an office that is not said to be theirs alone",
        counted_in="人",
        counted_in_en="teachers",
    ),
    "open_obstacles": Count(
        title="未解决障碍",
        title_en="Open obstacles",
        meaning="已报告而未解决的技术障碍",
        meaning_en="obstacles reported and not solved",
        counted_in="件",
        counted_in_en="obstacles",
    ),
    "topped_up": Count(
        title="流量充值学生",
        title_en="Data top-ups",
        meaning="已充值手机流量的困难学生（可选措施，不设目标）",
        meaning_en="students in need with a data top-up (a choice, no target)",
        counted_in="人",
        counted_in_en="students",
    ),
}


def counts(facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Every count of ``COUNTS`` for each unit of the term and the campus, at the end of ``on``.

    Columns: ``count``, ``unit``, ``n`` (int64) and ``known`` (bool): whether anything was reported by
    then that could say so; where nothing was, 0 is no good news. In the order of the register and of
    the term, the campus last: the sum of its units and of what belongs to itself, people once.
    """
    basis = Basis(Standing(facts, term, known_at))
    tables = []
    for name in COUNTS:
        changes, told = _DEFINED[name](basis)
        n = _by_place(_until(changes, on), term)
        known = _by_place(_until(told, on).assign(change=1), term) > 0
        tables.append(pd.DataFrame({"count": name, "n": n, "known": known}).rename_axis("unit").reset_index())
    table = pd.concat(tables, ignore_index=True)
    return table[["count", "unit", "n", "known"]].astype({"count": "str", "unit": "str"})


def _students_missing(basis: Basis) -> tuple[pd.DataFrame, pd.DataFrame]:
    listed = basis.students.people
    missing = pd.concat([listed, _less(basis.students.complete)])
    return missing, listed


def _accidents(basis: Basis) -> tuple[pd.DataFrame, pd.DataFrame]:
    given = {"accidents": nw.col("accidents"), "told": (~nw.col("accidents").is_null()).cast(nw.Int64)}
    sessions = Sessions(basis.standing, given)
    told = sessions.changes("told", REPORTED)
    return sessions.changes("accidents", REPORTED), told[told["change"] > 0]


def _unisolated_teachers(basis: Basis) -> tuple[pd.DataFrame, pd.DataFrame]:
    return basis.teachers.latest_in(OFFICE), basis.teachers.placed


def _open_obstacles(basis: Basis) -> tuple[pd.DataFrame, pd.DataFrame]:
    reported, solved = (basis.obstacles(moment) for moment in ("reported_at", "solved_at"))
    return pd.concat([reported, _less(solved)]), reported


def _topped_up(basis: Basis) -> tuple[pd.DataFrame, pd.DataFrame]:
    need = basis.need
    return need.known_best("topped_up", "topped_up_on"), need.known_best("topped_up", "in_need_on")


_DEFINED: Mapping[str, Callable[[Basis], tuple[pd.DataFrame, pd.DataFrame]]] = {
    "students_missing": _students_missing,
    "accidents": _accidents,
    "unisolated_teachers": _unisolated_teachers,
    "open_obstacles": _open_obstacles,
    "topped_up": _topped_up,
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
