"""What python-calamine does not tell of an xls: error cells, the date system, a password.

Record layouts: [MS-XLS] 2.4.24 (BoolErr), 2.4.28 (BoundSheet8), 2.4.77 (Date1904), 2.4.117
(FilePass), 2.4.127 (Formula); error codes 2.5.10 (BErr).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

from loaders.cells.text import ErrorCell
from loaders.formats.grid import Refused

_BOOL_ERROR, _FORMULA = 0x0205, 0x0006
_BOUND_SHEET, _DATE_1904, _FILE_PASS, _END = 0x0085, 0x0022, 0x002F, 0x000A
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_OTHER_DOCUMENTS = ("WordDocument", "PowerPoint Document", "__properties_version1.0")


def workbook_stream(data: bytes) -> bytes:
    """The records of a compound file's workbook; raises ``Refused`` for what is none or is locked."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            if file.exists("EncryptedPackage"):
                raise Refused("encrypted")
            name = next((name for name in ("Workbook", "Book") if file.exists(name)), None)
            if name is None:
                other = any(map(file.exists, _OTHER_DOCUMENTS))
                raise Refused("not_a_workbook" if other else "damaged")
            stream: bytes = file.openstream(name).read()
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise Refused("damaged") from error
    if any(kind == _FILE_PASS for kind, _ in _records(stream, 0)):
        raise Refused("encrypted")
    return stream


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream: type and content, up to its end."""
    position = start
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        if kind == _END:
            return
        yield kind, stream[position + 4 : position + 4 + size]
        position += 4 + size


def date1904(stream: bytes) -> bool:
    """Whether the workbook counts days from 1904."""
    return any(kind == _DATE_1904 and content[:1] == b"\x01" for kind, content in _records(stream, 0))


def errors(stream: bytes) -> list[dict[tuple[int, int], ErrorCell]]:
    """For each sheet, in the workbook's order, its error cells by row and column from 0."""
    starts = [
        struct.unpack_from("<I", content)[0]
        for kind, content in _records(stream, 0)
        if kind == _BOUND_SHEET and len(content) >= 4
    ]
    return [dict(_errors_from(stream, start)) for start in starts]


def _errors_from(stream: bytes, start: int) -> Iterator[tuple[tuple[int, int], ErrorCell]]:
    for kind, content in _records(stream, start):
        code = None
        if kind == _BOOL_ERROR and len(content) >= 8 and content[7] == 1:
            code = content[6]
        elif kind == _FORMULA and len(content) >= 14 and content[12:14] == b"\xff\xff" and content[6] == 2:
            code = content[8]
        if code is not None:
            row, column = struct.unpack_from("<HH", content)
            yield (row, column), ErrorCell(_ERRORS.get(code, "#N/A"))
