"""What python-calamine does not tell of binary workbooks: merges, the date system, errors and looks.

Record layouts: [MS-XLSB] 2.1.4, 2.4.314 (BrtBundleSh), 2.4.706 (BrtMergeCell), 2.4.827 (BrtWbProp),
2.4.20 and 2.4.671 (BrtCellError, BrtFmlaError), 2.4.666 (BrtFmt), 2.4.667 (BrtFont), 2.4.830 (BrtXF),
2.4.810 (BrtSSTItem), 2.4.746 (BrtRowHdr), 2.4.323 (BrtColInfo);
BrtBeginComment and BrtCommentText.
"""

from __future__ import annotations

import posixpath
import re
import struct
from collections.abc import Iterator

from loaders.cells.text import ErrorCell
from loaders.formats.biff8_cells import ERRORS
from loaders.formats.grid import Merge
from loaders.formats.looks import Details, Look, Run, text_of_runs
from loaders.formats.number_format import BUILT_IN
from loaders.formats.package import Package, relations

_MERGE_CELL, _WORKBOOK_PROPERTIES, _SHEET = 176, 153, 156
_ROW, _COLUMNS, _SHARED_STRING = 0, 60, 19
_FORMAT, _FONT, _CELL_FORMAT, _CELL_FORMATS, _CELL_FORMATS_END = 44, 43, 47, 617, 618
# Cells with their column, and the short ones that stand right of the cell before.
_FIRST_CELL, _LAST_CELL, _FIRST_SHORT, _LAST_SHORT = 1, 11, 12, 18
_ERRORS, _STRINGS = frozenset((3, 11, 14)), frozenset((7, 18))
_STRUCK, _MOST_COLUMNS = 0x0008, 16_384
_COMMENT, _COMMENT_TEXT = 635, 637
_COMMENTS = re.compile(r"comments?\d*\.bin", re.IGNORECASE)


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


class Workbook:
    """What a binary workbook says of all its sheets: styles, strings, the date system."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = package.find("xl/workbook.bin")
        self._fonts: list[tuple[bool, bool]] = []
        codes: dict[int, str] = dict(BUILT_IN)
        formats: list[tuple[int, int]] = []
        inside = False
        for kind, content in records(package.part(package.find("styles.bin"))):
            if kind == _FORMAT and len(content) >= 6:
                codes[struct.unpack_from("<H", content)[0]] = _wide(content, 2)[0]
            elif kind == _FONT and len(content) >= 8:
                bits, _, raised = struct.unpack_from("<HHH", content, 2)
                self._fonts.append((bool(bits & _STRUCK), raised in {1, 2}))
            elif kind in (_CELL_FORMATS, _CELL_FORMATS_END):
                inside = kind == _CELL_FORMATS
            elif kind == _CELL_FORMAT and inside and len(content) >= 6:
                formats.append(struct.unpack_from("<HH", content, 2))
        looks = [Look(codes.get(code, "General"), *self._font(font)) for code, font in formats]
        self._looks = {place: look for place, look in enumerate(looks) if not look.is_plain}
        self._strings = dict(self._marked()) if any(map(any, self._fonts)) else {}
        self.date1904 = next(
            (
                bool(content[0] & 1)
                for kind, content in records(package.part(self._part))
                if kind == _WORKBOOK_PROPERTIES and content
            ),
            False,
        )

    def _font(self, index: int) -> tuple[bool, bool]:
        return self._fonts[index] if index < len(self._fonts) else (False, False)

    def _marked(self) -> Iterator[tuple[int, object]]:
        """The shared strings of several fonts in which something is struck out or raised."""
        strings = records(self._package.part(self._package.find("sharedstrings.bin")))
        items = (content for kind, content in strings if kind == _SHARED_STRING)
        for index, content in enumerate(items):
            if len(content) < 5 or not content[0] & 1:
                continue
            text, end = _wide(content, 1)
            (claimed,) = struct.unpack_from("<I", content.ljust(end + 4, b"\0"), end)
            count = min(claimed, (len(content) - end - 4) // 4)
            runs = [struct.unpack_from("<HH", content, end + 4 + 4 * i) for i in range(count)]
            if not runs:
                continue
            ends = [*(start for start, _ in runs[1:]), len(text)]
            pieces = [Run(text[: runs[0][0]])]
            pieces += [Run(text[a:b], *self._font(font)) for (a, font), b in zip(runs, ends, strict=True)]
            cell = text_of_runs(pieces)
            if not isinstance(cell, str):
                yield index, cell

    def sheet(self, name: str) -> tuple[list[Merge], Details]:
        """Merged ranges of the sheet called ``name``, and what of its cells is not what it seems."""
        merges: list[Merge] = []
        details, part = Details(), self._sheet_part(name)
        details.comments = dict(self._comments(part))
        row = column = 0
        for kind, content in records(self._package.part(part)):
            if kind == _ROW and len(content) >= 4:
                row, column = struct.unpack_from("<I", content)[0], -1
                if len(content) >= 12 and content[11] & 0x10:
                    details.hidden_rows.add(row)
            elif _FIRST_CELL <= kind <= _LAST_CELL and len(content) >= 8:
                column, style = struct.unpack_from("<II", content)
                self._cell(details, (row, column), kind, style, content[8:])
            elif _FIRST_SHORT <= kind <= _LAST_SHORT and len(content) >= 4:
                column += 1
                self._cell(details, (row, column), kind, struct.unpack_from("<I", content)[0], content[4:])
            elif kind == _MERGE_CELL and len(content) >= 16:
                first_row, last_row, first_column, last_column = struct.unpack_from("<4I", content)
                merges.append((first_row, first_column, last_row, last_column))
            elif kind == _COLUMNS and len(content) >= 18 and content[16] & 1:
                first, last = struct.unpack_from("<II", content)
                details.hidden_columns.update(range(first, min(last, _MOST_COLUMNS) + 1))
        return merges, details

    def _cell(self, details: Details, place: tuple[int, int], kind: int, style: int, value: bytes) -> None:
        if kind in _ERRORS and value:
            details.cells[place] = ErrorCell(ERRORS.get(value[0], "#N/A"))
        elif kind in _STRINGS and self._strings and len(value) >= 4:
            marked = self._strings.get(struct.unpack_from("<I", value)[0])
            if marked is not None:
                details.cells[place] = marked
        look = self._looks.get(style & 0xFFFFFF)
        if look is not None:
            details.looks[place] = look

    def _comments(self, part: str) -> Iterator[tuple[tuple[int, int], str]]:
        """The cells of a sheet on which somebody comments, and what the comments say."""
        parts = [
            path
            for path in relations(self._package, part).values()
            if _COMMENTS.fullmatch(path.split("/")[-1])
        ]
        place = None
        for kind, content in (record for path in parts for record in records(self._package.part(path))):
            if kind == _COMMENT and len(content) >= 20:
                row, _, column, _ = struct.unpack_from("<4I", content, 4)
                place = row, column
            elif kind == _COMMENT_TEXT and place is not None and (words := _wide(content, 1)[0].strip()):
                yield place, words

    def _sheet_part(self, sheet: str) -> str:
        targets = relations(self._package, self._part)
        for kind, content in records(self._package.part(self._part)):
            if kind == _SHEET and len(content) >= 12:
                relation, end = _wide(content, 8)
                name, _ = _wide(content, end)
                if name == sheet:
                    return targets.get(relation, "")
        return posixpath.join(posixpath.dirname(self._part), "worksheets/sheet1.bin")


def _wide(content: bytes, position: int) -> tuple[str, int]:
    """A counted UTF-16 string and the position behind it."""
    if position + 4 > len(content):
        return "", len(content)
    (length,) = struct.unpack_from("<I", content, position)
    end = position + 4 + 2 * length
    return content[position + 4 : end].decode("utf-16-le", "replace"), min(end, len(content))
