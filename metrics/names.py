"""Names as they are compared: width, blanks and case do not count, nor the order of several people."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN_NAMES = re.compile(r"[、,，;；/|]+")


def name_of(text: str) -> frozenset[str]:
    """A name of one thing, as a set of one; of nothing, an empty one."""
    word = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    return frozenset({word} if word else ())


def people(text: str) -> frozenset[str]:
    """The names of the people whom ``text`` lists."""
    names = _BETWEEN_NAMES.split(unicodedata.normalize("NFKC", text))
    return frozenset(word for name in names for word in name_of(name))


def same(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether nothing speaks against it: one of the teachers of a class that several teach is no other."""
    return ours <= theirs or theirs <= ours
