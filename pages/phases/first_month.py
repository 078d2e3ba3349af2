"""首月: the first four weeks: week by week, whether teaching is steady, the weekend checkpoints."""

from __future__ import annotations

import streamlit as st

import metrics
from metrics import compare
from metrics.indicators import FIRST, TEACHING
from pages.phases import first_days, steadiness, teaching
from pages.phases import view as phase
from pages.phases.briefing import Briefing, sentence
from schema.figures import CAMPUS
from schema.term import Term, load_term
from services.figures import all_series
from ui.filters import choose
from ui.identity import desk
from ui.language import gettext
from ui.show import head, needs_plan, second_figures

_ = gettext
_IDS = (*(one.id for one in FIRST), *(one.id for one in TEACHING), *first_days.QUALITY_IDS)
_TEACHING = [one.id for one in TEACHING]


def main(term: Term) -> None:
    """Load, filter, tell."""
    filters = choose(st.sidebar, term)
    figures = all_series(desk(), filters.known_at)
    head(_("首月"), filters)
    needs_plan(figures, term)
    view = phase.view_of(term.phase("first_month"), filters, figures)
    phase.note_before_start(view)
    figures = view.series
    briefing, stretch = Briefing(view), teaching.stretch(figures, view)
    weeks = metrics.weekly(compare.of(figures, indicators=_TEACHING), metrics.weeks_of(term), view.until)
    rule = steadiness.rule_of(term)
    judgement = steadiness.judged(figures, view, rule)
    briefing.headline(
        [
            phase.until_words(view) + sentence(stretch, teaching.BOTH),
            steadiness.verdict(judgement, rule, term),
            sentence(
                compare.on_day(figures, view.until), ("enrollment", "visit_coverage", "problems_closed")
            ),
        ]
    )
    st.subheader(_("每周授课"), anchor=False)
    teaching.spread_charts(briefing, weeks)
    teaching.weeks_table(briefing, weeks, _("每周授课（按来源）"))
    teaching.reported_weeks(briefing, weeks, _("逐周上报"))
    steadiness.show(briefing, judgement, _("平稳态势"))
    st.subheader(_("评估与总结"), anchor=False)
    first_days.quality(briefing, figures, _("评估与总结"))
    second_figures(CAMPUS, view.filters)
    phase.readiness_and_checkpoints(view, _IDS)
    briefing.download(_IDS)


main(load_term())
