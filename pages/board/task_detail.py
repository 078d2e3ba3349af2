"""What is behind a task of the board: its duties, its indicators by unit, and the ways to the lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

import charts
from charts import wording
from metrics import compare
from metrics.modes import BY_MODE
from pages.board.tasks_table import TASK
from pages.board.tasks_words import (
    countdown,
    deadline,
    duty_words,
    gauge_line,
    party_title,
    state_badge,
    tally_line,
    task_title,
)
from schema.figures import CAMPUS
from schema.notice import PARTIES, TASKS, Party, Task
from services import figures
from services.beside import marked
from services.forecasts import forecasts
from services.tasks import OF_CAMPUS, Gauge, Line, measured
from ui import address, identity
from ui.beside import beside_figures, remark_links
from ui.filters import Filters
from ui.language import gettext, language, lazy
from ui.links import UNIT, UNIT_STATE, page, trace_link
from ui.page import explained
from ui.show import chart, reader_look

_ = gettext
# Task → the page that lists whom or what it is about, the name of the way there, and its icon.
_CALLED = ("left_out", lazy("看谁缺了什么"), ":material/person_search:")
_LISTED = {
    2: ("contingency", lazy("看困难学生一生一策"), ":material/health_and_safety:"),
    5: _CALLED,
    6: _CALLED,
    16: ("obstacles", lazy("看未解决的障碍"), ":material/build:"),
}
# What the page is asked for beside what is chosen here.
_ASKED = {2: {"section": "need"}}
_NUMBERS = {str(task.number): task.number for task in TASKS}


def recall() -> None:
    """Take up which task the address asks for."""
    address.recall(TASK, None, lambda texts: _NUMBERS.get(texts[0]) if texts else None)


def show(boards: Mapping[str, Sequence[Line]], place: str, filters: Filters) -> None:
    """Show the task that was opened over the page, until it is closed."""
    number = st.session_state.get(TASK)
    for line in boards[place]:
        if line.task.number == number:
            title = f"{number}　{task_title(line.task)}"
            st.dialog(title, width="large", on_dismiss=_close)(_detail)(line, place, filters)


def _close() -> None:
    address.choose_here(TASK, None)


def _detail(line: Line, place: str, filters: Filters) -> None:
    with explained():
        _all_of(line, place, filters)


def _all_of(line: Line, place: str, filters: Filters) -> None:
    unit = wording.unit_title(place, filters.term, language())
    due = _("截止 {moment}").format(moment=deadline(line, filters.term))
    st.markdown(f"**{unit}** {state_badge(line.state)} :small[:gray[{due} · {countdown(line.left)}]]")
    st.markdown("\n".join(_duty(line, party) for party in PARTIES if party in line.task.duties))
    for tally in line.tallies:
        st.markdown(tally_line(tally))
    for gauge in line.gauges:
        with st.container(border=True):
            _indicator(gauge, place, filters)
    beside(line.task, place, filters)
    with st.container(horizontal=True):
        if line.task.number in _LISTED:
            name, label, icon = _LISTED[line.task.number]
            query = {**address.current(), **_ASKED.get(line.task.number, {})}
            st.page_link(page(name), label=_(label), icon=icon, query_params=query)
        if place != CAMPUS:
            query = {**address.current(), UNIT_STATE: place}
            words = _("看{unit}的各项名单").format(unit=unit)
            st.page_link(UNIT, label=words, icon=":material/account_balance:", query_params=query)


def _duty(line: Line, party: Party) -> str:
    """A party's duty, with the indicators that are its own."""
    own = [gauge_line(gauge) for gauge in line.own(party)]
    return "　".join([f"- :gray[{party_title(party)}]", duty_words(line.task.duties[party]), *own])


def _indicator(gauge: Gauge, place: str, filters: Filters) -> None:
    """An indicator of the task: its figure, what it counts, and the units behind it, the last first."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(gauge_line(gauge), width="stretch")
        trace_link(gauge.indicator, place, filters)
    expected = forecasts(identity.desk(), filters.on, filters.known_at).get((gauge.indicator, place))
    if expected:
        st.caption(expected.in_words(filters.term))
    if words := remark_links(beside_figures(filters), gauge.indicator, place, filters):
        st.caption(words)
    if place != CAMPUS or gauge.indicator in OF_CAMPUS:
        st.caption(wording.measure_line(gauge.indicator, language()))
        return
    two_days = measured(identity.desk(), filters.on, filters.known_at).figures
    today = compare.of(compare.on_day(two_days, filters.on), indicators=[gauge.indicator])
    today = marked(identity.desk(), today, filters.known_at)
    drawn, behind = st.columns([3, 2])
    with drawn:
        figure = charts.bars(today, reader_look(filters.term, filters.as_of), on=filters.on)
        chart(figure, f"{wording.indicator_title(gauge.indicator, language())} {filters.on}")
    with behind, st.container(gap=None):
        _behind(today, gauge, filters)


def _behind(today: pd.DataFrame, gauge: Gauge, filters: Filters) -> None:
    short = compare.furthest_behind(today, indicator=gauge.indicator, on=filters.on, limit=len(today))
    if short.empty:
        st.markdown(f":green[✓ {_('各学院(系、部)都已完成。')}]")
        return
    st.caption(_("差在哪些学院(系、部)，点开看名单："))
    for row in short.itertuples():
        name = wording.unit_title(row.unit, filters.term, language())
        rate = wording.format_figure(row, language())
        trace_link(gauge.indicator, row.unit, filters, f"{name} {rate}")


_NEED, _GROUPS, _MATERIALS, _OBSTACLES = 2, 3, 9, 16
# Task → whose visits it arranges.
_VISITORS = {13: "校领导", 14: "校督导组", 15: "学院督导组"}


def beside(task: Task, place: str, filters: Filters) -> None:
    """Show what else is known of ``task`` for ``place``."""
    sentence = _TOLD[task.number](place, filters) if task.number in _TOLD else ""
    if task.number in _VISITORS:
        sentence = _visits(_VISITORS[task.number], place, filters)
    if sentence:
        st.markdown(sentence)
    for indicator in task.indicators:
        if indicator in BY_MODE:
            _by_mode(indicator, place, filters)


def _top_ups(place: str, filters: Filters) -> str:
    counts = measured(identity.desk(), filters.on, filters.known_at).counts
    row = counts[(counts["count"] == "topped_up") & (counts["unit"] == place)].iloc[0]
    if not row["known"]:
        return ""
    count = wording.format_count(row["n"])
    return _("为 **{count}** 名困难学生充值了流量（可选措施，不设目标）。").format(count=count)


def _groups(place: str, filters: Filters) -> str:
    numbers = figures.group_numbers(identity.desk(), filters.on, filters.known_at)
    row = numbers.set_index("unit").loc[place]
    if not row["numbered"]:
        return ""
    numbers = {name: wording.format_count(row[name]) for name in ("groups", "numbered")}
    return _("{numbered} 个教学班填了群号，合 **{groups}** 个群：一个群可供几个教学班。").format(**numbers)


def _kinds(place: str, filters: Filters) -> str:
    kinds = figures.material_kinds(identity.desk(), filters.on, filters.known_at)
    mean = kinds.set_index("unit")["mean"][place]
    if wording.is_missing(mean):
        return ""
    return _("每班资料平均 **{mean}** 种。").format(mean=f"{mean:.1f}")


def _hours(place: str, filters: Filters) -> str:
    hours = figures.solution_hours(identity.desk(), filters.on, filters.known_at)
    row = hours.set_index("unit").loc[place]
    if not row["timed"]:
        return ""
    return _("解决用时中位数 **{hours}** 小时（{timed} 件记有起止时刻）。").format(
        hours=f"{row['median_hours']:.1f}", timed=wording.format_count(row["timed"])
    )


def _visits(visitor_kind: str, place: str, filters: Filters) -> str:
    visits = figures.visits(identity.desk(), filters.on, filters.known_at)
    own = visits[(visits["unit"] == place) & (visits["visitor_kind"] == visitor_kind)]
    done, planned = (wording.format_count(own[each].sum()) for each in ("done", "planned"))
    sentence = _("已安排 **{planned}** 门次，已听 **{done}** 门次。到期前只看安排，听课从首日算起。")
    return sentence.format(planned=planned, done=done)


def _by_mode(indicator: str, place: str, filters: Filters) -> None:
    """How far each mode of teaching is covered, in one paragraph."""
    table = figures.by_mode(identity.desk(), indicator, filters.on, filters.known_at)
    own = table[(table["unit"] == place) & (table["d"] > 0)]
    if own.empty:
        return
    listed = "　".join(
        f"{_('方式不明') if pd.isna(row.mode) else row.mode} :gray[{wording.format_ratio(row.n, row.d)}]"
        for row in own.itertuples()
    )
    words = _("按授课方式（教学班，一班可有几种方式）：")
    st.markdown(f"{words}  \n{listed}")


_TOLD = {_NEED: _top_ups, _GROUPS: _groups, _MATERIALS: _kinds, _OBSTACLES: _hours}
