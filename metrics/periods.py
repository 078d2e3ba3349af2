"""Reports by period: what each unit owed by which moment, and whether it came, in time or late.

The model is the reporting rate of DHIS2, which WHO's surveillance uses: *expected* reports are the
units times the periods, the reporting rate is actual / expected, and the reporting rate on time is
actual on time / expected (DHIS2, "Data set completeness and timeliness"; a report is timely up to
some days after the end of its period). It is never a share of what was received.

Which submission answers which period:

1. Only standing submissions do, in the order of their receipt; each period has its first answer.
2. What is expected **once** is answered by the first sheet of its kind, whatever day it is of.
3. A sheet with 统计日期 ``as_of`` answers the periods in which its days lie, and no other.
4. Any other sheet answers one period: the earliest that has begun and is neither answered nor yet
   due; when there is none, the earliest that has begun, is not answered and is not closed at the
   time of receipt; under an exception the closed ones are open too. When nothing is open it answers
   nothing.

An answer received after due is late, whenever that is: what came after closed was let in. A period
without an answer is missing once its due moment has passed, and before that it is pending: not yet
part of the expected whole, to which on time, late and missing add up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.moments import as_stored, midnight, stored
from metrics.received import Facts
from metrics.relations import collected
from metrics.reporting import MISSING, STATUSES, judged
from metrics.standing import Standing
from schema.deadlines import DAILY, ONCE, Deadline
from schema.kinds import REPORTED_KINDS, all_forms
from schema.term import Term

PENDING = "pending"
STATES = (*STATUSES, PENDING)
_AS_OF = "as_of"
_DATED = [(kind.id, form.table) for kind, form in all_forms() if _AS_OF in form.column_ids]
_DAY = dt.timedelta(days=1)
_COLUMNS = ("unit", "kind", "starts", "ends", "due", "closed", "received_at", "submission", "status")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both included, for which a sheet of ``kind`` is owed; moments are aware."""

    kind: str
    starts: dt.date
    ends: dt.date
    due: dt.datetime
    closed: dt.datetime | None


def periods_of(deadline: Deadline, term: Term) -> list[Period]:
    """The periods of ``deadline`` in order: one, one a day, or one a calendar week.

    Weeks run from Monday to Sunday. The first and the last are cut where the deadline starts and
    ends, so a week of which only two days are asked for is a period like any other, due after the
    last of these days.
    """
    periods = []
    first = deadline.starts
    while first <= deadline.ends:
        last = min(_last_day(deadline, first), deadline.ends)
        over = term.end_of(last)
        closed = None if deadline.closed_after is None else over + deadline.closed_after
        periods.append(Period(deadline.kind, first, last, over + deadline.due_after, closed))
        first = last + _DAY
    return periods


def reports_by_period(
    facts: Facts,
    term: Term,
    deadlines: Sequence[Deadline],
    known_at: dt.datetime | None = None,
    *,
    until: dt.datetime | None = None,
    exceptions: pd.DataFrame | None = None,
    units: Collection[str] | None = None,
) -> pd.DataFrame:
    """One row for each unit of the term × kind × period, in the order of term, register and days.

    Of ``units`` alone where they are given.

    Columns: ``unit``, ``kind``, ``starts``, ``ends`` (midnights), ``due``, ``closed`` (naive UTC,
    NaT for what never closes), ``received_at`` (naive UTC, NaT), ``submission`` (Int64) and
    ``status``, one of ``STATES``; the module says how it is found. ``known_at`` chooses the
    submissions that stand, ``until`` (aware; ``None``: ``known_at``, else now) the moment at which
    is looked: what was received later is not seen, and what is due later is pending.
    ``exceptions`` has ``unit, kind, opened_at, ends_at, ended_at`` (naive UTC).

    Raises ``ValueError`` for a deadline of a kind that units do not report.
    """
    moment = until or known_at or dt.datetime.now(dt.UTC)
    periods = _periods(deadlines, term)
    asked = {no: unit for no, unit in enumerate(term.unit_names) if units is None or unit in units}
    sheets = _sheets(Standing(facts, term, known_at), [*asked], moment)
    spans = _spans(exceptions)
    rows = []
    for (no, unit), (kind, owed) in product(asked.items(), periods.items()):
        answers = _answers(owed, sheets.get((no, kind), []), spans.get((unit, kind), []))
        rows += [(unit, kind, *_row(period, answers.get(i))) for i, period in enumerate(owed)]
    reports = pd.DataFrame(rows, columns=list(_COLUMNS[:-1])).astype(
        dict.fromkeys(("starts", "ends", "due", "closed", "received_at"), "datetime64[us]")
        | {"unit": "str", "kind": "str", "submission": "Int64"}
    )
    status = judged(reports["received_at"], reports["due"])
    ahead = (status == MISSING) & (reports["due"] > pd.Timestamp(stored(moment)))
    reports["status"] = status.mask(ahead, PENDING)
    return reports


class _Owed(NamedTuple):
    """A period with its moments as the store writes them."""

    period: Period
    begins: dt.datetime
    due: dt.datetime
    closed: dt.datetime | None
    once: bool


class _Sheet(NamedTuple):
    """A standing submission; ``days`` is ``None`` for a form that is of no day."""

    submission: int
    received_at: dt.datetime
    days: frozenset[dt.date] | None


class _Span(NamedTuple):
    """The moments between which an exception lets a closed sheet in."""

    opened_at: dt.datetime
    ends_at: dt.datetime


def _last_day(deadline: Deadline, first: dt.date) -> dt.date:
    if deadline.period == ONCE:
        return deadline.ends
    return first if deadline.period == DAILY else first + (6 - first.weekday()) * _DAY


def _periods(deadlines: Sequence[Deadline], term: Term) -> dict[str, list[_Owed]]:
    by_kind = {deadline.kind: deadline for deadline in deadlines}
    unknown = sorted(set(by_kind) - set(REPORTED_KINDS))
    if unknown:
        raise ValueError(f"no deadline for {', '.join(unknown)}: units report {', '.join(REPORTED_KINDS)}")
    return {
        kind: [
            _Owed(
                period,
                begins=stored(term.end_of(period.starts - _DAY)),
                due=stored(period.due),
                closed=as_stored(period.closed),
                once=by_kind[kind].period == ONCE,
            )
            for period in periods_of(by_kind[kind], term)
        ]
        for kind in REPORTED_KINDS
        if kind in by_kind
    }


def _sheets(
    standing: Standing, units: Sequence[int], moment: dt.datetime
) -> dict[tuple[int, str], list[_Sheet]]:
    """By unit, of ``units``, and kind the standing sheets received by ``moment``, in the order of receipt."""
    received = collected(standing.submissions.select("unit_no", "kind", "submission", "received_at"))
    at, numbers = received["received_at"].to_numpy(), received["submission"].to_numpy()
    own = np.isin(received["unit_no"].to_numpy(), units) & (at <= np.datetime64(stored(moment)))
    places = np.flatnonzero(own)
    received = received.take(places[np.lexsort((numbers[places], at[places]))])
    days = _days(standing)
    sheets: dict[tuple[int, str], list[_Sheet]] = {}
    columns = (received[name].tolist() for name in ("unit_no", "kind", "submission"))
    moments = received["received_at"].dt.to_pydatetime()
    for unit_no, kind, number, received_at in zip(*columns, moments, strict=True):
        sheets.setdefault((unit_no, kind), []).append(_Sheet(number, received_at, days.get(number)))
    return sheets


def _days(standing: Standing) -> dict[int, frozenset[dt.date]]:
    """The days of each submission whose form has 统计日期."""
    days: dict[int, frozenset[dt.date]] = {}
    for _kind, table in _DATED:
        days |= standing.piece("days of sheets", (table,), partial(_days_of, standing, table))
    return days


def _days_of(standing: Standing, table: str) -> dict[int, frozenset[dt.date]]:
    rows = collected(standing.received(table, (_AS_OF,)).select("submission", _AS_OF))
    numbers, spoken = rows["submission"].to_numpy(), rows[_AS_OF].to_numpy().astype("datetime64[D]")
    # Most rows of a sheet say the day of the row above.
    another = (np.diff(numbers, prepend=-1) != 0) | (np.diff(spoken.astype("int64"), prepend=-1) != 0)
    days: dict[int, set[dt.date]] = {}
    for submission, day in zip(numbers[another].tolist(), spoken[another].tolist(), strict=True):
        days.setdefault(submission, set()).add(day)
    return {submission: frozenset(own) for submission, own in days.items()}


def _answers(owed: list[_Owed], sheets: list[_Sheet], exceptions: list[_Span]) -> dict[int, _Sheet]:
    """The place of each answered period → the sheet that answered it first."""
    answers: dict[int, _Sheet] = {}
    for sheet in sheets:
        for place in _answered_by(sheet, owed, answers, exceptions):
            answers.setdefault(place, sheet)
    return answers


def _answered_by(
    sheet: _Sheet, owed: list[_Owed], answers: dict[int, _Sheet], exceptions: list[_Span]
) -> list[int]:
    if owed[0].once:
        return [0]
    if sheet.days is not None:
        return [
            place
            for place, one in enumerate(owed)
            if any(one.period.starts <= day <= one.period.ends for day in sheet.days)
        ]
    at = sheet.received_at
    begun = [place for place, one in enumerate(owed) if place not in answers and one.begins <= at]
    not_due = [place for place in begun if at <= owed[place].due]
    let_in = any(span.opened_at <= at < span.ends_at for span in exceptions)
    still_open = [place for place in begun if let_in or _is_open(owed[place], at)]
    return (not_due or still_open)[:1]


def _is_open(owed: _Owed, at: dt.datetime) -> bool:
    return owed.closed is None or at <= owed.closed


def _row(owed: _Owed, answer: _Sheet | None) -> tuple[object, ...]:
    days = (midnight(owed.period.starts), midnight(owed.period.ends))
    received = (answer.received_at, answer.submission) if answer else (None, None)
    return (*days, owed.due, owed.closed, *received)


def _spans(table: pd.DataFrame | None) -> dict[tuple[str, str], list[_Span]]:
    """The spans of the exceptions by unit and kind."""
    spans: dict[tuple[str, str], list[_Span]] = {}
    for row in () if table is None else table.itertuples():
        ends_at = row.ends_at if pd.isna(row.ended_at) else min(row.ends_at, row.ended_at)
        spans.setdefault((row.unit, row.kind), []).append(_Span(row.opened_at, ends_at))
    return spans
