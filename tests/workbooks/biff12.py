"""A small writer of xlsb: BIFF12 records for text, numbers, days, merges and hidden sheets.

Record numbers and layouts are those of [MS-XLSB] 2.4; only what a plain sheet needs is written.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Iterator, Sequence

from sample_data.freeze import freeze
from sample_data.layout import Cell, Table

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.ms-excel"
_EPOCH = dt.date(1899, 12, 30)
_DAY_STYLE = 1


def write_xlsb(tables: Sequence[Table]) -> bytes:
    """The sheets as a binary workbook; days are numbers with a date format."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("[Content_Types].xml", _content_types(len(tables)))
        package.writestr("_rels/.rels", relations({"rId1": ("officeDocument", "xl/workbook.bin")}))
        parts = {f"rId{i}": ("worksheet", f"worksheets/sheet{i}.bin") for i in range(1, len(tables) + 1)}
        parts["rId99"] = ("styles", "styles.bin")
        package.writestr("xl/_rels/workbook.bin.rels", relations(parts))
        package.writestr("xl/workbook.bin", _workbook(tables))
        package.writestr("xl/styles.bin", _styles())
        for i, table in enumerate(tables, start=1):
            package.writestr(f"xl/worksheets/sheet{i}.bin", b"".join(_sheet(table)))
    return freeze(stream.getvalue())


def record(number: int, content: bytes = b"") -> bytes:
    """A record: its number in one or two bytes, its size as a varint, its content."""
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    size, left = b"", len(content)
    while left >= 0x80:
        size, left = size + bytes([left & 0x7F | 0x80]), left >> 7
    return head + size + bytes([left]) + content


def wide(text: str) -> bytes:
    """A counted UTF-16 string."""
    encoded = text.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded


def _workbook(tables: Sequence[Table]) -> bytes:
    sheets = b"".join(
        record(156, struct.pack("<II", table.hidden, i) + wide(f"rId{i}") + wide(table.name))
        for i, table in enumerate(tables, start=1)
    )
    return record(131) + record(143) + sheets + record(144) + record(132)


def _styles() -> bytes:
    """Two cell formats: general, and the built-in date format 14."""
    formats = b"".join(record(47, struct.pack("<HHHHHBBI", 0, code, 0, 0, 0, 0, 0, 0)) for code in (0, 14))
    return record(278) + record(617, struct.pack("<I", 2)) + formats + record(618) + record(279)


def _sheet(table: Table) -> Iterator[bytes]:
    width = max(map(len, table.grid))
    yield record(129)
    yield record(148, struct.pack("<IIII", 0, len(table.grid) - 1, 0, width - 1))
    yield record(145)
    for r, row in enumerate(table.grid):
        yield record(0, struct.pack("<IIHHBI", r, 0, 300, 0, 0, 0))
        yield from (_cell(c, value) for c, value in enumerate(row) if value is not None)
    yield record(146)
    if table.merges:
        yield record(177, struct.pack("<I", len(table.merges)))
        yield from (record(176, struct.pack("<IIII", r1, r2, c1, c2)) for r1, c1, r2, c2 in table.merges)
        yield record(178)
    yield record(130)


def _cell(column: int, value: Cell) -> bytes:
    if isinstance(value, dt.date):
        return record(5, struct.pack("<IId", column, _DAY_STYLE, (value - _EPOCH).days))
    if isinstance(value, int | float):
        return record(5, struct.pack("<IId", column, 0, value))
    return record(6, struct.pack("<II", column, 0) + wide(str(value)))


def _content_types(count: int) -> str:
    kinds = {"/xl/workbook.bin": "sheet.binary.macroEnabled.main", "/xl/styles.bin": "styles"}
    kinds |= {f"/xl/worksheets/sheet{i}.bin": "worksheet" for i in range(1, count + 1)}
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}"/>' for part, kind in kinds.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="bin" ContentType="{_TYPE}.sheet.binary.macroEnabled.main"/>{overrides}</Types>'
    )


def relations(parts: dict[str, tuple[str, str]]) -> str:
    """The relationships of a part: by id the kind and the target of each."""
    inner = "".join(
        f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id, (kind, target) in parts.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'
