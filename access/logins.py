"""Logins: the names by which a campus's sign-in knows people."""

from __future__ import annotations

import re

LONGEST = 100
_PLAIN = re.compile(rf"[^\s,;，；、<>]{{1,{LONGEST}}}")
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def read_login(text: object) -> str | None:
    """``text`` as a login, in the one way in which it is written; ``None`` for what cannot be one.

    A login is one word that can be printed. E-mail addresses are the same in upper and lower case,
    any other login is exactly what it is. Only ASCII letters are lowered: other letters may become
    ones that look just like them.
    """
    if not isinstance(text, str) or not _PLAIN.fullmatch(text) or not text.isprintable():
        return None
    return text.translate(_LOWER) if "@" in text else text
