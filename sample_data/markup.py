"""Writers of markup saved as .xls: the HTML tables and SpreadsheetML that many systems export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape

from sample_data.layout import Cell, Table

_HTML_HEAD = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
    '<meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body>\n'
)


def write_html(tables: Sequence[Table], charset: str = "utf-8") -> bytes:
    """One HTML table a sheet; merged cells have colspan and rowspan."""
    parts = [_HTML_HEAD.format(charset=charset)]
    for table in tables:
        parts.append("<table border=1>\n")
        hidden = {
            (r, c)
            for r1, c1, r2, c2 in table.merges
            for r in range(r1, r2 + 1)
            for c in range(c1, c2 + 1)
            if (r, c) != (r1, c1)
        }
        spans = {(r1, c1): (r2 - r1 + 1, c2 - c1 + 1) for r1, c1, r2, c2 in table.merges}
        for r, row in enumerate(table.grid):
            tag = "th" if r in table.header_rows else "td"
            cells = [_html_cell(tag, v, spans.get((r, c))) for c, v in enumerate(row) if (r, c) not in hidden]
            parts.append(f"<tr>{''.join(cells)}</tr>\n")
        parts.append("</table>\n")
    return "".join([*parts, "</body></html>\n"]).encode(charset)


def _html_cell(tag: str, value: Cell, span: tuple[int, int] | None) -> str:
    spans = f" rowspan={span[0]} colspan={span[1]}" if span else ""
    text = "" if value is None else escape(str(value)).replace("\n", "<br>")
    # The format keeps Excel from turning an id into a number.
    keep = " style=\"mso-number-format:'\\@'\"" if isinstance(value, str) and value.isdigit() else ""
    return f"<{tag}{spans}{keep}>{text}</{tag}>"


def write_spreadsheetml(tables: Sequence[Table]) -> bytes:
    """SpreadsheetML of 2003: one XML file that Excel opens as a workbook."""
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\n'
        '<Styles><Style ss:ID="d"><NumberFormat ss:Format="yyyy-mm-dd"/></Style></Styles>\n'
    ]
    for table in tables:
        spans = {(r1, c1): (r2 - r1, c2 - c1) for r1, c1, r2, c2 in table.merges}
        parts.append(f'<Worksheet ss:Name="{escape(table.name)}"><Table>\n')
        for r, row in enumerate(table.grid):
            parts.append("<Row>")
            # As Excel writes it: a cell says its column only where empty ones lie before it.
            gaps = [c > 0 and row[c - 1] is None for c in range(len(row))]
            parts += [
                _xml_cell(v, f' ss:Index="{c + 1}"' * gaps[c], spans.get((r, c)))
                for c, v in enumerate(row)
                if v is not None
            ]
            parts.append("</Row>\n")
        parts.append("</Table></Worksheet>\n")
    return "".join([*parts, "</Workbook>\n"]).encode()


def _xml_cell(value: Cell, place: str, span: tuple[int, int] | None) -> str:
    merge = f' ss:MergeDown="{span[0]}" ss:MergeAcross="{span[1]}"' if span else ""
    if isinstance(value, dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        merge, kind, text = merge + ' ss:StyleID="d"', "DateTime", moment.isoformat(timespec="milliseconds")
    elif isinstance(value, int | float):
        kind, text = "Number", str(value)
    else:
        kind, text = "String", escape(str(value)).replace("\n", "&#10;")
    return f'<Cell{place}{merge}><Data ss:Type="{kind}">{text}</Data></Cell>'
