"""Values: dates, counts, ids and words in every usual way of writing."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from sample_data import producers
from sample_data.freeze import freeze
from sample_data.layout import Cell, Table
from tests.workbooks.case import Case, Sheet

_DAY = dt.date(2020, 2, 21)
_ISO = "2020-02-21"


def _column(name: str, values: list[Cell], *, more: dict[str, Cell] | None = None) -> Table:
    """A groups sheet with one column of ``values``, one class a row."""
    header: list[Cell] = ["教学班号", name, *(more or {})]
    rows = [[f"0300{i:04d}", value, *(more or {}).values()] for i, value in enumerate(values, start=2)]
    return Table("Sheet1", [header, *rows], header_rows=(0,))


def _dates() -> list[Case]:
    """Every way in which 21 February 2020 is written, then what is doubtful or is no day."""
    clear: list[Cell] = [
        _DAY, "2020-02-21", "2020/2/21", "2020.2.21", "2020年2月21日", "2020年02月21日", "2月21日", "2月21号",
        "20200221", 20200221, 43882, "43882", "２０２０年２月２１日", "2020-02-21 00:00:00", "2020/2/21 18:30",
        "2020年2月21日18:30", "2020-2-21（周五）", " 2020-02-21 ", "2020-02-21T09:15:00", "2020－02－21",
        "2020 年 2 月 21 日", "2020年2月21日 星期五", "2/21/2020", "21/02/2020",
    ]  # fmt: skip
    blank: list[Cell] = [None, "", "  ", "无", "/", "—", "待定"]
    doubtful: list[tuple[Cell, str]] = [
        ("02/03/2020", "doubtful_date"),
        ("2020-02-30", "bad_date"),
        ("2月底", "bad_date"),
        ("2月20日-22日", "bad_date"),
        ("√", "yes_without_date"),
        ("是", "yes_without_date"),
        ("9月30日前", "bad_date"),
        ("2020年2月", "bad_date"),
    ]
    values = [*clear, *blank, *(value for value, _ in doubtful)]
    rows: dict[int, dict[str, object]] = {i: {"created_on": _ISO} for i in range(2, 2 + len(clear))}
    start = 2 + len(clear)
    rows |= {i: {"created_on": None} for i in range(start, 2 + len(values))}
    found = [(start + len(blank) + i, "建群日期", "warning", code) for i, (_, code) in enumerate(doubtful)]
    sheet = Sheet("Sheet1", "groups", len(values), rows, found)
    tables = [_column("建群日期", values, more={"平台": "QQ群"})]
    return [
        Case("取值-日期写法.xlsx", producers.write_wps(tables), [sheet]),
        Case("取值-日期写法.xls", producers.write_xls(tables), [sheet]),
    ]


def _mac_workbook() -> list[Case]:
    """A workbook that counts days from 1904: dates, and a bare serial of that system."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    for row in (
        ["教学班号", "建群日期", "平台"],
        ["03000101", _DAY, "QQ群"],
        ["03000102", 43882 - 1462, "QQ群"],
    ):
        sheet.append(row)
    expected = Sheet("Sheet1", "groups", 2, {2: {"created_on": _ISO}, 3: {"created_on": _ISO}})
    return [Case("取值-1904日期系统.xlsx", _saved(book), [expected])]


def _saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return freeze(stream.getvalue())


def _counts() -> list[Case]:
    """Ways to write 45, then counts that cannot be read and counts that cannot be."""
    clear: list[Cell] = [45, "45", "45人", "４５", "４５人", " 45 ", "45.0", 45.0, "45名", "４５．０"]
    wrong: list[tuple[Cell, str]] = [
        ("约45", "bad_count"),
        ("40+5", "bad_count"),
        ("45/50", "bad_count"),
        ("全部", "bad_count"),
        (-1, "negative_count"),
        ("-3", "negative_count"),
        (12.5, "fractional_count"),
        ("44.5人", "fractional_count"),
        (61, "count_exceeds"),
        (None, "missing_value"),
    ]
    header: list[Cell] = ["教学班号", "统计日期", "应进群人数", "已进群人数", "已通知人数"]
    values = [*clear, *(value for value, _ in wrong)]
    body = [
        [f"0300{i:04d}", _DAY, 60, value, "1,050" if i == 2 else None]
        for i, value in enumerate(values, start=2)
    ]
    body[0][2] = "1,200人"
    rows: dict[int, dict[str, object]] = {
        i: {"joined": 45, "notified": None} for i in range(3, 2 + len(clear))
    }
    rows[2] = {"expected": 1200, "joined": 45, "notified": 1050}
    found = [(2 + len(clear) + i, "已进群人数", "error", code) for i, (_, code) in enumerate(wrong)]
    table = Table("Sheet1", [header, *body], header_rows=(0,))
    return [
        Case(
            "取值-人数写法.xlsx",
            producers.write_wps([table]),
            [Sheet("Sheet1", "enrollment", len(clear), rows, found, form="aggregate")],
        )
    ]


def _yes_and_no() -> list[Case]:
    """Ticks, crosses and words, and a mark that is neither."""
    yes: list[Cell] = ["是", "√", "✓", "✔", "有", "Y", "yes", True, 1, "1", "已进群", "☑"]
    no: list[Cell] = ["否", "×", "✗", "✘", "无", "N", "no", False, 0, "0", "未进群"]
    blank: list[Cell] = [None, ""]
    unclear: list[Cell] = ["?", "不清楚", "√×", 2, "☒"]
    values = [*yes, *no, *blank, *unclear]
    header: list[Cell] = ["教学班号", "学号", "姓名", "是否进群", "是否通知"]
    body = [["03000101", f"20190300{i:02d}", "苏砚汀", value, "√"] for i, value in enumerate(values, start=2)]
    rows: dict[int, dict[str, object]] = {}
    for i, _ in enumerate(values, start=2):
        known = True if i < 2 + len(yes) else False if i < 2 + len(yes) + len(no) else None
        rows[i] = {"joined": known, "notified": True}
    start = 2 + len(yes) + len(no) + len(blank)
    found = [(start + i, "是否进群", "warning", "bad_yesno") for i in range(len(unclear))]
    table = Table("Sheet1", [header, *body], header_rows=(0,))
    return [
        Case(
            "取值-勾叉是否.xlsx",
            producers.write_wps([table]),
            [Sheet("Sheet1", "enrollment", len(values), rows, found, form="roster")],
        )
    ]


def _ids() -> list[Case]:
    """Ids as text, as numbers shown with zeros, with a stray .0, full-width, with spaces; long ones lost."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    values: list[tuple[object, str | None, str | None]] = [
        ("01000101", None, "01000101"),
        (1000102, "00000000", "01000102"),
        ("01000103.0", None, "01000103"),
        (11000104.0, None, "11000104"),
        (" 01000105 ", None, "01000105"),
        ("０１０００１０６", None, "01000106"),
        ("'01000107", None, "01000107"),
        ("01000108\u200b", None, "01000108"),
        ("\u202d01000109\u202c", None, "01000109"),
        ("2020春-CS101-01", None, "2020春-CS101-01"),
        (202020200000000101, "0", None),
        ("2.02020E+17", None, None),
        (None, None, None),
    ]
    sheet.append(["教学班号", "平台", "建群日期"])
    rows: dict[int, dict[str, object]] = {}
    for i, (value, shown_as, read) in enumerate(values, start=2):
        sheet.append([value, "QQ群", _DAY])
        if shown_as:
            sheet.cell(i, 1).number_format = shown_as
        if read:
            rows[i] = {"class_id": read}
    found = [
        (12, "教学班号", "error", "id_digits_lost"),
        (13, "教学班号", "error", "id_digits_lost"),
        (14, "教学班号", "error", "missing_value"),
    ]
    return [Case("取值-编号写法.xlsx", _saved(book), [Sheet("Sheet1", "groups", 10, rows, found)])]


def _several() -> list[Case]:
    """Several platforms in one cell, separated in every usual way; unknown names are kept."""
    both = ["QQ群", "雨课堂"]
    values: list[tuple[Cell, list[str]]] = [
        ("QQ群、雨课堂", both),
        ("QQ群，雨课堂", both),
        ("QQ群,雨课堂", both),
        ("QQ群/雨课堂", both),
        ("QQ群+雨课堂", both),
        ("QQ群；雨课堂", both),
        ("QQ群\n雨课堂", both),
        ("QQ群 雨课堂", both),
        ("QQ群 、 雨课堂、", both),
        ("qq群和雨课堂", both),
        ("QQ群、QQ群", ["QQ群"]),
        ("超星学习通", ["学习通"]),
        ("钉钉、海燕小站", ["钉钉", "海燕小站"]),
        (None, []),
    ]
    table = _column("平台", [value for value, _ in values], more={"建群日期": _DAY})
    rows: dict[int, dict[str, object]] = {
        i: {"platform": words} for i, (_, words) in enumerate(values, start=2)
    }
    return [
        Case(
            "取值-多个平台.xlsx", producers.write_wps([table]), [Sheet("Sheet1", "groups", len(values), rows)]
        )
    ]


def _formulas() -> list[Case]:
    """Formulas with results, a formula whose result was never saved, and text that looks like one."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("Sheet1")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for c, title in enumerate(("教学班号", "资料类型", "资料名称", "上传日期", "数量")):
        sheet.write(0, c, title)
    texts = ("=1+1", '=HYPERLINK("http://x.example","课件")', "-1", "@SUM(A1)", "<b>绪论</b>")
    for r, text in enumerate(texts, start=1):
        sheet.write_string(r, 0, f"0600{r:04d}")
        sheet.write_formula(r, 1, '="P"&"PT"', None, "PPT")
        sheet.write_string(r, 2, text)
        sheet.write_formula(r, 3, "=DATE(2020,2,21)", day, 43882)
        sheet.write_formula(r, 4, "=1+1", None, 2)
    book.close()
    rows: dict[int, dict[str, object]] = {
        r + 1: {"material_kind": "PPT", "title": text, "uploaded_on": _ISO, "count": 2}
        for r, text in enumerate(texts, start=1)
    }
    saved = Case("取值-公式有结果.xlsx", freeze(stream.getvalue()), [Sheet("Sheet1", "materials", 5, rows)])
    unsaved = openpyxl.Workbook()
    page = unsaved.active
    assert page is not None
    page.title = "Sheet1"
    for row in (
        ["教学班号", "统计日期", "应进群人数", "已进群人数", "已通知人数"],
        ["03000101", _DAY, 45, 44, "=D2+1"],
        ["03000102", _DAY, 45, "=C3-1", 45],
    ):
        page.append(row)
    found = [
        (2, "已通知人数", "warning", "formula_without_value"),
        (3, "已进群人数", "error", "formula_without_value"),
    ]
    kept = {2: {"joined": 44, "notified": None}}
    expected = Sheet("Sheet1", "enrollment", 1, kept, found, form="aggregate")
    return [saved, Case("取值-公式无结果.xlsx", _saved(unsaved), [expected])]


def _error_cells() -> list[Case]:
    """Errors of formulas: in an optional column they blank the cell, in a required one they cost the row."""
    header: list[Cell] = ["教学班号", "统计日期", "应进群人数", "已进群人数", "已通知人数"]
    grid: list[list[Cell]] = [
        header,
        ["03000101", _DAY, 45, 44, "#REF!"],
        ["03000102", _DAY, 45, "#N/A", 44],
        ["03000103", _DAY, "#DIV/0!", 44, 44],
        ["03000104", _DAY, 45, 45, "#VALUE!"],
    ]
    found = [
        (2, "已通知人数", "warning", "error_cell"),
        (3, "已进群人数", "error", "error_cell"),
        (4, "应进群人数", "error", "error_cell"),
        (5, "已通知人数", "warning", "error_cell"),
    ]
    rows = {2: {"joined": 44, "notified": None}, 5: {"joined": 45, "notified": None}}
    sheet = Sheet("Sheet1", "enrollment", 2, rows, found, form="aggregate")
    return [Case("取值-错误值.xlsx", producers.write_wps([Table("Sheet1", grid)]), [sheet])]


def _invisible() -> list[Case]:
    """Zero-width marks, non-breaking and ideographic spaces, soft hyphens in titles and cells."""
    grid: list[list[Cell]] = [
        ["\ufeff教学班号", "统计\u200b日期", "应进群\u00a0人数", "已进群人数\u3000", "已通知\u00ad人数"],
        ["03000101\u00a0", "\u200e2020-02-21", "45\u3000", "\u200b44", "45\u00a0人"],
        ["\u3000", "\u200b", None, "\u00a0", None],
        ["03000102", "2020\u00a0年2月21日", "60", "60\ufeff", "\u00a0"],
    ]
    rows = {
        2: {"class_id": "03000101", "as_of": _ISO, "expected": 45, "joined": 44, "notified": 45},
        4: {"class_id": "03000102", "as_of": _ISO, "expected": 60, "joined": 60, "notified": None},
    }
    sheet = Sheet("Sheet1", "enrollment", 2, rows, form="aggregate")
    return [Case("取值-不可见字符.xlsx", producers.write_wps([Table("Sheet1", grid)]), [sheet])]


def cases() -> list[Case]:
    """All values."""
    parts = (
        _dates, _mac_workbook, _counts, _yes_and_no, _ids, _several, _formulas, _error_cells, _invisible,
    )  # fmt: skip
    return [case for part in parts for case in part()]
