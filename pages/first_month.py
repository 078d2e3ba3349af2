"""首月: the first four weeks with their weekend gates, unit by unit, then and now."""

from __future__ import annotations

import streamlit as st

import ui
from schema.indicators import CAMPUS
from schema.term import Term
from ui import phase

_ = ui.gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = ui.choose(st.sidebar, term)
    figures = ui.series(term, filters.known_at)
    ui.head(_("首月"), filters)
    ui.needs_plan(figures, term)
    view = phase.view_of(term.phase("first_month"), filters, figures)
    phase.note_before_start(view)
    phase.gate_values(view)
    indicator = phase.choose_indicator()
    phase.units_by_day(view, indicator)
    movers, gates = st.columns(2)
    with movers:
        phase.movers(view, indicator)
    with gates:
        phase.restated_gates(view, indicator)
    phase.restated_units(view, indicator)
    phase.daily_lines(view)
    ui.second_figures(CAMPUS, filters)


ui.show(main)
