"""首日: the first day of teaching: who was taught, by whom, what went wrong, and its gate."""

from __future__ import annotations

import dataclasses

import streamlit as st

import charts
import ui
from desk import comparison
from schema.indicators import CAMPUS, TEACHING
from schema.term import Term
from ui import all_figures, briefing_words, first_days, gates, phase, teaching
from ui.briefing import Briefing

_ = ui.gettext
_IDS = (*(one.id for one in TEACHING), "teachers_notified", "obstacles_solved", "visit_coverage", "reporting")


def main(term: Term) -> None:
    """Load, filter, tell."""
    filters = ui.choose(st.sidebar, term)
    figures = all_figures.all_series(term, filters.known_at)
    ui.head(_("首日"), filters)
    ui.needs_plan(figures, term)
    view = phase.view_of(term.phase("first_day"), filters, figures)
    phase.note_before_start(view)
    briefing, told = Briefing(view), teaching.stretch(figures, view)
    day = teaching.told_of(filters, view.phase.starts, view.until)
    briefing.headline(
        [
            phase.until_words(view) + briefing_words.sentence(told, teaching.BOTH),
            first_days.troubles(day.counts),
            briefing_words.silent(told, teaching.OPENING, term, filters.shown_units),
        ]
    )
    st.subheader(_("授课"), anchor=False)
    teaching.by_source(briefing, told, _("授课（按来源）"))
    teaching.units(briefing, told, day.teachers, _("授课（按学院）"))
    figure = charts.bars(
        comparison.of(told, indicators=[teaching.ATTENDANCE]), term=term, as_of=view.as_of, **ui.style()
    )
    ui.chart(figure, _("首日到课率"))
    st.subheader(_("事故与障碍"), anchor=False)
    first_days.counts(briefing, day.counts, figures, _("事故与障碍"))
    st.subheader(_("听课"), anchor=False)
    ui.second_figures(CAMPUS, dataclasses.replace(filters, on=view.until))
    indicator = phase.choose_indicator(_IDS, teaching.ATTENDANCE)
    gates.show(filters, view.gates[-1:], _IDS, indicator)
    briefing.download(_IDS)


ui.show(main)
