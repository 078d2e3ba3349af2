"""溯源: what a figure is made of, down to the row of the workbook it came from."""

from __future__ import annotations

import streamlit as st

from pages.topics import trace_parts
from schema.figures import CAMPUS
from schema.term import Term, load_term
from ui.figures import series
from ui.filters import choose
from ui.frame import head, needs_plan
from ui.language import gettext

_ = gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = choose(st.sidebar, term, with_units=False)
    head(_("溯源"), filters)
    needs_plan(series(term, filters.known_at), term)
    indicator, place = trace_parts.choose(term)
    row = trace_parts.figure(indicator, place, filters)
    if place == CAMPUS:
        trace_parts.units(indicator, filters)
    trace_parts.items(indicator, place, row, filters)


main(load_term())
