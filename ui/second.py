"""Second figures beside the indicators: kinds of material a class, visits by kind of visitor."""

from __future__ import annotations

import streamlit as st

from charts import wording
from schema.figures import CAMPUS
from ui import figures
from ui.filters import Filters
from ui.language import gettext, language, lazy

_ = gettext
_VISITORS = {
    "校领导": lazy("校领导听课"),
    "校督导组": lazy("校督导组听课"),
    "学院督导组": lazy("学院督导组听课"),
}


def second_figures(unit: str, filters: Filters) -> None:
    """Show them for ``unit``, which may be the campus."""
    second = figures.second_figures(filters.term, filters.on, filters.known_at)
    kinds = second.materials.set_index("unit")["mean"]
    visits = second.visits[second.visits["unit"] == unit]
    campus = _("全校 {mean}").format(mean=_mean(kinds[CAMPUS])) if unit != CAMPUS else None
    with st.container(horizontal=True):
        _figure(_("每班资料种类（平均）"), _mean(kinds[unit]), campus)
        for row in visits.itertuples():
            done = _("{count} 门次").format(count=wording.format_count(row.done))
            planned = _("已安排 {count} 门次").format(count=wording.format_count(row.planned))
            _figure(_(_VISITORS[row.visitor_kind]), done, planned)


def _figure(title: str, value: str, beside: str | None) -> None:
    st.metric(title, value, delta=beside, delta_color="off", delta_arrow="off", width=200)


def _mean(mean: float) -> str:
    return wording.no_data(language()) if wording.is_missing(mean) else f"{mean:.1f}"
