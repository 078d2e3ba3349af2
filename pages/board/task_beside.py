"""What is told beside the indicators of a task: no state follows from it."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

import metrics
from charts import wording
from metrics.lists.obstacles import obstacle_hours
from metrics.modes import BY_MODE
from pages.board.tasks_figures import measured
from schema.notice import Task
from schema.term import Term
from ui import figures, session
from ui.filters import Filters
from ui.language import gettext

_ = gettext
_NEED, _GROUPS, _MATERIALS, _OBSTACLES = 2, 3, 9, 16
# Task → whose visits it arranges.
_VISITORS = {13: "校领导", 14: "校督导组", 15: "学院督导组"}
_KEPT = 64


def beside(task: Task, place: str, filters: Filters) -> None:
    """Show what else is known of ``task`` for ``place``."""
    told = _TOLD[task.number](place, filters) if task.number in _TOLD else ""
    if task.number in _VISITORS:
        told = _visits(_VISITORS[task.number], place, filters)
    if told:
        st.markdown(told)
    for indicator in task.indicators:
        if indicator in BY_MODE:
            _by_mode(indicator, place, filters)


def _top_ups(place: str, filters: Filters) -> str:
    counts = measured(filters).counts
    row = counts[(counts["count"] == "topped_up") & (counts["unit"] == place)].iloc[0]
    if not row["known"]:
        return ""
    count = wording.format_count(row["n"])
    return _("为 **{count}** 名困难学生充值了流量（可选措施，不设目标）。").format(count=count)


def _groups(place: str, filters: Filters) -> str:
    row = _numbers(figures.version(), filters.term, filters.on, filters.known_at).loc[place]
    if not row["numbered"]:
        return ""
    numbers = {name: wording.format_count(row[name]) for name in ("groups", "numbered")}
    return _("{numbered} 个教学班填了群号，合 **{groups}** 个群：一个群可供几个教学班。").format(**numbers)


def _kinds(place: str, filters: Filters) -> str:
    kinds = figures.second_figures(filters.term, filters.on, filters.known_at).materials
    mean = kinds.set_index("unit")["mean"][place]
    if wording.is_missing(mean):
        return ""
    return _("每班资料平均 **{mean}** 种。").format(mean=f"{mean:.1f}")


def _hours(place: str, filters: Filters) -> str:
    row = _solutions(figures.version(), filters.term, filters.on, filters.known_at).loc[place]
    if not row["timed"]:
        return ""
    return _("解决用时中位数 **{hours}** 小时（{timed} 件记有起止时刻）。").format(
        hours=f"{row['median_hours']:.1f}", timed=wording.format_count(row["timed"])
    )


def _visits(visitor_kind: str, place: str, filters: Filters) -> str:
    visits = figures.second_figures(filters.term, filters.on, filters.known_at).visits
    own = visits[(visits["unit"] == place) & (visits["visitor_kind"] == visitor_kind)]
    done, planned = (wording.format_count(own[each].sum()) for each in ("done", "planned"))
    told = _("已安排 **{planned}** 门次，已听 **{done}** 门次。到期前只看安排，听课从首日算起。")
    return told.format(planned=planned, done=done)


def _by_mode(indicator: str, place: str, filters: Filters) -> None:
    """How far each mode of teaching is covered, in one paragraph."""
    table = _modes(figures.version(), filters.term, indicator, filters.on, filters.known_at)
    own = table[(table["unit"] == place) & (table["d"] > 0)]
    if own.empty:
        return
    listed = "　".join(
        f"{_('方式不明') if pd.isna(row.mode) else row.mode} :gray[{wording.format_ratio(row.n, row.d)}]"
        for row in own.itertuples()
    )
    words = _("按授课方式（教学班，一班可有几种方式）：")
    st.markdown(f"{words}  \n{listed}")


@st.cache_data(max_entries=_KEPT, show_spinner=False, hash_funcs=session.HASHED)
def _numbers(version: str, term: Term, on: dt.date, known_at: dt.datetime | None) -> pd.DataFrame:
    return metrics.group_numbers(session.facts_of(version, term), term, on, known_at).set_index("unit")


@st.cache_data(max_entries=_KEPT, show_spinner=False, hash_funcs=session.HASHED)
def _solutions(version: str, term: Term, on: dt.date, known_at: dt.datetime | None) -> pd.DataFrame:
    return obstacle_hours(session.facts_of(version, term), term, on, known_at).set_index("unit")


@st.cache_data(max_entries=_KEPT, show_spinner=False, hash_funcs=session.HASHED)
def _modes(
    version: str, term: Term, indicator: str, on: dt.date, known_at: dt.datetime | None
) -> pd.DataFrame:
    return metrics.by_mode(session.facts_of(version, term), term, indicator, on, known_at)


_TOLD = {_NEED: _top_ups, _GROUPS: _groups, _MATERIALS: _kinds, _OBSTACLES: _hours}
