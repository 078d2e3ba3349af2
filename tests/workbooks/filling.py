"""Templates filled in as a person does: by the headers, in the rows of the classes or below them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

from exports.templates.sheet import FIRST_ROW, HEADER_ROW
from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from schema.term import load_term
from services.templates import Templates
from tests.metrics.making import Submission, at, frames_of

TERM = load_term()
UNIT, OTHER = "理学院", "土木工程系"
ALL = ("groups", "enrollment", "materials", "visits")
ON = dt.date(2020, 2, 23)
PLAN = {"00101": UNIT, "00102": UNIT, "00103": UNIT, "00201": OTHER}
# What a person would write into the first row of each sheet.
NEWS: dict[str, dict[str, object]] = {
    "课程建群": {
        "平台": "QQ群、钉钉",
        "群号": "0123456789",
        "建群日期": dt.date(2020, 2, 21),
        "授课方式": "直播，录播",
    },
    "学生进群": {"已进群人数": 38, "已通知人数": 40},
    "学生进群名单": {"学号": "0020001", "姓名": "王五", "是否进群": "是"},
    "资料上传": {"资料类型": "PPT", "资料名称": "第一章", "上传日期": dt.date(2020, 2, 22)},
    "听课": {"安排日期": dt.date(2020, 2, 25), "听课人": "钱七", "听课人类别": "校领导", "评分": 92.5},
}


def plan_rows() -> list[dict[str, Any]]:
    return [
        {"class_id": id, "unit": unit, "course_id": f"C{id}", "course_name": f"课程{id}", "teacher": f"教师{id}",
         "first_session_on": dt.date(2020, 2, 24), "enrolled": 40}
        for id, unit in PLAN.items()
    ]  # fmt: skip


def facts(*submissions: Submission) -> dict[str, Any]:
    return frames_of([Submission(1, "plan", None, at(18), plan_rows()), *submissions])


def blank(*kinds: str, unit: str | None = UNIT, **options: Any) -> bytes:
    return Templates(facts(), TERM).workbook(unit, kinds or ALL, ON, **options)


def fill(data: bytes, cells: Mapping[str, Mapping[int, Mapping[str, object]]]) -> bytes:
    """``data`` with cells set by sheet, row (from 1 below the header) and header."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, rows in cells.items():
        sheet = book[name]
        places = {cell.value: cell.column for cell in sheet[HEADER_ROW + 1]}
        for row, values in rows.items():
            for title, value in values.items():
                sheet.cell(FIRST_ROW + row, places[title], value)
    return saved(book)


def filled(*kinds: str) -> bytes:
    """A template of ``kinds`` with news in the first row of each sheet, and a class below the last."""
    data = blank(*kinds)
    names = [name for name in openpyxl.load_workbook(io.BytesIO(data)).sheetnames if name in NEWS]
    added = {"教学班号": "00103"}
    return fill(data, {name: {1: NEWS[name], 9: NEWS[name] | added | _more(name)} for name in names})


def _more(name: str) -> dict[str, object]:
    return {"统计日期": dt.date(2020, 2, 22), "应进群人数": 40} if name == "学生进群" else {}


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(
    data: bytes, *, unit: str | None = UNIT, name: str = "表.xlsx", **options: Any
) -> list[SheetReading]:
    return read_workbook(
        data, name, Receipt(term=TERM, received_at=at(23, 22), unit=unit, plan=PLAN, **options)
    )


def told(readings: Sequence[SheetReading]) -> list[tuple[object, ...]]:
    """Kind, unit, refusal, rows and findings of each reading."""
    return [
        (r.kind, r.unit, r.refused and r.refused.code, len(r.rows), [(f.code, f.row) for f in r.findings])
        for r in readings
    ]
