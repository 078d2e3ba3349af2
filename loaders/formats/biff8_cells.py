"""What python-calamine does not tell of an xls sheet: errors, results not calculated, looks, what is hidden.

Record layouts: [MS-XLS] 2.4.24 (BoolErr), 2.4.53 (ColInfo), 2.4.127 (Formula), 2.4.149 (LabelSst),
2.4.175 (MulRk), 2.4.180 (Number), 2.4.220 (RK), 2.4.221 (Row), 2.4.346 (Window2); error codes 2.5.10 (BErr).
"""

from __future__ import annotations

import re
import struct

from loaders.cells.text import ErrorCell, FormulaCell, MarkedCell
from loaders.formats.biff8 import Workbook, records
from loaders.formats.biff8_comments import Comments
from loaders.formats.looks import Details

_NUMBER, _RK, _MANY_RK, _STRING, _LABEL = 0x0203, 0x027E, 0x00BD, 0x00FD, 0x0204
_BOOL_ERROR, _FORMULA, _ROW, _COLUMNS = 0x0205, 0x0006, 0x0208, 0x007D
_CELLS = frozenset((_NUMBER, _RK, _STRING, _LABEL, _BOOL_ERROR, _FORMULA))
_WINDOW, _SHOWS_ZEROS = 0x023E, 0x0010
_ERROR_RESULT, _EMPTY_RESULT = 2, 3
_HIDDEN_ROW, _HIDDEN_COLUMN, _MOST_COLUMNS = 0x20, 0x01, 256
# By its number WPS finds the picture of a cell: =DISPIMG("ID_…", 1), for which some save the result 0.
_PICTURE = re.compile(rb"I\x00?D\x00?_\x00?(?:[0-9A-Fa-f]\x00?){16}")
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def sheet_details(stream: bytes, workbook: Workbook, index: int, *, saves_placeholders: bool) -> Details:
    """What of the cells of the sheet of this number is not what it seems."""
    details = Details()
    if index >= len(workbook.starts):
        return details
    start, comments = workbook.starts[index], Comments()
    for kind, content in records(stream, start, workbook.stop_of(start)):
        if kind in _CELLS and len(content) >= 6:
            row, column, style = struct.unpack_from("<HHH", content)
            special = _special(kind, content, workbook, saves_placeholders)
            if special is not None:
                details.cells[row, column] = special
            _look(details, workbook, row, column, style)
        elif kind == _MANY_RK and len(content) >= 6:
            row, first = struct.unpack_from("<HH", content)
            for offset in range((len(content) - 6) // 6):
                (style,) = struct.unpack_from("<H", content, 4 + 6 * offset)
                _look(details, workbook, row, first + offset, style)
        elif kind == _WINDOW and len(content) >= 2:
            details.hides_zeros = not struct.unpack_from("<H", content)[0] & _SHOWS_ZEROS
        elif kind == _ROW and len(content) >= 14 and content[12] & _HIDDEN_ROW:
            details.hidden_rows.add(struct.unpack_from("<H", content)[0])
        elif kind == _COLUMNS and len(content) >= 10 and content[8] & _HIDDEN_COLUMN:
            first, last = struct.unpack_from("<HH", content)
            details.hidden_columns.update(range(first, min(last, _MOST_COLUMNS) + 1))
        else:
            comments.take(kind, content)
    details.comments = comments.by_cell()
    return details


def _look(details: Details, workbook: Workbook, row: int, column: int, style: int) -> None:
    look = workbook.looks.get(style)
    if look is not None:
        details.looks[row, column] = look


def _special(kind: int, content: bytes, workbook: Workbook, saves_placeholders: bool) -> object | None:
    if kind == _BOOL_ERROR and len(content) >= 8 and content[7] == 1:
        return ErrorCell(ERRORS.get(content[6], "#N/A"))
    if kind == _STRING and len(content) >= 10:
        return workbook.strings.get(struct.unpack_from("<I", content, 6)[0])
    if kind == _FORMULA and len(content) >= 14:
        if _PICTURE.search(content, 14):
            return MarkedCell("=DISPIMG(…)", "picture_cell")
        is_number = content[12:14] != b"\xff\xff"
        if not is_number and content[6] == _ERROR_RESULT:
            return ErrorCell(ERRORS.get(content[8], "#N/A"))
        is_nothing = not any(content[6:14]) if is_number else content[6] == _EMPTY_RESULT
        if saves_placeholders and is_nothing:
            return FormulaCell("=…")
    return None
