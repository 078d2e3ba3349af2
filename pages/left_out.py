"""一个不少: who is not in a group, was not notified or has no material, and whom to call."""

from __future__ import annotations

import streamlit as st

import ui
from schema.term import Term
from ui import left_out, left_out_lists

_ = ui.gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = ui.choose(st.sidebar, term)
    ui.head(_("一个不少"), filters)
    ui.needs_plan(ui.series(term, filters.known_at), term)
    found = left_out.view(filters)
    left_out.headline(found, filters)
    left_out.by_day(found, filters)
    left_out.by_unit(found, filters)
    left_out_lists.lists(found, filters)
    left_out.unlisted(found, filters)


ui.show(main)
