"""首周: the first week day by day, what it came to, its gates, and what moved them since."""

from __future__ import annotations

import streamlit as st

import ui
from desk import comparison
from schema.indicators import FIRST, TEACHING
from schema.term import Term
from ui import all_figures, briefing_words, first_days, phase, teaching
from ui.briefing import Briefing

_ = ui.gettext
_IDS = (*(one.id for one in FIRST), *(one.id for one in TEACHING), *first_days.QUALITY_IDS)


def main(term: Term) -> None:
    """Load, filter, tell."""
    filters = ui.choose(st.sidebar, term)
    figures = all_figures.all_series(term, filters.known_at)
    ui.head(_("首周"), filters)
    ui.needs_plan(figures, term)
    view = phase.view_of(term.phase("first_week"), filters, figures)
    phase.note_before_start(view)
    briefing, told = Briefing(view), teaching.stretch(figures, view)
    today = comparison.on_day(figures, view.until)
    week = teaching.told_of(filters, view.phase.starts, view.until)
    concluded = briefing_words.sentence(today, ("problems_closed", "exemplars_spread", "unit_summary"))
    briefing.headline(
        [
            phase.until_words(view) + briefing_words.sentence(told, teaching.BOTH),
            first_days.concluded(today) + concluded,
            first_days.troubles(week.counts)
            + briefing_words.silent(told, teaching.OPENING, term, filters.shown_units),
        ]
    )
    st.subheader(_("授课"), anchor=False)
    teaching.daily_lines(view, figures, _("首周每日开课与到课"))
    teaching.by_source(briefing, told, _("授课（按来源）"))
    teaching.units(briefing, told, week.teachers, _("授课（按学院）"))
    st.subheader(_("评估与总结"), anchor=False)
    first_days.quality(briefing, figures, _("评估与总结"))
    first_days.quality_of_units(briefing, figures, _("各学院首周总结"))
    phase.readiness_and_gates(view, _IDS)
    briefing.download(_IDS)


ui.show(main)
