"""The language of a session, and its gettext catalogue.

Texts are written in Chinese where they are used; the catalogue of another language is read from
its ``.po`` file, so there is nothing to compile and nothing that can be stale.
"""

from __future__ import annotations

import gettext as _gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

import streamlit as st
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = {"zh": "中文", "en": "English"}
DEFAULT = "zh"
STATE = "lang"
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
_LOCALES = Path(__file__).resolve().parent.parent / "locales"


def language() -> str:
    """The session's language, ``zh`` or ``en``; within :func:`spoken_in` that one."""
    chosen = _spoken.get() or st.session_state.get(STATE, DEFAULT)
    return chosen if chosen in LANGUAGES else DEFAULT


@contextmanager
def spoken_in(code: str) -> Iterator[None]:
    """Speak the language ``code`` inside: a file that is made outside the session takes it along."""
    mark = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(mark)


def gettext(text: str) -> str:
    """``text`` in the session's language."""
    return _catalogue(language()).gettext(text)


def ngettext(text: str, count: int) -> str:
    """``text`` in the session's language, in the form that goes with ``count``.

    Chinese has one form, so it is written once.
    """
    return _catalogue(language()).ngettext(text, text, count)


def lazy(text: str) -> str:
    """Mark ``text`` for the catalogue where it is declared; ``gettext`` translates it where shown."""
    return text


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(code: str) -> _gettext.NullTranslations:
    file = _LOCALES / code / "LC_MESSAGES" / "ruqi.po"
    if code == DEFAULT:
        return _gettext.NullTranslations()
    compiled = io.BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=code))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)
