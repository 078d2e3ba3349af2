"""预案: the eight special matters, the students in need, isolation, postponements, and health."""

from __future__ import annotations

import streamlit as st

import ui
from schema.term import Term
from ui import address, contingency_cases, contingency_need, contingency_plans

_ = ui.gettext
SECTION = "section"
# Section → its title, and what shows it.
SECTIONS = {
    "plans": (ui.lazy("八项预案"), contingency_plans.section),
    "need": (ui.lazy("一生一策"), contingency_need.section),
    "isolation": (ui.lazy("隔离与结对"), contingency_cases.isolation),
    "postponed": (ui.lazy("延期到校"), contingency_cases.postponements),
    "health": (ui.lazy("健康与疑似"), contingency_cases.health),
}


def main(term: Term) -> None:
    """Load, filter, show one section."""
    filters = ui.choose(st.sidebar, term)
    ui.head(_("预案"), filters)
    address.recall(SECTION, next(iter(SECTIONS)), address.one_of(SECTIONS))
    section = st.segmented_control(
        _("内容"), list(SECTIONS), format_func=lambda id: _(SECTIONS[id][0]), key=SECTION, required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    SECTIONS[section][1](filters)


ui.show(main)
