"""首月: the first four weeks: week by week, whether teaching is steady, the weekend gates, then and now."""

from __future__ import annotations

import streamlit as st

import metrics
import ui
from desk import comparison
from schema.indicators import CAMPUS, FIRST, TEACHING
from schema.term import Term
from ui import all_figures, briefing_words, first_days, phase, steady, teaching
from ui.briefing import Briefing

_ = ui.gettext
_IDS = (*(one.id for one in FIRST), *(one.id for one in TEACHING), *first_days.QUALITY_IDS)
_TEACHING = [one.id for one in TEACHING]


def main(term: Term) -> None:
    """Load, filter, tell."""
    filters = ui.choose(st.sidebar, term)
    figures = all_figures.all_series(term, filters.known_at)
    ui.head(_("首月"), filters)
    ui.needs_plan(figures, term)
    view = phase.view_of(term.phase("first_month"), filters, figures)
    phase.note_before_start(view)
    briefing, told = Briefing(view), teaching.stretch(figures, view)
    weeks = metrics.weekly(comparison.of(figures, indicators=_TEACHING), metrics.weeks_of(term), view.until)
    rule = steady.rule_of(term)
    found = steady.judged(figures, view, rule)
    briefing.headline(
        [
            phase.until_words(view) + briefing_words.sentence(told, teaching.BOTH),
            steady.verdict(found, rule, term),
            briefing_words.sentence(
                comparison.on_day(figures, view.until), ("enrollment", "visit_coverage", "problems_closed")
            ),
        ]
    )
    st.subheader(_("每周授课"), anchor=False)
    teaching.spread_charts(briefing, weeks)
    teaching.weeks_table(briefing, weeks, _("每周授课（按来源）"))
    teaching.reported_weeks(briefing, weeks, _("逐周上报"))
    steady.show(briefing, found, _("平稳态势"))
    st.subheader(_("评估与总结"), anchor=False)
    first_days.quality(briefing, figures, _("评估与总结"))
    ui.second_figures(CAMPUS, view.filters)
    phase.readiness_and_gates(view, _IDS)
    briefing.download(_IDS)


ui.show(main)
