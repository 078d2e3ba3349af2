"""Reading markup in one pass and constant memory, whatever is in it."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

# Called with the local name of an element and its attributes; those in a namespace as "uri name".
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]
_CHUNK = 1 << 20


def walk(xml: bytes, start: Start, end: End | None = None, text: Text | None = None) -> bool:
    """Call ``start``, ``end`` and ``text`` as the elements of ``xml`` come; false where it is broken."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(" ")[2], attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for position in range(0, len(xml), _CHUNK):
            parser.Parse(xml[position : position + _CHUNK])
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


def whole(text: str | None, default: int, most: int = 2**31) -> int:
    """The whole number from 0 to ``most`` that an attribute gives, else ``default``; never raises."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 10:
        return default
    number = int(text)
    return number if number <= most else default


def is_on(text: str | None) -> bool:
    """Whether a yes/no attribute says yes."""
    return text in {"1", "true", "on", "t"}
