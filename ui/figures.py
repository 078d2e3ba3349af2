"""Cached loads of the figures that every page picks from, for those who may see them.

The store's version is part of every key, so a new submission is seen at the next run of a page,
and a change of a filter costs no query but the one for the version.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from access import Action
from metrics import (
    compare,
    compute_figures,
    gaps,
    mean_material_kinds,
    reporting_timeliness,
    timeliness_shares,
    visit_counts,
)
from metrics.indicators import FIRST
from schema.term import Term
from ui import identity, session

# Moments of knowledge kept at a time: now, the gates of the term, and some that people chose.
_MOMENTS = 24
_LISTS = 64
_FIRST = tuple(indicator.id for indicator in FIRST)


def version() -> str:
    """The store's version, for those who may see rates: every kept figure of a page has it in its key."""
    identity.check(Action.SEE_RATES)
    return session.store().version()


def series(term: Term, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The figures table of the first indicators, every unit and day of the term, as known at ``known_at``."""
    return _series(version(), term, known_at)


@st.cache_data(max_entries=_MOMENTS, show_spinner=False, hash_funcs=session.HASHED)
def _series(version: str, term: Term, known_at: dt.datetime | None) -> pd.DataFrame:
    return compute_figures(
        session.facts_of(version, term), term=term, days=compare.days_of(term), known_at=known_at,
        indicators=_FIRST,
    )  # fmt: skip


def latest_day(term: Term, today: dt.date) -> dt.date:
    """See :func:`metrics.compare.latest_day`, by all that is known."""
    return _latest_day(version(), term, today)


@st.cache_data(max_entries=4, show_spinner=False, hash_funcs=session.HASHED)
def _latest_day(version: str, term: Term, today: dt.date) -> dt.date:
    return compare.latest_day(_series(version, term, None), term, today)


def at_checkpoints(term: Term, until: dt.date) -> pd.DataFrame:
    """The figures of every checkpoint's day up to ``until`` as they were known at its end."""
    reached = [
        compare.on_day(series(term, term.end_of(each.on)), each.on) for each in term.gates if each.on <= until
    ]
    return pd.concat(reached, ignore_index=True) if reached else series(term).head(0)


def lists(
    term: Term, on: dt.date, known_at: dt.datetime | None, unit: str | None = None
) -> dict[str, pd.DataFrame]:
    """The lists behind the gaps of a unit (of all), see :func:`metrics.lists.gaps`."""
    identity.check(Action.SEE_DETAILS, unit)
    return _lists(version(), term, on, known_at, unit)


@st.cache_data(max_entries=_LISTS, show_spinner=False, hash_funcs=session.HASHED)
def _lists(
    version: str, term: Term, on: dt.date, known_at: dt.datetime | None, unit: str | None
) -> dict[str, pd.DataFrame]:
    return gaps(session.facts_of(version, term), term, on, known_at, unit)


@dataclass(frozen=True)
class Reporting:
    """Who has reported what: ``status`` by unit and kind, and the ``shares`` on time, late, missing."""

    status: pd.DataFrame
    shares: pd.DataFrame


def reporting(term: Term, on: dt.date, known_at: dt.datetime | None) -> Reporting:
    """Reports of every unit and kind by ``on``, see :func:`metrics.reporting_timeliness`."""
    return _reporting(version(), term, on, known_at)


@st.cache_data(max_entries=_LISTS, show_spinner=False, hash_funcs=session.HASHED)
def _reporting(version: str, term: Term, on: dt.date, known_at: dt.datetime | None) -> Reporting:
    status = reporting_timeliness(session.facts_of(version, term), term, on, known_at)
    return Reporting(status, timeliness_shares(status))


@dataclass(frozen=True)
class Second:
    """Second figures: mean kinds of material a class, and visits by kind of visitor."""

    materials: pd.DataFrame
    visits: pd.DataFrame


def second_figures(term: Term, on: dt.date, known_at: dt.datetime | None) -> Second:
    """See :func:`metrics.mean_material_kinds` and :func:`metrics.visit_counts`."""
    return _second_figures(version(), term, on, known_at)


@st.cache_data(max_entries=_LISTS, show_spinner=False, hash_funcs=session.HASHED)
def _second_figures(version: str, term: Term, on: dt.date, known_at: dt.datetime | None) -> Second:
    facts = session.facts_of(version, term)
    return Second(mean_material_kinds(facts, term, on, known_at), visit_counts(facts, term, on, known_at))


_FEW_MOMENTS = 4


def all_series(term: Term, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The figures table of every indicator, unit and day of the term, as known at ``known_at``."""
    return _all_series(version(), term, known_at)


@st.cache_data(max_entries=_FEW_MOMENTS, show_spinner=False, hash_funcs=session.HASHED)
def _all_series(version: str, term: Term, known_at: dt.datetime | None) -> pd.DataFrame:
    facts = session.facts_of(version, term)
    return compute_figures(facts, term=term, days=compare.days_of(term), known_at=known_at)
