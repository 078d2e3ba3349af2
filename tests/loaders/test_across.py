"""Wide sheets: a column a day, a column a material type, a column a group of observers."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from schema.term import load_term
from tests.loaders.test_accounting import PRODUCERS

TERM = load_term()
RECEIVED = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")


def read(rows: list[str], **asked: str) -> list[SheetReading]:
    return read_workbook(
        "\n".join(rows).encode(), "表.csv", Receipt(term=TERM, received_at=RECEIVED, **asked)
    )


def items(reading: SheetReading, *columns: str) -> list[tuple[object, ...]]:
    shown = reading.rows[[*columns, "source_row"]].astype(str)
    return list(shown.itertuples(index=False, name=None))


DAYS = {
    "in brackets": ["教学班号,应进群人数,已进群人数（2月21日）,已进群人数（2月22日）"],
    "before the title": ["教学班号,应进群人数,2月21日已进群人数,2月22日已进群人数"],
    "alone": ["学院学生进群情况", "教学班号,应进群人数,2月21日,2.22"],
    "in a second line": ["教学班号,应进群人数,已进群人数,", ",,2月21日,2月22日"],
}


@pytest.mark.parametrize("header", DAYS.values(), ids=DAYS)
def test_a_column_a_day_is_a_row_a_day(header: list[str]) -> None:
    """Each count stands for the day in its title; a blank says nothing of that day; and it is said."""
    (reading,) = read([*header, "CS101-01,50,40,45", "CS102-01,60,,58"])
    first = len(header) + 1
    assert items(reading, "class_id", "as_of", "joined") == [
        ("CS101-01", "2020-02-21", "40", str(first)),
        ("CS101-01", "2020-02-22", "45", str(first)),
        ("CS102-01", "2020-02-22", "58", str(first + 1)),
    ]
    assert [finding.code for finding in reading.findings] == ["read_across"]
    assert not [each for each in reading.unread if each.what == "column"]


def test_each_row_of_a_wide_sheet_leads_to_its_own_cell() -> None:
    """The count of the 22nd stands in column D, whether or not the row says something of the 21st."""
    (reading,) = read([*DAYS["in brackets"], "CS101-01,50,40,45", "CS102-01,60,,58"])
    first, second = reading.split_by_unit()
    assert (first.places_of(2).positions["joined"], first.places_of(3).positions["joined"]) == (2, 3)
    assert (second.sheet, second.places_of(2).positions["joined"]) == ("2", 3)
    assert second.places_of(2).titles["as_of"] == "已进群人数（2月22日）"


def test_the_day_of_a_title_goes_before_the_day_of_the_sheet() -> None:
    """统计日期 says when the sheet was made; the column is named as not read."""
    (reading,) = read([
        "教学班号,统计日期,应进群人数,已进群人数（2月21日）,已进群人数（2月22日）",
        "CS101-01,2020-02-22,50,40,45",
    ])  # fmt: skip
    assert items(reading, "as_of", "joined") == [("2020-02-21", "40", "2"), ("2020-02-22", "45", "2")]
    assert [(each.text, each.place) for each in reading.unread if each.what == "column"] == [("统计日期", 1)]


def test_a_column_of_marks_a_material_type_is_a_row_a_type() -> None:
    """√ takes the row's day, a day in place of √ is its own, × is none; what is neither is doubtful."""
    (reading,) = read([
        "学院：理学院,,,,", "教学班号,课程名称,上传日期,PPT,微课视频,习题",
        "CS101-01,高等数学,2020-02-21,√,×,2020-02-22", "CS102-01,线性代数,2020-02-22,3,√,也许",
        "CS103-01,概率论,,,,", "合计,,,2,1,1",
    ])  # fmt: skip
    assert items(reading, "class_id", "material_kind", "uploaded_on", "count") == [
        ("CS101-01", "PPT", "2020-02-21", "1", "3"),
        ("CS102-01", "PPT", "2020-02-22", "3", "4"),
        ("CS102-01", "微课视频", "2020-02-22", "1", "4"),
        ("CS101-01", "习题", "2020-02-22", "1", "3"),
    ]
    assert [(f.code, f.row, f.column) for f in reading.findings] == [
        ("read_across", None, None), ("bad_yesno", 4, "习题"),
    ]  # fmt: skip
    assert [(each.place, each.reason) for each in reading.unread if each.what == "row"] == [
        (1, "above"), (5, "unmarked"), (6, "total"),
    ]  # fmt: skip


def test_names_below_groups_of_observers_are_visits() -> None:
    """One column a group: the name below it is the observer."""
    (reading,) = read(["教学班号,听课日期,校领导,校督导组,学院督导组", "CS101-01,2020-02-24,王伟,,李娜"])
    assert items(reading, "visitor_kind", "visitor") == [("校领导", "王伟", "2"), ("学院督导组", "李娜", "2")]


def test_tables_beside_each_other_lead_each_to_their_own_columns() -> None:
    """The second of two tables in one row of the sheet stands in columns E to G."""
    half = "教学班号,平台,建群日期"
    (reading,) = read([f"{half},,{half}", "CS101-01,QQ群,2020-02-21,,CS102-01,微信群,2020-02-22"])
    first, second = reading.split_by_unit()
    assert (first.places_of(2).positions["class_id"], second.places_of(2).positions["class_id"]) == (0, 4)
    assert second.places_of(2).positions["created_on"] == 6


def test_a_table_below_with_another_order_leads_to_its_own_columns() -> None:
    """Rows of both tables are one submission, each row with the places of its own header."""
    (reading,) = read([
        "教学班号,平台,建群日期", "CS101-01,QQ群,2020-02-21", "",
        "平台,建群日期,教学班号", "微信群,2020-02-22,CS102-01",
    ])  # fmt: skip
    (part,) = reading.split_by_unit()
    assert [part.places_of(row).positions["class_id"] for row in (2, 5)] == [0, 2]


def test_a_wide_table_below_another_is_read_as_one() -> None:
    """Its header ends the table above it: no row of it is taken for one of that table."""
    groups, days = read([
        "教学班号,课程名称,平台,建群日期", "CS101-01,力学,QQ群,2020-02-21", "",
        "教学班号,应进群人数,2月21日已进群人数,2月22日已进群人数", "CS102-01,50,40,45",
    ])  # fmt: skip
    assert items(groups, "class_id") == [("CS101-01", "2")]
    assert items(days, "class_id", "joined") == [("CS102-01", "40", "5"), ("CS102-01", "45", "5")]


@pytest.mark.parametrize("of_row", ["1", "下周"])
def test_a_day_of_a_row_that_is_none_is_said_where_the_cell_below_a_value_is_one(of_row: str) -> None:
    """上传日期 of the row is not needed then, but what stands there was meant to say something."""
    data = PRODUCERS["xlwt"]([["教学班号", "上传日期", "PPT", "微课视频", "习题"], ["A1", of_row, "2月22日"]])
    (reading,) = read_workbook(data, "表.xls", Receipt(term=TERM, received_at=RECEIVED))
    assert reading.rows["uploaded_on"].dt.day.tolist() == [22]
    assert [f.value for f in reading.findings if f.code == "cell_before_row"] == [f"2月22日（{of_row}）"]
