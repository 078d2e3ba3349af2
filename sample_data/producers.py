"""Writers of spreadsheet files, each as a program that colleges use would write them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import openpyxl
import pandas as pd
import xlsxwriter
import xlwt
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from sample_data.freeze import freeze
from sample_data.layout import Cell, Table
from sample_data.markup import write_html, write_spreadsheetml

Writer: TypeAlias = Callable[[Sequence[Table]], bytes]
_THIN = Side(style="thin")
_MOMENT = dt.datetime(2020, 2, 20, tzinfo=dt.UTC)


def write_wps(tables: Sequence[Table]) -> bytes:
    """Workbook as WPS saves it: Song typeface, borders, merged and centred titles."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(table.name)
        sheet.sheet_state = "hidden" if table.hidden else "visible"
        for r, row in enumerate(table.grid, start=1):
            for c, value in enumerate(row, start=1):
                if value is not None:
                    _dress(sheet.cell(r, c, value), header=r - 1 in table.header_rows)
        for r1, c1, r2, c2 in table.merges:
            sheet.merge_cells(start_row=r1 + 1, start_column=c1 + 1, end_row=r2 + 1, end_column=c2 + 1)
            sheet.cell(r1 + 1, c1 + 1).alignment = Alignment(horizontal="center", vertical="center")
    return freeze(_saved(book.save), "WPS 表格")


def _dress(cell: Any, *, header: bool) -> None:
    cell.font = Font(name="宋体", size=11, bold=header)
    cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
    if header:
        cell.fill = PatternFill("solid", fgColor="D9E1F2")
    if isinstance(cell.value, dt.date):
        cell.number_format = "yyyy/m/d h:mm" if isinstance(cell.value, dt.datetime) else "yyyy/m/d"


def write_xlsxwriter(tables: Sequence[Table]) -> bytes:
    """Workbook as an information system exports it: frozen header, set widths, real dates."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    clock = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for table in tables:
        sheet = book.add_worksheet(table.name)
        if table.hidden:
            sheet.hide()
        covered = {(r1, c1): (r2, c2) for r1, c1, r2, c2 in table.merges}
        for r, row in enumerate(table.grid):
            style = bold if r in table.header_rows else None
            for c, value in enumerate(row):
                if (r, c) in covered and value is not None:
                    sheet.merge_range(r, c, *covered[r, c], value, style or bold)
                elif isinstance(value, dt.datetime):
                    sheet.write_datetime(r, c, value, clock)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(r, c, dt.datetime.combine(value, dt.time()), day)
                elif value is not None:
                    sheet.write(r, c, value, style)
        if table.header_rows:
            sheet.freeze_panes(table.header_rows[-1] + 1, 0)
        sheet.set_column(0, 20, 14)
    book.set_properties({"created": _MOMENT})
    book.close()
    return freeze(stream.getvalue())


def write_pandas(tables: Sequence[Table]) -> bytes:
    """Workbook as a script writes it: the first row is the header and nothing is adorned."""
    return freeze(_pandas(tables, "openpyxl"))


def write_ods(tables: Sequence[Table]) -> bytes:
    """OpenDocument spreadsheet."""
    return freeze(_pandas(tables, "odf"))


def _pandas(tables: Sequence[Table], engine: Any) -> bytes:
    stream = io.BytesIO()
    with pd.ExcelWriter(stream, engine=engine) as book:
        for table in tables:
            frame = pd.DataFrame(table.grid, dtype=object)
            frame.to_excel(book, sheet_name=table.name, header=False, index=False)
    return stream.getvalue()


def write_xls(tables: Sequence[Table]) -> bytes:
    """The old binary xls, with real dates and merged titles."""
    book = xlwt.Workbook(encoding="utf-8")
    day, clock = (xlwt.easyxf(num_format_str=code) for code in ("yyyy-m-d", "yyyy-m-d h:mm"))
    bold, plain = xlwt.easyxf("font: bold on; align: horiz center"), xlwt.XFStyle()
    for table in tables:
        sheet = book.add_sheet(table.name)
        sheet.visibility = int(table.hidden)
        covered = {(r1, c1): (r2, c2) for r1, c1, r2, c2 in table.merges}
        for r, row in enumerate(table.grid):
            for c, value in enumerate(row):
                if value is None:
                    continue
                style = bold if r in table.header_rows else plain
                if isinstance(value, dt.date):
                    style = clock if isinstance(value, dt.datetime) else day
                if (r, c) in covered:
                    r2, c2 = covered[r, c]
                    sheet.write_merge(r, r2, c, c2, value, style)
                else:
                    sheet.write(r, c, value, style)
    return _saved(book.save)


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def _csv(tables: Sequence[Table], encoding: str) -> bytes:
    """One table as text, lines ended as on Windows; cells that need it are quoted."""
    (table,) = tables
    lines = (",".join(_quoted(value) for value in row) for row in table.grid)
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)


def _quoted(value: Cell) -> str:
    text = "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"\n') else text


def write_csv_bom(tables: Sequence[Table]) -> bytes:
    """Text in UTF-8 with a byte order mark, as Excel saves it."""
    return _csv(tables, "utf-8-sig")


def write_csv_gbk(tables: Sequence[Table]) -> bytes:
    """Text in GBK, as Chinese Windows saves it."""
    return _csv(tables, "gbk")


# Name of the producer → file ending, writer, and whether a file of it holds several sheets.
PRODUCERS: dict[str, tuple[str, Writer, bool]] = {
    "wps": ("xlsx", write_wps, True),
    "xlsxwriter": ("xlsx", write_xlsxwriter, True),
    "pandas": ("xlsx", write_pandas, True),
    "xls": ("xls", write_xls, True),
    "ods": ("ods", write_ods, True),
    "csv-bom": ("csv", write_csv_bom, False),
    "csv-gbk": ("csv", write_csv_gbk, False),
    "html": ("xls", write_html, False),
    "spreadsheetml": ("xls", write_spreadsheetml, True),
}
