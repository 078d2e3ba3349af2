"""障碍: technical obstacles that are open, since when and with whom, and how long the others took."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

import charts
from access import Action
from charts import wording
from metrics import compare
from pages.topics import matters
from schema.figures import CAMPUS
from schema.kinds import form_of
from schema.obstacles import FAULT_KINDS
from schema.term import Term, load_term
from services import contingencies
from services.figures import of_days
from ui.filters import Filters, choose
from ui.identity import desk as desk_
from ui.language import gettext, language
from ui.links import SUBMIT
from ui.show import chart, downloads, head, reader_look, table

_ = gettext
_FORM = form_of("obstacles", None)
_WHAT = ("fault_kind", "problem", "platform", "class_id", "teacher", "handler")
_OPEN = ("fault_no", "unit", "reported_at", "waiting", *_WHAT)
_SOLVED = ("fault_no", "unit", "reported_at", "solved_at", "hours", *_WHAT, "solution")


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = choose(st.sidebar, term)
    head(_("技术障碍"), filters)
    desk = desk_()
    counts = contingencies.fault_counts(desk, filters.on, filters.known_at)
    if counts["unit"].empty:
        nothing_reported()
        return
    headline(counts["unit"], filters)
    drawn(filters)
    if desk.units(Action.SEE_FAULTS):
        faults(contingencies.faults(desk, filters.on, filters.known_at), filters)
    else:
        st.info(_("逐件的障碍只对网络中心、教务处、领导和本学院(系、部)开放。"), icon=":material/lock:")
    by_kind(counts["fault_kind"])
    st.header(_("各学院(系、部)"), anchor=False)
    matters.by_unit(in_words(counts["unit"]), columns(), filters, name=_("技术障碍"))


def nothing_reported() -> None:
    """What to do where no obstacle was ever reported."""
    st.info(
        _("到这一天还没有报告技术障碍。由网络中心或学院(系、部)上报“技术障碍”后，这里列出处理情况。"),
        icon=":material/build:",
    )
    if desk_().units(Action.SUBMIT_FAULTS):
        st.page_link(SUBMIT, label=_("去“上报”页取模板"), icon=":material/table_view:")


def headline(counts: pd.DataFrame, filters: Filters) -> None:
    """Solved of reported, what is open, and the median of the time to the solution."""
    campus = counts.set_index("unit").loc[CAMPUS]
    more = (
        partial(matters.card, _("未解决（件）"), matters.counted(campus["open"])),
        partial(
            matters.timed,
            _("解决用时中位数（小时）"),
            matters.hours(campus["median"]),
            campus["solved"] - campus["timed"],
        ),
    )
    matters.cards(filters, ("obstacles_solved",), more)


def drawn(filters: Filters) -> None:
    """How many were open day by day, and how long the solved ones took."""
    desk, look = desk_(), reader_look(filters.term, filters.as_of)
    place = filters.units[0] if len(filters.units) == 1 else CAMPUS
    days = [day for day in compare.days_of(filters.term) if day <= filters.on]
    figures = compare.of(of_days(desk, days, filters.known_at, ["obstacles_solved"]), units=[place])
    times, untimed = contingencies.solution_times(desk, filters.on, filters.known_at)
    daily, took = st.columns([3, 2])
    with daily:
        name = _("未解决的技术障碍，逐日（{place}）").format(
            place=wording.unit_title(place, filters.term, language())
        )
        chart(charts.open_by_day(figures, look, title=name), name)
    with took:
        name = _("解决用了多久（全校）")
        chart(charts.time_to_solve(times, look, untimed=untimed, title=name), name)


def faults(listed: pd.DataFrame, filters: Filters) -> None:
    """The open obstacles, the longest open first, and those that are solved."""
    listed = listed[listed["unit"].isin([*filters.shown_units, CAMPUS])]
    is_open = listed["is_open"]
    tabs = st.tabs(
        [
            _("未解决 {count}").format(count=int(is_open.sum())),
            _("已解决 {count}").format(count=int((~is_open).sum())),
        ]
    )
    with tabs[0]:
        if is_open.any():
            show(listed[is_open].sort_values("reported_at"), _OPEN, _("未解决的技术障碍"), filters)
        else:
            st.success(_("已报告的技术障碍都已解决。"), icon=":material/check:")
    with tabs[1]:
        show(listed[~is_open].sort_values("solved_at"), _SOLVED, _("已解决的技术障碍"), filters)


def show(rows: pd.DataFrame, ids: tuple[str, ...], name: str, filters: Filters) -> None:
    """One list of obstacles, downloadable."""
    headings = matters.titles_of(_FORM, ids)
    worded = rows.assign(waiting=rows["hours"])[list(ids)].assign(
        unit=[wording.unit_title(unit, filters.term, language()) for unit in rows["unit"]],
        fault_kind=[matters.word_of(FAULT_KINDS, kind) for kind in rows["fault_kind"]],
    )
    for id in worded.columns.intersection(["hours", "waiting"]):
        worded[id] = [matters.hours(value) for value in worded[id]]
    for id in worded.columns.intersection(["reported_at", "solved_at"]):
        worded[id] = [matters.moment(value) for value in worded[id]]
    table(worded, headings, name=name)
    downloads(worded, headings, name=f"{name}_{filters.on}", title=name, note=filters.as_of)


def columns() -> dict[str, str]:
    """What is counted of obstacles."""
    return {
        "reported": _("报告"),
        "solved": _("解决"),
        "open": _("未解决"),
        "median": _("用时中位数（小时）"),
    }


def by_kind(counts: pd.DataFrame) -> None:
    """Obstacles by what failed."""
    st.header(_("按类别"), anchor=False)
    worded = in_words(counts).astype(object)[["fault_kind", *columns()]]
    worded["fault_kind"] = [matters.word_of(FAULT_KINDS, kind) for kind in counts["fault_kind"]]
    first = st.column_config.TextColumn(_("障碍类别"))
    matters.counts_table(worded, first, columns(), _("按类别"))


def in_words(counts: pd.DataFrame) -> pd.DataFrame:
    """The median hours in words."""
    return counts.assign(median=[matters.hours(value) for value in counts["median"]])


main(load_term())
