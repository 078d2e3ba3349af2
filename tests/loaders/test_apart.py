"""What stands beside a table, or above its header: other tables, summaries, rows that nobody would miss otherwise."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import xlsxwriter

from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from tests.loaders.reading import RECEIVED, TERM, xlsx_of

DAY = dt.date(2020, 2, 22)
COUNTS = ["教学班号", "统计日期", "应进群人数", "已进群人数"]
CHECKS = ["学院", "日期", "返校学生数", "已检人数"]


def read(*rows: list[object], merges: tuple[str, ...] = ()) -> list[SheetReading]:
    content = xlsx_of(*rows, merges=merges)
    return read_workbook(content, "表.xlsx", Receipt(term=TERM, received_at=RECEIVED))


def counted(number: int) -> list[object]:
    return [f"CS{number}-01", DAY, 50, 40 + number]


def codes(reading: SheetReading) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.row) for finding in reading.findings]


@pytest.mark.parametrize("own", ["学院", "开课单位"])
def test_the_units_of_a_summary_beside_a_table_are_not_those_of_its_rows(own: str) -> None:
    """Behind an empty column, whatever the rows call their own; and it is said."""
    (reading,) = read(
        [own, *COUNTS, None, "学院", "班级数"],
        ["理学院", *counted(1), None, "汽车工程学院", 9],
        ["理学院", *counted(2), None, "新能源学院", 3],
    )
    assert reading.rows["unit"].tolist() == ["理学院", "理学院"]
    assert codes(reading) == [("columns_apart", None)]
    assert [each.reason for each in reading.unread] == ["apart", "apart"]


def test_a_summary_beside_a_table_without_units_gives_it_none() -> None:
    """Of whom the rows are is for somebody else to say."""
    (reading,) = read(
        [*COUNTS, None, "学院", "班级数"],
        [*counted(1), None, "汽车工程学院", 9],
    )
    assert reading.rows["unit"].isna().all()


def test_an_empty_column_inside_a_table_divides_nothing() -> None:
    """Its rows go on behind it."""
    (reading,) = read([*COUNTS, None, "已通知人数"], [*counted(1), None, 48])
    assert reading.rows["notified"].tolist() == [48]
    assert not codes(reading)


@pytest.mark.parametrize("titled", [False, True])
def test_tables_of_two_kinds_beside_each_other_are_both_read(titled: bool) -> None:
    """With a title each above them, or none."""
    above: list[list[object]] = [["授课情况", None, None, None, None, "健康检查"]] if titled else []
    readings = read(
        *above,
        [*COUNTS, None, *CHECKS],
        [*counted(1), None, "理学院", DAY, 60, 58],
        [*counted(2)],
    )
    assert [(reading.kind, reading.form, len(reading.rows)) for reading in readings] == [
        ("enrollment", "aggregate", 2),
        ("contingency", "checks", 1),
    ]
    assert not any(map(codes, readings))


def test_a_title_merged_over_two_columns_is_that_of_the_one_that_is_filled() -> None:
    """The cells may stand below its second part."""
    (reading,) = read(
        ["教学班号", None, *COUNTS[1:]],
        [None, *counted(1)],
        [None, *counted(2)],
        ["填表人：王伟"],
        merges=("A1:B1",),
    )
    assert reading.rows["class_id"].tolist() == ["CS1-01", "CS2-01"]
    assert reading.positions["class_id"] == 1


def test_rows_of_data_above_the_header_are_said() -> None:
    """As when a sheet was sorted together with its header; hints and signatures are no data."""
    (reading,) = read(
        ["必填", "必填", "必填", "选填"],
        ["填报人：王伟", None, "日期：2月22日", None],
        counted(1),
        COUNTS,
        counted(2),
    )
    assert reading.rows["class_id"].tolist() == ["CS2-01"]
    assert codes(reading) == [("row_above_header", 3)]


def test_a_cell_over_several_columns_is_said_and_of_none_of_them() -> None:
    """One day for two of them, or a word for the whole row; below a title that runs over both it is its own."""
    header = ["教学班号", "平台", "建群日期", "辅导员进群日期", "测试日期"]
    (reading,) = read(
        header,
        ["CS1-01", "QQ群", DAY, None, DAY],
        ["CS2-01", "停开", None, None, None],
        merges=("C2:D2", "B3:E3"),
    )
    assert reading.rows["created_on"].isna().all()
    assert reading.rows["platform"].tolist() == [("QQ群",), ()]
    assert codes(reading) == [("spans_columns", 2), ("spans_columns", 3)]
    (reading,) = read(
        [*COUNTS[:2], "应进群人数", None, "已进群人数"],
        ["CS1-01", DAY, 50, None, 41],
        merges=("C1:D1", "C2:D2"),
    )
    assert reading.rows["expected"].tolist() == [50]
    assert not codes(reading)


def test_a_row_whose_cells_are_shifted_is_said() -> None:
    """Where one of its own is missing and a value stands behind the last title; a remark there is none."""
    (reading,) = read(
        [*COUNTS, "已通知人数"],
        ["CS1-01", DAY, 50, None, 41, 40],
        ["CS2-01", DAY, 50, 41, None, "学生出国"],
    )
    assert ("row_too_long", 2) in codes(reading)
    assert ("row_too_long", 3) not in codes(reading)


def test_a_column_without_width_is_hidden() -> None:
    """Some programs write no other sign of it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([COUNTS, ["CS1-01", "2020-02-22", 50, 41]]):
            sheet.write_row(number, 0, row)
        sheet.set_column(3, 3, 0)
    (reading,) = read_workbook(stream.getvalue(), "表.xlsx", Receipt(term=TERM, received_at=RECEIVED))
    assert codes(reading) == [("hidden_column", 1)]


def test_what_is_entered_in_a_saved_page_is_read() -> None:
    """The text of a field, the option that is chosen, and a tick."""
    kinds = "".join(f"<option{' selected' * (kind == '习题')}>{kind}</option>" for kind in ("PPT", "习题"))
    titles = "".join(f"<th>{title}</th>" for title in ("教学班号", "资料类型", "上传日期", "数量"))
    cells = "".join(
        f"<td>{cell}</td>"
        for cell in (
            "CS1-01",
            f"<select>{kinds}</select>",
            "2020-02-22",
            "<input value='3'><input type=hidden value=7>",
        )
    )
    page = f"<table><tr>{titles}</tr><tr>{cells}</tr></table>"
    (reading,) = read_workbook(page.encode(), "表.xls", Receipt(term=TERM, received_at=RECEIVED))
    assert reading.rows[["material_kind", "count"]].to_numpy().tolist() == [["习题", 3]]
