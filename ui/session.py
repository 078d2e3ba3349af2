"""The store of this server and its facts, opened and loaded once; nobody is asked here.

Pages come by way of :mod:`ui.identity` and :mod:`ui.figures`, which ask who wants it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from schema.term import Term, load_term
from services import reckoning, sample
from store import Store, open_store
from store.database import URL_VARIABLE

# A term is known by what its file says, wherever it was read.
HASHED: dict[str | type[Any], Callable[[Any], Any]] = {Term: repr}


def store() -> Store:
    """The store of this server; raises ``StoreError`` when it cannot be reached.

    The embedded database, when it is empty, first gets the sample term.
    """
    return _opened(os.environ.get(URL_VARIABLE) or None)


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(url: str | None) -> Store:
    opened = open_store(url)
    if url is None and sample.is_wanted(opened, load_term()):
        sample.load_sample(opened, load_term())
    return opened


def facts(term: Term) -> dict[str, pd.DataFrame]:
    """All facts of the term as the store has them now."""
    return facts_of(store().version(), term)


@st.cache_resource(max_entries=2, show_spinner=False, hash_funcs=HASHED)
def facts_of(version: str, term: Term) -> dict[str, pd.DataFrame]:  # noqa: ARG001 - it is the key
    """The facts of the term, kept by the store's ``version``."""
    return reckoning.load_facts(store(), term)
