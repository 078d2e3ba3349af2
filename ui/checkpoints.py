"""The checkpoints of the term on every page: those that are over are frozen, once."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pandas as pd
import streamlit as st

from schema.term import Gate, Term
from services import checkpoints, sample
from ui import figures, session


def over(term: Term) -> tuple[Gate, ...]:
    """The gates that are over now."""
    return checkpoints.passed(term, dt.datetime.now(dt.UTC))


def keep(term: Term) -> None:
    """Freeze what is due. Looked at when something has come or another gate is over, not at every run."""
    _keep(figures.version(), term, tuple(gate.id for gate in over(term)))


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=session.HASHED)
def _keep(version: str, term: Term, passed: tuple[str, ...]) -> None:  # noqa: ARG001 - the key
    store, now = session.store(), dt.datetime.now(dt.UTC)
    # What another process is still loading is not what was known.
    if checkpoints.due(store, term, now) and not sample.is_wanted(store, term):
        checkpoints.freeze_passed(store, term, partial(session.facts, term), now)


def frozen(term: Term) -> pd.DataFrame:
    """The frozen figures of all gates, after freezing those that are due."""
    keep(term)
    return _frozen(figures.version(), term, tuple(gate.id for gate in over(term)))


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=session.HASHED)
def _frozen(version: str, term: Term, passed: tuple[str, ...]) -> pd.DataFrame:  # noqa: ARG001 - the key
    return session.store().frozen(term.name)
