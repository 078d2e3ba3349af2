"""首周: the first week day by day, what it came to, its checkpoints, and what moved them since."""

from __future__ import annotations

import streamlit as st

from metrics import compare
from metrics.indicators import FIRST, TEACHING
from pages.phases import first_days, teaching
from pages.phases import view as phase
from pages.phases.briefing import Briefing, sentence, silent
from schema.term import Term, load_term
from services.figures import all_series
from ui.filters import choose
from ui.identity import desk
from ui.language import gettext
from ui.show import head, needs_plan

_ = gettext
_IDS = (*(one.id for one in FIRST), *(one.id for one in TEACHING), *first_days.QUALITY_IDS)


def main(term: Term) -> None:
    """Load, filter, tell."""
    filters = choose(st.sidebar, term)
    figures = all_series(desk(), filters.known_at)
    head(_("首周"), filters)
    needs_plan(figures, term)
    view = phase.view_of(term.phase("first_week"), filters, figures)
    phase.note_before_start(view)
    figures = view.series
    briefing, stretch = Briefing(view), teaching.stretch(figures, view)
    today = compare.on_day(figures, view.until)
    week = teaching.told_of(filters, view.phase.starts, view.until)
    concluded = sentence(today, ("problems_closed", "exemplars_spread", "unit_summary"))
    briefing.headline(
        [
            phase.until_words(view) + sentence(stretch, teaching.BOTH),
            first_days.concluded(today) + concluded,
            first_days.troubles(week.counts) + silent(stretch, teaching.OPENING, term, filters.shown_units),
        ]
    )
    st.subheader(_("授课"), anchor=False)
    teaching.daily_lines(view, figures, _("首周每日开课与到课（当日）"))
    teaching.by_source(briefing, stretch, _("授课（按来源）"))
    teaching.units(briefing, stretch, week.teachers, _("授课（按学院）"))
    st.subheader(_("评估与总结"), anchor=False)
    first_days.quality(briefing, figures, _("评估与总结"))
    first_days.quality_of_units(briefing, figures, _("各学院首周总结"))
    phase.readiness_and_checkpoints(view, _IDS)
    briefing.download(_IDS)


main(load_term())
