"""Isolation and pairs, requests to come later, health checks and suspected symptoms."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from charts import wording
from metrics.lists import cases
from pages.topics.contingency_students import PAIRS, STAGES, named
from pages.topics.matters import by_unit, card, cards, counted, minutes, missing_sheet, timed, word_of
from schema.contingency import DECISIONS
from schema.figures import CAMPUS
from services import contingencies
from services.contingencies import Concerned
from ui import identity
from ui.filters import Filters
from ui.language import gettext, language
from ui.words import joined

_ = gettext
_LONGEST_LIST = 12


def isolation(filters: Filters) -> None:
    """Who is isolated, on which day of it, and whether each has a classmate."""
    counts = _concerned(filters).isolation
    if counts.empty:
        missing_sheet("contingency_cases", filters)
        return
    campus = counts.set_index("unit").loc[CAMPUS]
    _badges(STAGES, campus)
    _badges(PAIRS, campus)
    st.caption(_("隔离首日为第 1 天，满 14 天为期满。结对应一帮一：一人帮几人、结对的是本人，都要改正。"))
    columns = {"students": _("学生")} | {
        id: wording.capitalized(_(word)) for id, (_icon, _color, word) in (STAGES | PAIRS).items()
    }
    by_unit(counts, columns, filters, name=_("隔离与结对"))
    named("isolation", filters)


def postponements(filters: Filters) -> None:
    """Who asked to come later, why, and what was decided."""
    counts = _concerned(filters).postponements
    if counts.empty:
        missing_sheet("contingency_cases", filters)
        return
    campus = counts.set_index("unit").loc[CAMPUS]
    decided = {word: word_of(DECISIONS, word) for word in (cases.GRANTED, cases.REFUSED, cases.OPEN)}
    columns = {"students": _("申请"), **decided, cases.UNSAID: _("没有决定"), "without_reason": _("没有事由")}
    with st.container(horizontal=True):
        for id, title in columns.items():
            card(title, counted(campus[id]))
    lacking = {
        _("没有处理决定的申请 {count} 份"): campus[cases.UNSAID],
        _("没有写事由的申请 {count} 份"): campus["without_reason"],
    }
    complaints = [
        words.format(count=counted(count)) for words, count in lacking.items() if not pd.isna(count) and count
    ]
    if complaints:
        st.warning(_("请学院补齐：{what}。").format(what=joined(complaints)), icon=":material/edit_note:")
    by_unit(counts, columns, filters, name=_("延期到校申请"))
    named("postponements", filters)


def health(filters: Filters) -> None:
    """Whether returned students are checked every day, and how fast symptoms were reported."""
    concerned = _concerned(filters)
    if concerned.days.empty and concerned.suspected.empty:
        missing_sheet("health_checks", filters)
        return
    cards(filters, ("health_checks",))
    _silent(concerned.days, filters)
    columns = {
        "returned": _("最近返校学生"),
        "checks": _("已检人次"),
        "due": _("应检人次"),
        "silent": _("漏报天数"),
        "suspected": _("疑似人次"),
    }
    by_unit(concerned.health, columns, filters, name=_("每日健康检查"), empty=_("还没有收到每日健康检查。"))
    st.markdown(f"**{_('疑似症状')}**")
    if concerned.suspected.empty:
        st.success(_("没有报告疑似症状的学生。"), icon=":material/check:")
        return
    _reporting_times(concerned.suspected)
    named("suspected", filters)


def _concerned(filters: Filters) -> Concerned:
    return contingencies.concerned(identity.desk(), filters.on, filters.known_at)


def _badges(states: Mapping[str, tuple[str, str, str]], campus: pd.Series) -> None:
    with st.container(horizontal=True):
        for id, (icon, color, word) in states.items():
            st.markdown(f":{color}-badge[{icon} {_(word)}] {counted(campus[id])}", width="content")


def _silent(days: pd.DataFrame, filters: Filters) -> None:
    """The days on which a unit with returned students sent nothing."""
    silent = days[days["silent"] & days["unit"].isin(filters.shown_units)]
    if silent.empty:
        st.success(_("有返校学生的学院每天都报了健康检查。"), icon=":material/check:")
        return
    lines = []
    for unit, own in silent.groupby("unit", sort=False):
        named_days = [
            wording.format_day(day, language(), weekday=False) for day in own["date"].head(_LONGEST_LIST)
        ]
        left = len(own) - _LONGEST_LIST
        more = _("，其余 {count} 天").format(count=left) if left > 0 else ""
        lines.append(f"- {wording.unit_title(unit, filters.term, language())}：{joined(named_days)}{more}")
    st.warning("\n".join([_("这些天有返校学生却没有报健康检查："), *lines]), icon=":material/event_busy:")


def _reporting_times(counts: pd.DataFrame) -> None:
    """From symptoms to the report, of the cases where both have a clock."""
    campus = counts.set_index("unit").loc[CAMPUS]
    with st.container(horizontal=True):
        card(_("疑似症状学生"), counted(campus["students"]))
        timed(_("上报用时中位数（分钟）"), minutes(campus["median"]), campus["untimed"])
        card(_("上报用时最长（分钟）"), minutes(campus["longest"]))
