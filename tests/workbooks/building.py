"""Small sheets of enrollment in the markup and by the libraries of many producers."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import xlwt

from sample_data.freeze import freeze

DAY = dt.date(2020, 2, 22)
HEADER = ["教学班号", "统计日期", "应进群人数", "已进群人数", "已通知人数"]
UNIT = "理学院"
IDS = ("SC101-01", "SC102-01", "SC103-01", "SC104-01")
SHEET = "学生进群"


def row_of(id: object, joined: object, notified: object = 40, expected: object = 50) -> list[object]:
    return [id, DAY, expected, joined, notified]


def write_openpyxl(rows: list[list[object]], change: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    for row in (HEADER, *rows):
        sheet.append(row)
    for cells in sheet.iter_rows(min_row=2, min_col=2, max_col=2):
        cells[0].number_format = "yyyy-mm-dd"
    change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return freeze(stream.getvalue())


def write_xlwt(
    rows: list[list[object]], styles: Mapping[tuple[int, int], xlwt.XFStyle], change: Callable[[Any], None]
) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(SHEET, cell_overwrite_ok=True)
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for r, row in enumerate([HEADER, *rows]):
        for c, value in enumerate(row):
            style = styles.get((r, c)) or (day if isinstance(value, dt.date) else xlwt.Style.default_style)
            sheet.write(r, c, value, style)
    change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def nothing(_sheet: object) -> None:
    """Leave the sheet as it is."""


def zipped(parts: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return freeze(stream.getvalue())


_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_NAMES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def write_ods(rows: list[list[str]], styles: str = "", settings: str = "") -> bytes:
    """An ods from the markup of its cells; plain words become text cells. ``settings`` are those of its view."""
    lines = "".join(
        "<table:table-row>"
        + "".join(cell if cell.startswith("<") else _ods_text(cell) for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/></manifest:manifest>'
    )
    content = (
        f'<office:document-content{_ODS_NAMES} office:version="1.2"><office:automatic-styles>{styles}'
        f'</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="{SHEET}">{lines}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": _ODS, "META-INF/manifest.xml": manifest, "content.xml": content}
    if settings:
        parts["settings.xml"] = f"<office:document-settings{_ODS_NAMES}>{settings}</office:document-settings>"
    return zipped(parts)


def _ods_text(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def ods_number(value: float, shown: str, kind: str = "float") -> str:
    return f'<table:table-cell office:value-type="{kind}" office:value="{value:g}"><text:p>{shown}</text:p></table:table-cell>'


def ods_row(id: str, joined: str, notified: str = "40") -> list[str]:
    return [id, DAY.isoformat(), "50", joined, notified]


def write_html(rows: list[list[str]]) -> bytes:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [HEADER, *rows])
    style = ".xl7 {text-decoration:line-through}"
    return f'<html><head><meta charset="utf-8"><style>{style}</style></head><body><table>{body}</table></body></html>'.encode()


def write_spreadsheetml(rows: list[str], styles: str) -> bytes:
    header = "".join(f'<Cell><Data ss:Type="String">{title}</Data></Cell>' for title in HEADER)
    body = "".join(f"<Row>{row}</Row>" for row in (header, *rows))
    return (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="{SHEET}"><Table>{body}</Table></Worksheet></Workbook>'
    ).encode()


def xml_row(id: str, joined: str, notified: str = '<Cell><Data ss:Type="Number">40</Data></Cell>') -> str:
    return (
        f'{id if id.startswith("<") else f"""<Cell><Data ss:Type="String">{id}</Data></Cell>"""}'
        f'<Cell><Data ss:Type="DateTime">{DAY}T00:00:00.000</Data></Cell>'
        f'<Cell><Data ss:Type="Number">50</Data></Cell>{joined}{notified}'
    )
