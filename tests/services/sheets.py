"""Readings as the loaders hand them over, from rows written as literals."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from schema.kinds import form_of
from schema.model import ColumnType
from schema.reading import SheetReading
from tests.metrics.making import at, feb, frames_of, small_term

__all__ = ["at", "feb", "frames_of", "sheet", "small_term"]
_DTYPES = {
    ColumnType.DATE: "datetime64[us]", ColumnType.MOMENT: "datetime64[us]", ColumnType.COUNT: "Int64", ColumnType.SCORE: "Float64",
    ColumnType.YESNO: "boolean", ColumnType.SEVERAL: "object",
}  # fmt: skip


def sheet(
    kind: str, rows: list[dict[str, Any]], *, unit: str | None = "甲学院", form: str | None = None,
    titles: dict[str, str] | None = None, positions: dict[str, int] | None = None,
) -> SheetReading:  # fmt: skip
    """A sheet of ``rows`` (what is not named is blank), the first of them in row 2."""
    frame: dict[str, Any] = {"source_row": range(2, len(rows) + 2)}
    for column in form_of(kind, form).columns:
        blank: Any = () if column.type is ColumnType.SEVERAL else None
        values = [row.get(column.id, blank) for row in rows]
        frame[column.id] = pd.Series(values, dtype=object).astype(_DTYPES.get(column.type, "str"))
    read = pd.DataFrame(frame)
    return SheetReading(f"{kind}.xlsx", "表", kind, form, unit, None, read, (), titles or {}, positions or {})


def written(rows: list[dict[str, Any]], kind: str, form: str | None = None, *, number: int = 0) -> bytes:
    """The rows as a file that says them; blank lines below tell files of the same rows apart."""
    columns = [column for column in form_of(kind, form).columns if any(column.id in row for row in rows)]
    lines = [[column.title for column in columns], *([_text(row.get(c.id)) for c in columns] for row in rows)]
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
    return (text + "".join(" \n" if bit == "1" else "\n" for bit in f"{number:b}")).encode()


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def plan_row(class_id: str, unit: str = "甲学院", enrolled: int = 40, **more: Any) -> dict[str, Any]:
    """A class of the plan."""
    row = {"class_id": class_id, "unit": unit, "course_name": f"课程{class_id}", "teacher": f"教师{class_id}"}
    return {**row, "enrolled": enrolled, "first_session_on": dt.date(2020, 2, 24), **more}
