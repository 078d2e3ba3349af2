"""总览: how ready are we, who is behind, what changed since yesterday, on the first screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

import streamlit as st

from charts import wording
from metrics import compare
from metrics.periods import PENDING
from pages.board import events
from pages.board.ahead import ahead
from pages.board.news import news, watch
from pages.board.overview_cards import cards
from pages.board.overview_figures import Glance, campus_trend, glance
from pages.board.overview_table import heat_table, reports_table
from pages.board.overview_verdict import lines, verdict, who_is_behind
from schema.kinds import REPORTED_KINDS
from schema.language import titled
from schema.term import Term, load_term
from services.beside import Beside
from services.figures import Reporting, reporting, series
from ui import address
from ui.beside import beside_figures
from ui.filters import Filters, choose
from ui.identity import desk
from ui.language import gettext, ngettext
from ui.language import language as language_
from ui.show import chart, head, needs_plan
from ui.words import kind_title, unit_names

_ = gettext
_CARD_PIXELS = 170  # so wide that no figure is cut, and two fit a phone; more go to the next line
_NAMED, _SLIDER_PIXELS = 2, 560
_DAY, _THEN = "slid to", "slid as then"  # the slider and its switch


def compared_with(filters: Filters) -> tuple[dt.date, str]:
    """The day that the cards compare with, and its name: the checkpoint before, else the first day.

    On that day itself there is nothing to compare with, and it has no name.
    """
    checkpoint = compare.checkpoint_before(filters.term, filters.on)
    since = checkpoint.on if checkpoint else filters.term.first_day
    day = wording.format_day(since, language_(), weekday=False)
    if checkpoint is None:
        return since, day if since < filters.on else ""
    name = titled(checkpoint, language_(), "name")
    return since, _("{gate}（{day}）").format(gate=name, day=day)


def note(title: str, lines: Sequence[str]) -> None:
    """A short list under a bold title, in one paragraph."""
    with st.container(border=True):
        st.markdown("  \n".join([f"**{title}**", *(f":small[{line}]" for line in lines)]))


def who_has_not_reported(report: Reporting, filters: Filters) -> list[str]:
    """Each kind of sheet with the units of which none has come."""
    missing = report.status[report.status["status"] == "missing"]
    awaited = report.status[report.status["status"] == PENDING]
    kinds_ahead = awaited[awaited["unit"].isin(filters.shown_units)]["kind"].value_counts().to_dict()
    lines = []
    for kind in REPORTED_KINDS:
        of_kind = missing[missing["kind"] == kind]["unit"]
        units = [unit for unit in of_kind if unit in filters.shown_units]
        count = ngettext("{count} 个未报", len(units)).format(count=len(units))
        rest = _("，其余 {count} 个").format(count=len(units) - _NAMED) if units[_NAMED:] else ""
        names = unit_names(filters.term, units[:_NAMED]) + rest
        ahead = kinds_ahead.get(kind, 0)  # what is not due yet is nothing to be proud of
        pending = ngettext("{count} 个未到期", ahead).format(count=ahead)
        all_in = f":gray[○ {pending}]" if ahead else f":green[✓ {_('已报齐')}]"
        standing = f":red[× {count}]　{names}" if units else all_in
        lines.append(f":gray[{kind_title(kind)}]　{standing}")
    return lines


def units_table(view: Glance, known: Beside, filters: Filters) -> None:
    """The heat table, from the lowest of an indicator where one is chosen."""
    ids = list(dict.fromkeys(view.today["indicator"]))
    address.recall("sort", None, address.one_of(ids))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(_("各学院(系、部)"), anchor=False)
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
    time_slider(filters)
    heat_table(view.today, known, filters=filters, by=by, counts=counts)
    st.caption(f"{_('点学院(系、部)打开它的页面，点数字看它从哪里来。')} {filters.as_of}")


def time_slider(filters: Filters) -> None:
    """Move through the days of the term, as known then or today: the table fills as the campus filled.

    It chooses what the filters choose, so every position is a link. It is opened first: the code of a
    slider would keep the browser from its first drawing.
    """
    st.session_state[_DAY] = filters.on
    st.session_state[_THEN] = filters.known_at == filters.term.end_of(filters.on)
    shown = wording.format_day(filters.on, language_(), weekday=False)
    label = _("逐日看：{day}").format(day=shown)
    with st.popover(label, icon=":material/calendar_today:", width="content"):
        st.select_slider(
            _("看哪一天"),
            compare.days_of(filters.term),
            key=_DAY,
            format_func=partial(wording.format_day, language=language_(), weekday=False),
            on_change=_slide,
            width=_SLIDER_PIXELS,
        )
        st.toggle(
            _("按当时所知"),
            key=_THEN,
            on_change=_slide,
            help=_("只算到那一天 24:00 收到的；关掉则按现在所知。"),
        )


def _slide() -> None:
    day = st.session_state[_DAY]
    address.choose_here("on", day)
    address.choose_here("known_at", day if st.session_state[_THEN] else None)


def main(term: Term) -> None:
    """Load, filter, show.

    The chart is sent first, and stands before the table: it is what the browser takes longest over.
    """
    filters = choose(st.sidebar, term)
    since, name = compared_with(filters)
    head(_("总览"), filters, _("变化都与{day}相比").format(day=name) if name else "")
    needs_plan(series(desk(), filters.known_at), term)
    news(filters)
    ready = st.container()
    moving, notes = st.columns(2)
    with moving:
        chart(campus_trend(filters), _("全校走势"))
        events.section(filters)
    view, behind = glance(filters, since), who_is_behind(filters)
    known = beside_figures(filters, first_only=True)
    with ready:
        verdict(view, behind, known, name, filters)
        cards(view, known, since, filters)
    report = reporting(desk(), filters.on, filters.known_at)
    with notes, st.container(gap="xsmall"):
        note(_("谁落后"), lines(behind, filters))
        if expectation := ahead(filters):
            note(_("到期前预计"), expectation)
        note(_("谁没报"), who_has_not_reported(report, filters))
    units_table(view, known, filters)
    reports_table(report, filters)
    watch()


main(load_term())
