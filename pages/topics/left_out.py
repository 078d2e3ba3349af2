"""一个不少: who is not in a group, was not notified or has no material, and whom to call."""

from __future__ import annotations

import streamlit as st

from pages.topics import left_out_lists, left_out_parts
from schema.term import Term, load_term
from ui.figures import series
from ui.filters import choose
from ui.frame import head, needs_plan
from ui.language import gettext

_ = gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = choose(st.sidebar, term)
    head(_("一个不少"), filters)
    needs_plan(series(term, filters.known_at), term)
    found = left_out_parts.view(filters)
    left_out_parts.headline(found, filters)
    left_out_parts.by_day(found, filters)
    left_out_parts.by_unit(found, filters)
    left_out_lists.lists(found, filters)
    left_out_parts.unlisted(found, filters)


main(load_term())
