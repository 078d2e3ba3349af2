"""Not reported, not due yet, unknown, nothing to count: what a 0 or a blank could be taken for.

A figure is *not reported* where nothing that stands speaks for it: no sheet of the kinds that it is made
of has come from the unit by the end of the day, and nobody else says that anything is done. Before such a
sheet is due, and before anything is taught, it is *not due yet*. Without denominator it is *unknown* where
what was sent does not tell it (totals instead of lists, groups without a place), and where the unit owes
nothing, or has reported that there is nothing, there is *nothing to count*.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.indicators import Counted, Indicator, indicator_by_id
from metrics.keyed import earliest
from metrics.received import Facts
from metrics.relations import Frame, as_pandas, collected, in_memory, picked
from metrics.standing import REPORTED_TABLES, Standing
from schema.figures import AHEAD, CAMPUS, NOT_DUE, NOT_REPORTED, NOTHING, STATE, UNKNOWN
from schema.kinds import REPORTED_KINDS, kind_by_id
from schema.sessions import REPORTED
from schema.term import Term

Mask = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]
# What the campus alone owes, and what nobody owes: where nothing broke, nothing is to be reported.
_OF_CAMPUS = {"campus_workgroup", "leader_visits", "expert_visits", "campus_evaluation"}
_OWED_BY_NOBODY = {"obstacles_solved"}
# What a unit owes whether or not it teaches.
_OF_UNITS = {"need", "summaries", "contingency", "workgroups"}
# Of which a unit may report without telling it: students by name, places, a survey.
_BY_DETAILS = {"students_complete", "teaching_at_home", "need_survey"}
# What is done at lessons: before any is held nobody owes it, whatever else the sheet says.
_AT_LESSONS = {"visit_coverage"}
# A sheet due at 00:00 of the 24th is due on the 23rd; what is ahead by the clock is due on no day yet.
_NEVER = dt.date(9999, 1, 1)
_COUNTS_SHEETS = Counted.SHEETS  # that nothing came is what it counts


def with_states(
    figures: pd.DataFrame,
    facts: Facts,
    term: Term,
    known_at: dt.datetime | None = None,
    ahead: Collection[str] = (),
) -> pd.DataFrame:
    """``figures`` (of any days and units, as known at ``known_at``) with ``state``, str, and ``ahead``, bool.

    A state is one of ``schema.figures.STATES``, else "". The figures stay as they are: what
    is not reported counts 0 of a denominator that has it. ``ahead`` are the kinds that are not due yet by
    the clock, whatever the day (see :func:`not_due_yet`).
    """
    codes, ids = pd.factorize(figures["indicator"])
    standing = Standing(facts, term, known_at)
    kinds = sorted({kind for id in ids for kind in indicator_by_id(id).fed_by})
    due = np.array([_due_on(id, term, known_at, ahead) for id in ids], dtype="datetime64[D]")
    days = figures["on"].to_numpy("datetime64[us]")
    is_ahead = days < due[codes] if len(ids) else np.zeros(0, dtype=bool)
    units, names = pd.factorize(figures["unit"])
    owing = {*collected(picked(standing.due, ("unit",)).unique())["unit"]}
    first = _first_receipts(standing, kinds, names)
    places = _Places(names, np.array([name in owing or name == CAMPUS for name in names], dtype=bool), first)
    states = np.full(len(figures), "", dtype=object)
    for number, id in enumerate(ids):
        at = np.flatnonzero(codes == number)
        n, d = (figures[name].to_numpy()[at] for name in ("n", "d"))
        rows = _Rows(n, d, units[at], days[at], is_ahead[at])
        states[at] = _states(rows, indicator_by_id(str(id)), places)
    return figures.assign(**{AHEAD: is_ahead, STATE: pd.Series(states, index=figures.index, dtype="str")})


@dataclass(frozen=True)
class _Places:
    """The units of figures: their ``names``, who is ``owing`` something, and ``first`` receipts by kind."""

    names: pd.Index
    owing: Mask
    first: Mapping[str, Days]

    def received(self, kinds: Sequence[str]) -> Days:
        """The day of the first receipt of one of ``kinds``, by unit."""
        days: Days = np.fmin.reduce([self.first[kind] for kind in kinds])
        return days


@dataclass(frozen=True)
class _Rows:
    """The figures of one indicator, column by column; ``units`` are places among the names of units."""

    n: npt.NDArray[np.int64]
    d: npt.NDArray[np.int64]
    units: npt.NDArray[np.intp]
    on: npt.NDArray[np.datetime64]
    ahead: Mask


def of_stretch(figures: pd.DataFrame) -> pd.DataFrame:
    """``figures`` of a stretch of days, made of totals that have states: without denominator, unreported."""
    if STATE not in figures:
        return figures
    silent = (figures["d"] == 0) & (figures[STATE] == "")
    return figures.assign(**{STATE: figures[STATE].mask(silent, NOT_REPORTED)})


def _states(rows: _Rows, indicator: Indicator, places: _Places) -> npt.NDArray[np.object_]:
    without = rows.d == 0
    states = np.where(without, NOTHING, "").astype(object)
    if indicator.counted is _COUNTS_SHEETS:
        return states
    kinds = list(indicator.fed_by)
    silent = (rows.n == 0) & ~(places.received(kinds)[rows.units] <= rows.on)
    if indicator.is_of_others:  # its own report of sessions says nothing of what was sampled or asked
        silent = without
    if indicator.id in _AT_LESSONS:
        silent |= rows.ahead & (rows.n == 0)
    owed = places.owing[rows.units] | (set(kinds) <= _OF_UNITS)
    if indicator.id in _OF_CAMPUS:
        owed &= (places.names == CAMPUS)[rows.units]
    if indicator.id in _OWED_BY_NOBODY:
        owed &= rows.d > 0
    if indicator.id in _BY_DETAILS:
        states[without & owed] = UNKNOWN
    states[silent & owed] = NOT_REPORTED
    states[silent & owed & rows.ahead] = NOT_DUE
    return states


def not_due_yet(term: Term, now: dt.datetime) -> tuple[str, ...]:
    """The kinds whose sheets the term wants after ``now`` (aware)."""
    return tuple(kind for kind, due in term.due.items() if now < due)


def due_day(kinds: Iterable[str], term: Term) -> dt.date | None:
    """The day by whose end the first sheet of ``kinds`` is due; ``None`` if the term has none."""
    days = [term.day_ending_at(term.due[kind]) for kind in kinds if kind in term.due]
    if "sessions" in kinds:
        days.append(term.first_teaching_day)
    if "summaries" in kinds and term.end_of_first_week is not None:
        days.append(term.end_of_first_week)  # the first is that of the first week
    return min(days, default=None)


def _due_on(indicator: str, term: Term, known_at: dt.datetime | None, ahead: Collection[str]) -> dt.date:
    """:func:`due_day` of an indicator, but of kinds that are ahead by the clock; else the first day."""
    kinds = indicator_by_id(indicator).fed_by
    timed = [kind for kind in kinds if kind in term.due]
    over = [kind for kind in timed if not (kind in ahead or (known_at and known_at < term.due[kind]))]
    if timed and not over:
        return _NEVER
    due = due_day(over or kinds, term) or term.first_day
    return max(due, term.first_teaching_day) if indicator in _AT_LESSONS else due


def _first_receipts(standing: Standing, kinds: Iterable[str], names: pd.Index) -> dict[str, Days]:
    """By kind the day of the first standing receipt of each of ``names`` (the campus: of anybody)."""
    units = pd.Index([*standing.term.unit_names, CAMPUS], dtype="str")
    places = units.get_indexer(names)
    none = np.array(["NaT"], dtype="datetime64[us]")  # of a name that is no unit's: place -1
    return {kind: np.append(_first_of_kind(standing, kind, units), none)[places] for kind in kinds}


def _first_of_kind(standing: Standing, kind: str, units: pd.Index) -> Days:
    tables = [form.table for form in kind_by_id(kind).forms]

    def first() -> Days:
        if kind in REPORTED_KINDS:
            sheets = _sheets_of(standing, kind)
            places = sheets["unit_no"].to_numpy()
        else:
            sheets = _rows_of(standing, kind)
            places = units[:-1].get_indexer(sheets["unit"])
        received_on = sheets["received_on"].to_numpy("datetime64[us]")
        days = np.full(len(units), np.datetime64("NaT"), dtype="datetime64[us]")
        known = places >= 0
        np.fmin.at(days, places[known], received_on[known])
        days[-1] = np.fmin.reduce(received_on, initial=np.datetime64("NaT"))  # the campus: whoever sent it
        return days

    return standing.piece(("first receipts", kind), tables, first)


def _sheets_of(standing: Standing, kind: str) -> pd.DataFrame:
    """``unit_no`` and ``received_on`` of sheets of ``kind``; an engine is asked for all kinds at once."""
    if standing.in_memory:
        return _told(standing.submissions_of([kind]), ("unit_no",))
    told = partial(_told, standing.submissions, ("unit_no", "kind"))
    sheets = standing.piece("first receipts of all", REPORTED_TABLES, told)
    return sheets[sheets["kind"] == kind]


def _rows_of(standing: Standing, kind: str) -> pd.DataFrame:
    """``unit`` and ``received_on`` of what units sent themselves, of sessions not what others counted."""
    columns: tuple[str, ...] = ("unit", "source") if kind == "sessions" else ("unit",)
    received = [_told(standing.received(form.table, columns), columns) for form in kind_by_id(kind).forms]
    rows = pd.concat(received, ignore_index=True)
    return rows[rows["source"] == REPORTED] if "source" in rows else rows


def _told(rows: Frame, columns: tuple[str, ...]) -> pd.DataFrame:
    """``columns`` and ``received_on`` of ``rows``; of those on an engine the first day of each."""
    if in_memory(rows):
        return as_pandas(picked(rows, (*columns, "received_on")))
    return collected(earliest(rows, columns, "received_on"))
