"""What the services of robots have in common: a request, a verdict, and messages of a size."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from schema.language import gettext, lazy


@dataclass(frozen=True, slots=True)
class Request:
    """What is posted: the address with all it needs, and the JSON body."""

    url: str
    body: dict[str, Any]


class Reason:
    """Why a message was not sent: a text of the catalogue with what fills it in, perhaps another reason."""

    def __init__(self, text: str, **details: object) -> None:
        self.text, self.details = text, details

    def message(self, language: str) -> str:
        """The sentence in ``language``."""
        filled = {
            name: value.message(language) if isinstance(value, Reason) else value
            for name, value in self.details.items()
        }
        return gettext(self.text, language).format_map(filled)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a try came to: ``taken``, or why not, and whether to try ``again``."""

    taken: bool = False
    again: bool = False
    why: Reason | None = None


def judged(code: object, busy: Collection[int], meanings: Mapping[int, str]) -> Verdict:
    """What the ``code`` in an answer says: 0 is taken, those of ``busy`` are to be tried again."""
    if not isinstance(code, int):
        return Verdict(why=Reason(lazy("对方的回应里没有错误码")))
    why = Reason(meanings.get(code, lazy("错误码 {code}")), code=code)
    return Verdict(taken=code == 0, again=code in busy, why=why)


def in_parts(words: str, limit: int) -> list[str]:
    """``words`` in parts of at most ``limit`` bytes of UTF-8, between lines where that can be done."""
    parts: list[str] = []
    for line in words.splitlines():
        for piece in _pieces(line, limit):
            joined = f"{parts[-1]}\n{piece}" if parts else piece
            if parts and _size(joined) <= limit:
                parts[-1] = joined
            else:
                parts.append(piece)
    return parts


def _pieces(line: str, limit: int) -> list[str]:
    """A line that is longer than a message, between characters."""
    pieces = [""]
    for character in line:
        if _size(pieces[-1] + character) > limit:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _size(words: str) -> int:
    return len(words.encode())
