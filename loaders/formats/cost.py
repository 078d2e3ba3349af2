"""What a worksheet would cost to hold, told from its markup before anything is made of it.

A few kilobytes can claim gigabytes: by one value in the last cell of the grid, or by one long text
that a million cells share. Nothing is believed of what the file says of itself.
"""

from __future__ import annotations

import re

from loaders.formats.grid import Refused
from loaders.formats.worksheet import MOST_ROWS, Worksheet, XmlCell, column_number
from schema import limits

_DIMENSION = re.compile(rb'<(?:\w{1,20}:)?dimension ref="(?:[A-Z]{1,3}\d{1,7}:)?([A-Z]{1,3})\d{1,7}"')
_END_OF_STRING = re.compile(rb"</(?:\w{1,20}:)?si>")
_MOST_OF_TWO_LETTERS = 702
_SHORTEST_CELL = 22  # <c t="s"><v>0</v></c>


def refuse_oversize_sheet(xml: bytes) -> None:
    """Raise ``Refused`` if the filled cells of a worksheet span a range that costs memory to hold."""
    if _is_small(xml):
        return
    height = width = 0

    def measure(cell: XmlCell) -> None:
        nonlocal height, width
        if cell.is_filled:
            height, width = max(height, cell.row + 1), max(width, cell.column + 1)

    Worksheet(measure).read(xml)
    if width * height > limits.MAX_SPAN or width > limits.MAX_COLUMNS:
        raise Refused("too_many_cells")


def _is_small(xml: bytes) -> bool:
    """Whether each cell begins with its address, in the usual quotes and letters, and none lies far away.

    The dimension's word for the last column is checked against the cells in one go.
    """
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData")
    if start < 0:
        return False
    claim = _DIMENSION.search(xml[:4096])
    letters = claim[1] if claim else b"Z"
    bounds = [(rb"[A-Z]{1,2}", _MOST_OF_TWO_LETTERS)]
    if len(letters) == 1:
        bounds.insert(0, (rb"[A-%c]" % letters, column_number(letters)))
    for columns, width in bounds:
        if not re.compile(rb'<c(?! r="' + columns + rb"[1-9])").search(xml, start, end):
            return width * MOST_ROWS <= limits.MAX_SPAN or width * _row_bound(xml) <= limits.MAX_SPAN
    return False


def _row_bound(xml: bytes) -> int:
    """No cell lies below this row, told from the number of its digits."""
    return MOST_ROWS if re.search(rb' r="[A-Z]{1,3}\d{6}', xml) else 99_999


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
