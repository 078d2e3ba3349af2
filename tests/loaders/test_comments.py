"""Comments on cells are not read, and said."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from openpyxl.comments import Comment

from loaders import Receipt, read_workbook
from schema.term import load_term
from tests.workbooks.building import write_ods

HEAD = ["教学班号", "统计日期", "应进群人数", "已进群人数"]
ROWS = [["A1", "2月22日", "45", "40"], ["A2", "2月22日", "45", "40"]]
COMMENTS = {
    (1, 4): "应为39",
    (2, 1): "按文本填写",
    (0, 3): "按实际填写",
    (2, 3): "含2名教师\n【如期】提醒：请核对",
    (1, 2): "[Ruqi] check",
}


def as_xlsx(comments: dict[tuple[int, int], str]) -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in (HEAD, *ROWS):
        book.active.append(row)
    for (row, column), words in comments.items():
        book.active.cell(row + 1, column).comment = Comment(words, "张三")
    book.save(data)
    return data.getvalue()


def as_ods(comments: dict[tuple[int, int], str]) -> bytes:
    def cell(row: int, column: int, text: str) -> str:
        words = comments.get((row, column + 1), "").replace("\n", "</text:p><text:p>")
        said = (
            f"<office:annotation><dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>张三</dc:creator><text:p>{words}</text:p></office:annotation>"
            * bool(words)
        )
        return (
            f'<table:table-cell office:value-type="string">{said}<text:p>{text}</text:p></table:table-cell>'
        )

    return write_ods(
        [[cell(r, c, text) for c, text in enumerate(row)] for r, row in enumerate((HEAD, *ROWS))]
    )


@pytest.mark.parametrize("write", [as_xlsx, as_ods])
def test_comments_on_rows_of_data_are_said(write: object) -> None:
    """Not those that tell how to fill a column in, nor what an annotated copy says itself."""
    receipt = Receipt(load_term(), dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00"))
    (reading,) = read_workbook(write(COMMENTS), "表", receipt)  # type: ignore[operator]
    (finding,) = reading.findings
    assert (finding.code, finding.details["count"]) == ("comments_not_read", 3)
    assert finding.details["comments"] == "D2“应为39”；A3“按文本填写”；C3“含2名教师”"
    assert reading.rows["joined"].tolist() == [40, 40]
    (plain,) = read_workbook(write({(0, 1): "按文本填写"}), "表", receipt)  # type: ignore[operator]
    assert not plain.findings
