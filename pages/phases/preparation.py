"""准备: the tasks at the eve of teaching, who is behind, what came in since yesterday, and its gate."""

from __future__ import annotations

import streamlit as st

from metrics import compare
from pages.phases import briefing_words, checkpoints, preparation_parts
from pages.phases import view as phase
from pages.phases.briefing import Briefing
from schema.term import Term, load_term
from ui import all_figures
from ui.filters import choose
from ui.frame import head, needs_plan
from ui.language import gettext

_ = gettext
_HEADLINES = ("group_creation", "enrollment", "notification", "material_coverage")


def main(term: Term) -> None:
    """Load, filter, tell."""
    filters = choose(st.sidebar, term)
    figures = all_figures.all_series(term, filters.known_at)
    head(_("准备"), filters)
    needs_plan(figures, term)
    view = phase.view_of(term.phase("preparation"), filters, figures)
    phase.note_before_start(view)
    briefing = Briefing(view)
    today = compare.on_day(figures, view.until)
    behind = briefing_words.furthest(today, "enrollment", term)
    briefing.headline(
        [
            phase.until_words(view) + briefing_words.sentence(today, _HEADLINES),
            _("学生进群最靠后：{units}。").format(units=behind) if behind else _("学生都已进群。"),
            preparation_parts.received_line(briefing),
        ]
    )
    preparation_parts.tasks(briefing, figures, _("十六项任务"))
    preparation_parts.came_in(briefing, _("当日收到"))
    phase.daily_lines(view)
    indicator = phase.choose_indicator(preparation_parts.INDICATORS)
    checkpoints.show(filters, view.checkpoints, preparation_parts.INDICATORS, indicator)
    briefing.download(preparation_parts.INDICATORS)


main(load_term())
