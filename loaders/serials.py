"""Ids of classes that are none: numbers of the classes of a course, or numbers that lost their zeros."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from loaders.cells.text import is_empty, shown
from loaders.declared import columns_called
from loaders.sheet import Sheet
from schema.findings import Finding
from schema.plan import PLAN
from schema.unread import COLUMN

_SERIAL = re.compile(r"\d{1,3}")


def check_serials(sheet: Sheet) -> None:
    """Record every row of a sheet that numbers its classes anew in each course: 01 is no class."""
    if "class_id" not in sheet.values or sheet.form.anchor != "class_id":
        return
    if not all(_SERIAL.fullmatch(id) for id in sheet.values["class_id"].parsed if id):
        return
    ids, courses = sheet.frame["class_id"], _courses(sheet)
    named = ids.notna() & courses.notna()
    if named.any() and courses[named].groupby(ids[named]).nunique().max() > 1:
        for row in np.flatnonzero(ids.notna()).tolist():
            sheet.add("serial_as_id", row, "class_id")


def _courses(sheet: Sheet) -> pd.Series[Any]:
    """The id of the course in each row, from the plan's column where the form has none."""
    if "course_id" in sheet.values:
        return sheet.frame["course_id"]
    courses: list[str | None] = [None] * len(sheet.frame)
    table = PLAN.forms[0].table
    for each in sheet.unread:
        if each.what == COLUMN and columns_called(each.text).get(table, ("", 0))[0] == "course_id":
            for number in range(len(sheet.body.blocks)):
                for row, cells in sheet.rows_of(number):
                    courses[row] = shown(cells[each.place]) or None
    return pd.Series(courses, dtype="str")


def check_typed_ids(sheet: Sheet) -> None:
    """Say of classes that are all stored as numbers that such have no leading zeros; a plan would tell."""
    values = sheet.values.get("class_id")
    cells = [cell for cell in values.raw if not is_empty(cell)] if values else []
    if cells and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells):
        title, place = sheet.title("class_id"), sheet.place("class_id")
        sheet.findings.append(Finding("ids_as_numbers", sheet.name, None, title, shown(cells[0]), {}, place))
