"""The lists of single students, for those who may see them, and the workbook for the work with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

import exports
from access import Action
from charts import wording
from metrics.lists import cases, pairs
from pages.topics.matters import item_title, minutes, moment, titles_of, word_of
from schema.contingency import DECISIONS, LEARNING, QUARANTINE_DAYS
from schema.figures import CAMPUS
from schema.kinds import form_of
from schema.need import NEEDS
from services import contingencies
from services.desk import Desk
from ui import identity
from ui.filters import Filters
from ui.language import gettext, language, lazy, spoken_in
from ui.show import XLSX, download, row_height, text_column
from ui.words import joined

_ = gettext
PAIRS = {
    pairs.PAIRED: ("✓", "green", lazy("一对一")),
    pairs.SHARED: ("!", "orange", lazy("一人帮多人")),
    pairs.SEVERAL: ("!", "orange", lazy("结对不止一人")),
    pairs.SELF: ("!", "orange", lazy("结对的是本人")),
    pairs.ALONE: ("×", "red", lazy("未结对")),
}
STAGES = {
    cases.RUNNING: ("◷", "blue", lazy("隔离中")),
    cases.PLANNED: ("▹", "gray", lazy("未开始")),
    cases.FINISHED: ("✓", "green", lazy("已期满")),
    cases.UNDATED: ("–", "gray", lazy("未写隔离日期")),
}
_PERSON = ("unit", "student_id", "student_name", "counselor")
# List → its title, the form of its sheet, and its columns after those of the person.
_LISTS = {
    "need": (
        lazy("困难学生"),
        form_of("need", "students"),
        (
            "situation",
            "needs",
            "measures",
            "result",
            "owner",
            "lacks",
            "complete",
            "claimed_on",
            "helped_on",
            "topped_up_on",
            "partner",
            "pair",
            "health",
        ),
    ),
    "isolation": (
        lazy("隔离与结对"),
        form_of("contingency", "cases"),
        ("item", "stage", "day", "isolated_on", "learning", "partner", "pair"),
    ),
    "postponements": (
        lazy("延期到校"),
        form_of("contingency", "cases"),
        ("reason", "decision", "decided_on", "lacks"),
    ),
    "suspected": (
        lazy("疑似症状"),
        form_of("contingency", "cases"),
        ("symptoms_at", "reported_at", "minutes", "health"),
    ),
}


def pair_words(state: str) -> str:
    """A state of a pair as icon and word."""
    return f"{PAIRS[state][0]} {_(PAIRS[state][2])}"


def stage_words(stage: str) -> str:
    """A stage of an isolation as icon and word."""
    return f"{STAGES[stage][0]} {_(STAGES[stage][2])}"


def named(id: str, filters: Filters) -> None:
    """The list ``id`` of the students whom the person may see, or why there is none, and the workbook."""
    st.markdown(f"**{_('名单')}**")
    desk = identity.desk()
    own = desk.units(Action.SEE_STUDENTS)
    units = [unit for unit in filters.shown_units if unit in own]
    if not units:
        st.info(_("姓名、困难和健康情况只对本学院(系、部)、教务处和学工处开放。"), icon=":material/lock:")
        return
    reach: list[str | None] = [None] if desk.may(Action.SEE_STUDENTS) else [*units]
    lists = pd.concat(
        [contingencies.students(desk, filters.on, filters.known_at, unit)[id] for unit in reach]
    )
    rows = lists[lists["unit"].isin(units)]
    if rows.empty:
        st.caption(_("没有这样的学生。"))
    else:
        title, listed = worded(id, rows, filters)
        first = listed[listed.columns[0]]
        st.dataframe(
            listed,
            hide_index=True,
            row_height=row_height(first),
            alt=title,
            placeholder="",
            column_config={listed.columns[0]: text_column(str(first.name), first, pinned=True)}
            | {name: st.column_config.DateColumn(format="YYYY-MM-DD") for name in _days(listed)},
        )
    _workbooks(filters, reach if len(units) != 1 else [*units])


def _days(listed: pd.DataFrame) -> list[str]:
    return [
        name
        for name in listed
        if pd.api.types.is_datetime64_any_dtype(listed[name])
        and (listed[name].dropna() == listed[name].dropna().dt.normalize()).all()
    ]


def _workbooks(filters: Filters, units: list[str | None]) -> None:
    """Offer the working list of each unit (``None``: of all); taking one is logged."""
    with st.container(horizontal=True):
        for unit in units:
            whose = wording.unit_title(unit or CAMPUS, filters.term, language())
            name = f"{whose}{_('帮扶工作名单')}_{filters.on}.xlsx"
            make = partial(_workbook, identity.desk(), filters, unit, name, language())
            download(_("下载{unit}的工作名单").format(unit=whose), make, name, XLSX)
    st.caption(_("工作名单写有姓名，只供帮扶使用；每次下载都有记录。"))


def _workbook(desk: Desk, filters: Filters, unit: str | None, name: str, spoken: str) -> bytes:
    with spoken_in(spoken):
        lists = contingencies.working_list(desk, filters.on, filters.known_at, unit, name=name)
        sheets = dict(worded(id, rows, filters) for id, rows in lists.items())
        return exports.tables_workbook(sheets, title=name, language=spoken)


def worded(id: str, rows: pd.DataFrame, filters: Filters) -> tuple[str, pd.DataFrame]:
    """The title of a list, and the list with headings and words in the language of the reader."""
    title, form, added = _LISTS[id]
    headings = titles_of(form, (*_PERSON, *added))
    listed = rows[list(headings)].copy()
    listed["unit"] = [wording.unit_title(unit, filters.term, language()) for unit in rows["unit"]]
    tell: dict[str, Callable[[Any], str]] = {
        "pair": pair_words,
        "stage": stage_words,
        "item": item_title,
        "day": _day,
        "minutes": minutes,
        "symptoms_at": moment,
        "reported_at": moment,
        "decision": partial(word_of, DECISIONS),
        "learning": partial(word_of, LEARNING),
        "complete": lambda whole: _("是") if whole else _("否"),
        "needs": lambda needs: joined([word_of(NEEDS, need) for need in needs]),
        "lacks": lambda lacks: joined([headings[part] for part in lacks]),
    }
    for column, words in tell.items():
        if column in listed:
            listed[column] = [words(value) for value in listed[column]]
    return _(title), listed.rename(columns=headings)


def _day(day: object) -> str:
    return "—" if pd.isna(day) else _("第 {day}/{days} 天").format(day=day, days=QUARANTINE_DAYS)
