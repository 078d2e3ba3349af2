"""The styles and the shared strings of an xlsx that make a cell look other than it is."""

from __future__ import annotations

from loaders.cells.text import MarkedCell
from loaders.formats.looks import Look, text_of_runs
from loaders.formats.markup import is_on, walk, whole
from loaders.formats.number_format import BUILT_IN
from loaders.formats.worksheet import FontRuns

_STRIKE, _RAISED = b"strike", b"vertAlign"


class _Styles:
    """Number formats, fonts and cell formats (ECMA-376 part 1, 18.8)."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = dict(BUILT_IN)
        self.fonts: list[tuple[bool, bool]] = []
        self.formats: list[tuple[int, int]] = []
        self._inside: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._inside[-1] if self._inside else ""
        self._inside.append(name)
        if name == "numFmt" and parent == "numFmts":
            self.codes[whole(attributes.get("numFmtId"), -1)] = attributes.get("formatCode", "General")
        elif name == "font" and parent == "fonts":
            self.fonts.append((False, False))
        elif name == "strike" and parent == "font" and self._in_fonts:
            self.fonts[-1] = (is_on(attributes.get("val", "1")), self.fonts[-1][1])
        elif name == "vertAlign" and parent == "font" and self._in_fonts:
            self.fonts[-1] = (self.fonts[-1][0], attributes.get("val") in {"superscript", "subscript"})
        elif name == "xf" and parent == "cellXfs":
            places = (whole(attributes.get("numFmtId"), 0), whole(attributes.get("fontId"), 0))
            self.formats.append(places)

    @property
    def _in_fonts(self) -> bool:
        return len(self._inside) > 2 and self._inside[-3] == "fonts" and bool(self.fonts)

    def end(self, name: str) -> None:
        del name
        self._inside.pop()


def special_looks(styles: bytes) -> dict[int, Look]:
    """Number of a cell style → its look, where cells in it can look other than they are."""
    reader = _Styles()
    walk(styles, reader.start, reader.end)
    looks: dict[int, Look] = {}
    for position, (code, font) in enumerate(reader.formats):
        struck, raised = reader.fonts[font] if font < len(reader.fonts) else (False, False)
        look = Look(reader.codes.get(code, "General"), struck, raised)
        if not look.is_plain:
            looks[position] = look
    return looks


class _Strings:
    """The shared strings as they come, and those of several fonts."""

    def __init__(self) -> None:
        self.marked: dict[int, MarkedCell] = {}
        self._count = 0
        self._runs: FontRuns | None = None
        self.text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.text.clear()
        if name == "si":
            self._runs = FontRuns()
        elif self._runs is not None:
            self._runs.start(name, attributes)

    def end(self, name: str) -> None:
        if self._runs is None:
            return
        if name == "si":
            cell = text_of_runs(self._runs.runs)
            if isinstance(cell, MarkedCell):
                self.marked[self._count] = cell
            self._count += 1
            self._runs = None
        else:
            self._runs.end(name, "".join(self.text))


def marked_strings(strings: bytes) -> dict[int, MarkedCell]:
    """Index of each shared string that has struck or raised parts → the cell that shows it."""
    if _STRIKE not in strings and _RAISED not in strings:
        return {}
    reader = _Strings()
    walk(strings, reader.start, reader.end, reader.text.append)
    return reader.marked
