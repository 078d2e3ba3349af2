"""The head of a page, and what is shown in place of its figures when there are none."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from charts import wording
from metrics import compare
from schema.figures import CAMPUS
from schema.term import Phase, Term
from ui.filters import Filters
from ui.language import gettext, language
from ui.links import SUBMIT

_ = gettext


def head(title: str, filters: Filters | None = None, note: str = "") -> None:
    """The title of a page, and beside it the phases and what its figures are about."""
    if filters is None:
        st.title(title, anchor=False)
        return
    campus = filters.term.campus if language() == "zh" else filters.term.campus_en
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.title(title, anchor=False, width="content")
        st.markdown(
            "　".join(_phase_badge(phase, filters) for phase in filters.term.phases),
            width="content",
        )
    st.caption(" · ".join(part for part in (campus, filters.as_of, note) if part))


def _phase_badge(phase: Phase, filters: Filters) -> str:
    current = phase in compare.phases_on(filters.term, filters.on)
    name = phase.name if language() == "zh" else phase.name_en
    days = " – ".join(
        wording.format_day(day, language(), weekday=False)
        for day in dict.fromkeys((phase.starts, phase.ends))
    )
    return f":{'primary' if current else 'gray'}-badge[{name} {days}]"


def needs_plan(figures: pd.DataFrame, term: Term) -> None:
    """Stop the page with what to do next when no class is due: there is nothing to count yet."""
    due = compare.of(figures, indicators=["group_creation"], units=[CAMPUS])
    if due["d"].any():
        return
    st.info(
        _("{term} 还没有开课计划，各项指标都无从算起。").format(term=term.name)
        + _("请先由教务处上报“开课计划”，再由各学院(系、部)上报建群、进群、资料和听课情况。"),
        icon=":material/upload_file:",
    )
    st.page_link(SUBMIT, label=_("去上报"), icon=":material/arrow_forward:")
    st.stop()
