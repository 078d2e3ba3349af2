"""Chinese numerals up to 99,999,999, as people write them in counts and dates."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "[〇零一二三四五六七八九十百千两万]+"
_RUN = re.compile(NUMERAL)


def value_of(text: str) -> int | None:
    """The number that ``text`` spells, e.g. 四十五 → 45, 二〇二〇 → 2020; else ``None``."""
    if not text or not _RUN.fullmatch(text):
        return None
    if not any(c in _SCALES or c == "万" for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for char in text:
        if char == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        elif char in _SCALES:
            section += (digit or 1) * _SCALES[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + section + digit


def to_arabic(text: str) -> str:
    """``text`` with each run of Chinese numerals replaced by digits."""
    return _RUN.sub(lambda match: str(value_of(match[0])), text)
