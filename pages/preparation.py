"""准备: the tasks at the eve of teaching, who is behind, what came in since yesterday, and its gate."""

from __future__ import annotations

import streamlit as st

import ui
from desk import comparison
from schema.term import Term
from ui import all_figures, briefing_words, gates, phase, preparation
from ui.briefing import Briefing

_ = ui.gettext
_HEADLINES = ("group_creation", "enrollment", "notification", "material_coverage")


def main(term: Term) -> None:
    """Load, filter, tell."""
    filters = ui.choose(st.sidebar, term)
    figures = all_figures.all_series(term, filters.known_at)
    ui.head(_("准备"), filters)
    ui.needs_plan(figures, term)
    view = phase.view_of(term.phase("preparation"), filters, figures)
    phase.note_before_start(view)
    briefing = Briefing(view)
    today = comparison.on_day(figures, view.until)
    behind = briefing_words.furthest(today, "enrollment", term)
    briefing.headline(
        [
            phase.until_words(view) + briefing_words.sentence(today, _HEADLINES),
            _("学生进群最靠后：{units}。").format(units=behind) if behind else _("学生都已进群。"),
            preparation.received_line(briefing),
        ]
    )
    preparation.tasks(briefing, figures, _("十六项任务"))
    preparation.came_in(briefing, _("当日收到"))
    phase.daily_lines(view)
    indicator = phase.choose_indicator(preparation.INDICATORS)
    gates.show(filters, view.gates, preparation.INDICATORS, indicator)
    briefing.download(preparation.INDICATORS)


ui.show(main)
