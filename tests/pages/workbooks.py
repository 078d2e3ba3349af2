"""Workbooks as a college would send them, made in memory."""

from __future__ import annotations

from io import BytesIO

import openpyxl

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNIT = "语言文学学院"


def workbook(rows: list[list[object]], title: str = "进群", heading: str | None = None) -> bytes:
    """A sheet of ``rows``, under a title line where ``heading`` is given."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    if heading:
        sheet.append([heading])
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(rows[0]))
    for row in rows:
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def messy_groups(class_ids: list[str]) -> bytes:
    """Groups of some classes under a title, a note and a two-row header, with a bad row and a doubtful one."""
    done = [[class_id, "2月21日", "2020.2.22", f"群{place}"] for place, class_id in enumerate(class_ids)]
    rows = [
        ["教学班", "建群时间", "辅导员进群时间", "群号"],
        *done,
        ["", "2020-02-21", "", "无班号"],
        [f"{class_ids[0]}x", "已建", "", ""],
        ["合计", len(done), "", ""],
    ]
    return workbook(rows, "建群情况", f"{UNIT}网络教学课程建群情况统计表")
