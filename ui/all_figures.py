"""Cached figures of every indicator, for the pages that are about all of them."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from metrics import compare, compute_figures
from schema.term import Term
from ui import figures, session

_MOMENTS = 4


def all_series(term: Term, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The figures table of every indicator, unit and day of the term, as known at ``known_at``."""
    return _all_series(figures.version(), term, known_at)


@st.cache_data(max_entries=_MOMENTS, show_spinner=False, hash_funcs=session.HASHED)
def _all_series(version: str, term: Term, known_at: dt.datetime | None) -> pd.DataFrame:
    facts = session.facts_of(version, term)
    return compute_figures(facts, term=term, days=compare.days_of(term), known_at=known_at)
