"""HTML tables and SpreadsheetML 2003, both of which many systems save as ``.xls``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from lxml import etree, html

from loaders.cells.text import ErrorCell, FormulaCell
from loaders.formats.delimited import decode
from loaders.formats.grid import Book, Grid, Merge, Refused, squared
from schema import limits

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"


def _text_of(data: bytes) -> str:
    """The markup as text, by the charset that it declares where that works."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if name in {"gb2312", "gbk"} else name)
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong declaration: found out from the bytes below
    return decode(data)[0]


def _refuse_many_cells(data: bytes) -> None:
    """Raise ``Refused`` for more cells than the tree of a document may hold."""
    lower = data.lower()
    if sum(map(lower.count, (b"<td", b"<th", b"cell>", b"<cell"))) > limits.MAX_MARKUP_CELLS:
        raise Refused("too_many_cells")


def open_html(data: bytes) -> Book:
    """Every outermost-level data table of an HTML file as a sheet."""
    _refuse_many_cells(data)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", _text_of(data))
    parser = html.HTMLParser(no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refused("damaged") from error
    tables = [table for table in root.iter("table") if table.find(".//table") is None]
    if not tables:
        raise Refused("not_a_workbook")
    names = [None] if len(tables) == 1 else [f"Table {i}" for i in range(1, len(tables) + 1)]
    grids = [_html_grid(table, label) for table, label in zip(tables, names, strict=True)]
    return Book([(grid.name, lambda grid=grid: grid) for grid in grids])  # type: ignore[misc]


def _html_grid(table: Any, name: str | None) -> Grid:
    canvas = _Canvas()
    rows = list(table.iter("tr"))
    for row_number, row in enumerate(rows):
        for cell in row.iterchildren("td", "th"):
            for line_break in cell.iter("br"):
                line_break.tail = "\n" + (line_break.tail or "")
            # A span that reaches below the table ends with it.
            down = min(_span(cell, "rowspan"), len(rows) - row_number)
            canvas.put(row_number, None, down, _span(cell, "colspan"), _html_text(cell))
    return canvas.grid(name)


def _html_text(cell: Any) -> str:
    lines = (" ".join(line.split(" ")) for line in str(cell.text_content()).split("\n"))
    return "\n".join(line.strip() for line in lines).strip()


def _span(cell: Any, attribute: str) -> int:
    value = str(cell.get(attribute) or "1").strip()
    return int(value) if value.isdecimal() and len(value) < 7 and int(value) else 1


class _Canvas:
    """Cells placed as a browser would: spans push later cells aside."""

    def __init__(self) -> None:
        self.rows: list[list[object]] = []
        self.merges: list[Merge] = []
        self.taken: dict[int, set[int]] = {}  # columns that a span from above covers
        self.covered = 0
        self.width = 0

    def put(self, row: int, column: int | None, rows: int, columns: int, value: object) -> int:
        """Place a cell, at the next free column if ``column`` is ``None``; returns its last column."""
        taken = self.taken.get(row, ())
        line_length = len(self.rows[row]) if row < len(self.rows) else 0
        if column is None:
            column = line_length
            while column in taken:
                column += 1
        self.width = max(self.width, column + columns)
        self.covered += rows * columns
        area = max(row + 1, len(self.rows)) * self.width
        if self.width > limits.MAX_COLUMNS or max(self.covered, area) > limits.MAX_CELLS:
            raise Refused("too_many_cells")
        self.rows.extend([] for _ in range(row + 1 - len(self.rows)))
        line = self.rows[row]
        line.extend([""] * (column + columns - len(line)))
        line[column] = value
        if rows > 1 or columns > 1:
            self.merges.append((row, column, row + rows - 1, column + columns - 1))
            for below in range(row + 1, row + rows):
                self.taken.setdefault(below, set()).update(range(column, column + columns))
        return column + columns - 1

    def grid(self, name: str | None) -> Grid:
        return Grid(name, squared(self.rows), self.merges)


def open_spreadsheetml(data: bytes) -> Book:
    """The worksheets of an XML spreadsheet of 2003; raises ``Refused`` for broken markup."""
    _refuse_many_cells(data)
    # The text is decoded already, by better means than its declaration.
    text = _text_of(data).lstrip("\ufeff \t\r\n")
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise Refused("damaged") from error
    book = Book([])
    for sheet in root.iter(f"{_SS}Worksheet"):
        label = sheet.get(f"{_SS}Name", "")
        state = sheet.findtext(f"{_X}WorksheetOptions/{_X}Visible", "SheetVisible")
        load = partial(_xml_grid, sheet, label)
        if state != "SheetVisible":
            book.hidden[label] = load
        else:
            book.visible.append((label, load))
    return book


def _xml_grid(sheet: Any, name: str) -> Grid:
    canvas = _Canvas()
    row_number = -1
    for row in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
        row_number = int(row.get(f"{_SS}Index", row_number + 2)) - 1
        column = -1
        for cell in row.iterfind(f"{_SS}Cell"):
            column = int(cell.get(f"{_SS}Index", column + 2)) - 1
            down, across = (int(cell.get(f"{_SS}{name}", 0)) for name in ("MergeDown", "MergeAcross"))
            column = canvas.put(row_number, column, down + 1, across + 1, _xml_value(cell))
        row_number += int(row.get(f"{_SS}Span", 0))
    return canvas.grid(name)


def _xml_value(cell: Any) -> object:
    data = cell.find(f"{_SS}Data")
    text = "".join(_texts(data)) if data is not None else ""
    if not text:
        formula = cell.get(f"{_SS}Formula")
        return FormulaCell(formula) if formula else ""
    try:
        return _typed(data.get(f"{_SS}Type"), text)
    except ValueError:
        return text  # not what its type says: left for the column to judge


def _typed(type_name: str | None, text: str) -> object:
    match type_name:
        case "Number":
            return float(text)
        case "DateTime":
            return dt.datetime.fromisoformat(text)
        case "Boolean":
            return text == "1"
        case "Error":
            return ErrorCell(text)
    return text


def _texts(element: Any) -> Iterator[str]:
    return (str(text) for text in element.itertext())
