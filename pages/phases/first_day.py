"""首日: the first day of teaching: who was taught, by whom, what went wrong, and its checkpoint."""

from __future__ import annotations

import dataclasses

import streamlit as st

import charts
from metrics import compare
from metrics.indicators import TEACHING
from pages.phases import checkpoints, first_days, teaching
from pages.phases import view as phase
from pages.phases.briefing import Briefing, sentence, silent
from schema.figures import CAMPUS
from schema.term import Term, load_term
from services.figures import all_series
from ui.filters import choose
from ui.identity import desk
from ui.language import gettext
from ui.show import chart, head, needs_plan, reader_look, second_figures

_ = gettext
_IDS = (*(one.id for one in TEACHING), "teachers_notified", "obstacles_solved", "visit_coverage", "reporting")


def main(term: Term) -> None:
    """Load, filter, tell."""
    filters = choose(st.sidebar, term)
    figures = all_series(desk(), filters.known_at)
    head(_("首日"), filters)
    needs_plan(figures, term)
    view = phase.view_of(term.phase("first_day"), filters, figures)
    phase.note_before_start(view)
    figures = view.series
    briefing, stretch = Briefing(view), teaching.stretch(figures, view)
    day = teaching.told_of(filters, view.phase.starts, view.until)
    briefing.headline(
        [
            phase.until_words(view) + sentence(stretch, teaching.BOTH),
            first_days.troubles(day.counts),
            silent(stretch, teaching.OPENING, term, filters.shown_units),
        ]
    )
    st.subheader(_("授课"), anchor=False)
    teaching.by_source(briefing, stretch, _("授课（按来源）"))
    teaching.units(briefing, stretch, day.teachers, _("授课（按学院）"))
    figure = charts.bars(compare.of(stretch, indicators=[teaching.ATTENDANCE]), reader_look(term, view.as_of))
    chart(figure, _("首日到课率（当日）"))
    st.subheader(_("事故与障碍"), anchor=False)
    first_days.counts(briefing, day.counts, figures, _("事故与障碍"))
    st.subheader(_("听课"), anchor=False)
    second_figures(CAMPUS, dataclasses.replace(filters, on=view.until))
    indicator = phase.choose_indicator(_IDS, teaching.ATTENDANCE)
    checkpoints.show(filters, view.checkpoints[-1:], _IDS, indicator)
    briefing.download(_IDS)


main(load_term())
