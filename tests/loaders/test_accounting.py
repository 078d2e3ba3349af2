"""Nothing that stands in a sheet goes missing without a word: read, found fault with, or listed as not read."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from loaders import Receipt, read_workbook
from schema.reading import Places, SheetReading
from schema.term import load_term
from schema.unread import COLUMN, ROW
from tests.drawn import SHEETS, tried
from tests.workbooks.building import write_ods

TERM = load_term()
HEADERS = (
    ["教学班号", "课程名称", "平台", "建群日期", "群号"],
    ["序号", "教学班号", "统计日期", "应进群人数", "已进群人数", "备注"],
    ["学院", "教学班号", "资料类型", "资料名称", "上传日期", "何人上传"],
    ["教学班号", "听课日期", "听课人", "听课人类别", "评分（百分制）", "试讲"],
    ["教学班号", "已进群人数（%）", "应进群人数", "已进群人数", "统计日期"],
)
WIDE = (
    ["教学班号", "应进群人数", "已进群人数（2月21日）", "已进群人数（2月22日）"],
    ["教学班号", "上传日期", "PPT", "微课视频", "习题", "备注"],
)
CELLS = st.sampled_from([
    "", "CS101-01", "CS102-01/02", "合计", "2020-02-22", "2月22日", "45", "四五", "填表人：王某", "第 1 页 共 3 页", "腾讯课堂",
    "校领导", "理学院", "例", "PPT", "同上", "CS103-01", "王伟副校长", "数据来源于教务系统", "甲", "1", "2", "必填", "无", "√",
])  # fmt: skip
NOTHING = "无"  # below a title that is a value it says that the row has none of it
OF_ROW, DAYS = (
    "上传日期",
    ("2020-02-22", "2月22日", "同上"),
)  # stands where the columns of a wide sheet have no day
LINES = st.lists(CELLS, max_size=13)


@st.composite
def sheets(draw: st.DrawFn) -> list[list[str]]:
    """Titles, a header, rows; perhaps the same or another table below, or beside it."""
    rows: list[list[str]] = draw(st.lists(LINES.map(lambda line: line[:1]), max_size=2))
    for _ in range(draw(st.integers(1, 3))):
        header = draw(st.permutations(draw(st.sampled_from((*HEADERS, *WIDE)))))
        if draw(st.booleans()):
            header = [*header, "", *draw(st.sampled_from((*HEADERS, *WIDE)))]
        rows += [list(header), *draw(st.lists(LINES, min_size=1, max_size=5))]
    return rows


def _typed(cell: str) -> object:
    """The cell as a person types it: whole numbers and days are stored as such."""
    if cell.isascii() and cell.isdigit():
        return int(cell)
    return dt.date.fromisoformat(cell) if cell.count("-") == 2 and cell[:4] == "2020" else cell


def _csv(rows: list[list[str]]) -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


def _openpyxl(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([_typed(cell) for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xlsxwriter(rows: list[list[str]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                sheet.write(r, c, _typed(cell))
    return stream.getvalue()


def _xlwt(rows: list[list[str]]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write(r, c, _typed(cell), *[day] * isinstance(_typed(cell), dt.date))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


PRODUCERS = {"csv": _csv, "openpyxl": _openpyxl, "XlsxWriter": _xlsxwriter, "xlwt": _xlwt, "ods": write_ods}


def read(rows: list[list[str]], producer: str = "csv") -> list[SheetReading]:
    received = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
    return read_workbook(PRODUCERS[producer](rows), "表", Receipt(term=TERM, received_at=received))


def _unaccounted(rows: list[list[str]], readings: list[SheetReading], headers: set[int]) -> list[object]:
    """Cells that are in no field, under no finding and in no column or row listed as not read."""
    taken = [reading for reading in readings if not reading.refused]
    columns = {each.place for reading in taken for each in reading.unread if each.what == COLUMN}
    aside = {each.place for reading in taken for each in reading.unread if each.what == ROW}
    tables = [table for reading in taken for table in (reading, *reading.tables)]
    read = {place for table in tables for place in table.positions.values()}
    of_rows = {row.index(OF_ROW) for row in rows if "PPT" in row and OF_ROW in row}
    accounted = {place for reading in taken for place in _accounted(reading)}
    said = [(finding.row, finding.value or "") for reading in taken for finding in reading.findings]
    return [
        (number, place, cell)
        for number, row in enumerate(rows, start=1)
        for place, cell in enumerate(row)
        if cell
        and number not in aside | headers
        and place not in columns
        and (number, place) not in accounted
        if not any(number == row and cell in value for row, value in said)
        if not (cell == NOTHING and place in read) and not (cell in DAYS and place in of_rows)
    ]


def _accounted(reading: SheetReading) -> Iterator[tuple[int, int]]:
    """The cells, by row and place, that a reading took from its tables or says something of."""
    tables = reading.tables or [Places(reading.titles, reading.positions)]
    numbers = reading.rows["source_row"].tolist()
    table_of = reading.table_of.tolist() if reading.table_of is not None else [0] * len(numbers)
    for number, table in zip(numbers, table_of, strict=True):
        yield from ((number, place) for place in tables[table].positions.values())
    for finding in reading.findings:
        if finding.row is None:
            continue
        if finding.column_no is not None:
            yield finding.row, finding.column_no
        if finding.is_error or finding.code in ("repeated_row", "row_not_read"):
            lost = [
                t for t in tables if finding.column_no is None or finding.column_no in t.positions.values()
            ]
            yield from ((finding.row, place) for table in lost for place in table.positions.values())


@pytest.mark.parametrize("producer", PRODUCERS)
@tried(SHEETS)
@given(sheets())
def test_no_cell_is_unaccounted_for(producer: str, rows: list[list[str]]) -> None:
    """Whatever the producer, the header, the layout and the mess: each filled cell of a sheet that is taken is accounted for."""
    readings = read(rows, producer)
    if all(reading.refused for reading in readings):
        return
    titles = {title for header in (*HEADERS, *WIDE) for title in header}
    headers = {number for number, row in enumerate(rows, start=1) if len(titles.intersection(row)) > 1}
    assert _unaccounted(rows, readings, headers) == []
