"""A workbook of any format as an xlsx copy with what was found in it."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import openpyxl
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from charts.texts import text
from exports.annotated.findings_sheet import Target, safe_text, text_cell, write_findings
from exports.annotated.marking import MOST_COMMENTS, cells_to_mark, mark_cell, targets_of
from exports.annotated.remarks import Merge, Remark
from schema.stamp import FINDINGS_MARKS

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_WIDTH, _WIDENED = 16, 40  # characters, and how many columns are made that wide
_SHOWN_WHOLE = 10**11  # General shows larger numbers in powers of ten
_FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class DressedCell:
    """A cell that looks other than what it holds, so that a copy of it must look the same.

    Either ``number`` is shown as ``text``, or some of the ``runs`` of the text, each with whether it is
    plain, are ``struck`` out (else raised).
    """

    text: str
    number: float | None = None
    runs: tuple[tuple[str, bool], ...] = ()
    struck: bool = True


@dataclass(frozen=True)
class CopiedSheet:
    """One sheet to copy: cells as they were read, row by row from the first, with merged ranges.

    ``date1904`` says that the workbook counts its days from 1904; ``hidden_rows`` and
    ``hidden_columns`` are positions from 0.
    """

    name: str | None
    rows: Sequence[Sequence[object]]
    merges: Sequence[Merge] = field(default_factory=tuple)
    hidden: bool = False
    date1904: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def annotated_copy(sheets: Iterable[CopiedSheet], remarks: Sequence[Remark], language: str = "zh") -> bytes:
    """An xlsx file with the cells of ``sheets`` and ``remarks`` in it; text stays text."""
    book: Any = openpyxl.Workbook(write_only=True)
    listing = book.create_sheet(text("findings_sheet", language))
    numbers = {id(remark): number for number, remark in enumerate(remarks)}
    targets: dict[int, Target] = {}
    for copied in sheets:
        if not _is_findings_list(copied):
            targets |= _copy(book, copied, remarks, numbers, language)
    write_findings(listing, remarks, targets, language)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _is_findings_list(copied: CopiedSheet) -> bool:
    return bool(copied.rows and copied.rows[0]) and copied.rows[0][0] in FINDINGS_MARKS.values()


def _copy(
    book: Any, copied: CopiedSheet, remarks: Sequence[Remark], numbers: dict[int, int], language: str
) -> dict[int, Target]:
    if copied.date1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.create_sheet(_name(book, copied.name))
    sheet.sheet_state = "hidden" if copied.hidden else "visible"
    width = max(map(len, copied.rows), default=0)
    for column in range(1, min(width, _WIDENED) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTH
    for column in copied.hidden_columns:
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
    for row in copied.hidden_rows:
        sheet.row_dimensions[row + 1].hidden = True
    filled = partial(_first_filled, copied.rows)
    cells = cells_to_mark(remarks, copied.name, copied.merges, filled)
    marked: dict[int, dict[int, list[Remark]]] = {}
    for (row, column), of_cell in cells.items():
        marked.setdefault(row, {})[column] = of_cell
    commented = 0
    for row, values in enumerate(copied.rows, start=1):
        line = [_copied(sheet, value) for value in values]
        for column, of_cell in marked.get(row, {}).items():
            if not isinstance(line[column], Cell):
                line[column] = WriteOnlyCell(sheet, line[column])
            commented += 1
            mark_cell(line[column], of_cell, row, language, comment=commented <= MOST_COMMENTS)
        sheet.append(line)
    for top, left, bottom, right in copied.merges:
        first, last = f"{get_column_letter(left + 1)}{top + 1}", f"{get_column_letter(right + 1)}{bottom + 1}"
        sheet.merged_cells.add(f"{first}:{last}")
    return targets_of(cells, numbers, sheet.title)


def _name(book: Any, name: str | None) -> str:
    """A name that xlsx allows; openpyxl numbers repeats. A sheet without a name says nothing by it."""
    return _FORBIDDEN.sub("_", name or "Sheet1").strip()[:_LONGEST_NAME] or f"Sheet{len(book.sheetnames)}"


def _first_filled(rows: Sequence[Sequence[object]], row: int) -> int:
    return next((place for place, value in enumerate(rows[row - 1]) if value not in {None, ""}), 0)


def _copied(sheet: Any, value: object) -> Any:
    """One value as it is to be written: text as text, whatever it looks like, and long numbers whole."""
    match value:
        case None | "":
            return None
        case DressedCell():
            return _dressed(sheet, value)
        case str():
            return text_cell(sheet, value) if value.startswith("=") else safe_text(value)
        case bool():
            return value
        case int() | float():
            return _number(sheet, value)
        case dt.date():
            return _day(value)
    # Times and durations are cells too.
    return value if isinstance(value, dt.time | dt.timedelta) else safe_text(str(value))


def _dressed(sheet: Any, cell: DressedCell) -> Any:
    if cell.number is not None:
        copied = WriteOnlyCell(sheet, cell.number)
        copied.number_format = '"{}"'.format(cell.text.replace('"', ""))
        return copied
    fonts = {
        True: InlineFont(),
        False: InlineFont(strike=True) if cell.struck else InlineFont(vertAlign="superscript"),
    }
    if all(is_plain for _text, is_plain in cell.runs) or len(cell.runs) > 1:
        return WriteOnlyCell(
            sheet, CellRichText(*(TextBlock(fonts[is_plain], text) for text, is_plain in cell.runs))
        )
    copied = text_cell(sheet, cell.text)
    copied.font = Font(strike=True)
    return copied


def _day(value: dt.date) -> object:
    """A day or a moment; spreadsheets know none before 1900, and no time zones."""
    if value.year < _FIRST_YEAR:
        return value.isoformat()
    return value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value


def _number(sheet: Any, value: float) -> Any:
    if not math.isfinite(value):
        return str(value)
    whole = int(value) if float(value).is_integer() else value
    if abs(whole) < _SHOWN_WHOLE or not isinstance(whole, int):
        return whole
    cell = WriteOnlyCell(sheet, whole)
    cell.number_format = "0"
    return cell
