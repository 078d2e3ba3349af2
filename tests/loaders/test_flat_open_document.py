"""A spreadsheet of LibreOffice that is saved as one file of markup."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from schema.term import load_term
from tests.workbooks.building import write_ods
from tests.workbooks.flat import flattened

TERM = load_term()
RECEIVED = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
ROWS = [
    ["学院：理学院"],
    ["教学班号", "统计日期", "应进群人数", "已进群人数"],
    ["CS101-01", "2月22日", "45", "44"],
    ["001", "2月22日", "45", "约四十"],
]


def read(data: bytes) -> list[SheetReading]:
    return read_workbook(data, "表.fods", Receipt(term=TERM, received_at=RECEIVED))


def test_it_is_read_as_the_same_sheet_in_a_container_is() -> None:
    """Its rows, and what is said of them."""
    ods = write_ods(ROWS)
    (flat,), (packed,) = read(flattened(ods)), read(ods)
    assert flat.rows["class_id"].tolist() == ["CS101-01"]
    assert flat.rows.equals(packed.rows)
    assert (flat.unit, [finding.code for finding in flat.findings]) == ("理学院", ["bad_count"])
    assert flat.findings[0].row == 4


@pytest.mark.parametrize("kind", ["application/vnd.oasis.opendocument.text", ""])
def test_another_document_is_refused_by_its_kind(kind: str) -> None:
    """A text of LibreOffice is no workbook."""
    (reading,) = read(flattened(write_ods(ROWS), kind))
    assert reading.refused is not None
    assert reading.refused.code == "other_format"
