"""What stands beside a figure: whom it leaves out, and whether spot checks say otherwise."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from access import Action
from metrics import compare, compute_figures
from metrics.agreement.spot_checks import contradicted, sums_of_checks
from metrics.outside import outside, unplanned, unplanned_classes
from metrics.received import Facts
from metrics.relations import collected
from metrics.standing import Standing
from schema.figures import CONTRADICTED
from schema.kinds import REPORTED_KINDS
from schema.term import Term
from services import cache
from services.cache import Looked, Made, Shelf, kept, moment_of, of_facts, of_facts_looked_at
from services.desk import Desk
from services.kept_figures import Asked, first_series, kept_figures, looked_at
from store import Store
from store.facts import LoadedFacts

_VIEWS = 16
_CONTRADICTED: Shelf[Made] = Shelf(_VIEWS, Made)
Place = tuple[str, str]  # an indicator, and a unit or the campus


@dataclass(frozen=True)
class Beside:
    """Of figures of one day: ``left_out`` has, by what :mod:`metrics.outside` calls it, how many.

    ``contradicted`` are those that lie outside the interval of the spot checks, of which there were
    ``checks`` by then.
    """

    left_out: Mapping[Place, Mapping[str, int]]
    contradicted: frozenset[Place]
    checks: int = 0


def beside(
    desk: Desk, on: dt.date, known_at: dt.datetime | None = None, *, first_only: bool = False
) -> Beside:
    """What stands beside the figures of the day ``on``, by unit and for the campus.

    Of every indicator, or of the ``first_only``, whose figures are known already.
    """
    desk.check(Action.SEE_RATES)
    return _beside(desk.store, desk.dated, on, known_at, first_only=first_only)


@kept(_VIEWS, shared=True)
def _beside(
    store: Store, term: Term, on: dt.date, known_at: dt.datetime | None, *, first_only: bool
) -> Beside:
    if first_only:
        figures = compare.on_day(first_series(store, term, known_at), on)
    else:
        figures = kept_figures(store, term, Asked((on,), known_at))
    rows = outside(cache.facts(store, term), term, figures, known_at)
    classes = [of_facts(store, term, unplanned_classes, kind, known_at) for kind in REPORTED_KINDS]
    left_out: dict[Place, dict[str, int]] = defaultdict(dict)
    for row in pd.concat([unplanned(pd.concat(classes), on), rows]).itertuples():
        left_out[row.indicator, row.unit][row.what] = row.count
    checks = of_facts(store, term, _count_checks, on, known_at)
    return Beside(dict(left_out), contradicted_by_checks(store, term, on, known_at), checks)


def marked(
    desk: Desk,
    figures: pd.DataFrame,
    known_at: dt.datetime | None = None,
    *,
    days: Iterable[dt.date] | None = None,
) -> pd.DataFrame:
    """``figures`` with the column ``contradicted``: whether spot checks contradict a figure.

    Of ``days``, or of their last day, which is the one that a chart writes.
    """
    desk.check(Action.SEE_RATES)
    last = figures["on"].max()
    asked = ([] if pd.isna(last) else [last.date()]) if days is None else days
    against = {
        (*place, pd.Timestamp(day))
        for day in asked
        for place in contradicted_by_checks(desk.store, desk.term, day, known_at)
    }
    # Of the other days nobody asked: looking each of their figures up takes as long as making them.
    of_days = figures["on"].isin([on for *_place, on in against]).to_numpy()
    rows, marks = figures[of_days], np.zeros(len(figures), dtype=bool)
    keys = zip(rows["indicator"], rows["unit"], rows["on"], strict=True)
    marks[of_days] = [key in against for key in keys]
    return figures.assign(**{CONTRADICTED: marks})


def _count_checks(facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None) -> int:
    """How many spot checks up to ``on`` stand."""
    rows = collected(Standing(facts, term, known_at).received("checks", ("checked_on",)))
    return int((rows["checked_on"] <= pd.Timestamp(on)).sum())


def contradicted_by_checks(
    store: Store, term: Term, on: dt.date, known_at: dt.datetime | None
) -> frozenset[Place]:
    """Figures that checks up to ``on`` contradict, of all that are there; nobody is asked.

    As of the last day of a check: on the days after it nothing else is contradicted. Kept by what the
    claims are made of: most are those of moments that are over.
    """
    now = cache.loaded(store, term)
    days = now.tables["checks"]["checked_on"]
    last = days[days <= pd.Timestamp(on)].max()
    if pd.isna(last):
        return frozenset()
    made = _CONTRADICTED.place(store, (term.text, last, known_at))
    with made.lock:
        if not made.is_of(now):
            made.keep(*_held_against_checks(store, term, last.date(), known_at))
        places: frozenset[Place] = made.result[0]
    return places


def _held_against_checks(
    store: Store, term: Term, last: dt.date, known_at: dt.datetime | None
) -> tuple[frozenset[Place], LoadedFacts, set[Looked]]:
    """Which figures the checks up to ``last`` contradict, of which facts, and what of these was looked at."""
    now = cache.loaded(store, term)
    checks, of_checks = of_facts_looked_at(store, term, sums_of_checks, last, known_at)
    looked = set(of_checks)

    def figures_of(
        days: tuple[dt.date, ...], claimed_at: dt.datetime | None, indicators: tuple[str, ...]
    ) -> pd.DataFrame:
        if claimed_at == known_at:  # of no moment of its own: the series that is kept has it
            looked.update(pair for id in indicators for pair in looked_at(id, moment_of(known_at)))
            return kept_figures(store, term, Asked(days, known_at, indicators))
        figures, of_claims = of_facts_looked_at(store, term, _claims, days, claimed_at, indicators)
        looked.update(of_claims)
        return figures

    return contradicted(checks, term, figures_of, known_at), now, looked


def _claims(
    facts: Facts,
    term: Term,
    days: tuple[dt.date, ...],
    known_at: dt.datetime | None,
    indicators: tuple[str, ...],
) -> pd.DataFrame:
    """Nobody asks why a claim says nothing, nor for the days between."""
    return compute_figures(facts, term=term, days=days, known_at=known_at, indicators=indicators)
