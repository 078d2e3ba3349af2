"""Random terms in which every form has rows, whatever its columns are: made from the declarations."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from schema.figures import CAMPUS
from schema.kinds import all_forms
from schema.model import Column, ColumnType, SheetForm
from tests.metrics.drawing import DAYS, REPORTED, UNITS, moment
from tests.metrics.making import Submission

# What people write in any column of text: names in several ways, places, modes.
TEXTS = (
    "王伟",
    "王 伟",
    "李娜、王伟",
    "李娜(代)",
    "王伟教授",
    "在家",
    "办公室",
    "直播+看书",
    "直播、",
    "看书",
    "（",
    "张三",
)
IDS = {"class_id": REPORTED, "student_id": ("1", "2", "01"), "teacher_id": ("7", "8、7", "8")}


def cells(column: Column) -> st.SearchStrategy[Any]:
    """What may stand in a column."""
    words = column.vocabulary.words if column.vocabulary else ()
    if column.vocabulary is None or not column.vocabulary.closed:
        words = (*words[-3:], "看书")
    if column.type is ColumnType.SEVERAL:
        return st.lists(st.sampled_from(words), max_size=2, unique=True).map(tuple)
    times = st.sampled_from([dt.time(), dt.time(9, 30)])
    of_type: dict[ColumnType, st.SearchStrategy[Any]] = {
        ColumnType.UNIT: st.sampled_from((*UNITS, CAMPUS)),
        ColumnType.ID: st.sampled_from(IDS.get(column.id, ("1", "2"))),
        ColumnType.TEXT: st.sampled_from(TEXTS),
        ColumnType.COUNT: st.integers(0, 5),
        ColumnType.SCORE: st.sampled_from([0.0, 87.5]),
        ColumnType.DATE: st.sampled_from(DAYS),
        ColumnType.MOMENT: st.builds(dt.datetime.combine, st.sampled_from(DAYS), times),
        ColumnType.YESNO: st.booleans(),
        ColumnType.CHOICE: st.sampled_from(words),
    }
    filled = of_type[column.type]
    return filled if column.required or column.type is ColumnType.UNIT else st.none() | filled


def sheets(form: SheetForm) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rows in which each key stands once."""

    def key(row: dict[str, Any]) -> tuple[Any, ...]:
        dates = [row[name] for name in form.key_dates if row[name]]
        return (*(row[name] for name in form.key), *dates[:1])

    columns = {column.id: cells(column) for column in form.columns}
    return st.lists(st.fixed_dictionaries(columns), min_size=1, max_size=4, unique_by=key)


@st.composite
def terms(draw: st.DrawFn) -> list[Submission]:
    """A submission of every form, and some more of any."""
    forms = [form for _kind, form in all_forms()]
    forms += draw(st.lists(st.sampled_from(forms), max_size=6))
    submissions = []
    for number, form in enumerate(forms, 1):
        received_at = draw(moment)
        stood = draw(st.none() | st.none() | st.integers(0, 60))
        withdrawn_at = None if stood is None else received_at + dt.timedelta(hours=stood)
        unit, rows = draw(st.sampled_from((*UNITS, None))), draw(sheets(form))
        whole = bool(form.whole_of) and draw(st.booleans())
        submissions.append(Submission(number, form.table, unit, received_at, rows, withdrawn_at, whole=whole))
    return submissions
