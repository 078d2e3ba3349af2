"""预案: the eight special matters, the students in need, isolation, postponements, and health."""

from __future__ import annotations

import streamlit as st

from pages.topics import contingency_cases, contingency_need, contingency_plans
from schema.term import Term, load_term
from ui import address
from ui.filters import choose
from ui.language import gettext, lazy
from ui.show import head

_ = gettext
SECTION = "section"
# Section → its title, and what shows it.
SECTIONS = {
    "plans": (lazy("八项预案"), contingency_plans.section),
    "need": (lazy("一生一策"), contingency_need.section),
    "isolation": (lazy("隔离与结对"), contingency_cases.isolation),
    "postponed": (lazy("延期到校"), contingency_cases.postponements),
    "health": (lazy("健康与疑似"), contingency_cases.health),
}


def main(term: Term) -> None:
    """Load, filter, show one section."""
    filters = choose(st.sidebar, term)
    head(_("预案"), filters)
    address.recall(SECTION, next(iter(SECTIONS)), address.one_of(SECTIONS))
    section = st.segmented_control(
        _("内容"),
        list(SECTIONS),
        format_func=lambda id: _(SECTIONS[id][0]),
        key=SECTION,
        required=True,
        label_visibility="collapsed",
    )
    SECTIONS[str(section)][1](filters)


main(load_term())
