"""Figures and the lists behind them, for those who may see them; most are kept, see :mod:`services.cache`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

import metrics
from access import Action
from metrics import compare, compute_figures
from metrics.lists.laggards import laggards
from metrics.lists.obstacles import obstacle_hours
from metrics.periods import PENDING
from metrics.reporting import MISSING
from metrics.states import not_due_yet, with_states
from schema.kinds import KINDS, REPORTED_KINDS
from schema.term import Term
from services.cache import Facts, kept, of_facts
from services.desk import Desk
from services.kept_figures import Asked, first_series, kept_figures
from store import Store

# Moments of knowledge and views kept at a time.
_FEW_MOMENTS, _VIEWS = 4, 128
# The list of the classes of which no sheet of a kind says anything.
_UNTOLD = "not_reported"


def table(
    desk: Desk,
    *,
    days: Sequence[dt.date],
    known_at: dt.datetime | None = None,
    units: Sequence[str] | None = None,
    indicators: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The figures table of ``days``, see :func:`metrics.compute_figures`; nothing of it is kept.

    As in every table here, the column ``state`` says why a figure says nothing, see :mod:`metrics.states`.
    """
    desk.check(Action.SEE_RATES)
    facts = desk.facts()
    figures = compute_figures(
        facts, term=desk.term, days=days, known_at=known_at, units=units, indicators=indicators
    )
    return with_states(figures, facts, desk.dated, known_at, _ahead(desk))


def _ahead(desk: Desk) -> tuple[str, ...]:
    return not_due_yet(desk.dated, desk.now())


def of_days(
    desk: Desk, days: Sequence[dt.date], known_at: dt.datetime | None, indicators: Sequence[str]
) -> pd.DataFrame:
    """The figures table of some indicators on some days, of every unit and the campus."""
    desk.check(Action.SEE_RATES)
    asked = Asked(tuple(days), known_at, tuple(indicators), _ahead(desk))
    return kept_figures(desk.store, desk.dated, asked)


def series(desk: Desk, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The figures table of the first indicators, every unit and day of the term, as known at ``known_at``."""
    desk.check(Action.SEE_RATES)
    return first_series(desk.store, desk.dated, known_at, _ahead(desk))


def all_series(desk: Desk, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The figures table of every indicator, unit and day of the term, as known at ``known_at``."""
    desk.check(Action.SEE_RATES)
    return _all_series(desk.store, desk.dated, known_at, _ahead(desk))


@kept(_FEW_MOMENTS)
def _all_series(
    store: Store, term: Term, known_at: dt.datetime | None, ahead: tuple[str, ...]
) -> pd.DataFrame:
    return kept_figures(store, term, Asked(tuple(compare.days_of(term)), known_at, None, ahead))


def latest_day(desk: Desk, today: dt.date) -> dt.date:
    """See :func:`metrics.compare.latest_day`, by all that is known."""
    desk.check(Action.SEE_RATES)
    return _latest_day(desk.store, desk.dated, today, _ahead(desk))


@kept(_FEW_MOMENTS)
def _latest_day(store: Store, term: Term, today: dt.date, ahead: tuple[str, ...]) -> dt.date:
    return compare.latest_day(first_series(store, term, None, ahead), term, today)


def at_checkpoints(desk: Desk, until: dt.date) -> pd.DataFrame:
    """The figures of every checkpoint's day up to ``until`` as they were known at its end."""
    desk.check(Action.SEE_RATES)
    days = [each.on for each in desk.term.checkpoints if each.on <= until]
    reached = [compare.on_day(series(desk, desk.term.end_of(day)), day) for day in days]
    return pd.concat(reached, ignore_index=True) if reached else series(desk).head(0)


def lists(
    desk: Desk,
    on: dt.date,
    known_at: dt.datetime | None = None,
    unit: str | None = None,
    names: tuple[str, ...] | None = None,
) -> dict[str, pd.DataFrame]:
    """The lists behind the gaps of a unit (of all), or those ``names``, see :func:`metrics.lists.gaps`."""
    desk.check(Action.SEE_DETAILS, unit)
    return of_facts(desk.store, desk.term, metrics.gaps, on, known_at, unit, names)


def not_reported(desk: Desk, on: dt.date, known_at: dt.datetime | None, unit: str) -> dict[str, pd.DataFrame]:
    """Reported kind → the classes of a unit of which no sheet of the kind says anything."""
    desk.check(Action.SEE_DETAILS, unit)
    return of_facts(desk.store, desk.term, _not_reported, on, known_at, unit)


def _not_reported(
    facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None, unit: str
) -> dict[str, pd.DataFrame]:
    rows = metrics.gaps(facts, term, on, known_at, unit, (_UNTOLD,))[_UNTOLD]
    return {kind: rows[rows["kind"] == kind].reset_index(drop=True) for kind in REPORTED_KINDS}


@dataclass(frozen=True)
class Reporting:
    """Who has reported what: ``status`` by unit and kind, and the ``shares`` on time, late, missing."""

    status: pd.DataFrame
    shares: pd.DataFrame


def reporting(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> Reporting:
    """Reports of every unit and kind by ``on``, see :func:`metrics.reporting_timeliness`.

    What is missing and not due yet, by the day and by the clock, is ``pending``, and not expected.
    """
    desk.check(Action.SEE_RATES)
    now = desk.now()
    ahead = not_due_yet(desk.dated, min(desk.term.end_of(on), known_at or now, now))
    return _reporting(desk.store, desk.dated, on, known_at, ahead)


@kept(_VIEWS)
def _reporting(
    store: Store, term: Term, on: dt.date, known_at: dt.datetime | None, ahead: tuple[str, ...]
) -> Reporting:
    status = of_facts(store, term, metrics.reporting_timeliness, on, known_at)
    pending = (status["status"] == MISSING) & status["kind"].isin(ahead)
    status["status"] = status["status"].mask(pending, PENDING)
    return Reporting(status, metrics.timeliness_shares(status))


def widest_gaps(
    desk: Desk, on: dt.date, known_at: dt.datetime | None = None, units: Sequence[str] | None = None
) -> pd.DataFrame:
    """Every gap of every indicator of the day among ``units`` (all), see :func:`laggards`."""
    desk.check(Action.SEE_RATES)
    asked = Asked((on,), known_at, None, _ahead(desk))
    return _widest_gaps(desk.store, desk.dated, asked, None if units is None else tuple(units))


@kept(_VIEWS)
def _widest_gaps(store: Store, term: Term, asked: Asked, units: tuple[str, ...] | None) -> pd.DataFrame:
    return laggards(compare.of(kept_figures(store, term, asked), units=units), term)


def received(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """What was received on a day: ``kind``, ``sheets`` (submissions) and ``units`` (tuples, in order)."""
    desk.check(Action.SEE_RATES)
    return of_facts(desk.store, desk.term, _received, on, known_at)


def _received(facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None) -> pd.DataFrame:
    until = term.end_of(on) if known_at is None else min(known_at, term.end_of(on))
    last = pd.Timestamp(until).tz_convert(None)
    sheets_and_units = []
    for kind in KINDS:
        rows = pd.concat([facts[form.table] for form in kind.forms])
        day = rows[(rows["received_on"] == pd.Timestamp(on)) & (rows["received_at"] <= last)]
        sheets = day.drop_duplicates("submission")
        if len(sheets):
            sent = set(sheets["submitted_unit"])
            sheets_and_units.append((kind.id, len(sheets), tuple(u for u in term.unit_names if u in sent)))
    return pd.DataFrame(sheets_and_units, columns=["kind", "sheets", "units"])


def counts(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """See :func:`metrics.counts`."""
    desk.check(Action.SEE_RATES)
    return of_facts(desk.store, desk.term, metrics.counts, on, known_at)


def teachers(desk: Desk, since: dt.date, until: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The teachers of all days from ``since``, each once, see :func:`metrics.distinct_teachers`."""
    desk.check(Action.SEE_RATES)
    return of_facts(desk.store, desk.term, metrics.distinct_teachers, since, until, known_at)


def material_kinds(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """See :func:`metrics.mean_material_kinds`."""
    desk.check(Action.SEE_RATES)
    return of_facts(desk.store, desk.term, metrics.mean_material_kinds, on, known_at)


def visits(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """See :func:`metrics.visit_counts`."""
    desk.check(Action.SEE_RATES)
    return of_facts(desk.store, desk.term, metrics.visit_counts, on, known_at)


def group_numbers(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """See :func:`metrics.group_numbers`."""
    desk.check(Action.SEE_RATES)
    return of_facts(desk.store, desk.term, metrics.group_numbers, on, known_at)


def solution_hours(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """See :func:`metrics.lists.obstacles.obstacle_hours`."""
    desk.check(Action.SEE_RATES)
    return of_facts(desk.store, desk.term, obstacle_hours, on, known_at)


def by_mode(desk: Desk, indicator: str, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """See :func:`metrics.by_mode`."""
    desk.check(Action.SEE_RATES)
    return of_facts(desk.store, desk.term, metrics.by_mode, indicator, on, known_at)
