"""上报: take a template, drop workbooks, see what they would change, confirm; then they count."""

from __future__ import annotations

import streamlit as st

from pages.reporting.at_desk import at_desk, stoppable
from schema.term import Term, load_term
from ui.language import gettext
from ui.show import head

_ = gettext


def main(term: Term) -> None:
    """The page: choose, review, confirm, and what became of it."""
    head(_("上报"))
    st.caption(
        _("把各类表的工作簿拖到下面，可一次放多个。系统自动识别表的类型，先给出检查结果，确认后才计入。")
    )
    with stoppable():
        at_desk(term)


main(load_term())
