"""What python-calamine does not tell of an xlsx cell: errors, unsaved formulas, looks, strikes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from loaders.cells.text import ErrorCell, FormulaCell, MarkedCell
from loaders.formats.grid import Grid, Refused
from loaders.formats.looks import Details, Look, mark_zeros, text_of_runs
from loaders.formats.worksheet import Worksheet, XmlCell
from schema import limits

_PICTURE = re.compile(r"=?\s*(?:_xlfn\.)?(?:DISPIMG|IMAGE)\(", re.IGNORECASE)
# An error, a formula, a hidden row or column; an expression finds them sooner than ``in`` does.
_SIGNS = (re.compile(rb'"e"'), re.compile(rb"<f"), re.compile(rb"hidden"))
_FORMULAS = (b"<f", b":f")
_HIDES_ZEROS = re.compile(rb"""<(?:\w{1,20}:)?sheetView\s[^>]*\bshowZeros=["'](?:0|false)["']""")


@dataclass(frozen=True)
class Writing:
    """What all sheets of a workbook share: its special styles, its strings, and how its writer saves.

    ``saves_placeholders``: the zeros beside its formulas are no results.
    """

    looks: dict[int, Look] = field(default_factory=dict)
    strings: dict[int, MarkedCell] = field(default_factory=dict)
    saves_placeholders: bool = False


def sheet_details(xml: bytes, writing: Writing) -> Details:
    """What of a worksheet's cells is not what it seems; empty, and at once, for most sheets."""
    details = Details(hides_zeros=bool(_HIDES_ZEROS.search(xml, 0, max(xml.find(b"<sheetData"), 0))))
    if not _is_worth_a_look(xml, writing):
        return details

    def on_cell(cell: XmlCell) -> None:
        special = _special(cell, writing)
        if special is not None:
            details.cells[cell.row, cell.column] = special
        look = writing.looks.get(cell.style)
        if look is not None and cell.is_filled:
            details.looks[cell.row, cell.column] = look

    worksheet = Worksheet(on_cell)
    worksheet.read(xml)
    details.hidden_columns, details.hidden_rows = worksheet.hidden_columns, worksheet.hidden_rows
    return details


def _is_worth_a_look(xml: bytes, writing: Writing) -> bool:
    """Whether the bytes of a worksheet hold any sign of it: searched for plainly, since most hold none."""
    if writing.strings or b"<sheetData" not in xml or any(sign.search(xml) for sign in _SIGNS):
        return True
    if b'width="0"' in xml[: xml.find(b"<sheetData")]:
        return True
    if (b"'" in xml and b"'e'" in xml) or (
        b"inlineStr" in xml and (b"<strike" in xml or b"vertAlign" in xml)
    ):
        return True
    styles = b"".join(b"|%d" % style for style in writing.looks)
    return bool(styles) and bool(re.search(rb"""s=["'](?:%s)["']""" % styles[1:], xml))


def _special(cell: XmlCell, writing: Writing) -> object | None:
    text = cell.value or ""
    if _PICTURE.match(cell.formula or "") or _PICTURE.match(text) or (cell.has_picture and cell.kind == "e"):
        return MarkedCell("=" + cell.formula if cell.formula else text, "picture_cell")
    if cell.kind == "e":
        return ErrorCell(text or "#N/A")
    if cell.formula is not None and _has_no_result(cell, writing):
        return FormulaCell("=" + cell.formula)
    if cell.kind == "s" and writing.strings and text.isdecimal() and len(text) < 10:
        return writing.strings.get(int(text))
    marked_text = text_of_runs(cell.runs) if cell.runs else None
    return marked_text if isinstance(marked_text, MarkedCell) else None


def _has_no_result(cell: XmlCell, writing: Writing) -> bool:
    if cell.kind == "str" and cell.value is not None:
        return False  # an empty text result is a result: the formula was calculated and says nothing
    return not cell.value or (writing.saves_placeholders and cell.kind == "n" and _is_zero(cell.value))


def _is_zero(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?0{1,20}(?:\.0{0,20})?", text.strip()))


def formula_results(xml: bytes) -> dict[bytes, tuple[bytes, bytes]]:
    """Address of each formula cell of a worksheet → type and text of its saved result, as written."""
    results: dict[bytes, tuple[bytes, bytes]] = {}
    if not any(sign in xml for sign in _FORMULAS):
        return results

    def on_cell(cell: XmlCell) -> None:
        if cell.formula is not None and (cell.value is not None or cell.kind != "n"):
            kind = b"" if cell.kind == "n" else cell.kind.encode()
            results[cell.address.encode()] = (kind, escape(cell.value or "").encode())

    Worksheet(on_cell).read(xml)
    return results


def put_details(grid: Grid, details: Details) -> None:
    """Put what ``details`` say into ``grid``, widening it where calamine saw only blanks.

    Raises ``Refused`` if the grid would pass the limit.
    """
    grid.hidden_columns, grid.hidden_rows = frozenset(details.hidden_columns), frozenset(details.hidden_rows)
    grid.comments = details.comments
    _widen(grid, details)
    for (row, column), value in details.cells.items():
        grid.rows[row][column] = value
    if details.hides_zeros:
        mark_zeros(grid.rows)
    for (row, column), look in details.looks.items():
        if row < len(grid.rows) and column < len(grid.rows[row]):
            grid.rows[row][column] = look.of(grid.rows[row][column])


def _widen(grid: Grid, details: Details) -> None:
    if not details.cells:
        return
    height = max(len(grid.rows), *(row + 1 for row, _ in details.cells))
    width = max(len(grid.rows[0]) if grid.rows else 0, *(column + 1 for _, column in details.cells))
    if height * width > limits.MAX_CELLS or width > limits.MAX_COLUMNS:
        raise Refused("too_many_cells")
    grid.rows.extend([] for _ in range(height - len(grid.rows)))
    grid.rows[:] = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in grid.rows]
