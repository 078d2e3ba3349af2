"""The language of a session, which all texts outside of :func:`schema.language.spoken_in` follow."""

from __future__ import annotations

import streamlit as st

from schema.language import (
    DEFAULT,
    LANGUAGES,
    bracketed,
    follow,
    gettext,
    language,
    lazy,
    ngettext,
    spoken_in,
)

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "STATE",
    "bracketed",
    "gettext",
    "language",
    "lazy",
    "ngettext",
    "spoken_in",
]
STATE = "lang"


def _of_the_session() -> str:
    return str(st.session_state.get(STATE, DEFAULT))


follow(_of_the_session)
