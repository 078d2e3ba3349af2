"""首周: the first week day by day, what it came to, its checkpoints, and what moved them since."""

from __future__ import annotations

import streamlit as st

from pages.phases import first_days, teaching
from pages.phases import view as phase
from pages.phases.briefing import Briefing
from schema.term import Term, load_term
from ui.filters import choose
from ui.language import gettext
from ui.show import head, needs_plan

_ = gettext


def main(term: Term) -> None:
    """Load, filter, tell."""
    filters = choose(st.sidebar, term)
    head(_("首周"), filters)
    view = phase.view_of("first_week", filters)
    figures = view.scope.figures
    needs_plan(figures, term)
    phase.require_begun(view)
    briefing, stretch = Briefing(view), view.scope.stretch
    week = teaching.told_of(filters, view.phase.starts, view.until)
    briefing.headline()
    # One below the other, not in tabs: what is folded away is not printed.
    st.header(_("授课"), anchor=False)
    teaching.daily_lines(view, figures, _("首周每日开课与到课（当日）"))
    teaching.by_source(briefing, stretch, _("授课（按来源）"))
    teaching.units(briefing, stretch, week.teachers, _("授课（按学院）"))
    st.header(_("评估与总结"), anchor=False)
    first_days.quality(briefing, figures, _("评估与总结"))
    first_days.quality_of_units(briefing, figures, _("各学院首周总结"))
    phase.readiness_and_checkpoints(view)
    briefing.remarks()


main(load_term())
