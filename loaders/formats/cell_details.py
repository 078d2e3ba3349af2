"""What python-calamine does not tell of an xlsx cell: errors, unsaved formulas, zero-padded formats."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from loaders.cells.text import ErrorCell, FormulaCell
from loaders.formats.grid import Grid, Refused
from loaders.formats.package import column_number
from schema import limits

_UNSAVED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>|</(?:\w+:)?c>)"
)
_CELL = re.compile(rb"<(?:\w+:)?c (?P<attributes>[^>]*[^/])>(?P<inner>.*?)</(?:\w+:)?c>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>(?P<text>.*?)</(?:\w+:)?f>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>(?P<text>.*?)</(?:\w+:)?v>", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_TYPE = re.compile(rb'\bt="(str|n|b|e|d)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_PADDED_FORMAT = re.compile(
    rb'<(?:\w+:)?numFmt\b[^>]*?numFmtId="(\d+)"[^>]*?formatCode="(0{2,30})"|'
    rb'<(?:\w+:)?numFmt\b[^>]*?formatCode="(0{2,30})"[^>]*?numFmtId="(\d+)"'
)


def add_details(grid: Grid, xml: bytes, styles: bytes) -> None:
    """Put errors, unsaved formulas and zero-padded numbers of a worksheet into ``grid``."""
    padded = padded_styles(styles)
    if not (b't="e"' in xml or (b"f>" in xml and _UNSAVED.search(xml)) or _uses(padded, xml)):
        return
    found: dict[tuple[int, int], object] = {}
    for cell in _CELL.finditer(xml):
        attributes, inner = cell["attributes"], cell["inner"]
        special = _special(attributes, inner) or _padded(attributes, inner, padded)
        place = _PLACE.search(attributes)
        if special is None or place is None:
            continue
        found[int(place[2]) - 1, column_number(place[1]) - 1] = special
    put_cells(grid, found)


def formula_results(xml: bytes) -> dict[bytes, tuple[bytes, bytes]]:
    """Address of each formula cell of a worksheet → type and text of its saved result, as written."""
    if b"<f" not in xml and b":f" not in xml:
        return {}
    results: dict[bytes, tuple[bytes, bytes]] = {}
    for cell in _CELL.finditer(xml):
        inner = cell["inner"]
        value, place, kind = (
            _VALUE.search(inner),
            _PLACE.search(cell["attributes"]),
            _TYPE.search(cell["attributes"]),
        )
        if place and _FORMULA.search(inner) and (value or kind):
            results[b"".join(place.groups())] = (kind[1] if kind else b"", value["text"] if value else b"")
    return results


def put_cells(grid: Grid, cells: Mapping[tuple[int, int], object]) -> None:
    """Set cells by row and column from 0, widening the grid where calamine saw only blanks.

    Raises ``Refused`` if the grid would pass the limit.
    """
    if not cells:
        return
    height = max(len(grid.rows), *(row + 1 for row, _ in cells))
    width = max(len(grid.rows[0]) if grid.rows else 0, *(column + 1 for _, column in cells))
    if height * width > limits.MAX_CELLS or width > limits.MAX_COLUMNS:
        raise Refused("too_many_cells")
    grid.rows.extend([] for _ in range(height - len(grid.rows)))
    grid.rows[:] = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in grid.rows]
    for (row, column), value in cells.items():
        grid.rows[row][column] = value


def _special(attributes: bytes, inner: bytes) -> ErrorCell | FormulaCell | None:
    value = _VALUE.search(inner)
    text = html.unescape(value["text"].decode("utf-8", "replace")) if value else ""
    if b't="e"' in attributes:
        return ErrorCell(text)
    formula = _FORMULA.search(inner)
    # An empty text result is a result: the formula was calculated and says nothing.
    if formula is None or text or (value and b't="str"' in attributes):
        return None
    return FormulaCell("=" + html.unescape((formula["text"] or b"").decode("utf-8", "replace")))


def padded_styles(styles: bytes) -> dict[bytes, int]:
    """Cell style → digits shown, for number formats such as ``000000``."""
    formats = {a or d: len(b or c) for a, b, c, d in _PADDED_FORMAT.findall(styles)}
    if not formats:
        return {}
    cell_formats = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    entries = re.findall(rb"<(?:\w+:)?xf\b[^>]*>", cell_formats[0]) if cell_formats else []
    widths: dict[bytes, int] = {}
    for position, entry in enumerate(entries):
        number = re.search(rb'numFmtId="(\d+)"', entry)
        if number and number[1] in formats:
            widths[b"%d" % position] = formats[number[1]]
    return widths


def _uses(padded: dict[bytes, int], xml: bytes) -> bool:
    return any(b's="%s"' % style in xml for style in padded)


def _padded(attributes: bytes, inner: bytes, padded: dict[bytes, int]) -> str | None:
    """The number as the spreadsheet shows it, e.g. 7 in the format 000 as ``007``."""
    style = _STYLE.search(attributes)
    value = _VALUE.search(inner)
    if not style or not value or style[1] not in padded or b't="' in attributes.replace(b't="n"', b""):
        return None
    number = value["text"].removesuffix(b".0")
    return number.decode().zfill(padded[style[1]]) if number.isdigit() else None
