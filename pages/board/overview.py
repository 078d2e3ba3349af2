"""总览: how ready are we, who is behind, what changed since yesterday, on the first screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from charts import wording
from metrics import compare
from metrics.indicators import Indicator
from pages.board.news import news, watch
from pages.board.overview_figures import HEADLINES, Glance, campus_trend, glance, sparkline
from pages.board.overview_table import heat_table, reports_table
from schema.figures import CAMPUS
from schema.kinds import REPORTED_KINDS
from schema.language import titled
from schema.term import Term, load_term
from services.figures import Reporting, reporting, series
from ui import address
from ui.beside import beside_figures, short_links
from ui.filters import Filters, choose
from ui.identity import desk
from ui.language import gettext, ngettext
from ui.language import language as language_
from ui.links import trace_address
from ui.show import chart, head, needs_plan
from ui.words import change_color, joined, kind_title, unit_names

_ = gettext


def compared_with(filters: Filters) -> tuple[dt.date, str]:
    """The day that the cards compare with, and its name: the checkpoint before, else the first day."""
    checkpoint = compare.checkpoint_before(filters.term, filters.on)
    since = checkpoint.on if checkpoint else filters.term.first_day
    day = wording.format_day(since, language_(), weekday=False)
    if checkpoint is None:
        return since, day
    name = titled(checkpoint, language_(), "name")
    return since, _("{gate}（{day}）").format(gate=name, day=day)


def cards(view: Glance, filters: Filters) -> None:
    """One card a headline indicator of the campus: rate, n / d with its trace, change, sparkline."""
    for place, indicator in zip(st.columns(len(HEADLINES)), HEADLINES, strict=True):
        with place, st.container(border=True, gap="xsmall", height="stretch"):
            card(indicator, view.campus.loc[indicator.id], filters)
            title = wording.indicator_title(indicator.id, language_())
            sparkline(view.lines[indicator.id], alt=_("{indicator}逐日走势").format(indicator=title))


def card(indicator: Indicator, row: pd.Series, filters: Filters) -> None:
    """The figure of one indicator, its change, and what it counts, which leads to where it comes from."""
    language = language_()
    counted = titled(indicator.counted, language)
    st.metric(
        wording.indicator_title(indicator.id, language),
        wording.format_rate(row["rate"], language=language),
        delta=wording.format_change(row["change"], language),
        delta_color=change_color(row["change"]),
        delta_arrow="off",
    )
    trace = trace_address(indicator.id, CAMPUS, filters)
    ratio = f"[{wording.format_ratio(row['n'], row['d'])} {counted}]({trace})"
    known = beside_figures(filters, first_only=True)
    st.caption(" ".join([ratio, *short_links(known, indicator.id, CAMPUS, filters)]))


def note(title: str, lines: Sequence[str]) -> None:
    """A short list under a bold title, in one paragraph."""
    with st.container(border=True):
        st.markdown("  \n".join([f"**{title}**", *(f":small[{line}]" for line in lines)]))


def who_is_behind(view: Glance, filters: Filters) -> list[str]:
    """The lowest units of the indicators that every class should fulfil before teaching begins."""
    lines, done = [], f":green[✓ {_('全部完成')}]"
    for id, lowest in view.behind.items():
        named = [
            f"{wording.unit_title(row.unit, filters.term, language_())} "
            f"{wording.format_rate(row.rate, language=language_())}"
            for row in lowest.itertuples()
        ]
        title = wording.indicator_title(id, language_())
        lines.append(f":gray[{title}]　{joined(named) or done}")
    return lines


def who_has_not_reported(report: Reporting, filters: Filters) -> list[str]:
    """Each kind of sheet with the units of which none has come."""
    missing = report.status[report.status["status"] == "missing"]
    lines = []
    for kind in REPORTED_KINDS:
        of_kind = missing[missing["kind"] == kind]["unit"]
        units = [unit for unit in of_kind if unit in filters.shown_units]
        count = ngettext("{count} 个未报", len(units)).format(count=len(units))
        names = unit_names(filters.term, units[:2]) + ("…" if units[2:] else "")
        standing = f":red[× {count}]　{names}" if units else f":green[✓ {_('已报齐')}]"
        lines.append(f":gray[{kind_title(kind)}]　{standing}")
    return lines


def since_yesterday(view: Glance) -> list[str]:
    """The change of every headline indicator of the campus since the day before."""
    return [
        f":gray[{wording.indicator_title(id, language_())}] "
        f":{change_color(change)}[{wording.format_change(change, language_())}]"
        for id, change in view.campus["yesterday"].items()
    ]


def units_table(view: Glance, filters: Filters) -> None:
    """The heat table, from the lowest of an indicator where one is chosen."""
    ids = list(dict.fromkeys(view.today["indicator"]))
    address.recall("sort", None, address.one_of(ids))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(_("各学院(系、部)"), anchor=False)
        by = st.selectbox(
            _("由低到高排列"),
            ids,
            index=None,
            placeholder=_("按学院顺序，或按一项指标由低到高"),
            format_func=partial(wording.indicator_title, language=language_()),
            key="sort",
            label_visibility="collapsed",
            width=280,
        )
        counts = st.toggle(_("显示 完成 / 应完成"), key="counts")
    heat_table(view.today, filters=filters, by=by, counts=counts)
    st.caption(f"{_('点学院(系、部)打开它的页面，点数字看它从哪里来。')} {filters.as_of}")


def main(term: Term) -> None:
    """Load, filter, show.

    The chart is sent first, and stands before the table: it is what the browser takes longest over.
    """
    filters = choose(st.sidebar, term)
    since, name = compared_with(filters)
    head(_("总览"), filters, _("卡片上的变化：与{day}相比").format(day=name))
    needs_plan(series(desk(), filters.known_at), term)
    news(filters)
    ready = st.container()
    moving, notes = st.columns([3, 2])
    with moving:
        chart(campus_trend(filters), _("全校走势"))
    view = glance(filters, since)
    with ready:
        cards(view, filters)
    report = reporting(desk(), filters.on, filters.known_at)
    with notes, st.container(gap="xsmall"):
        note(_("谁落后"), who_is_behind(view, filters))
        note(_("谁没报"), who_has_not_reported(report, filters))
        note(_("较昨日"), ["　".join(since_yesterday(view))])
    units_table(view, filters)
    reports_table(report, filters)
    watch()


main(load_term())
