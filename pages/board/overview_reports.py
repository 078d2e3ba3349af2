"""Who has reported what: a table of units and kinds, each state with its icon and word."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from charts import theme, wording
from schema.figures import CAMPUS
from schema.kinds import REPORTED_KINDS
from ui import figures
from ui.filters import Filters
from ui.language import gettext, language, lazy
from ui.words import kind_title

_ = gettext
# What a state means for the reader: how it is coloured, and its word.
_STATES = {
    "on_time": ("good", "green", lazy("按时")),
    "late": ("warn", "orange", lazy("迟报")),
    "missing": ("bad", "red", lazy("未报")),
}


def reports_table(report: figures.Reporting, filters: Filters) -> None:
    """Show every unit's sheets, and how many came in time of those expected."""
    st.subheader(_("报送情况"), anchor=False)
    share = report.shares.set_index("unit").loc[CAMPUS]
    words = _("按时 {on_time}、迟报 {late}、未报 {missing}，共应报 {expected} 张；按时率 {share}（占应报）")
    counts = {id: wording.format_count(share[id]) for id in (*_STATES, "expected")}
    on_time = wording.format_rate(share["on_time_rate"], language=language())
    st.markdown(words.format(share=on_time, **counts))
    st.table(_states(report.status, filters))
    st.caption(filters.as_of)


def _states(status: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Units × kinds in words; a plain table, for a second grid would cost the browser more time."""
    wide = status.assign(status=status["status"].map(_words)).pivot(
        index="unit", columns="kind", values="status"
    )
    shown = wide.reindex(index=list(filters.shown_units), columns=list(REPORTED_KINDS))
    names = [wording.unit_title(unit, filters.term, language()) for unit in shown.index]
    return shown.rename(columns=kind_title).set_axis(pd.Index(names, name=_("学院(系、部)")))


def _words(state: str) -> str:
    look, color, word = _STATES[state]
    return f":{color}[{theme.STATUS[look].icon} {_(word)}]"
