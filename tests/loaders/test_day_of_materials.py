"""Materials without a column of days: those of the title, of a cell, or of the day on which the sheet came."""

from __future__ import annotations

import pytest

from schema.reading import SheetReading
from tests.loaders.reading import read

BY_KIND = "教学班号,课件,视频,教材"


def items(reading: SheetReading) -> list[tuple[str, str, str]]:
    rows = reading.rows.sort_values(["class_id", "material_kind"], kind="stable")
    return list(
        zip(rows["class_id"], rows["material_kind"], rows["uploaded_on"].dt.strftime("%m-%d"), strict=True)
    )


def codes(reading: SheetReading) -> list[str]:
    return [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    ("title", "day", "said"),
    [("资料上传情况", "03-08", "day_of_receipt"), ("资料上传情况（截至2月24日）", "02-24", "day_above")],
)
def test_marks_below_kinds_are_of_the_day_above_or_of_receipt(title: str, day: str, said: str) -> None:
    """What was there is there when the sheet comes; which day was taken is said."""
    reading = read(title, BY_KIND, "A1,√,2,", "A2,√,,√", "合计,2,2,1")
    assert items(reading) == [
        ("A1", "PPT", day), ("A1", "微课视频", day), ("A2", "PPT", day), ("A2", "电子教材", day),
    ]  # fmt: skip
    assert codes(reading) == [said, "read_across"]
    listed = read(title, "教学班号,资料类型,资料名称", "A1,PPT,第一章")
    assert (items(listed), codes(listed)) == ([("A1", "PPT", day)], [said])


def test_a_day_in_a_cell_is_that_of_the_cell_alone() -> None:
    """A mark beside it is of the day of the others; where all are days no other is spoken of."""
    mixed = read(BY_KIND, "A1,2月22日,√,", "A2,2月23日,2月24日,")
    assert items(mixed) == [
        ("A1", "PPT", "02-22"), ("A1", "微课视频", "03-08"), ("A2", "PPT", "02-23"), ("A2", "微课视频", "02-24"),
    ]  # fmt: skip
    assert codes(mixed) == ["day_of_receipt", "read_across"]
    days = read("资料上传情况（截至2月24日）", BY_KIND, "A1,2月22日,2月23日,")
    assert (items(days), codes(days)) == (
        [("A1", "PPT", "02-22"), ("A1", "微课视频", "02-23")], ["read_across"],
    )  # fmt: skip


def test_days_in_lines_between_the_rows_hold_for_each_kind() -> None:
    """And what stands below a day of the week alone is of no day."""
    reading = read(BY_KIND, "2月22日", "A1,√,√,", "2月23日", "A2,√,,√")
    assert items(reading) == [
        ("A1", "PPT", "02-22"), ("A1", "微课视频", "02-22"), ("A2", "PPT", "02-23"), ("A2", "电子教材", "02-23"),
    ]  # fmt: skip
    unclear = read(BY_KIND, "周一", "A1,√,√,", "2月23日", "A2,√,,")
    assert items(unclear) == [("A2", "PPT", "02-23")]
    assert codes(unclear).count("doubtful_date") == 2


def test_a_blank_in_a_column_of_days_is_no_day_of_receipt() -> None:
    """Somebody was asked for it and did not say it."""
    reading = read("教学班号,上传日期,课件,视频", "A1,,√,", "A2,2月22日,√,")
    assert (items(reading), codes(reading)) == ([("A2", "PPT", "02-22")], ["read_across", "missing_value"])
