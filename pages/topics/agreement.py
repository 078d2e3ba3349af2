"""核对: do the figures agree, and do claims stand up to spot checks."""

from __future__ import annotations

import streamlit as st

from pages.topics import agreement_parts, spot_checks
from schema.term import Term, load_term
from ui.figures import series
from ui.filters import choose
from ui.frame import head, needs_plan
from ui.language import gettext

_ = gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = choose(st.sidebar, term)
    head(_("核对"), filters)
    needs_plan(series(term, filters.known_at), term)
    with st.spinner(_("正在逐项核对…")):
        whole = agreement_parts.found(filters)
    agreement_parts.headline(whole)
    name, part = agreement_parts.comparisons(whole, filters)
    agreement_parts.one(whole, name, part, filters)
    spot_checks.section(filters)


main(load_term())
