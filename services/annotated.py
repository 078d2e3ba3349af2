"""The uploaded workbook back with everything that was found in it, for the person who sent it."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePath

import pandas as pd
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from charts.texts import text
from exports.annotated.annotated import Keeping, annotated_original
from exports.annotated.annotated_copy import CopiedSheet, DressedCell, annotated_copy
from exports.annotated.corrected import corrected_cells
from exports.annotated.remarks import Remark, remark_of_refusal, remark_on
from loaders.cells.text import ErrorCell, FormulaCell, MarkedCell, ShownNumber
from loaders.formats.cell_details import formula_results
from loaders.formats.grid import Book, Refused
from loaders.formats.open import open_book
from loaders.formats.package import Package, sheet_parts
from loaders.formats.worksheet import column_number
from schema.catalogue import WARNING
from schema.corrections import Correction
from schema.findings import Finding
from schema.language import chosen
from schema.reading import SheetReading

# What openpyxl raises for workbooks that spreadsheet programs open all the same.
_UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    LookupError,
    OSError,
    AssertionError,
    RecursionError,
    struct.error,
    zipfile.BadZipFile,
    etree.XMLSyntaxError,
    InvalidFileException,
)
# What openpyxl needs for a cell, a row and a covered cell of a merged range; beyond the budget a
# copy is made, which is written row by row.
_CELL_BYTES, _ROW_BYTES, _COVERED_BYTES, _RESULT_BYTES = 250, 700, 120, 300
_BUDGET = 420 * 2**20
_CELLS, _ROWS = re.compile(rb"<(?:\w+:)?c[ >/]"), re.compile(rb"<(?:\w+:)?row[ >/]")
_FORMULAS = re.compile(rb"<(?:\w+:)?f[ >/]")
# The strict variant of the format, of which openpyxl sees no cell.
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml"
# Text whose parts look different, which takes openpyxl much longer to read.
_RICH = re.compile(rb"<(?:\w+:)?(?:is|si)>\s*<(?:\w+:)?r>")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


def annotated(
    content: bytes, name: str, readings: Sequence[SheetReading], language: str = "zh"
) -> tuple[str, bytes] | None:
    """File name and bytes of the workbook with every finding of ``readings`` in it, and every correction.

    An xlsx keeps its sheets and formats, an xlsm without its macros; of any other format, and of what
    is too large to keep its formats, there is an xlsx copy with the same cells. ``None`` for a file
    that could not be opened at all.
    """
    try:
        open_book(content)  # refuses what would cost more than a file may
    except Refused:
        return None
    remarks = _remarks(readings, language)
    stem = text("annotated_name", language, name=PurePath(name).stem)
    corrections = list({each.place: each for reading in readings for each in reading.corrections}.values())
    kept = _kept_original(content, remarks, corrections, language)
    if kept is not None:
        ending, data = kept
        return f"{stem}.{ending}", data
    return f"{stem}.xlsx", annotated_copy(_copied(open_book(content), corrections), remarks, language)


def _remarks(readings: Sequence[SheetReading], language: str) -> list[Remark]:
    """Everything said of the file: why a sheet is refused, and each finding."""
    remarks: list[Remark] = []
    for reading in readings:
        if reading.refused is not None:
            remarks.append(remark_of_refusal(reading.refused, reading.sheet, language))
        remarks += [remark_on(finding, language) for finding in reading.findings]
    return remarks


def _kept_original(
    content: bytes, remarks: Sequence[Remark], corrections: Sequence[Correction], language: str
) -> tuple[str, bytes] | None:
    """Ending and bytes of the original with the remarks in it, ``None`` where only a copy will do."""
    if not content.startswith(b"PK"):
        return None
    package = Package(content)
    books = [package.part(part) for part in package.names if part.lower().endswith("xl/workbook.xml")]
    if not books or _STRICT in books[0] or not _fits(package):
        return None
    try:
        parts = sheet_parts(package)
        results = {name: formula_results(package.part(part)) for name, part in parts.items()}
        rich = any(_RICH.search(package.part(part)) for part in (*parts.values(), *_strings(package)))
        del package
        data = annotated_original(content, remarks, language, Keeping(rich, results), corrections)
    except _UNREADABLE:
        return None
    return "xlsx", data


def _fits(package: Package) -> bool:
    """Whether openpyxl can hold the workbook in the memory that one file may take."""
    need = 0
    for part in _strings(package):
        need += 2 * len(package.part(part))
    for part in sheet_parts(package).values():
        xml = package.part(part)
        need += _CELL_BYTES * _count(_CELLS, xml) + _ROW_BYTES * _count(_ROWS, xml)
        need += _RESULT_BYTES * _count(_FORMULAS, xml)
        for left, top, right, bottom in _MERGED.findall(xml):
            width = column_number(right) - column_number(left) + 1
            need += _COVERED_BYTES * width * (int(bottom) - int(top) + 1)
        package.forget(part)
    return need <= _BUDGET


def _count(pattern: re.Pattern[bytes], xml: bytes) -> int:
    return sum(1 for _ in pattern.finditer(xml))


def _strings(package: Package) -> list[str]:
    return [name for name in package.names if name.lower().endswith("sharedstrings.xml")]


def _copied(book: Book, corrections: Sequence[Correction]) -> Iterator[CopiedSheet]:
    """Every sheet of ``book``, one at a time; one that is too large to be read is left empty."""
    sheets = [
        *((name, load, False) for name, load in book.visible),
        *((name, load, True) for name, load in book.hidden.items()),
    ]
    for name, load, hidden in sheets:
        try:
            grid = load()
        except Refused:
            yield CopiedSheet(name, [], hidden=hidden)
        else:
            for row in grid.rows:
                row[:] = map(_plain, row)
            for (row_no, column), words in corrected_cells(corrections, name, grid.merges).items():
                grid.rows[row_no - 1][column] = words
            yield CopiedSheet(
                name,
                grid.rows,
                grid.merges,
                hidden,
                grid.date1904,
                grid.hidden_rows,
                grid.hidden_columns,
            )


def _plain(cell: object) -> object:
    match cell:
        case ErrorCell(text) | FormulaCell(text) | ShownNumber(text):
            return text
        case MarkedCell(text, "struck_out"):
            return DressedCell(text, runs=((text, False),))
        case MarkedCell(text, "partly_struck_out" | "footnote_mark" as code, value):
            return DressedCell(text, runs=_runs(text, str(value)), struck=code == "partly_struck_out")
        case MarkedCell(text, "shown_differs", _value, stored) if stored is not None:
            return DressedCell(text, number=stored)
        case MarkedCell(text):
            return text
    return cell


def _runs(whole: str, plain: str) -> tuple[tuple[str, bool], ...]:
    """The pieces of a text, each with whether it belongs to the ``plain`` part that is read."""
    same = SequenceMatcher(None, whole, plain, autojunk=False).get_opcodes()
    return tuple((whole[start:end], tag == "equal") for tag, start, end, _from, _to in same if start < end)


@dataclass(frozen=True, slots=True)
class Retold(Finding):
    """A finding in the words in which it was said: the rules may have changed since."""

    said_severity: str = WARNING
    said_zh: str = ""
    said_en: str = ""

    @property
    def severity(self) -> str:
        """``error`` or ``warning``, as it was."""
        return self.said_severity

    def message(self, language: str) -> str:
        """The sentence in ``zh`` or ``en``, as it was."""
        return chosen(self.said_zh, self.said_en, language)


def retold(stored: pd.DataFrame, again: Iterable[SheetReading]) -> list[Finding]:
    """``stored`` (of :func:`store.submissions.read_findings`) with the columns that ``again`` found."""
    columns = {
        finding.column: finding.column_no
        for reading in again
        for finding in reading.findings
        if finding.column_no is not None
    }
    rows = stored.astype(object).where(stored.notna(), None)
    return [
        Retold(
            row.code,
            row.sheet,
            row.row,
            row.column,
            row.value,
            column_no=columns.get(row.column),
            said_severity=row.severity,
            said_zh=row.message_zh,
            said_en=row.message_en,
        )
        for row in rows.itertuples()
    ]
