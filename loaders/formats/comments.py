"""Comments on cells of an xlsx (ECMA-376 part 1, 18.7)."""

from __future__ import annotations

import re

from loaders.formats.package import Package, elements, relations
from loaders.formats.worksheet import column_number

_PART = re.compile(r"comments?\d*\.xml", re.IGNORECASE)
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def comments_of(package: Package, part: str) -> dict[tuple[int, int], str]:
    """By row and column from 0, what comments of a worksheet say; raises ``Refused`` for broken markup."""
    said: dict[tuple[int, int], str] = {}
    if not any("comment" in name.lower() for name in package.names):
        return said
    for path in relations(package, part).values():
        for comment in (
            elements(package.part(path), "comment") if _PART.fullmatch(path.split("/")[-1]) else ()
        ):
            address = _ADDRESS.fullmatch(comment.get("ref", ""))
            words = "".join("".join(text.itertext()) for text in comment.iter("{*}text")).strip()
            if address is not None and words:
                said[int(address[2]) - 1, column_number(address[1].encode()) - 1] = words
    return said
