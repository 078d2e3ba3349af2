"""导出: the figures of chosen units, days and indicators as files; the charts stand beside this."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

import exports
from charts import wording
from metrics import compare
from metrics.indicators import FIRST, INDICATORS
from pages.board import export_charts
from schema.figures import CAMPUS
from schema.term import Term, load_term
from services import beside, sources
from services.beside_words import remark
from services.events import dated
from services.figures import all_series, reporting, series
from services.papers.scope import scope_of
from ui import address
from ui.beside import beside_figures
from ui.filters import Filters, choose
from ui.identity import desk
from ui.language import gettext, language
from ui.papers import choose_phase, take_along
from ui.show import CSV, XLSX, download, head, needs_plan

_ = gettext
_IDS = [indicator.id for indicator in INDICATORS]


def choose_indicators() -> list[str]:
    """The indicators to take; none chosen means all of them in the files."""
    address.recall("indicators", [], address.some_of(_IDS))
    chosen = st.multiselect(
        _("指标"),
        _IDS,
        format_func=partial(wording.indicator_title, language=language()),
        placeholder=_("全部"),
        key="indicators",
        select_all=False,
    )
    return list(chosen)


def choose_days(filters: Filters) -> tuple[dt.date, dt.date]:
    """The days to take: from the first of the term to the chosen day, unless said otherwise."""
    address.recall("from", filters.term.first_day, address.day_within(filters.term.first_day, filters.on))
    first = st.date_input(
        _("从哪天"),
        value=None,
        min_value=filters.term.first_day,
        max_value=filters.on,
        format="YYYY-MM-DD",
        key="from",
    )
    return first or filters.term.first_day, filters.on


def figures_files(chosen: pd.DataFrame, filters: Filters) -> None:
    """The figures as xlsx and csv, and the submissions that they rest on."""
    st.header(_("指标数据"), anchor=False)
    st.caption(
        _("{rows} 行；Excel 含明细、汇总、图表、未报名单和来源，CSV 为 UTF-8（带 BOM）。").format(
            rows=wording.format_count(len(chosen))
        )
    )
    chosen = _with_remarks(chosen, filters)
    as_of = replace(filters.both_times, known_at=filters.known_at or dt.datetime.now(dt.UTC))
    status = reported(filters)
    missing = status[status["status"] != "on_time"]
    ids = list(chosen["indicator"].drop_duplicates())
    rest_on = sources.standing(desk(), filters.known_at, indicators=ids, units=filters.shown_units)
    name = f"{_('如期指标')}_{filters.term.name}_{filters.on}"
    spoken = language()
    # What spot checks contradict, of every day, takes time: it is looked for when a file is asked for.
    days = [day.date() for day in chosen["on"].unique()]
    marked = partial(beside.marked, desk(), chosen, filters.known_at, days=days)
    enclosed = exports.Enclosed(missing, rest_on, dated(desk(), filters.known_at))

    def book() -> bytes:
        return exports.figures_workbook(marked(), as_of, enclosed, language=spoken)

    def plain() -> bytes:
        return exports.figures_csv(marked(), as_of, language=spoken)

    listed = partial(exports.sources_csv, rest_on, term=filters.term, language=spoken)
    with st.container(horizontal=True):
        download(_("下载 Excel"), book, f"{name}.xlsx", XLSX, leading=True)
        download(_("下载 CSV"), plain, f"{name}.csv", CSV)
        download(_("下载来源 CSV"), listed, f"{name}_{_('来源')}.csv", CSV)
    count = wording.format_count(len(rest_on))
    st.caption(_("来源：这些数字所依据的 {count} 份有效上报。").format(count=count))


def _with_remarks(chosen: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The figures with what is to be said beside those of the chosen day: see :mod:`exports.figures`."""
    known = beside_figures(filters)
    keys = zip(chosen["indicator"], chosen["unit"], strict=True)
    today = chosen["on"] == pd.Timestamp(filters.on)
    remarks = pd.Series([remark(known, *key) or None for key in keys], index=chosen.index, dtype=object)
    return chosen.assign(remark=remarks.where(today, None))


def documents(filters: Filters) -> None:
    """The briefing of a phase as a document, and in the meeting mode."""
    st.header(_("简报"), anchor=False)
    phase = choose_phase(st.container(), filters)
    take_along(scope_of(desk(), phase, filters.both_times, filters.units))


def reported(filters: Filters) -> pd.DataFrame:
    """The state of every sheet of the chosen units."""
    status = reporting(desk(), filters.on, filters.known_at).status
    return status[status["unit"].isin(filters.shown_units)]


def main(term: Term) -> None:
    """Load, filter, offer."""
    filters = choose(st.sidebar, term)
    head(_("导出"), filters)
    needs_plan(series(desk(), filters.known_at), term)
    left, right = st.columns([3, 2])
    with left:
        ids = choose_indicators()
    with right:
        first, last = choose_days(filters)
    days = compare.on_days(all_series(desk(), filters.known_at), first, last)
    chosen = compare.of(days, indicators=ids or None, units=[*filters.shown_units, CAMPUS])
    figures_files(chosen, filters)
    documents(filters)
    marked = beside.marked(desk(), chosen, filters.known_at)
    drawn = compare.of(marked, indicators=ids or [indicator.id for indicator in FIRST])
    export_charts.show(drawn, reported(filters), filters)


main(load_term())
