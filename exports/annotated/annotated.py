"""An uploaded xlsx with what was found in it: coloured cells, comments, and a sheet of findings."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.numbers import FORMAT_TEXT

from charts.texts import text
from exports.annotated.corrected import corrected_cells
from exports.annotated.findings_sheet import Target, safe_text, write_findings
from exports.annotated.marking import MOST_COMMENTS, cells_to_mark, is_marked, mark_cell, targets_of
from exports.annotated.remarks import COLOURS, Merge, Remark
from exports.annotated.saved_results import Results, with_results
from schema.corrections import Correction
from schema.stamp import FINDINGS_MARKS, without_ours


@dataclass(frozen=True)
class Keeping:
    """What a workbook has that is kept: the looks of parts of a text (``rich``). Macros never are.

    ``results`` are the saved results of formulas, by name of the sheet.
    """

    rich: bool = True
    results: Mapping[str, Results] = field(default_factory=dict)


def annotated_original(
    content: bytes,
    remarks: Sequence[Remark],
    language: str = "zh",
    keeping: Keeping | None = None,
    corrections: Sequence[Correction] = (),
) -> bytes:
    """The workbook ``content`` with ``remarks`` in it, and corrected values in the cells that they are of.

    Sheets, formats, formulas and protection stay; marks of an earlier annotation are taken back.
    Raises whatever openpyxl makes of a file that it cannot read, and ``KeyError`` where it did not
    find a sheet of which something is said: make a copy then.
    """
    keeping = keeping or Keeping()
    with warnings.catch_warnings():
        # openpyxl says what it does not carry over; nobody could act on it here.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), rich_text=keeping.rich)
        for sheet in book.worksheets:
            _write_corrected(sheet, corrections)
        _annotate(book, remarks, language)
        stream = io.BytesIO()
        book.save(stream)
    saved = keeping.results
    parts = {f"xl/worksheets/sheet{n}.xml": saved.get(s.title, {}) for n, s in enumerate(book.worksheets, 1)}
    del book
    return with_results(stream.getvalue(), parts)


def _annotate(book: Any, remarks: Sequence[Remark], language: str) -> None:
    lists = [s for s in book.worksheets if s["A1"].value in FINDINGS_MARKS.values()]
    for sheet in lists:
        book.remove(sheet)
    unseen = {r.sheet for r in remarks if r.row is not None} - set(book.sheetnames)
    if unseen or not book.worksheets:
        raise KeyError(f"sheets not found: {unseen}")
    numbers = {id(remark): number for number, remark in enumerate(remarks)}
    targets: dict[int, Target] = {}
    for sheet in book.worksheets:
        if lists:
            _take_back(sheet)
        cells = cells_to_mark(remarks, sheet.title, _merges(sheet), partial(_first_filled, sheet))
        for number, ((row, column), of_cell) in enumerate(cells.items()):
            place = sheet.cell(row, column + 1)
            mark_cell(place, of_cell, row, language, comment=number < MOST_COMMENTS)
        targets |= targets_of(cells, numbers, sheet.title)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = False
    listing = book.create_sheet(text("findings_sheet", language), 0)
    write_findings(listing, remarks, targets, language)
    book.active = 0


def _write_corrected(sheet: Any, corrections: Sequence[Correction]) -> None:
    """Write what cells are corrected to, as text that no program runs or takes for another value."""
    for (row, column), words in corrected_cells(corrections, sheet.title, _merges(sheet)).items():
        cell = sheet.cell(row, column + 1)
        cell.value, cell.number_format = safe_text(words) or None, FORMAT_TEXT
        if words:
            cell.data_type = "s"


def _merges(sheet: Any) -> list[Merge]:
    ranges = sheet.merged_cells.ranges
    return [(r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1) for r in ranges]


def _first_filled(sheet: Any, row: int) -> int:
    filled = (cell.column for cell in sheet[row] if cell.value not in {None, ""})
    return next(filled, 1) - 1


def _take_back(sheet: Any) -> None:
    """Remove our colours and comments of an earlier annotation; what was corrected is white again."""
    ours = {f"00{colour}" for colour in COLOURS.values()}
    for row in sheet.iter_rows():
        for cell in row:
            if not is_marked(cell):
                continue
            before, author = without_ours(cell.comment.text), cell.comment.author
            cell.comment = Comment(before, author) if before else None
            if cell.fill.fgColor.rgb in ours:
                cell.fill = PatternFill()
