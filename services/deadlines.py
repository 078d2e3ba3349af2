"""What the deadlines mean at a moment: what is due next, who is late with what, and how to say so.

Everything here takes the table of :func:`metrics.reports_by_period` as it was at that moment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from access import Action
from charts import wording
from charts.texts import text
from metrics import periods_of, reports_by_period
from metrics.moments import aware, stored
from metrics.periods import PENDING
from metrics.reporting import MISSING
from schema.deadlines import ONCE, Deadline
from schema.kinds import REPORTED_KINDS, kind_by_id
from schema.language import chosen, titled
from schema.term import Term
from services import cache, locks
from services.desk import Desk
from services.robots.messages import Owed, message_for_all, message_for_unit
from store import Store, StoreError
from store.deadlines import add_deadline, read_deadlines
from store.exceptions import read_exceptions
from store.versions import read_whole_version

Span = tuple[dt.date, dt.date]
_KEPT = 64  # reports that are kept at a time: of each unit, and of all
_LONG_RUN = 3  # periods from which a run is told by its first and last day


@dataclass(frozen=True)
class Countdown:
    """The next due moment, how long until then, and the ``sheets`` due by it, as rows of reports."""

    due: dt.datetime
    left: dt.timedelta
    sheets: pd.DataFrame

    @property
    def waiting(self) -> pd.DataFrame:
        """The rows of those that have not come."""
        return self.sheets[self.sheets["status"] == PENDING]


def moment_of(on: dt.date, latest: dt.date, term: Term, now: dt.datetime) -> dt.datetime:
    """The moment from which deadlines are looked at when ``on`` is the day that was chosen.

    ``now``, while the term lasts and ``on`` is not before ``latest``, the last day with data; the end
    of ``on`` otherwise, so that a day of the past looks as it ended.
    """
    if on >= latest and term.local_day(now) <= term.closes:
        return now
    return min(term.end_of(on), now)


def countdown(reports: pd.DataFrame, moment: dt.datetime) -> Countdown | None:
    """What is due next after ``moment``; ``None`` when nothing is."""
    ahead = reports[reports["due"] > pd.Timestamp(stored(moment))]
    if ahead.empty:
        return None
    first = ahead["due"].min()
    due = first.to_pydatetime().replace(tzinfo=dt.UTC)
    return Countdown(due, due - moment, ahead[ahead["due"] == first].reset_index(drop=True))


def late_list(reports: pd.DataFrame, moment: dt.datetime) -> pd.DataFrame:
    """The rows of what is missing, with ``overdue`` (timedelta since it was due)."""
    missing = reports[reports["status"] == MISSING].reset_index(drop=True)
    return missing.assign(overdue=pd.Timestamp(stored(moment)) - missing["due"])


def shown_days(reports: pd.DataFrame, moment: dt.datetime) -> pd.DataFrame:
    """The rows that were due by ``moment``, and those that are due next."""
    then = countdown(reports, moment)
    until = stored(then.due if then else moment)
    return reports[reports["due"] <= pd.Timestamp(until)].reset_index(drop=True)


def period_title(
    kind: str, starts: dt.date, ends: dt.date, deadlines: Mapping[str, Deadline], language: str = "zh"
) -> str:
    """A period in words: its day, its days, or for what is sent once the day by which it was due."""
    first, last = (wording.format_day(day, language, weekday=False) for day in (starts, ends))
    if deadlines[kind].period == ONCE:
        # A microsecond less: 24:00 belongs to the day that it ends.
        over = dt.datetime.combine(ends, dt.time()) + dt.timedelta(days=1, microseconds=-1)
        due = over + deadlines[kind].due_after
        return text("by_day", language, day=wording.format_day(due, language, weekday=False))
    return first if starts == ends else f"{first}–{last}"


def time_left(span: dt.timedelta, language: str = "zh") -> str:
    """A length of time in days and hours, of less than a day in hours and minutes."""
    minutes = max(0, int(span.total_seconds() // 60))
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    large, small = (("days", days), ("hours", hours)) if days else (("hours", hours), ("minutes", rest))
    parts = [text(f"{unit}_of_time", language, count=count) for unit, count in (large, small) if count]
    return chosen("", " ", language).join(parts) or text("minutes_of_time", language, count=0)


def owed_sheets(
    late: pd.DataFrame, *, term: Term, deadlines: Mapping[str, Deadline], language: str = "zh"
) -> list[Owed]:
    """What is missing in ``late`` (of :func:`late_list`) in words; a long run of periods is one entry."""
    return [
        Owed(
            wording.unit_title(unit, term, language),
            _kind_title(kind, language),
            _run_title(kind, run, deadlines, language),
            len(run),
        )
        for (unit, kind), own in late.groupby(["unit", "kind"], sort=False)
        for run in _runs([(row.starts, row.ends) for row in own.itertuples()])
    ]


def _runs(periods: Sequence[Span]) -> list[list[Span]]:
    """Periods that follow one another without a gap, together where they are three or more."""
    runs: list[list[Span]] = []
    for starts, ends in periods:
        if runs and starts - runs[-1][-1][1] == dt.timedelta(days=1):
            runs[-1].append((starts, ends))
        else:
            runs.append([(starts, ends)])
    return [part for run in runs for part in ([run] if len(run) >= _LONG_RUN else [[one] for one in run])]


def _run_title(kind: str, run: list[Span], deadlines: Mapping[str, Deadline], language: str) -> str:
    if len(run) == 1:
        return period_title(kind, *run[0], deadlines, language)
    first, last = (wording.format_day(day, language, weekday=False) for day in (run[0][0], run[-1][1]))
    return text("run_of_periods", language, first=first, last=last, count=len(run))


def reminder(
    owed: Sequence[Owed],
    moment: dt.datetime,
    *,
    term: Term,
    unit: str | None = None,
    language: str = "zh",
) -> str:
    """The message about ``owed`` (of :func:`owed_sheets`) for ``unit``, by default for the whole group."""
    opening = {
        "title": wording.term_title(term, language),
        "moment": wording.format_moment(moment, term.timezone, language),
    }
    if unit is None:
        return message_for_all(owed, **opening, language=language)
    return message_for_unit(owed, unit=wording.unit_title(unit, term, language), **opening, language=language)


def _kind_title(kind: str, language: str) -> str:
    declared = kind_by_id(kind)
    return titled(declared, language)


def set_deadline(desk: Desk, deadline: Deadline) -> None:
    """Let ``deadline`` hold for its kind; raises ``StoreError`` for a kind that no unit reports."""
    desk.check(Action.SET_DEADLINES)
    if deadline.kind not in REPORTED_KINDS:
        raise StoreError("no_deadline_for_kind", kind=deadline.kind)
    add_deadline(desk.store, desk.term.name, deadline, desk.signed())


def given(desk: Desk) -> list[Deadline]:
    """The deadlines that academic affairs has set, one for each kind that has any."""
    desk.check(Action.SEE_RATES)
    return read_deadlines(desk.store, desk.term.name)


def in_force(desk: Desk) -> dict[str, Deadline]:
    """The deadline of each kind: as academic affairs set it, else as the term's file has it."""
    desk.check(Action.SEE_RATES)
    return locks.deadlines_in_force(desk.store, desk.term)


def reports(
    desk: Desk,
    until: dt.datetime,
    known_at: dt.datetime | None = None,
    units: Collection[str] | None = None,
) -> pd.DataFrame:
    """Reports of every unit (or of ``units``), kind and period, see :func:`metrics.reports_by_period`."""
    desk.check(Action.SEE_RATES)
    asked = None if units is None else tuple(units)
    return _reports(desk.store, desk.term, _last_change(desk.store, desk.term, until), known_at, asked)


def _last_change(store: Store, term: Term, until: dt.datetime) -> dt.datetime:
    """The last moment by ``until`` at which a sheet came or was due; ``until`` where there is none.

    What reports say changes at these moments alone.
    """
    moments = _moments(store, term)
    place = int(np.searchsorted(moments, np.datetime64(stored(until)), side="right"))
    return aware(pd.Timestamp(moments[place - 1])) if place else until


@cache.kept(2, version=read_whole_version, shared=True)
def _moments(store: Store, term: Term) -> npt.NDArray[np.datetime64]:
    """All moments at which a sheet came or is due, in order."""
    due = [
        stored(period.due)
        for deadline in locks.deadlines_in_force(store, term).values()
        for period in periods_of(deadline, term)
    ]
    received = cache.loaded(store, term).provenance["received_at"].to_numpy("datetime64[us]")
    return np.unique(np.append(received, np.array(due, dtype="datetime64[us]")))


@cache.kept(_KEPT, version=read_whole_version)
def _reports(
    store: Store, term: Term, until: dt.datetime, known_at: dt.datetime | None, units: tuple[str, ...] | None
) -> pd.DataFrame:
    deadlines = list(locks.deadlines_in_force(store, term).values())
    return reports_by_period(
        cache.facts(store, term),
        term,
        deadlines,
        known_at,
        until=until,
        exceptions=read_exceptions(store, term.name),
        units=units,
    )
