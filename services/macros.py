"""Programs inside workbooks: whether a file has any, so that none is handed out unless it is asked for."""

from __future__ import annotations

import re

from loaders.formats.grid import Refused
from loaders.formats.package import Package

_PARTS = re.compile(r"(?:.*/)?(?:vba[^/]*\.bin|macrosheets/.*|basic/.*|scripts/.*)")
# How the older format names the folder of its programs, two bytes a character.
_OLD = "_VBA_PROJECT".encode("utf-16-le")
_OLE = b"\xd0\xcf\x11\xe0"


def has_macros(content: bytes) -> bool:
    """Whether a workbook holds programs; one whose container cannot be looked into may."""
    if content.startswith(_OLE):
        return _OLD in content
    if not content.startswith(b"PK"):
        return False
    try:
        return any(_PARTS.fullmatch(part.lower()) for part in Package(content).names)
    except Refused:
        return True
