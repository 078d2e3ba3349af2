"""The figures table, kept by indicator: made anew are those alone that what has come since may move.

An indicator is made of the plan and of the kinds of sheets that feed it, as its declaration says; it is
given the tables of these and no others. So a confirmation of materials leaves all figures about groups
as they are, and one that is received today leaves what was known yesterday.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock

import pandas as pd

from metrics import compare, compute_figures
from metrics.indicators import FIRST, INDICATORS, indicator_by_id
from metrics.pieces import Unchanging
from metrics.received import Facts
from metrics.states import with_states
from schema.kinds import kind_by_id
from schema.term import Term
from services.cache import Looked, Made, Shelf, kept, loaded, moment_of
from store import Store
from store.facts import LoadedFacts

# Moments of knowledge that are kept at a time: now, the checkpoints, what people chose.
_SERIES = 48
_MOMENTS = 24
_FIRST = tuple(indicator.id for indicator in FIRST)


@cache
def tables_of(indicator: str) -> frozenset[str]:
    """The tables of facts that an indicator is made of."""
    kinds = indicator_by_id(indicator).kinds
    return frozenset(form.table for kind in kinds for form in kind_by_id(kind).forms)


def looked_at(indicator: str, moment: pd.Timestamp | None) -> list[Looked]:
    """What an indicator is made of as known at ``moment``."""
    return [(table, moment) for table in tables_of(indicator)]


class _Series:
    """What was made as known at one moment, by indicator; only one thread makes it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.made: dict[str, Made] = {}


_KEPT: Shelf[_Series] = Shelf(_SERIES, _Series)


@dataclass(frozen=True)
class Asked:
    """Which figures: of which days, as known when, which indicators (``None``: all), and what is not due yet.

    ``ahead`` as for :func:`metrics.states.with_states`.
    """

    days: tuple[dt.date, ...]
    known_at: dt.datetime | None = None
    indicators: tuple[str, ...] | None = None
    ahead: tuple[str, ...] = ()

    @property
    def ids(self) -> list[str]:
        """The indicators in the order of the register; raises ``ValueError`` for one that it lacks."""
        wanted = None if self.indicators is None else set(self.indicators)
        ids = [one.id for one in INDICATORS if wanted is None or one.id in wanted]
        if wanted is not None and len(ids) < len(wanted):
            raise ValueError(f"no such indicator: {', '.join(sorted(wanted - set(ids)))}")
        return ids


def kept_figures(store: Store, term: Term, asked: Asked) -> pd.DataFrame:
    """The figures table of every unit and the campus, with their states; nobody is asked.

    What :func:`metrics.compute_figures` and :func:`metrics.states.with_states` give of all facts. A figure
    of a day does not hang on which others are asked for, and a series costs hardly more than one day: so
    what is kept is made of all days of the term, and of the week before it.
    """
    every = replace(asked, days=calendar(term))
    if not set(asked.days) <= set(every.days):
        return _made_anew(loaded(store, term).tables, term, asked, asked.ids)
    series = _KEPT.place(store, (term.text, asked.known_at, asked.ahead))
    moment, ids = moment_of(asked.known_at), asked.ids
    with series.lock:
        now = loaded(store, term)  # by those who waited for each other, what the last of them saw
        made = {id: series.made.setdefault(id, Made()) for id in ids}
        changed = [id for id in ids if not made[id].is_of(now)]
        if changed:
            names = frozenset[str]().union(*map(tables_of, changed))
            figures = _made_anew(Unchanging({name: now.tables[name] for name in names}), term, every, changed)
            for id, rows in figures.groupby("indicator", sort=False):
                made[str(id)].keep(rows, now, looked_at(str(id), moment))
        parts = [made[id].result[0] for id in ids]
    figures = pd.concat(parts) if parts else _made_anew(now.tables, term, every, ids)
    wanted = figures["on"].isin(pd.DatetimeIndex(asked.days))
    return figures[wanted].reset_index(drop=True)


def keep(store: Store, term: Term, now: LoadedFacts, figures: pd.DataFrame, same: Collection[str]) -> None:
    """Keep ``figures`` that somebody has worked out: with their states, of all days of :func:`calendar`.

    They are of the facts ``now`` where all tables of one are among ``same``; others are not kept. Nobody
    is asked.
    """
    series, whole = _KEPT.place(store, (term.text, None, ())), set(same)
    with series.lock:
        for id, rows in figures.groupby("indicator", sort=False):
            if tables_of(str(id)) <= whole:
                series.made.setdefault(str(id), Made()).keep(rows, now, looked_at(str(id), None))


def calendar(term: Term) -> tuple[dt.date, ...]:
    """The days of which figures are kept."""
    return tuple(day.date() for day in pd.date_range(term.first_day - dt.timedelta(7), term.last_day))


def _made_anew(facts: Facts, term: Term, asked: Asked, indicators: Sequence[str]) -> pd.DataFrame:
    known_at = asked.known_at
    figures = compute_figures(facts, term=term, days=asked.days, known_at=known_at, indicators=indicators)
    return with_states(figures, facts, term, known_at, asked.ahead)


@kept(_MOMENTS)
def first_series(
    store: Store, term: Term, known_at: dt.datetime | None = None, ahead: tuple[str, ...] = ()
) -> pd.DataFrame:
    """The figures table of the first indicators, every unit and day of the term."""
    return kept_figures(store, term, Asked(tuple(compare.days_of(term)), known_at, _FIRST, ahead))
