"""What stands beside a figure: whom it leaves out, and whether spot checks say otherwise."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from access import Action
from metrics import compare, compute_figures
from metrics.agreement.spot_checks import contradicted
from metrics.outside import outside, unplanned, unplanned_classes
from metrics.standing import Facts, Standing, collected
from metrics.states import with_states
from schema.figures import CONTRADICTED
from schema.term import Term
from services.cache import of_facts
from services.desk import Desk
from services.figures import series

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
    if first_only:
        figures = compare.on_day(series(desk, known_at), on)
        rows = outside(desk.facts(), desk.term, figures, known_at)
    else:
        rows = of_facts(desk.store, desk.term, _outside_all, on, known_at)
    classes = of_facts(desk.store, desk.term, unplanned_classes, known_at)
    left_out: dict[Place, dict[str, int]] = defaultdict(dict)
    for row in pd.concat([unplanned(classes, on), rows]).itertuples():
        left_out[row.indicator, row.unit][row.what] = row.count
    return Beside(dict(left_out), _contradicted(desk, on, known_at), _checks(desk, on, known_at))


def _outside_all(facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None) -> pd.DataFrame:
    figures = compute_figures(facts, term=term, days=[on], known_at=known_at)
    return outside(facts, term, with_states(figures, facts, term, known_at), known_at)


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
    against = {(*place, pd.Timestamp(day)) for day in asked for place in _contradicted(desk, day, known_at)}
    keys = zip(figures["indicator"], figures["unit"], figures["on"], strict=True)
    return figures.assign(**{CONTRADICTED: [key in against for key in keys]})


def _checks(desk: Desk, on: dt.date, known_at: dt.datetime | None) -> int:
    """How many spot checks up to ``on`` stand."""
    return of_facts(desk.store, desk.term, _count_checks, on, known_at)


def _count_checks(facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None) -> int:
    rows = collected(Standing(facts, term, known_at).received("checks", ("checked_on",)))
    return int((rows["checked_on"] <= pd.Timestamp(on)).sum())


def _contradicted(desk: Desk, on: dt.date, known_at: dt.datetime | None) -> frozenset[Place]:
    """As of the last day of a check: on the days after it nothing else is contradicted."""
    days = desk.facts()["checks"]["checked_on"]
    last = days[days <= pd.Timestamp(on)].max()
    if pd.isna(last):
        return frozenset()
    return of_facts(desk.store, desk.term, contradicted, last.date(), known_at)
