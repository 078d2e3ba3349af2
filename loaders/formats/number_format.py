"""What a number looks like under its number format, where that is not simply the number.

The language of the formats is that of ECMA-376 part 1, 18.8.30 and 18.8.31; xls, xlsb and
SpreadsheetML use the same. Days and clocks are python-calamine's to tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from loaders.cells.text import MarkedCell, ShownNumber

# Formats that a file names by number only.
BUILT_IN = {9: "0%", 10: "0.00%", 17: "mmm-yy"} | dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"')
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[(?P<tag>[^\]]*)\]?'
    r"|(?P<general>General|G/通用格式)|(?P<digit>[0#?])|(?P<exponent>E[+-])"
    r"|(?P<day>[ymdhsbe]|AM/PM|A/P|上午/下午)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_NO_LETTERS = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?')
_CONDITION = re.compile(r"(?P<sign>[<>=]{1,2})(?P<than>-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
_LONGEST = 255  # of a number format, as spreadsheets have it
_MOST_DIGITS = 30
_DIGITS = frozenset("0#?")


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format: ``tokens`` are pairs of what it is and the text that it gives."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None = None
    is_special: bool = False  # a day, an exponent, a fraction: left to others

    @property
    def shape(self) -> str:
        """The digits, points, commas and percent signs without the words between them."""
        return "".join(text for kind, text in self.tokens if kind == "shape")

    @property
    def is_scaled(self) -> bool:
        """Whether it shows thousands or millions: commas behind the last digit."""
        return self.shape.rstrip("%").endswith(",")

    def has(self, kind: str) -> bool:
        return any(kind == other for other, _ in self.tokens)


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, float] | None = None
    special = False
    for match in _TOKEN.finditer(code[:_LONGEST] + ";"):
        kind, text = match.lastgroup or "skip", match[match.lastgroup] if match.lastgroup else ""
        if kind == "other" and text == ";":
            sections.append(_Section(tuple(tokens), condition, special))
            tokens, condition, special = [], None, False
        elif kind == "tag":
            comparison = _CONDITION.fullmatch(text)
            condition = (comparison["sign"], float(comparison["than"])) if comparison else condition
            special = special or bool(_ELAPSED.fullmatch(text))
            if text.startswith("$") and (symbol := text[1:].partition("-")[0]):
                tokens.append(("word", symbol))
        elif kind in ("day", "exponent") or text == "/":
            special = True
        elif kind in ("quoted", "escaped"):
            tokens.append(("word", text))
        elif kind == "general":
            tokens.append(("general", ""))
        elif kind == "digit" or (kind == "other" and text in ".,%"):
            tokens.append(("shape", text))
        elif kind == "other":
            tokens.append(("text" if text == "@" else "word", text))
    return tuple(sections[:4])


def shown_number(number: float, code: str) -> object | None:
    """What stands for ``number`` in the format ``code``; ``None`` where it is shown as a number.

    A text where the format adds to the digits (``007``, ``CS101-07``, ``95%``, ``45人``), a cell that is
    marked where it shows another number than the one stored, or nothing.
    """
    sections = _sections(code)
    section, keeps_sign = _section_of(number, sections)
    if section is None or section.is_special or section.has("text"):
        return None
    stored = _decimal(number)
    if stored is None:
        return None
    if not section.has("general") and not any(c in _DIGITS for c in section.shape):
        return _without_digits(number, section)
    text = _written(abs(stored), section)
    if text is None:
        return None
    if stored < 0 and keeps_sign:
        text = "-" + text
    return _compared(stored, text, section)


@lru_cache(maxsize=1024)
def hides_day(code: str) -> bool:
    """Whether a day is shown by its month alone in this format, as ``2020年3月`` and ``Mar-20``."""
    bare = _NO_LETTERS.sub("", code[:_LONGEST]).partition(";")[0].lower()
    return "m" in bare and not any(letter in bare for letter in "dhs0#?@") and "general" not in bare


def shown_text(text: str, code: str) -> str:
    """A text in a format that adds words to it, as ``"CS101-"@``."""
    sections = _sections(code)
    section = sections[3] if len(sections) == 4 else sections[-1] if sections else None
    if section is None or section.is_special or not section.has("text"):
        return text
    return "".join(text if kind == "text" else word for kind, word in section.tokens).strip()


def adds_to_text(code: str) -> bool:
    """Whether texts look different in this format."""
    return shown_text("\0", code) != "\0"


def _section_of(number: float, sections: tuple[_Section, ...]) -> tuple[_Section | None, bool]:
    """The section for ``number``, and whether a minus sign stands before what it writes."""
    numeric = [section for section in sections[:3] if not (len(sections) == 4 and section is sections[3])]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _holds(number, *section.condition):
                return section, section.condition is None
        return None, True
    if not numeric:
        return None, True
    if len(numeric) == 1:
        return numeric[0], True
    if number < 0:
        return numeric[1], False
    return numeric[2] if number == 0 and len(numeric) > 2 else numeric[0], False


def _holds(number: float, sign: str, than: float) -> bool:
    return {
        "<": number < than, ">": number > than, "=": number == than,
        "<=": number <= than, ">=": number >= than, "<>": number != than,
    }.get(sign, False)  # fmt: skip


def _decimal(number: float) -> Decimal | None:
    try:
        value = Decimal(repr(number))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** 15 else None


def _without_digits(number: float, section: _Section) -> object | None:
    """A section of words alone: ``√`` for 1, a dash for 0 in accounts, nothing at all."""
    words = "".join(word for _, word in section.tokens).strip()
    if number == 0 and words in ("-", "－", "—"):
        return None
    if not words:
        return MarkedCell(f"{number:g}", "shown_differs", stored=number)
    displayed = _decimal_of(words)
    # Digits among the words say another number than the one that is kept.
    return (
        words
        if displayed is None or displayed == number
        else MarkedCell(words, "shown_differs", stored=number)
    )


def _decimal_of(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _written(value: Decimal, section: _Section) -> str | None:
    """The digits in their places, with the words between them; no thousands separators."""
    shape = section.shape
    rest = shape.partition(".")[2]
    scale = len(shape.rstrip("%")) - len(shape.rstrip("%").rstrip(","))
    decimals = sum(c in _DIGITS for c in rest)
    if len(shape) > _MOST_DIGITS:
        return None
    if section.has("general"):
        digits, tail = format(value.normalize(), "f").partition(".")[::2]
        return "".join(
            (f"{digits}.{tail}" if tail else digits) if kind == "general" else text
            for kind, text in section.tokens
        )
    scaled = value.scaleb(2 * shape.count("%") - 3 * scale)
    rounded = scaled.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    digits, _, tail = format(rounded, "f").partition(".")
    return _placed(section.tokens, digits.lstrip("0"), tail)


def _placed(tokens: tuple[tuple[str, str], ...], digits: str, tail: str) -> str:
    point = next((i for i, token in enumerate(tokens) if token == ("shape", ".")), len(tokens))
    places = [i for i, (kind, text) in enumerate(tokens[:point]) if kind == "shape" and text in _DIGITS]
    whole = dict.fromkeys(places, "")
    left = digits
    for place in reversed(places):
        last = left[-1:] or ("0" if tokens[place][1] == "0" else "")
        whole[place], left = last, left[:-1]
    if places:
        whole[places[0]] = left + whole[places[0]]
    written: list[str] = []
    used = 0
    for i, (kind, text) in enumerate(tokens):
        if kind == "word" or text == "%":
            written.append(text)
        elif i in whole:
            written.append(whole[i])
        elif i > point and text in _DIGITS:
            more = tail[used:].rstrip("0") if text != "0" else tail[used : used + 1]
            written.append(more[:1])
            used += 1
        elif i == point:
            written.append("." if tail else "")
    return "".join(written).strip()


def _compared(stored: Decimal, text: str, section: _Section) -> object | None:
    """``text`` where it says more than the number; ``None`` where it says the number."""
    number = float(stored)
    if not text:
        return MarkedCell(format(stored, "f"), "shown_differs", stored=number)
    if section.is_scaled:
        return MarkedCell(text, "shown_differs", stored=number)
    if "%" in section.shape:
        return text
    value = _decimal_of(text)
    if value is None:
        return ShownNumber(text, number)
    padded = len(text.lstrip("-").partition(".")[0]) > 1 and text.lstrip("-").startswith("0")
    if value == stored:
        return ShownNumber(text, number) if padded and value == value.to_integral_value() else None
    # Rounding hides decimals, which the column judges; any other difference is another number.
    rounded = abs(value - stored) <= Decimal("0.5").scaleb(-len(text.partition(".")[2]))
    if not rounded:
        return MarkedCell(text, "shown_differs", stored=number)
    return None if "." in text else MarkedCell(text, "shown_rounded", number)
