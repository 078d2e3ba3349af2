"""What python-calamine does not tell of binary workbooks: merged cells and the date system.

Record layouts: [MS-XLSB] 2.1.4, 2.4.314 (BrtBundleSh), 2.4.706 (BrtMergeCell), 2.4.827 (BrtWbProp),
2.4.20 and 2.4.671 (BrtCellError, BrtFmlaError).
"""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Iterator

from loaders.formats.grid import Merge
from loaders.formats.package import Package, relations

_MERGE_CELL, _WORKBOOK_PROPERTIES, _SHEET = 176, 153, 156


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a binary part: type and content."""
    position = 0
    while position < len(data):
        kind, position = _variable(data, position, 2)
        size, position = _variable(data, position, 4)
        yield kind, data[position : position + size]
        position += size


def _variable(data: bytes, position: int, most: int) -> tuple[int, int]:
    """A number in 7-bit groups; the type keeps its high bits, as the specification counts."""
    number = 0
    for index in range(most):
        if position >= len(data):
            break
        byte = data[position]
        position += 1
        number |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            break
    return number, position


def _workbook(package: Package) -> str:
    return next((n for n in package.names if n.lower().endswith("xl/workbook.bin")), "")


def merges(package: Package, sheet: str) -> list[Merge]:
    """Merged ranges of the sheet called ``sheet``."""
    found: list[Merge] = []
    for kind, content in records(package.part(_part_of(package, sheet))):
        if kind == _MERGE_CELL and len(content) >= 16:
            first_row, last_row, first_column, last_column = struct.unpack("<4I", content[:16])
            found.append((first_row, first_column, last_row, last_column))
    return found


def date1904(package: Package) -> bool:
    """Whether the workbook counts days from 1904."""
    for kind, content in records(package.part(_workbook(package))):
        if kind == _WORKBOOK_PROPERTIES and content:
            return bool(content[0] & 1)
    return False


def _part_of(package: Package, sheet: str) -> str:
    workbook = _workbook(package)
    targets = relations(package, workbook)
    for kind, content in records(package.part(workbook)):
        if kind == _SHEET and len(content) >= 12:
            relation, end = _wide(content, 8)
            name, _ = _wide(content, end)
            if name == sheet:
                return targets.get(relation, "")
    return posixpath.join(posixpath.dirname(workbook), "worksheets/sheet1.bin")


def _wide(content: bytes, position: int) -> tuple[str, int]:
    """A counted UTF-16 string and the position behind it."""
    (length,) = struct.unpack_from("<I", content, position)
    end = position + 4 + 2 * length
    return content[position + 4 : end].decode("utf-16-le", "replace"), end
