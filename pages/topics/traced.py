"""Cached loads of the page of traces: figures of one indicator, what they are made of, rows of sheets."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import metrics
from access import Action
from schema.figures import CAMPUS
from schema.term import Term
from services.source_cells import SourceRow
from ui import figures as sources
from ui import front, session
from ui.filters import Filters

_KEPT = 64


def figures(indicator: str, filters: Filters) -> pd.DataFrame:
    """The figures table of one indicator on the chosen day, of every unit and the campus."""
    return _figures(sources.version(), filters.term, indicator, filters)


@st.cache_data(max_entries=_KEPT, show_spinner=False, hash_funcs={**session.HASHED, Filters: repr})
def _figures(version: str, term: Term, indicator: str, filters: Filters) -> pd.DataFrame:
    return metrics.compute_figures(
        session.facts_of(version, term), term=term, days=[filters.on], known_at=filters.known_at,
        indicators=[indicator],
    )  # fmt: skip


def may_see(unit: str) -> bool:
    """Whether this session's person may see what is behind the figures of a unit or the campus."""
    return front.desk().may(Action.SEE_DETAILS, None if unit == CAMPUS else unit)


def behind(indicator: str, unit: str, filters: Filters) -> pd.DataFrame:
    """What a figure is made of as this person may see it, see :meth:`services.front.Desk.behind`."""
    desk = front.desk()
    desk.check(Action.SEE_DETAILS, None if unit == CAMPUS else unit)
    return _behind(sources.version(), filters, indicator, unit, repr(desk.person), desk)


@st.cache_data(max_entries=_KEPT, show_spinner=False, hash_funcs={Filters: repr})
def _behind(version: str, filters: Filters, indicator: str, unit: str, who: str, _desk) -> pd.DataFrame:  # noqa: ARG001 - the key
    return _desk.behind(indicator, unit, filters.on, filters.known_at)


def source_row(submission: int, row: int) -> SourceRow:
    """A row of a sheet as it was read; raises ``Denied`` for who may not see what is in it."""
    desk = front.desk()
    desk.submission(submission)
    return _source_row(sources.version(), submission, row, repr(desk.person), desk)


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _source_row(version: str, submission: int, row: int, who: str, _desk) -> SourceRow:  # noqa: ARG001 - the key
    return _desk.source_row(submission, row)
