"""Whether a lesson was held: 是, √, 正常, 未上课, 延期."""

from __future__ import annotations

from functools import lru_cache

from loaders.cells.numbers import read_count, read_yesno
from loaders.cells.text import Unreadable, is_blank
from loaders.cells.words import canonical
from schema.sessions import HELD, LESSONS, NOT_HELD


@lru_cache(maxsize=1_024, typed=True)
def read_held(cell: object) -> str | None:
    """Whether a cell says that the lesson was held, was not, or was put off; ``None`` for none of these."""
    if is_blank(cell):
        return None
    word = canonical(cell, LESSONS) if isinstance(cell, str) else None
    try:
        answer = read_yesno(cell) if word is None else None
    except Unreadable:
        return None
    return word if answer is None else (HELD if answer else NOT_HELD)


def is_word_of_held(cell: object) -> bool:
    """Whether a cell says it in words or by a mark, and not as a number."""
    if not isinstance(cell, str):
        return False
    try:
        read_count(cell)
    except Unreadable:
        return read_held(cell) is not None
    return False
