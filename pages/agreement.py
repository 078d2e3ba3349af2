"""核对: do the figures agree, and do claims stand up to spot checks."""

from __future__ import annotations

import streamlit as st

import ui
from schema.term import Term
from ui import agreement, agreement_checks

_ = ui.gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = ui.choose(st.sidebar, term)
    ui.head(_("核对"), filters)
    ui.needs_plan(ui.series(term, filters.known_at), term)
    with st.spinner(_("正在逐项核对…")):
        whole = agreement.found(filters)
    agreement.headline(whole)
    name, part = agreement.comparisons(whole, filters)
    agreement.one(whole, name, part, filters)
    agreement_checks.section(filters)


ui.show(main)
