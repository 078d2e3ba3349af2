"""首日: the first day of teaching: who was taught, by whom, what went wrong, and its checkpoint."""

from __future__ import annotations

import dataclasses

import streamlit as st

import charts
from metrics import compare
from pages.phases import checkpoints, first_days, teaching
from pages.phases import view as phase
from pages.phases.briefing import Briefing
from schema.figures import CAMPUS
from schema.term import Term, load_term
from ui.filters import choose
from ui.language import gettext
from ui.show import chart, head, needs_plan, reader_look, second_figures

_ = gettext


def main(term: Term) -> None:
    """Load, filter, tell."""
    filters = choose(st.sidebar, term)
    head(_("首日"), filters)
    view = phase.view_of("first_day", filters)
    figures = view.scope.figures
    needs_plan(figures, term)
    phase.require_begun(view)
    briefing, stretch = Briefing(view), view.scope.stretch
    day = teaching.told_of(filters, view.phase.starts, view.until)
    briefing.headline()
    st.header(_("授课"), anchor=False)
    teaching.by_source(briefing, stretch, _("授课（按来源）"))
    teaching.units(briefing, stretch, day.teachers, _("授课（按学院）"))
    figure = charts.bars(compare.of(stretch, indicators=[teaching.ATTENDANCE]), reader_look(term, view.as_of))
    chart(figure, _("首日到课率（当日）"))
    st.header(_("事故与障碍"), anchor=False)
    first_days.counts(briefing, day.counts, figures, _("事故与障碍"))
    st.header(_("听课"), anchor=False)
    second_figures(CAMPUS, dataclasses.replace(filters, on=view.until))
    indicator = phase.choose_indicator(view.scope.ids, teaching.ATTENDANCE)
    checkpoints.show(filters, view.checkpoints[-1:], view.scope.ids, indicator)
    briefing.remarks()


main(load_term())
