"""The reader's choices in the address of the page, so that a view can be sent as a link.

Choices stand in the address by their ids and days as ISO dates, so a link means the same in both
languages; what is as usual is left out, so the plain address always shows the latest. Streamlit
can bind widgets to the address itself, but it writes the words that the reader sees, which change
with the language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from urllib.parse import urlencode

import streamlit as st

# What the session keeps: every choice so far, what is usual for those that this page offers,
# and which page was shown last.
_CHOSEN, _USUAL, _PAGE, _FRESH = "chosen", "usual", "page", "fresh"


def begin() -> None:
    """Begin a run, of which the page is not known yet."""
    st.session_state[_FRESH] = False
    st.session_state[_USUAL] = {}


def turn_to(page: str) -> None:
    """Say which page is run: choices made on another are carried over to it."""
    st.session_state[_FRESH] = st.session_state.get(_PAGE) != page
    st.session_state[_PAGE] = page


def recall(key: str, usual: object, read: Callable[[list[str]], object]) -> None:
    """Before a widget with ``key`` is shown: what was chosen, else what the address says, else ``usual``.

    ``read`` makes a choice from the texts of the address, or ``None`` of what it does not know.
    Streamlit lets go of a widget's state when the page is turned, so it is kept here. Whoever turns
    the page by a link that names a choice wants that one, and not what was chosen before.
    """
    chosen = st.session_state.setdefault(_CHOSEN, {})
    fresh = st.session_state.get(_FRESH, False)
    if key not in chosen or (fresh and key in st.query_params):
        choice = read(st.query_params.get_all(key))
        chosen[key] = chosen.get(key, usual) if choice is None else choice
    if fresh or key not in st.session_state:
        st.session_state[key] = chosen[key]
    chosen[key] = st.session_state[key]
    st.session_state.setdefault(_USUAL, {})[key] = usual


def choose(key: str, choice: object) -> None:
    """Choose for a widget of a page that is about to be opened."""
    st.session_state.setdefault(_CHOSEN, {})[key] = choice


def choose_here(key: str, choice: object) -> None:
    """Choose on the page that is shown, before its next run: what a button does when it is pressed."""
    st.session_state[key] = choice
    choose(key, choice)


def keep_choices_only(*others: str) -> None:
    """Let go of all that the session holds but choices of the address and ``others``."""
    kept = {_CHOSEN, _USUAL, _PAGE, _FRESH, *st.session_state.get(_CHOSEN, {}), *others}
    for key in [str(key) for key in st.session_state if key not in kept]:
        del st.session_state[key]


def one_of(known: Collection[str]) -> Callable[[list[str]], str | None]:
    """Reads the first text that is one of ``known``."""
    return lambda texts: next((text for text in texts if text in known), None)


def some_of(known: Collection[str]) -> Callable[[list[str]], list[str]]:
    """Reads all texts that are among ``known``."""
    return lambda texts: [text for text in texts if text in known]


def day_within(first: dt.date, last: dt.date) -> Callable[[list[str]], dt.date | None]:
    """Reads an ISO date from ``first`` to ``last``."""

    def read(texts: list[str]) -> dt.date | None:
        try:
            day = dt.date.fromisoformat(texts[0]) if texts else None
        except ValueError:
            return None
        return day if day and first <= day <= last else None

    return read


def current() -> dict[str, list[str]]:
    """Every choice so far in this run that is not as usual, as it stands in an address."""
    usual = st.session_state.get(_USUAL, {})
    chosen = {key: _texts(st.session_state.get(key)) for key in usual}
    return {key: texts for key, texts in chosen.items() if texts and texts != _texts(usual[key])}


def to(page: str, **choices: str) -> str:
    """The address of ``page`` with the choices of this run, and with ``choices`` beside them."""
    return f"{page}?{urlencode({**current(), **choices}, doseq=True)}"


def write() -> None:
    """Write the choices to the address, all at once."""
    wanted = current()
    if {key: st.query_params.get_all(key) for key in st.query_params} != wanted:
        st.query_params.from_dict(wanted)


def _texts(choice: object) -> list[str]:
    if choice is None:
        return []
    return [str(one) for one in choice] if isinstance(choice, list) else [str(choice)]
