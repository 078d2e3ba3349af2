"""Chinese numerals up to 99,999,999, as people write and say them in counts and dates."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_NOUGHT = frozenset("〇零")
_TEN_THOUSAND = 10_000
NUMERAL = "[〇零一二三四五六七八九十百千两万]+"
_RUN = re.compile(NUMERAL)


def value_of(text: str) -> int | None:
    """The number that ``text`` spells, e.g. 四十五 → 45, 一百二 → 120, 二〇二〇 → 2020; else ``None``.

    What spells no one number is ``None`` too: 十七八, 三四十.
    """
    if not text or not _RUN.fullmatch(text):
        return None
    if is_run_of_digits(text):
        return int("".join(str(_DIGITS[c]) for c in text))
    head, ten_thousand, tail = text.partition("万")
    if not ten_thousand:
        return _section(text, _TEN_THOUSAND)
    high = _section(head, _TEN_THOUSAND)
    low = _section(tail, _TEN_THOUSAND) if tail else 0
    if high is None or low is None:
        return None
    # 一万二 is 12,000, as it is said.
    return high * _TEN_THOUSAND + (low * 1_000 if len(tail) == 1 else low)


def is_run_of_digits(text: str) -> bool:
    """Whether ``text`` has numerals and no 十, 百, 千 or 万 among them: 二〇二〇, and 四五."""
    return all(c in _DIGITS for c in text)


def _section(text: str, last: int) -> int | None:
    """A number below 10,000; a digit said last counts in the scale below the one before: 二百五 is 250."""
    total, digit, nought = 0, None, False
    for char in text:
        if char in _SCALES:
            scale = _SCALES[char]
            if scale >= last or digit == 0 or (digit is None and total and scale > min(_SCALES.values())):
                return None
            total, digit, last, nought = total + (digit or 1) * scale, None, scale, False
        elif digit is not None:
            return None
        elif char in _NOUGHT:
            nought = True
        else:
            digit = _DIGITS[char]
    if digit is None:
        return total
    return total + digit * (1 if nought or last == _TEN_THOUSAND else last // 10)


def to_arabic(text: str) -> str:
    """``text`` with each run of Chinese numerals that is a number replaced by digits."""
    return _RUN.sub(lambda match: _written(match[0]), text)


def _written(run: str) -> str:
    value = value_of(run)
    return run if value is None else str(value)
