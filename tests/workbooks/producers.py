"""One small sheet written by many producers: each stores what it can, and shows the rest as text."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.workbooks.building import write_ods

DAY = "yyyy-mm-dd"


@dataclass(frozen=True)
class Cell:
    """A cell that is more than its value: ``shown`` is what its ``format`` makes of it.

    ``struck`` is struck out before the value, ``raised`` stands behind it; a ``formula`` has no result.
    """

    value: object = None
    format: str = "General"
    shown: str = ""
    struck: str = ""
    raised: str = ""
    formula: str = ""

    @property
    def text(self) -> str:
        """What a format of texts alone keeps of it."""
        return self.shown or f"{self.struck}{_text(self.value)}{self.raised}"


Grid = Sequence[Sequence[object]]


def _text(value: object) -> str:
    if isinstance(value, Cell):
        return value.text
    return "" if value is None else value.isoformat() if isinstance(value, dt.date) else str(value)


def _cells(grid: Grid) -> list[tuple[int, int, Cell]]:
    plain = [
        (
            r,
            c,
            cell if isinstance(cell, Cell) else Cell(cell, DAY if isinstance(cell, dt.date) else "General"),
        )
        for r, row in enumerate(grid)
        for c, cell in enumerate(row)
    ]
    return [(r, c, cell) for r, c, cell in plain if cell.formula or cell.value not in (None, "")]


def by_openpyxl(grid: Grid) -> bytes:
    book = openpyxl.Workbook()
    for r, c, cell in _cells(grid):
        target = book.active.cell(r + 1, c + 1)
        if cell.struck or cell.raised:
            parts = [TextBlock(InlineFont(strike=True), cell.struck)] if cell.struck else []
            parts.append(TextBlock(InlineFont(), str(cell.value)))
            parts += [TextBlock(InlineFont(vertAlign="superscript"), cell.raised)] if cell.raised else []
            target.value = CellRichText(*parts)
        else:
            target.value, target.number_format = cell.formula or cell.value, cell.format
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_xlsxwriter(grid: Grid) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Sheet1")
        for r, c, cell in _cells(grid):
            style = book.add_format({"num_format": cell.format})
            if cell.formula:
                sheet.write_formula(r, c, cell.formula)
            elif cell.struck:
                sheet.write_rich_string(
                    r, c, book.add_format({"font_strikeout": True}), cell.struck, str(cell.value)
                )
            elif cell.raised:
                sheet.write_rich_string(
                    r, c, str(cell.value), book.add_format({"font_script": 1}), cell.raised
                )
            elif isinstance(cell.value, dt.date):
                sheet.write_datetime(r, c, dt.datetime.combine(cell.value, dt.time()), style)
            else:
                sheet.write(r, c, cell.value, style)
    return stream.getvalue()


def by_xlwt(grid: Grid) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    for r, c, cell in _cells(grid):
        if cell.formula:
            sheet.write(r, c, xlwt.Formula(cell.formula.removeprefix("=")))
        elif cell.struck or cell.raised:
            runs = [(cell.struck, xlwt.easyfont("struck_out on"))] if cell.struck else []
            runs.append((str(cell.value), xlwt.easyfont("")))
            runs += [(cell.raised, xlwt.easyfont("escapement superscript"))] if cell.raised else []
            sheet.write_rich_text(r, c, runs)
        else:
            sheet.write(r, c, cell.value, xlwt.easyxf(num_format_str=cell.format))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_ods(grid: Grid) -> bytes:
    styles = (
        '<style:style style:name="s" style:family="text"><style:text-properties style:text-line-through-style="solid"/>'
        '</style:style><style:style style:name="r" style:family="text">'
        '<style:text-properties style:text-position="super 58%"/></style:style>'
    )
    width = max(map(len, grid))
    rows = [["<table:table-cell/>"] * width for _ in grid]
    for r, c, cell in _cells(grid):
        rows[r][c] = _ods_cell(cell)
    return write_ods(rows, styles)


def _ods_cell(cell: Cell) -> str:
    if cell.formula:
        return f'<table:table-cell table:formula="of:{escape(cell.formula)}"/>'
    struck = f'<text:span text:style-name="s">{cell.struck}</text:span>' if cell.struck else ""
    raised = f'<text:span text:style-name="r">{cell.raised}</text:span>' if cell.raised else ""
    text = f"<text:p>{struck}{escape(cell.shown or _text(cell.value))}{raised}</text:p>"
    if isinstance(cell.value, int | float) and not (struck or raised):
        kind = "percentage" if "%" in cell.format else "float"
        return f'<table:table-cell office:value-type="{kind}" office:value="{cell.value}">{text}</table:table-cell>'
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'


def by_html(grid: Grid) -> bytes:
    width = max(map(len, grid))
    rows = [["<td></td>"] * width for _ in grid]
    for r, c, cell in _cells(grid):
        struck = f"<s>{cell.struck}</s>" if cell.struck else ""
        raised = f"<sup>{cell.raised}</sup>" if cell.raised else ""
        rows[r][c] = f"<td>{struck}{escape(cell.shown or _text(cell.value))}{raised}</td>"
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f'<html><head><meta charset="gb2312"></head><body><table>{body}</table></body></html>'.encode(
        "gb18030"
    )


def by_spreadsheetml(grid: Grid) -> bytes:
    formats = sorted({cell.format for *_, cell in _cells(grid)})
    styles = "".join(
        f'<Style ss:ID="f{i}"><NumberFormat ss:Format="{escape(code)}"/></Style>'
        for i, code in enumerate(formats)
    )
    width = max(map(len, grid))
    rows = [["<Cell/>"] * width for _ in grid]
    for r, c, cell in _cells(grid):
        style, number = f'ss:StyleID="f{formats.index(cell.format)}"', isinstance(cell.value, int | float)
        formula = f' ss:Formula="{escape(cell.formula)}"' if cell.formula else ""
        kind, value = (
            ("Number", cell.value or 0) if number or formula else ("String", escape(_text(cell.value)))
        )
        rows[r][c] = f'<Cell {style}{formula}><Data ss:Type="{kind}">{value}</Data></Cell>'
    body = "".join(f"<Row>{''.join(row)}</Row>" for row in rows)
    names = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    return (
        f'<?xml version="1.0"?><Workbook {names}><Styles>{styles}</Styles><Worksheet ss:Name="Sheet1">'
        f"<Table>{body}</Table></Worksheet></Workbook>"
    ).encode()


def _csv(grid: Grid) -> str:
    lines = [",".join('"' + _text(cell).replace('"', '""') + '"' for cell in row) for row in grid]
    return "\r\n".join(lines)


def by_gbk_csv(grid: Grid) -> bytes:
    return _csv(grid).encode("gb18030")


def by_utf16_csv(grid: Grid) -> bytes:
    return _csv(grid).encode("utf-16")


PRODUCERS: dict[str, Callable[[Grid], bytes]] = {
    "openpyxl": by_openpyxl, "XlsxWriter": by_xlsxwriter, "xlwt": by_xlwt, "ods": by_ods, "html": by_html,
    "SpreadsheetML": by_spreadsheetml, "csv-GBK": by_gbk_csv, "csv-UTF16": by_utf16_csv,
}  # fmt: skip
