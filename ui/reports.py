"""Who has reported what: a table of units and kinds, each state with its icon and word."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from charts import theme, wording
from schema.indicators import CAMPUS
from schema.kinds import REPORTED_KINDS
from ui import sources
from ui.filters import Filters
from ui.language import gettext, language, lazy
from ui.show import is_dark
from ui.words import kind_title

_ = gettext
# What a state means for the reader: how it is coloured, and its word.
_STATES = {
    "on_time": ("good", lazy("按时")),
    "late": ("warn", lazy("迟报")),
    "missing": ("bad", lazy("未报")),
}
_ROW_PIXELS = 28


def reports_table(report: sources.Reporting, filters: Filters) -> None:
    """Show every unit's sheets, and how many came in time of those expected."""
    st.subheader(_("报送情况"), anchor=False)
    share = report.shares.set_index("unit").loc[CAMPUS]
    words = _("按时 {on_time}、迟报 {late}、未报 {missing}，共应报 {expected} 张；按时率 {share}（占应报）")
    counts = {id: wording.format_count(share[id]) for id in (*_STATES, "expected")}
    on_time = wording.format_rate(share["on_time_share"], language=language())
    st.markdown(words.format(share=on_time, **counts))
    wide = report.status.pivot(index="unit", columns="kind", values="status")
    states = wide.reindex(index=list(filters.shown_units), columns=list(REPORTED_KINDS))
    st.dataframe(
        _styled(states, filters),
        hide_index=True,
        height="content",
        row_height=_ROW_PIXELS,
        alt=_("报送情况"),
    )
    st.caption(filters.as_of)


def _styled(states: pd.DataFrame, filters: Filters) -> Styler:
    shown = states.map(_words).rename(columns=kind_title)
    names = [wording.unit_title(unit, filters.term, language()) for unit in states.index]
    shown.insert(0, _("学院(系、部)"), names)
    colors = {_words(state): _css(state) for state in _STATES}
    return shown.reset_index(drop=True).style.map(lambda words: colors.get(words, ""))


def _words(state: str) -> str:
    look, word = _STATES[state]
    return f"{theme.STATUS[look].icon} {_(word)}"


def _css(state: str) -> str:
    status = theme.STATUS[_STATES[state][0]]
    return f"color: {status.color_dark if is_dark() else status.color}"
