"""SpreadsheetML 2003, which many systems write with a template and call ``.xls``."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from loaders.cells.text import ErrorCell, FormulaCell, MarkedCell
from loaders.formats.canvas import Canvas
from loaders.formats.grid import Book, Grid, Refused
from loaders.formats.looks import Look, Run, text_of_runs
from loaders.formats.markup import is_on, walk

_SS = "urn:schemas-microsoft-com:office:spreadsheet "
# As templates print numbers: with separators of thousands, or as fractions.
_WRITTEN = re.compile(r"(?P<number>\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.0{1,9})?")
_NAMED_FORMATS = {"percent": "0%", "fixed": "0.00", "standard": "#,##0.00", "currency": "#,##0.00"}
_STRUCK, _RAISED = frozenset(("s", "strike", "del")), frozenset(("sup", "sub"))


@dataclass(slots=True)
class _Cell:
    attributes: dict[str, str]
    kind: str | None = None
    runs: list[Run] = field(default_factory=list)


class _Reader:
    """The worksheets as their elements come."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, Canvas, bool]] = []
        self.date1904 = False
        self._is_saved = False  # by a program that calculates, which says its version
        self._inside: list[str] = []
        self._looks: dict[str, Look] = {}
        self._style = ""
        self._row = self._column = self._span = self._next_column = 0
        self._cell: _Cell | None = None
        self._visible: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._inside.append(name)
        if name == "Worksheet":
            self.sheets.append((attributes.get(_SS + "Name", ""), Canvas(), False))
            self._row = self._next_column = 0
        elif name == "Style":
            self._style = attributes.get(_SS + "ID", "")
            self._looks[self._style] = self._looks.get(attributes.get(_SS + "Parent", ""), Look())
        elif name in {"Font", "NumberFormat"} and self._style and self._cell is None:
            self._take_style(name, attributes)
        elif name == "Version" and self._inside[-2:] == ["DocumentProperties", "Version"]:
            self._is_saved = True
        elif name == "DoNotDisplayZeros" and self.sheets:
            self.sheets[-1][1].details.hides_zeros = True
        elif name == "Date1904":
            self.date1904 = True
        elif name == "Visible":
            self._visible = []
        elif self.sheets:
            self._start_in_sheet(name, attributes)

    def _take_style(self, name: str, attributes: dict[str, str]) -> None:
        look = self._looks[self._style]
        if name == "NumberFormat":
            code = attributes.get(_SS + "Format", "General")
            self._looks[self._style] = Look(_NAMED_FORMATS.get(code.lower(), code), look.struck, look.raised)
        else:
            struck = is_on(attributes.get(_SS + "StrikeThrough"))
            raised = attributes.get(_SS + "VerticalAlign") in {"Superscript", "Subscript"}
            self._looks[self._style] = Look(look.code, struck, raised)

    def _start_in_sheet(self, name: str, attributes: dict[str, str]) -> None:
        canvas = self.sheets[-1][1]
        if name == "Column":
            column = _place(attributes, "Index", self._next_column)
            last = column + _count(attributes, "Span")
            if is_on(attributes.get(_SS + "Hidden")) and last - column < 1_000:
                canvas.details.hidden_columns.update(range(column, last + 1))
            self._next_column = last + 1
        elif name == "Row":
            self._row = _place(attributes, "Index", self._row)
            self._span = _count(attributes, "Span")
            self._column = 0
            if is_on(attributes.get(_SS + "Hidden")):
                canvas.details.hidden_rows.add(self._row)
        elif name == "Cell" and self._cell is None:
            self._column = _place(attributes, "Index", self._column)
            self._cell = _Cell(attributes)
        elif name == "Data" and self._cell is not None and self._inside[-2:] == ["Cell", "Data"]:
            self._cell.kind = attributes.get(_SS + "Type", "String")

    def text(self, text: str) -> None:
        """Characters: those of a cell's value, or of whether its sheet is shown."""
        inside = self._inside
        if self._cell is not None and "Data" in inside[-8:] and "Comment" not in inside[-10:]:
            tags = {tag.lower() for tag in inside[-6:]}
            self._cell.runs.append(Run(text, bool(tags & _STRUCK), bool(tags & _RAISED)))
        elif inside and inside[-1] == "Visible":
            self._visible.append(text)

    def end(self, name: str) -> None:
        self._inside.pop()
        if name == "Cell" and self._cell is not None and self.sheets:
            cell, self._cell = self._cell, None
            rows, columns = (_count(cell.attributes, "Merge" + way) + 1 for way in ("Down", "Across"))
            canvas = self.sheets[-1][1]
            self._column = canvas.put(self._row, self._column, rows, columns, self._value(cell)) + 1
        elif name == "Row" and self.sheets:
            self._row += 1 + self._span
        elif name == "Style":
            self._style = ""
        elif name == "Visible" and self.sheets:
            label, canvas, _ = self.sheets[-1]
            self.sheets[-1] = label, canvas, "".join(self._visible).strip() not in {"", "SheetVisible"}

    def _value(self, cell: _Cell) -> object:
        text = text_of_runs(cell.runs)
        formula = cell.attributes.get(_SS + "Formula")
        if not cell.runs or text == "":
            return FormulaCell(formula) if formula else ""
        look = self._looks.get(cell.attributes.get(_SS + "StyleID", ""))
        value = text if isinstance(text, MarkedCell) else _typed(cell.kind, text)
        if formula and value == 0.0 and not self._is_saved:
            return FormulaCell(formula)  # what programs write that cannot calculate
        return value if look is None or look.is_plain else look.of(value)


def _place(attributes: dict[str, str], name: str, following: int) -> int:
    """A position from 0, counted from 1 in the file; the one that follows where none is given."""
    if _SS + name not in attributes:
        return following
    number = _count(attributes, name)
    if number == 0:
        raise Refused("damaged")
    return number - 1


def _count(attributes: dict[str, str], name: str) -> int:
    """A number in an attribute, 0 where there is none; raises ``Refused`` for what is no such number."""
    text = attributes.get(_SS + name, "").strip()
    if not text:
        return 0
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise Refused("damaged")
    return int(match["number"].replace(",", ""))


def open_spreadsheetml(text: str) -> Book:
    """The worksheets of an XML spreadsheet of 2003; raises ``Refused`` for broken markup."""
    reader = _Reader()
    # The text is decoded already, by better means than its declaration.
    body = re.sub(r"\A[\ufeff\s]{0,99}<\?xml[^>]{0,200}\?>", "", text).lstrip("\ufeff \t\r\n")
    if not walk(body.encode("utf-8", "replace"), reader.start, reader.end, reader.text):
        raise Refused("damaged")
    book = Book([])
    for label, canvas, is_hidden in reader.sheets:
        grid = canvas.grid(label)
        grid.date1904 = reader.date1904

        def load(grid: Grid = grid) -> Grid:
            return grid

        if is_hidden:
            book.hidden[label] = load
        else:
            book.visible.append((label, load))
    return book


def _typed(kind: str | None, text: str) -> object:
    """The value by its declared type; the text where it is not what its type says."""
    try:
        match kind:
            case "Number":
                return float(text)
            case "DateTime":
                return dt.datetime.fromisoformat(text)
            case "Boolean":
                return text == "1"
            case "Error":
                return ErrorCell(text)
    except ValueError:
        pass  # left for the column to judge
    return text
