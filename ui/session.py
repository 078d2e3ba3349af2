"""The store of this server, opened once; nobody is asked here.

Pages come by way of the desk of :mod:`ui.identity`, at which it is asked who wants what.
"""

from __future__ import annotations

import os

import streamlit as st

from schema.term import load_term
from services import sample
from store import Store, open_store
from store.database import URL_VARIABLE


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
