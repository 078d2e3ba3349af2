"""各学院(系、部)的数据质量: counts of what is wrong with what they sent, each unit leading to its page."""

from __future__ import annotations

import streamlit as st

from access import Action
from charts import wording
from services.data_quality import COUNTS, HEADINGS, by_unit
from ui import address, identity
from ui.filters import Filters
from ui.language import gettext, language
from ui.show import downloads, text_columns

_ = gettext
_COUNTS_WIDTH = 860  # of the counts and the link
ANCHOR = "quality"  # by which the overview leads here


def section(filters: Filters) -> None:
    """A row a unit whose submissions this session's person may see."""
    desk = identity.desk()
    if not desk.units(Action.SEE_SUBMISSIONS):
        return
    st.header(_("各学院(系、部)的数据质量"), anchor=ANCHOR)
    rows = by_unit(desk, filters.on, filters.known_at)
    rows = rows[rows["unit"].isin(filters.shown_units)].reset_index(drop=True)
    titles = {"unit": _("学院(系、部)"), **{what: _(HEADINGS[what]) for what in COUNTS}}
    worded = rows.assign(unit=[wording.unit_title(unit, filters.term, language()) for unit in rows["unit"]])
    number = st.column_config.NumberColumn
    config, height = text_columns(worded, {"unit": titles["unit"]}, _COUNTS_WIDTH)
    st.dataframe(
        worded[list(titles)].assign(link=[address.to("unit", unit=unit) for unit in rows["unit"]]),
        hide_index=True,
        height="content",
        row_height=height,
        placeholder="",
        alt=_("各学院(系、部)的数据质量"),
        column_config={
            **config,
            **{what: number(titles[what], format="localized") for what in COUNTS},
            "link": st.column_config.LinkColumn(_("明细"), display_text=_("逐项看")),
        },
    )
    st.caption(f"{_('只数不评分：每个数都能在该学院的页点到清单。')} {filters.as_of}")
    name = _("数据质量")
    downloads(worded, titles, name=f"{name}_{filters.on}", title=name, note=filters.as_of)
