"""溯源: what a figure is made of, down to the row of the workbook it came from."""

from __future__ import annotations

import streamlit as st

import ui
from schema.indicators import CAMPUS
from schema.term import Term
from ui import trace_parts

_ = ui.gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = ui.choose(st.sidebar, term, with_units=False)
    ui.head(_("溯源"), filters)
    ui.needs_plan(ui.series(term, filters.known_at), term)
    indicator, place = trace_parts.choose(term)
    row = trace_parts.figure(indicator, place, filters)
    if place == CAMPUS:
        trace_parts.units(indicator, filters)
    trace_parts.items(indicator, place, row, filters)


ui.show(main)
