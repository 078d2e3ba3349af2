"""What a cell shows and what is stored in it: formats, formulas, strikes, notes, merged numbers."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from sample_data.freeze import freeze
from tests.workbooks.building import (
    DAY,
    HEADER,
    IDS,
    SHEET,
    UNIT,
    nothing,
    ods_number,
    ods_row,
    row_of,
    write_html,
    write_ods,
    write_openpyxl,
    write_spreadsheetml,
    write_xlwt,
    xml_row,
    zipped,
)
from tests.workbooks.case import Case, Found, Sheet


def _case(
    file: str,
    data: bytes,
    taken: int,
    rows: dict[int, dict[str, object]],
    found: list[Found],
    name: str | None = SHEET,
) -> Case:
    return Case(
        file, data, [Sheet(name, "enrollment", taken, rows, found, form="aggregate", unit=UNIT)], unit=UNIT
    )


_JOINED, _NOTIFIED, _ID = "已进群人数", "已通知人数", "教学班号"


def _shown() -> list[Case]:
    """Percentages are no counts, an id is what its format shows, and words around a count do no harm."""

    def formats(sheet: Any) -> None:
        sheet["D2"].number_format = "0%"
        sheet["A3"].number_format = '"SC102-"00'
        sheet["D3"].number_format = '0"人"'
        sheet["E4"].number_format = "0,"
        sheet["E5"].number_format = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '

    rows = [row_of(IDS[0], 1), row_of(1, 45), row_of(IDS[2], 45, 3000), row_of(IDS[3], 45, 0)]
    expected: dict[int, dict[str, object]] = {
        3: {"class_id": "SC102-01", "joined": 45}, 4: {"notified": None}, 5: {"notified": 0},
    }  # fmt: skip
    found: list[Found] = [(2, _JOINED, "error", "bad_count"), (4, _NOTIFIED, "warning", "shown_differs")]
    styles = {(1, 3): xlwt.easyxf(num_format_str="0%"), (2, 0): xlwt.easyxf(num_format_str='"SC102-"00'),
              (2, 3): xlwt.easyxf(num_format_str='0"人"'), (3, 4): xlwt.easyxf(num_format_str="0,")}  # fmt: skip
    ods = [
        HEADER, ods_row(IDS[0], ods_number(1, "100%", "percentage")),
        ods_row(ods_number(1, "SC102-01"), ods_number(45, "45人")),
        ods_row(IDS[2], "45", ods_number(3000, "3")), ods_row(IDS[3], "45", ods_number(0, "0")),
    ]  # fmt: skip
    number = '<Cell{style}><Data ss:Type="Number">{value}</Data></Cell>'
    xml = [
        xml_row(IDS[0], number.format(style=' ss:StyleID="p"', value=1)),
        xml_row(
            number.format(style=' ss:StyleID="i"', value=1), number.format(style=' ss:StyleID="c"', value=45)
        ),
        xml_row(
            IDS[2], number.format(style="", value=45), number.format(style=' ss:StyleID="k"', value=3000)
        ),
        xml_row(IDS[3], number.format(style="", value=45), number.format(style="", value=0)),
    ]
    codes = {"p": "Percent", "i": "&quot;SC102-&quot;00", "c": "0&quot;人&quot;", "k": "0,"}
    named = "".join(
        f'<Style ss:ID="{id}"><NumberFormat ss:Format="{code}"/></Style>' for id, code in codes.items()
    )
    return [
        _case("显示-openpyxl.xlsx", write_openpyxl(rows, formats), 3, expected, found),
        _case("显示-xlwt.xls", write_xlwt(rows, styles, nothing), 3, expected, found),
        _case("显示-ods.ods", write_ods(ods), 3, expected, found),
        _case("显示-SpreadsheetML.xls", write_spreadsheetml(xml, named), 3, expected, found),
    ]


def _formulas() -> list[Case]:
    """A formula whose result nobody calculated is no zero; one that shows an error is none either."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for r, row in enumerate([HEADER, *(row_of(id, 45) for id in IDS)]):
            for c, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(r, c, value, day)
                else:
                    sheet.write(r, c, value)
        sheet.write_formula("D2", "=C2-5")
        sheet.write_formula("E3", "=C3-1")
        sheet.write_formula("E4", "=C4-1", None, 49)

    def formulas(sheet: Any) -> None:
        sheet.write(1, 3, xlwt.Formula("C2-5"))
        sheet.write(2, 4, xlwt.Formula("C3-1"))

    rows = [row_of(id, 45) for id in IDS]
    found: list[Found] = [
        (2, _JOINED, "error", "formula_without_value"), (3, _NOTIFIED, "warning", "formula_without_value"),
    ]  # fmt: skip
    ods = [
        HEADER, ods_row(IDS[0], '<table:table-cell table:formula="of:=[.C2]-5"/>'),
        ods_row(IDS[1], "45", '<table:table-cell table:formula="of:=[.C3]-1"/>'),
        ods_row(IDS[2], "45"), ods_row(IDS[3], "45"),
    ]  # fmt: skip
    kept: dict[int, dict[str, object]] = {3: {"joined": 45, "notified": None}, 5: {"notified": 40}}
    return [
        _case("公式-xlsxwriter.xlsx", freeze(stream.getvalue()), 3, kept | {4: {"notified": 49}}, found),
        _case("公式-xlwt.xls", write_xlwt(rows, {}, formulas), 3, kept, found),
        _case("公式-ods.ods", write_ods(ods), 3, kept, found),
        _case("公式-无地址单引号.xlsx", _without_addresses(), 3, {2: {"notified": None}, 4: {"notified": None}},
              [(2, _NOTIFIED, "warning", "error_cell"), (4, _NOTIFIED, "warning", "formula_without_value")]),
    ]  # fmt: skip


def _without_addresses() -> bytes:
    """An xlsx as some streaming writers have it: no addresses, single quotes, inline texts."""

    def line(*cells: str) -> str:
        return "<row>" + "".join(cells) + "</row>"

    def text(value: str) -> str:
        return f"<c t='inlineStr'><is><t>{value}</t></is></c>"

    def start(id: str) -> list[str]:
        return [text(id), text("2020-02-22"), "<c><v>50</v></c>", "<c><v>45</v></c>"]

    rows = [
        line(*map(text, HEADER)),
        line(*start(IDS[0]), "<c t='e'><v>#N/A</v></c>"),
        line(*start(IDS[1]), "<c><v>40</v></c>"),
        line(*start(IDS[2]), "<c><f>C4-1</f></c>"),
    ]
    main, relations = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://schemas.openxmlformats.org/package/2006/relationships",
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{main}'><sheetData>{''.join(rows)}</sheetData></worksheet>",
    })  # fmt: skip


def _fonts() -> list[Case]:
    """What is struck out is not read, a raised digit is a note, and a struck row is not taken."""

    def rich(sheet: Any) -> None:
        sheet["D2"] = CellRichText(TextBlock(InlineFont(strike=True), "48"), TextBlock(InlineFont(), "45"))
        sheet["D3"] = CellRichText(
            TextBlock(InlineFont(), "45"), TextBlock(InlineFont(vertAlign="superscript"), "1")
        )
        for cell in sheet[4]:
            cell.font = openpyxl.styles.Font(strike=True)

    struck, raised = xlwt.easyfont("struck_out true"), xlwt.easyfont("escapement superscript")

    def rich_xls(sheet: Any) -> None:
        sheet.write_rich_text(1, 3, [("48", struck), "45"])
        sheet.write_rich_text(2, 3, ["45", ("1", raised)])
        style = xlwt.easyxf("font: struck_out true", num_format_str="yyyy-mm-dd")
        for column, value in enumerate([IDS[2], DAY, "50", "45", "40"]):
            sheet.write(3, column, value, style)

    rows = [row_of(id, 45) for id in IDS]
    span = '<table:table-cell office:value-type="string"><text:p>{0}<text:span text:style-name="{1}">{2}</text:span>{3}</text:p></table:table-cell>'
    styles = (
        '<style:style style:name="S" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="H" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
        '<style:style style:name="C" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    void = '<table:table-cell table:style-name="C" office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    ods = [
        HEADER, ods_row(IDS[0], span.format("", "S", "48", "45")), ods_row(IDS[1], span.format("45", "H", "1", "")),
        [void.format(value) for value in (IDS[2], "2020-02-22", "50", "45", "40")], ods_row(IDS[3], "45"),
    ]  # fmt: skip
    line = [IDS[0], "2020-02-22", "50"]
    html = [
        [*line, "<s>48</s>45", "40"], [IDS[1], *line[1:], "45<sup>1</sup>", "40"],
        [f'<span class="xl7">{value}</span>' for value in (IDS[2], *line[1:], "45", "40")], [IDS[3], *line[1:], "45", "40"],
    ]  # fmt: skip
    expected: dict[int, dict[str, object]] = {2: {"joined": 45}, 3: {"joined": 45}, 5: {"joined": 45}}
    found: list[Found] = [
        (2, _JOINED, "warning", "partly_struck_out"), (3, _JOINED, "warning", "footnote_mark"), (4, _ID, "error", "struck_out"),
    ]  # fmt: skip
    marks = "\r\n".join([
        ",".join(HEADER), f"{IDS[0]},2020-02-22,50,45①,40", f"{IDS[1]}²,2.22①,50,45,40", f"{IDS[2]},2020-02-22,50,4½,40",
    ])  # fmt: skip
    noted: list[Found] = [
        (2, _JOINED, "warning", "footnote_mark"), (3, _ID, "warning", "footnote_mark"),
        (3, "统计日期", "warning", "footnote_mark"), (4, _JOINED, "error", "bad_count"),
    ]  # fmt: skip
    return [
        _case("删改-openpyxl.xlsx", write_openpyxl(rows, rich), 3, expected, found),
        _case("删改-xlwt.xls", write_xlwt(rows, {}, rich_xls), 3, expected, found),
        _case("删改-ods.ods", write_ods(ods, styles), 3, expected, found),
        _case("删改-网页.xls", write_html(html), 3, expected, found, None),
        _case("圈码.csv", marks.encode(), 2,
              {2: {"joined": 45}, 3: {"class_id": IDS[1], "as_of": "2020-02-22"}}, noted, None),
    ]  # fmt: skip


def _merged() -> list[Case]:
    """One number for two classes is neither's; the same classes in two sheets are said."""

    def merge(sheet: Any) -> None:
        sheet.merge_cells("E2:E3")

    def merge_xls(sheet: Any) -> None:
        sheet.write_merge(1, 2, 4, 4, 80)

    def copy(sheet: Any) -> None:
        other = sheet.parent.copy_worksheet(sheet)
        other.title = "学生进群 (2)"

    rows = [row_of(IDS[0], 45, 80), row_of(IDS[1], 45, None), row_of(IDS[2], 45)]
    line = ["2020-02-22", "50", "45"]
    html = write_html([[IDS[0], *line, "80"], [IDS[1], *line], [IDS[2], *line, "40"]]).replace(
        b"<td>80", b'<td rowspan="2">80'
    )
    expected: dict[int, dict[str, object]] = {
        2: {"notified": None},
        3: {"notified": None},
        4: {"notified": 40},
    }
    found: list[Found] = [
        (2, _NOTIFIED, "warning", "merged_count"),
        (3, _NOTIFIED, "warning", "merged_count"),
    ]
    twice = [row_of(id, 45) for id in IDS]
    both = [Sheet(name, "enrollment", 4, {2: {"joined": 45}}, each, form="aggregate", unit=UNIT)
            for name, each in ((SHEET, [(None, None, "warning", "same_rows_in_sheets")]), ("学生进群 (2)", []))]  # fmt: skip
    return [
        _case("合并人数.xlsx", write_openpyxl(rows, merge), 3, expected, found),
        _case("合并人数.xls", write_xlwt(rows, {}, merge_xls), 3, expected, found),
        _case("合并人数网页.xls", html, 3, expected, found, None),
        Case("两表同项.xlsx", write_openpyxl(twice, copy), both, unit=UNIT),
    ]


def _hidden() -> list[Case]:
    """A shown column goes before a hidden one of the same meaning; hidden rows are read and said."""

    def hide(sheet: Any) -> None:
        sheet["F1"], sheet["F2"], sheet["F3"] = "已进群", 44, 44
        sheet.column_dimensions["D"].hidden = True
        sheet.row_dimensions[3].hidden = True

    def hide_xls(sheet: Any) -> None:
        for row, value in enumerate(("已进群", 44, 44)):
            sheet.write(row, 5, value)
        sheet.col(3).hidden = True
        sheet.row(2).hidden = True

    rows = [row_of(id, 45) for id in IDS[:2]]
    titles = "".join(f"<td>{title}</td>" for title in [*HEADER, "已进群"])
    cells = "<td>2020-02-22</td><td>50</td><td>45</td><td>40</td><td>44</td>"
    html = (
        '<html><meta charset="utf-8"><table><col><col><col><col style="display:none"><col><col>'
        f'<tr>{titles}</tr><tr><td>{IDS[0]}</td>{cells}</tr><tr style="display:none"><td>{IDS[1]}</td>{cells}</tr></table></html>'
    ).encode()
    expected: dict[int, dict[str, object]] = {2: {"joined": 44}, 3: {"joined": 44}}
    found: list[Found] = [(1, _JOINED, "warning", "duplicate_header"), (None, None, "warning", "hidden_rows")]
    return [
        _case("隐藏行列.xlsx", write_openpyxl(rows, hide), 2, expected, found),
        _case("隐藏行列.xls", write_xlwt(rows, {}, hide_xls), 2, expected, found),
        _case("隐藏行列网页.xls", html, 2, expected, found, None),
    ]


def cases() -> list[Case]:
    """All of them."""
    return [*_shown(), *_formulas(), *_fonts(), *_merged(), *_hidden()]
