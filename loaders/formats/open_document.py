"""What python-calamine does not tell of an ods: repeats that explode, merges, looks, missing results.

A cell of an ods holds what it shows as text beside its value, so the two are compared as they stand
(OpenDocument 1.3 part 3, 9.1.4, 16.29.10 and 19.385).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.cells.text import ErrorCell, FormulaCell, MarkedCell, ShownNumber
from loaders.formats.grid import Merge, Refused
from loaders.formats.looks import Details, Run, text_of_runs
from loaders.formats.markup import walk, whole
from schema import limits

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_CALC_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_CELLS = frozenset(("table-cell", "covered-table-cell"))
_PLAIN_NUMBER = re.compile(r"[+-]?[\d,' \u00a0\u202f]{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?")
_PICTURE = re.compile(r"=(?:_xlfn\.|com\.[a-z.]{1,40})?(?:DISPIMG|IMAGE)\(", re.IGNORECASE)
_GROUPING = str.maketrans("", "", ",' \u00a0\u202f")
_HIDDEN = frozenset(("collapse", "filter"))
_LONGEST_TEXT = 40_000
_MOST_MARKED = 200_000  # cells of which something is said; a repeat says it of each of its cells


@dataclass
class Table:
    """One sheet: merged ranges, what of its cells is not what it seems, and the range that is filled."""

    merges: list[Merge] = field(default_factory=list)
    details: Details = field(default_factory=Details)
    height: int = 0
    width: int = 0


@dataclass
class _Cell:
    attributes: Mapping[str, str]
    repeat: int
    runs: list[Run] = field(default_factory=list)
    is_filled: bool = False

    @property
    def shown(self) -> str:
        return "".join(run.text for run in self.runs)


class Content:
    """The tables of ``content.xml`` by name, with the styles of ``styles.xml`` beside its own."""

    def __init__(self, content: bytes, styles: bytes, *, saves_placeholders: bool = False) -> None:
        self.tables: dict[str, Table] = {}
        self._saves_placeholders = saves_placeholders
        self._fonts: dict[str, tuple[bool, bool]] = {}  # by style: struck, raised
        self._style = ""
        self._table: Table | None = None
        self._row = self._row_repeat = self._column = self._nested = self._beside = 0
        self._cell: _Cell | None = None
        self._comment: list[str] | None = None
        self._is_paragraph = False
        self._spans: list[tuple[bool, bool]] = []
        for xml in (styles, content):
            if xml and not walk(xml, self._start, self._end, self._characters) and xml is content:
                raise Refused("damaged")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._is_paragraph = self._is_paragraph or name == "p"
        if name == "style":
            self._style = attributes.get(_STYLE + "name", "")
            above = self._fonts.get(attributes.get(_STYLE + "parent-style-name", ""))
            if above:
                self._fonts[self._style] = above
        elif name == "text-properties" and self._style:
            self._take_font(attributes)
        elif name == "table":
            self._nested += 1
            if self._nested == 1:
                self._table = self.tables.setdefault(attributes.get(_TABLE + "name", ""), Table())
                self._row = self._column = 0
        elif self._table is not None and self._nested == 1:
            self._start_in_table(name, attributes, self._table)

    def _take_font(self, attributes: dict[str, str]) -> None:
        line = attributes.get(_STYLE + "text-line-through-style") or attributes.get(
            _STYLE + "text-line-through-type", "none"
        )
        position = attributes.get(_STYLE + "text-position", "").split(" ")[0]
        raised = position in {"super", "sub"} or (position not in {"", "0%"} and position.endswith("%"))
        self._fonts[self._style] = (line != "none", raised)

    def _start_in_table(self, name: str, attributes: dict[str, str], table: Table) -> None:
        if name == "table-column":
            repeat = whole(attributes.get(_TABLE + "number-columns-repeated"), 1)
            if attributes.get(_TABLE + "visibility") in _HIDDEN:
                last = min(self._column + repeat, limits.MAX_COLUMNS)
                table.details.hidden_columns.update(range(self._column, last))
            self._column += repeat
        elif name == "table-row":
            self._column = 0
            self._row_repeat = max(1, whole(attributes.get(_TABLE + "number-rows-repeated"), 1))
            if attributes.get(_TABLE + "visibility") in _HIDDEN and self._row_repeat < limits.MAX_COLUMNS:
                table.details.hidden_rows.update(range(self._row, self._row + self._row_repeat))
        elif name in _CELLS:
            repeat = max(1, whole(attributes.get(_TABLE + "number-columns-repeated"), 1))
            self._cell = _Cell(attributes, repeat)
            self._spans = [self._fonts.get(attributes.get(_TABLE + "style-name", ""), (False, False))]
        elif name in {"annotation", "shapes"}:
            self._beside += 1
            self._comment = [] if name == "annotation" else None
        elif self._cell is not None and not self._beside:
            self._start_in_cell(name, attributes, self._cell)

    def _start_in_cell(self, name: str, attributes: dict[str, str], cell: _Cell) -> None:
        cell.is_filled = True
        if name == "span":
            font = self._fonts.get(attributes.get(_TEXT + "style-name", ""), (False, False))
            self._spans.append((font[0] or self._spans[0][0], font[1]))
        elif name == "s":
            count = min(whole(attributes.get(_TEXT + "c"), 1), 100)
            cell.runs.append(Run(" " * count))
        elif name == "p" and cell.runs:
            cell.runs.append(Run("\n"))

    def _characters(self, text: str) -> None:
        cell = self._cell
        if self._comment is not None and self._is_paragraph:
            self._comment.append(text)
        if cell is not None and not self._beside and text.strip("\n\r") and len(cell.runs) < _LONGEST_TEXT:
            cell.runs.append(Run(text, *self._spans[-1]))

    def _end(self, name: str) -> None:
        self._is_paragraph = self._is_paragraph and name != "p"
        if name == "style":
            self._style = ""
        elif name == "table":
            self._nested -= 1
        elif name in {"annotation", "shapes"}:
            self._beside = max(0, self._beside - 1)
            self._end_comment()
        elif name == "span" and self._cell is not None and len(self._spans) > 1:
            self._spans.pop()
        elif name in _CELLS and self._nested == 1 and self._table and self._cell:
            self._end_cell(self._table, self._cell)
            self._cell = None
        elif name == "table-row" and self._nested == 1:
            self._row += self._row_repeat

    def _end_comment(self) -> None:
        """Keep what a comment says; who wrote it, and when, stand in no paragraph."""
        words = "".join(self._comment or ()).strip()
        if words and self._table is not None and self._nested == 1:
            self._table.details.comments[self._row, self._column] = words
        self._comment = None

    def _end_cell(self, table: Table, cell: _Cell) -> None:
        down = whole(cell.attributes.get(_TABLE + "number-rows-spanned"), 1)
        across = whole(cell.attributes.get(_TABLE + "number-columns-spanned"), 1)
        if down > 1 or across > 1:
            table.merges.append((self._row, self._column, self._row + down - 1, self._column + across - 1))
        if cell.is_filled or _has_value(cell):
            table.height = max(table.height, self._row + self._row_repeat)
            table.width = max(table.width, self._column + cell.repeat)
            self._mark(table, cell)
        elif _TABLE + "formula" in cell.attributes:
            self._mark(table, cell)
        self._column += cell.repeat

    def _mark(self, table: Table, cell: _Cell) -> None:
        special = _told(cell, saves_placeholders=self._saves_placeholders)
        if special is None:
            return
        if len(table.details.cells) + self._row_repeat * cell.repeat > _MOST_MARKED:
            raise Refused("too_many_cells")
        for row in range(self._row, self._row + self._row_repeat):
            for column in range(self._column, self._column + cell.repeat):
                table.details.cells[row, column] = special


def _has_value(cell: _Cell) -> bool:
    return _OFFICE + "value-type" in cell.attributes or _CALC_TYPE in cell.attributes


def _told(cell: _Cell, *, saves_placeholders: bool) -> object | None:
    """What stands in the cell where that is not the value that is stored; ``None`` where it is."""
    attributes, text = cell.attributes, cell.shown.strip()
    formula = attributes.get(_TABLE + "formula")
    if formula is not None and _PICTURE.search(formula):
        return MarkedCell(formula.removeprefix("of:"), "picture_cell")
    kind = attributes.get(_OFFICE + "value-type", "")
    if attributes.get(_CALC_TYPE) == "error":
        return ErrorCell(text or "#N/A")
    if formula is not None:
        if formula.startswith("of:=") and text.startswith(("#", "Err:")) and kind != "string":
            return ErrorCell(text)
        value = attributes.get(_OFFICE + "value", "")
        if (not kind and not text) or (saves_placeholders and kind == "float" and _number(value) == 0):
            return FormulaCell(formula.removeprefix("of:"))
    runs = text_of_runs(cell.runs)
    if isinstance(runs, MarkedCell):
        return runs
    if kind in {"float", "percentage", "currency"} and text:
        return _compared(attributes.get(_OFFICE + "value", ""), text)
    return None


def _compared(value: str, shown: str) -> object | None:
    """The text of a number where it says more than the number does."""
    stored, read = _number(value), _number(shown.translate(_GROUPING))
    if stored is None:
        return None
    if not _PLAIN_NUMBER.fullmatch(shown) or read is None:
        return _among_words(stored, shown)
    if read == stored:
        padded = len(shown) > 1 and shown.startswith("0") and shown.isdigit()
        return ShownNumber(shown, stored) if padded else None
    places = len(shown.partition(".")[2])
    if "e" in shown.lower():
        return None
    if abs(read - stored) <= 0.5 * 10 ** -min(places, 20) * (1 + 1e-9):
        return None if places else MarkedCell(shown, "shown_rounded", stored)
    return MarkedCell(shown, "shown_differs", stored=stored)


def _among_words(stored: float, shown: str) -> object:
    """A number with words around it; a percentage, or words alone, are what they say."""
    digits = "".join(re.findall(r"[0-9.]", shown))
    if "%" in shown or not digits.strip("."):
        return shown
    if _number(digits.lstrip("0") or "0") == abs(stored) or digits.lstrip("0").endswith(f"{abs(stored):g}"):
        return ShownNumber(shown, stored)
    return MarkedCell(shown, "shown_differs", stored=stored)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def refuse_repeats(tables: Mapping[str, Table]) -> None:
    """Raise ``Refused`` if filled cells are repeated beyond the limit."""
    for table in tables.values():
        if table.height * table.width > limits.MAX_CELLS or table.width > limits.MAX_COLUMNS:
            raise Refused("too_many_cells")
