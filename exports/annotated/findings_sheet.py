"""The sheet of findings in a returned workbook: every remark, each with a link to its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from charts.texts import text
from exports.annotated.remarks import COLOURS, Remark
from exports.cells import LONGEST_TEXT
from schema.catalogue import ERROR, NOTE, WARNING
from schema.stamp import FINDINGS_MARKS

_COLUMNS = ("severity", "sheet", "row", "column", "value", "message")
_WIDTHS = dict(zip("ABCDEF", (8, 20, 8, 20, 24, 90), strict=True))
_MOST_LINKS = 60_000  # Excel keeps 65,530 in one sheet

# Remark → where its cell is: name of the sheet in the workbook, and the cell's address.
Target = tuple[str, str]


def safe_text(words: str) -> str:
    """``words`` without what no xlsx file may hold, and no longer than a cell."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", words))[:LONGEST_TEXT]


def text_cell(sheet: Any, words: str) -> Any:
    """A cell that shows ``words`` and never runs them."""
    cell = WriteOnlyCell(sheet, safe_text(words))
    cell.data_type = "s"
    return cell


def write_findings(
    sheet: Any, remarks: Sequence[Remark], targets: Mapping[int, Target], language: str
) -> None:
    """Fill ``sheet``, new and empty, with ``remarks``; ``targets`` gives the cell of those that have one.

    Its first cell is the mark by which the loaders know that the sheet holds no data.
    """
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A4"
    sheet.sheet_view.tabSelected = True
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    mark = text_cell(sheet, FINDINGS_MARKS[language])
    mark.font = Font(bold=True, size=14)
    sheet.append([mark])
    counts = Counter(remark.severity for remark in remarks)
    counted = text("counted", language, errors=counts[ERROR], warnings=counts[WARNING], notes=counts[NOTE])
    sheet.append([text_cell(sheet, counted)])
    sheet.append([_heading(sheet, text(f"col_{id}", language)) for id in _COLUMNS])
    for number, remark in enumerate(remarks):
        target = targets.get(number) if number < _MOST_LINKS else None
        line = _line(sheet, remark, target, language)
        sheet.append(line)
        if target is not None:
            # Only now the cell has its place; a link set before is one of A1.
            link = line[_COLUMNS.index("row")]
            link.hyperlink.ref = link.coordinate


def _heading(sheet: Any, words: str) -> Any:
    cell = text_cell(sheet, words)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="D6E4F0")
    return cell


def _line(sheet: Any, remark: Remark, target: Target | None, language: str) -> list[Any]:
    severity = text_cell(sheet, text(remark.severity, language))
    severity.fill = PatternFill("solid", fgColor=COLOURS[remark.severity])
    row = text_cell(sheet, "") if remark.row is None else WriteOnlyCell(sheet, remark.row)
    if target is not None:
        name, address = target
        quoted = name.replace("'", "''")
        row.hyperlink = Hyperlink(ref="A1", location=f"'{quoted}'!{address}", display=str(remark.row))
        row.font = Font(color="0563C1", underline="single")
    message = text_cell(sheet, remark.message)
    message.alignment = Alignment(wrap_text=True, vertical="top")
    texts = [text_cell(sheet, words or "") for words in (remark.column, remark.value)]
    return [severity, text_cell(sheet, remark.sheet or ""), row, *texts, message]
