import csv
from io import BytesIO, StringIO

import openpyxl
import pandas as pd

import exports
from schema.findings import Finding

GAPS = pd.DataFrame(
    {
        "class_id": ["00123", "=1+1"],
        "course_name": ["高等数学", "http://example.com"],
        "missing": [5, -1],
        "planned_on": pd.to_datetime(["2020-02-23", None]),
    }
)
HEADINGS = {"class_id": "教学班号", "missing": "还差人数", "planned_on": "安排日期"}


def sheets(data):
    return openpyxl.load_workbook(BytesIO(data))


def lines(data):
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(data.decode("utf-8-sig"))))


def test_a_list_leaves_as_a_workbook_with_its_types():
    """Ids keep their zeros, numbers are numbers, days are days, headings are those given."""
    sheet = sheets(exports.table_workbook(GAPS, title="未建群的教学班", columns=HEADINGS)).active
    assert sheet.title == "未建群的教学班"
    assert [cell.value for cell in sheet[1]] == list(HEADINGS.values())
    assert [cell.value for cell in sheet[2]][:2] == ["00123", 5]
    assert sheet["C2"].is_date
    assert sheet["C3"].value is None
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"


def test_formulas_and_links_in_a_workbook_are_text():
    """What looks like a formula or a link is stored as a string and neither runs nor opens."""
    sheet = sheets(exports.table_workbook(GAPS, title="列表")).active
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s")
    assert sheet["B3"].hyperlink is None
    assert (sheet["C3"].value, sheet["C3"].data_type) == (-1, "n")


def test_a_sheet_name_that_spreadsheets_refuse_is_mended():
    """Colons and slashes in a title do not break the file, and a note gets a sheet of its own."""
    book = sheets(exports.table_workbook(GAPS, title="a/b:c" + "长" * 40, note="第一行\n第二行"))
    assert book.sheetnames == ["a b c" + "长" * 26, "说明"]
    assert [row[0].value for row in book["说明"].iter_rows()][1:] == ["第一行", "第二行"]


def test_a_list_leaves_as_csv_that_chinese_spreadsheets_read():
    """UTF-8 with BOM; formulas are made harmless, -1 stays -1, blank is empty."""
    assert lines(exports.table_csv(GAPS, columns=HEADINGS)) == [
        ["教学班号", "还差人数", "安排日期"],
        ["00123", "5", "2020-02-23"],
        ["'=1+1", "-1", ""],
    ]


def test_an_empty_list_is_a_file_with_headings():
    """Nothing missing is good news, not an error."""
    assert lines(exports.table_csv(GAPS[:0], columns=HEADINGS)) == [list(HEADINGS.values())]
    sheet = sheets(exports.table_workbook(GAPS[:0], title="空", columns=HEADINGS)).active
    assert sheet.max_row == 1


def test_findings_are_a_table_in_the_reader_s_language():
    """Severity, place, value and what to do, with the row as the sheet shows it."""
    findings = [
        Finding("bad_count", sheet="学生进群", row=7, column="已进群人数", value="=2*3"),
        Finding("sheet_without_rows", details={"name": "Sheet2"}),
    ]
    table = exports.findings_frame(findings)
    assert list(table.columns) == ["级别", "工作表", "行", "列", "原值", "问题与处理办法"]
    assert table["行"].tolist() == [7, pd.NA]
    assert "读不出人数" in table["问题与处理办法"][0]
    assert exports.findings_frame(findings, "en")["Severity"].tolist() == ["warning", "warning"]
    assert lines(exports.table_csv(table))[1][4] == "'=2*3"
    assert exports.findings_frame([]).empty
