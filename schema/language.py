"""The one mechanism of language: what is spoken, the catalogue, and the choice between two declared texts.

Texts are written in Chinese where they are used; the catalogue of another language is read from
its ``.po`` file, so there is nothing to compile and nothing that can be stale. What is declared in
both languages (a column's ``title`` and ``title_en``) is chosen here too: no other module asks
which language it is.
"""

from __future__ import annotations

import gettext as _gettext
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

LANGUAGES = {"zh": "中文", "en": "English"}
DEFAULT = "zh"
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
_readers: list[Callable[[], str]] = []
_T = TypeVar("_T")
_LOCALES = Path(__file__).resolve().parent.parent / "locales"


def language() -> str:
    """The language spoken here: that of :func:`spoken_in`, else the reader's, else Chinese."""
    chosen = _spoken.get() or (_readers[-1]() if _readers else DEFAULT)
    return chosen if chosen in LANGUAGES else DEFAULT


@contextmanager
def spoken_in(code: str) -> Iterator[None]:
    """Speak the language ``code`` inside: a file that is made outside the session takes it along."""
    mark = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(mark)


def follow(reader: Callable[[], str]) -> None:
    """Let ``reader`` say which language is spoken outside of :func:`spoken_in`, as a session does."""
    _readers[:] = [reader]


def gettext(text: str, spoken: str | None = None) -> str:
    """``text`` in the language ``spoken``, by default in the one spoken here."""
    return _catalogue(spoken or language()).gettext(text)


def ngettext(text: str, count: int, spoken: str | None = None) -> str:
    """``text`` in the language ``spoken``, in the form that goes with ``count``.

    Chinese has one form, so it is written once.
    """
    return _catalogue(spoken or language()).ngettext(text, text, count)


def lazy(text: str) -> str:
    """Mark ``text`` for the catalogue where it is declared; ``gettext`` translates it where shown."""
    return text


class Texts:
    """Texts by id, for those that are asked for by what they say of: a state, a column, a kind of chart.

    The id is the text's context in the catalogue, so that one Chinese word can have several
    translations.
    """

    def __init__(self, **texts: str) -> None:
        self._texts = texts

    def __call__(self, id: str, spoken: str | None = None, /, **fields: object) -> str:
        """The text called ``id`` in the language ``spoken``, filled in.

        Raises ``KeyError`` for an unknown ``id`` or a field that is not given.
        """
        text = _catalogue(spoken or language()).pgettext(id, self._texts[id])
        return text.format_map(fields)


def bracketed(title: str, more: str, spoken: str | None = None) -> str:
    """``title`` with ``more`` in the brackets of the language ``spoken``."""
    return f"{title}{chosen('（{}）', ' ({})', spoken).format(more)}"


def chosen(chinese: _T, other: _T, spoken: str | None = None) -> _T:
    """Which of two is for the language ``spoken``: the one for Chinese, or for every other language."""
    return chinese if (spoken or language()) == DEFAULT else other


def titled(declared: object, spoken: str | None = None, part: str = "title") -> str:
    """What a declaration says in ``part`` (``title``, ``name``, …) or, for others than Chinese, ``part_en``."""
    text: str = getattr(declared, chosen(part, f"{part}_en", spoken))
    return text


def _catalogue(spoken: str) -> _gettext.NullTranslations:
    return _read(chosen(DEFAULT, "en", spoken))


@lru_cache(maxsize=len(LANGUAGES))
def _read(code: str) -> _gettext.NullTranslations:
    if code == DEFAULT:
        return _gettext.NullTranslations()
    # Only those who read another language wait for the library.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = io.BytesIO()
    with (_LOCALES / code / "LC_MESSAGES" / "ruqi.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=code))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)
