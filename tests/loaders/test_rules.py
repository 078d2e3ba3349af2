"""Rules about rows, on workbooks written on the spot."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from loaders import Receipt, read_workbook
from schema import limits
from schema.reading import SheetReading
from schema.term import load_term
from tests.loaders.reading import xlsx_of

ROSTER = ["教学班号", "学号", "进群日期", "是否进群", "是否通知"]


def read(*rows: list[Any], merges: tuple[str, ...] = (), **options: Any) -> SheetReading:
    content = xlsx_of(*rows, merges=merges)
    received = dt.datetime.fromisoformat("2020-02-23T22:00:00+08:00")
    (reading,) = read_workbook(content, "a.xlsx", Receipt(term=load_term(), received_at=received, **options))
    return reading


def places(reading: SheetReading) -> list[tuple[object, ...]]:
    return [(f.row, f.column, f.code, f.severity) for f in reading.findings]


@pytest.mark.parametrize(
    ("day", "mark", "joined_on", "joined", "found"),
    [
        ("2月22日", None, "2020-02-22", None, []),
        ("是", None, None, True, []),
        ("√", "是", None, True, []),
        ("否", None, None, False, []),
        (None, "是", None, True, []),
        ("2月22日", "否", None, False, ["contradiction"]),
        ("是", "否", None, False, ["contradiction"]),
        ("否", "是", None, False, ["contradiction"]),
    ],
)
def test_a_student_joined_on_a_day_or_simply_has(
    day: str | None, mark: str | None, joined_on: str | None, joined: bool | None, found: list[str]
) -> None:
    """A bare 是 may stand in either column; where the two disagree it is said, and not counted."""
    reading = read(ROSTER, ["001", "2019001", day, mark, "是"])
    row = reading.rows.iloc[0].astype(object)
    row = row.where(row.notna(), None)
    assert (row["joined_on"] and str(row["joined_on"])[:10], row["joined"]) == (joined_on, joined)
    assert [finding.code for finding in reading.findings] == found


def test_a_key_cell_names_one_thing() -> None:
    """Two class ids in one cell are not one class."""
    reading = read(
        ["教学班号", "群号", "建群日期"], ["001、002", "123、456", "2月22日"], ["003", "123、456", "2月22日"]
    )
    assert places(reading) == [(2, "教学班号", "several_ids", "error")]
    assert reading.rows["group_no"].tolist() == ["123、456"]


def test_titles_and_headers_between_the_rows_are_no_rows() -> None:
    """A sheet glued together from printed pages repeats its title and its header."""
    header = ["教学班号", "课程名称", "平台", "建群日期"]
    reading = read(
        ["课程建群表"], header, ["001", "力学", "QQ群", "2月22日"], ["课程建群表"], header, ["002", "光学", "QQ群", "2月22日"],
        ["（以下空白）"], merges=("A1:D1", "A4:D4"),
    )  # fmt: skip
    assert reading.rows["class_id"].tolist() == ["001", "002"]
    assert places(reading) == []


def test_a_bad_day_of_a_visit_costs_the_row_only_without_the_other() -> None:
    """One of the two days is enough; without either the visit has no day."""
    header = ["教学班号", "安排日期", "听课日期", "听课人", "听课人类别"]
    reading = read(
        header,
        ["001", "下周", "2月22日", "专家甲", "校督导组"],
        ["002", "下周", None, "专家甲", "校督导组"],
        ["003", None, None, "专家甲", "校督导组"],
    )
    assert reading.rows["class_id"].tolist() == ["001"]
    assert places(reading) == [
        (2, "安排日期", "bad_date", "warning"), (3, "安排日期", "bad_date", "error"), (4, "听课日期", "missing_value", "error"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("经济管理学院课程建群统计", "经济管理学院"), ("2020年春理学院建群统计", "理学院"), ("填报单位：计算机学院", "计算机科学与技术学院"),
        ("管理学院建群统计", None), ("物理学院", None), ("理学院、新能源学院汇总", None), ("新能源汽车课程建群", None), ("示例大学（滨海校区）理学院", "理学院"),
    ],
)  # fmt: skip
def test_the_title_names_the_unit_or_nobody_does(title: str, unit: str | None) -> None:
    """A unit's name inside another's is not its name, and two units are none."""
    assert read([title], ["教学班号", "建群日期"], ["001", "2月22日"]).unit == unit


def test_another_units_rows_are_said_and_left_out() -> None:
    """Of a consolidated sheet, a submitter of one unit submits their own rows."""
    reading = read(
        ["学院", "教学班号", "建群日期"],
        ["理学院", "001", "2月22日"],
        ["新能源学院", "002", "2月22日"],
        [None, "003", "2月22日"],
        unit="理学院",
    )
    assert reading.rows[["unit", "class_id"]].to_numpy().tolist() == [["理学院", "001"], ["理学院", "003"]]
    assert places(reading) == [(3, "学院", "other_unit", "error")]


def test_a_sheet_full_of_faults_lists_the_first_and_counts_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every faulty row is lost, listed or not."""
    monkeypatch.setattr(limits, "MAX_FINDINGS", 3)
    reading = read(["教学班号", "建群日期"], *([f"{n:03}", "2021-02-22"] for n in range(10)))
    assert reading.rows.empty
    assert [finding.code for finding in reading.findings] == ["more_findings", *["date_after_receipt"] * 3]
    assert "7" in reading.findings[0].message("zh")


def test_received_at_needs_an_offset() -> None:
    """A moment without offset could be any day."""
    with pytest.raises(ValueError, match="offset"):
        read_workbook(
            b"",
            "a.xlsx",
            Receipt(term=load_term(), received_at=dt.datetime.fromisoformat("2020-02-23T22:00:00")),
        )


def test_a_file_over_the_limit_is_refused_unread() -> None:
    """The limit is told in the sentence."""
    received = dt.datetime.fromisoformat("2020-02-23T22:00:00+08:00")
    data = b"\x00" * (limits.MAX_FILE_BYTES + 1)
    (reading,) = read_workbook(data, "a.xlsx", Receipt(term=load_term(), received_at=received))
    assert reading.refused is not None
    assert reading.refused.code == "too_large"
    assert "20 MB" in reading.refused.message("zh")


@pytest.mark.parametrize("label", ["全校", "未知学院", None])
def test_a_sum_below_the_units_is_none_of_them(label: str | None) -> None:
    """What names no unit of the campus is not the submitter's, and a second row of one unit is said."""
    header = ["学院", "日期", "应开门次", "实开门次"]
    reading = read(header, ["理学院", "2月21日", 10, 9], [label, "2月21日", 90, 80], unit="理学院")
    assert 90 not in reading.rows["planned"].tolist()
    assert ["error" in place for place in places(reading)] == [True] * (1 if label else 2)


def test_a_ditto_mark_without_anything_above_is_no_name() -> None:
    """The row that it repeats was left out, or never written."""
    header = ["教学班号", "听课日期", "听课人", "听课人类别"]
    reading = read(header, ["CS101-01", "2月21日", "同上", "校督导组"])
    assert (len(reading.rows), [finding.code for finding in reading.findings]) == (0, ["refers_elsewhere"])
