"""What a worksheet would cost to hold, told from its markup before anything is made of it.

A few kilobytes can claim gigabytes: by one value in the last cell of the grid, or by one long text
that a million cells share. Nothing is believed of what the file says of itself.
"""

from __future__ import annotations

import re

from loaders.formats.grid import Refused
from loaders.formats.worksheet import MOST_COLUMNS, MOST_ROWS, Worksheet, XmlCell, column_number
from schema import limits

_DIMENSION = re.compile(rb'<(?:\w{1,20}:)?dimension ref="(?:[A-Z]{1,3}\d{1,7}:)?([A-Z]{1,3})\d{1,7}"')
_ODD_ADDRESS = re.compile(rb'<c r="(?![A-Z]{1,3}[1-9])')
_END_OF_STRING = re.compile(rb"</(?:\w{1,20}:)?si>")
_SHORTEST_CELL = 22  # <c t="s"><v>0</v></c>


def refuse_oversize_sheet(xml: bytes) -> None:
    """Raise ``Refused`` if the filled cells of a worksheet span a range that costs memory to hold."""
    if _is_usual(xml):
        width = _column_bound(xml)
        if width * MOST_ROWS <= limits.MAX_SPAN or width * _row_bound(xml) <= limits.MAX_SPAN:
            return
    height = width = 0

    def measure(cell: XmlCell) -> None:
        nonlocal height, width
        if cell.is_filled:
            height, width = max(height, cell.row + 1), max(width, cell.column + 1)

    Worksheet(measure).read(xml)
    if width * height > limits.MAX_SPAN or width > limits.MAX_COLUMNS:
        raise Refused("too_many_cells")


def _is_usual(xml: bytes) -> bool:
    """Whether each cell begins with its address, in the usual quotes and letters."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData")
    usual = xml.count(b'<c r="', start, end)
    return start >= 0 and xml.count(b"<c", start, end) == usual and not _ODD_ADDRESS.search(xml)


def _row_bound(xml: bytes) -> int:
    """No cell lies below this row, told from the number of its digits."""
    return MOST_ROWS if re.search(rb' r="[A-Z]{1,3}\d{6}', xml) else 99_999


def _column_bound(xml: bytes) -> int:
    """No cell lies right of this column: the dimension's word for it, checked against the cells."""
    claim = _DIMENSION.search(xml[:4096])
    letters = claim[1] if claim else b"Z"
    if len(letters) == 1:
        wider = rb"[%c-Z]" % (letters[0] + 1) if letters < b"Z" else rb"(?!)"
        if not re.search(rb' r="(?:' + wider + rb"\d|[A-Z]{2})", xml):
            return column_number(letters)
    return MOST_COLUMNS if re.search(rb' r="[A-Z]{3}', xml) else 702


def refuse_repeated_text(strings: bytes, sheets: list[bytes]) -> None:
    """Raise ``Refused`` if shared strings, counted in each cell that shows them, pass the limit."""
    end = _END_OF_STRING.search(strings)
    lengths = list(map(len, strings.split(end[0]))) if end else []
    longest = max(lengths, default=0)
    total = 0

    def add(cell: XmlCell) -> None:
        nonlocal total
        if cell.kind == "s" and cell.value and cell.value.isdecimal() and len(cell.value) < 10:
            index = int(cell.value)
            total += lengths[index] if index < len(lengths) else 0

    for xml in sheets:
        if longest * (len(xml) // _SHORTEST_CELL) > limits.MAX_TEXT_BYTES:
            Worksheet(add).read(xml)
        if total > limits.MAX_TEXT_BYTES:
            raise Refused("unsafe_file")
