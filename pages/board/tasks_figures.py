"""Cached figures of the responsibility board: those of one day and of the day before, not of the term."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import streamlit as st

import metrics
from metrics import compare
from schema.figures import CAMPUS
from schema.term import Term
from services import tasks
from ui import figures as sources
from ui import session
from ui.filters import Filters

_VIEWS = 64


@dataclass(frozen=True)
class Measured:
    """What the board is made of: ``figures`` of two days and ``counts``, of every unit and the campus."""

    figures: pd.DataFrame
    counts: pd.DataFrame


def measured(filters: Filters) -> Measured:
    """The figures and counts behind the board."""
    return _measured(sources.version(), filters.term, filters.on, filters.known_at)


@st.cache_data(max_entries=_VIEWS, show_spinner=False, hash_funcs=session.HASHED)
def _measured(version: str, term: Term, on: dt.date, known_at: dt.datetime | None) -> Measured:
    facts = session.facts_of(version, term)
    days = [compare.day_before(on), on]
    figures = metrics.compute_figures(
        facts, term=term, days=days, known_at=known_at, indicators=tasks.all_indicators()
    )
    return Measured(figures, metrics.counts(facts, term, on, known_at))


def boards(filters: Filters) -> dict[str, tuple[tasks.Line, ...]]:
    """The board of every unit, and last that of the campus.

    It stands at the end of the chosen day; of a day that is not over, at this hour.
    """
    now = dt.datetime.now(dt.UTC)
    moment = tasks.moment_of(filters.on, filters.known_at, filters.term, now)
    if moment == now:
        moment = moment.replace(minute=0, second=0, microsecond=0)
    return _boards(sources.version(), filters.term, filters.on, filters.known_at, moment)


@st.cache_data(max_entries=_VIEWS, show_spinner=False, hash_funcs=session.HASHED)
def _boards(
    version: str, term: Term, on: dt.date, known_at: dt.datetime | None, moment: dt.datetime
) -> dict[str, tuple[tasks.Line, ...]]:
    found = _measured(version, term, on, known_at)
    return {
        unit: tasks.lines(found.figures, found.counts, term, unit, on, moment)
        for unit in (*term.unit_names, CAMPUS)
    }
