"""The cells of an xlsx worksheet's markup, with or without addresses (ECMA-376 part 1, 18.3.1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from loaders.formats.looks import Run
from loaders.formats.markup import is_on, walk, whole
from schema.corrections import column_letters

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_COLUMNS = 26
_LONGEST_TEXT = 40_000  # a cell holds 32,767 characters


@dataclass(slots=True)
class XmlCell:
    """A cell as written: place from 0, type, style, and the text of each part that it has."""

    row: int
    column: int
    kind: str
    style: int
    has_picture: bool
    formula: str | None = None
    value: str | None = None
    runs: list[Run] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The cell's address, as ``B7``."""
        return f"{column_letters(self.column + 1)}{self.row + 1}"

    @property
    def is_filled(self) -> bool:
        """Whether anything but a format stands in it."""
        return bool(self.value or self.formula is not None or self.runs)


def column_number(letters: bytes) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * _COLUMNS + letter - 64
    return number


class FontRuns:
    """Gathers the runs of a text while its markup is read; ``rPh`` is a reading aid and no text."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._clear()
        self._aid = 0

    def _clear(self) -> None:
        self._struck = self._raised = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element inside ``si`` or ``is`` begins."""
        if name == "rPh":
            self._aid += 1
        elif name == "r":
            self._clear()
        elif name == "strike":
            self._struck = is_on(attributes.get("val", "1"))
        elif name == "vertAlign":
            self._raised = attributes.get("val") in {"superscript", "subscript"}

    def end(self, name: str, text: str) -> None:
        """An element inside ``si`` or ``is`` ends, having held ``text``."""
        if name == "rPh":
            self._aid -= 1
        elif name == "t" and not self._aid:
            self.runs.append(Run(text, self._struck, self._raised))
        elif name == "r":
            self._clear()


class Worksheet:
    """What is met while a worksheet is read: hidden rows and columns, and each cell for ``on_cell``."""

    def __init__(self, on_cell: Callable[[XmlCell], None]) -> None:
        self.hidden_columns: set[int] = set()
        self.hidden_rows: set[int] = set()
        self._on_cell = on_cell
        self._row = self._column = -1
        self._cell: XmlCell | None = None
        self._inline: FontRuns | None = None
        self._text: list[str] = []

    def read(self, xml: bytes) -> bool:
        """Go through ``xml``; false where its markup is broken."""
        return walk(xml, self._start, self._end, self._characters)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._row = whole(attributes.get("r"), self._row + 2, MOST_ROWS) - 1
            self._column = -1
            if is_on(attributes.get("hidden")):
                self.hidden_rows.add(self._row)
        elif name == "col":
            self._hide_columns(attributes)
        elif self._cell is not None:
            self._text.clear()
            if name == "is":
                self._inline = FontRuns()
            elif self._inline is not None:
                self._inline.start(name, attributes)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        address = _ADDRESS.fullmatch(attributes.get("r", ""))
        if address:
            self._column = column_number(address[1].encode()) - 1
            self._row = int(address[2]) - 1
        else:
            self._column += 1
        self._cell = XmlCell(
            self._row,
            self._column,
            attributes.get("t", "n"),
            whole(attributes.get("s"), 0),
            "vm" in attributes,
        )
        self._text.clear()

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if is_on(attributes.get("hidden")) or attributes.get("width") == "0":
            first = whole(attributes.get("min"), 1, MOST_COLUMNS)
            last = whole(attributes.get("max"), first, MOST_COLUMNS)
            self.hidden_columns.update(range(first - 1, last))

    def _characters(self, text: str) -> None:
        if self._cell is not None and len(self._text) < _LONGEST_TEXT:
            self._text.append(text)

    def _end(self, name: str) -> None:
        cell = self._cell
        if cell is None:
            return
        if name == "c":
            self._cell = None
            if cell.row >= 0:
                self._on_cell(cell)
        elif name == "v":
            cell.value = "".join(self._text)
        elif name == "f":
            cell.formula = "".join(self._text)
        elif name == "is" and self._inline is not None:
            cell.runs, self._inline = self._inline.runs, None
        elif self._inline is not None:
            self._inline.end(name, "".join(self._text))
