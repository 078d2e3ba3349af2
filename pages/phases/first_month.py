"""首月: the first four weeks: week by week, whether teaching is steady, the weekend checkpoints."""

from __future__ import annotations

import streamlit as st

import metrics
from metrics import compare
from metrics.indicators import TEACHING
from pages.phases import first_days, steadiness, teaching
from pages.phases import view as phase
from pages.phases.briefing import Briefing
from schema.figures import CAMPUS
from schema.term import Term, load_term
from ui.filters import choose
from ui.language import gettext
from ui.show import head, needs_plan, second_figures

_ = gettext
_TEACHING = [one.id for one in TEACHING]


def main(term: Term) -> None:
    """Load, filter, tell."""
    filters = choose(st.sidebar, term)
    head(_("首月"), filters)
    view = phase.view_of("first_month", filters, steadiness.rule_of(term))
    figures = view.scope.figures
    needs_plan(figures, term)
    phase.require_begun(view)
    briefing = Briefing(view)
    weeks = metrics.weekly(compare.of(figures, indicators=_TEACHING), metrics.weeks_of(term), view.until)
    briefing.headline()
    st.header(_("每周授课"), anchor=False)
    teaching.spread_charts(briefing, weeks)
    teaching.weeks_table(briefing, weeks, _("每周授课（按来源）"))
    teaching.reported_weeks(briefing, weeks, _("逐周上报"))
    steadiness.show(briefing, view.scope.judgement, _("平稳态势"))
    st.header(_("评估与总结"), anchor=False)
    first_days.quality(briefing, figures, _("评估与总结"))
    second_figures(CAMPUS, view.filters)
    phase.readiness_and_checkpoints(view)
    briefing.remarks()


main(load_term())
