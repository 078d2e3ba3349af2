"""首周: the first week day by day, who moved, its gates, and what was restated since."""

from __future__ import annotations

import streamlit as st

import ui
from schema.term import Term
from ui import phase

_ = ui.gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = ui.choose(st.sidebar, term)
    figures = ui.series(term, filters.known_at)
    ui.head(_("首周"), filters)
    ui.needs_plan(figures, term)
    view = phase.view_of(term.phase("first_week"), filters, figures)
    phase.note_before_start(view)
    phase.daily_lines(view)
    phase.gate_values(view)
    indicator = phase.choose_indicator()
    movers, gates = st.columns(2)
    with movers:
        phase.movers(view, indicator)
    with gates:
        phase.restated_gates(view, indicator)
    phase.units_by_day(view, indicator)
    phase.restated_units(view, indicator)


ui.show(main)
