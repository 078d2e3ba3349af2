"""What python-calamine does not tell of an ods sheet: repeats that explode, merged cells, errors."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from loaders.cells.text import ErrorCell
from loaders.formats.grid import Merge, Refused
from schema import limits

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_ERROR = b'value-type="error"'
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')
# A row or column style usually runs to the end of the grid; those rows are empty.
_FILLED_TYPES = re.compile(rb'value-type="')


def refuse_repeats(content: bytes) -> None:
    """Raise ``Refused`` if filled cells are repeated beyond the limit."""
    if not _FILLED_TYPES.search(content) or not any(int(n) > 1000 for n in _REPEATED.findall(content)):
        return
    for table in _tables(content):
        height = width = row = 0
        for line in table.iter(f"{_TABLE}table-row"):
            repeat = int(line.get(f"{_TABLE}number-rows-repeated", 1))
            filled = _filled_width(line)
            row += repeat
            if filled:
                height, width = row, max(width, filled)
        if height * width > limits.MAX_CELLS or width > limits.MAX_COLUMNS:
            raise Refused("too_many_cells")


def _filled_width(line: Any) -> int:
    column = filled = 0
    for cell in line.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        column += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        if len(cell):
            filled = column
    return filled


def details(content: bytes) -> dict[str, tuple[list[Merge], dict[tuple[int, int], ErrorCell]]]:
    """Sheet name → merged ranges, and error cells by row and column from 0."""
    if b"-spanned=" not in content and _ERROR not in content:
        return {}
    return {str(table.get(f"{_TABLE}name")): _details_of(table) for table in _tables(content)}


def _details_of(table: Any) -> tuple[list[Merge], dict[tuple[int, int], ErrorCell]]:
    merges: list[Merge] = []
    errors: dict[tuple[int, int], ErrorCell] = {}
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        column = 0
        for cell in line.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            down = int(cell.get(f"{_TABLE}number-rows-spanned", 1))
            across = int(cell.get(f"{_TABLE}number-columns-spanned", 1))
            if down > 1 or across > 1:
                merges.append((row, column, row + down - 1, column + across - 1))
            if cell.get(_CALC_TYPE) == "error":
                errors[row, column] = ErrorCell("".join(cell.itertext()) or "#N/A")
            column += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        row += int(line.get(f"{_TABLE}number-rows-repeated", 1))
    return merges, errors


def _tables(content: bytes) -> list[Any]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return list(etree.fromstring(content, parser).iter(f"{_TABLE}table"))
    except etree.XMLSyntaxError as error:
        raise Refused("damaged") from error
