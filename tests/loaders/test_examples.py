"""Sheets and rows that are no report: examples, averages, tables that stand upright, rows of nobody."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from schema.term import load_term

TERM = load_term()
RECEIVED = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
HEADER = ["教学班号", "课程名称", "平台", "建群日期"]


def row(n: int) -> list[object]:
    return [f"CS10{n}-01", "力学", "QQ群", "2020-02-21"]


def read(sheets: dict[str, list[list[object]]], unit: str | None = "理学院") -> list[SheetReading]:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return read_workbook(stream.getvalue(), "表.xlsx", Receipt(term=TERM, received_at=RECEIVED, unit=unit))


@pytest.mark.parametrize("name", ["示例", "填写示例", "样表", "建群（示例）", "Example"])
@pytest.mark.parametrize("first", [True, False])
def test_an_example_sheet_beside_the_data_is_named_and_not_counted(name: str, first: bool) -> None:
    """Its rows are nobody's report, whichever sheet comes first."""
    sheets = {name: [HEADER, row(9)], "建群": [HEADER, row(1), row(2)]}
    order = sheets if first else dict(reversed(sheets.items()))
    (reading,) = read(order)
    assert (reading.sheet, reading.rows["class_id"].tolist()) == ("建群", ["CS101-01", "CS102-01"])
    assert [(f.code, f.sheet) for f in reading.findings] == [("example_sheet", name)]


def test_titles_that_run_down_the_first_column_are_refused_as_that() -> None:
    """A sheet on its side says how to turn it round."""
    upright = [list(cells) for cells in zip(HEADER, row(1), row(2), strict=True)]
    (reading,) = read({"Sheet1": upright})
    assert reading.refused is not None
    assert reading.refused.code == "transposed"
    assert "转置" in reading.refused.message("zh")


def test_a_row_without_a_unit_among_rows_that_name_theirs_is_said() -> None:
    """Outside a block of one unit nobody can tell whose a row is: it is taken, and asked about."""
    rows: list[list[object]] = [["理学院", *row(1)], ["体育部", *row(2)], ["", *row(3)], ["理学院", *row(4)]]
    (reading,) = read({"Sheet1": [["学院", *HEADER], *rows]}, None)
    assert [(f.code, f.row) for f in reading.findings] == [("unit_blank", 4)]


def test_an_average_is_a_total() -> None:
    """平均 in the place of the id is no class."""
    (reading,) = read({"Sheet1": [HEADER, row(1), ["平均", "", "", "2020-02-21"]]})
    assert [(each.place, each.reason) for each in reading.unread if each.what == "row"] == [(3, "total")]
