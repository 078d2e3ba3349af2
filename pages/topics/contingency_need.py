"""一生一策: how far the units are with their students in need, what is missing, and what is needed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from charts import wording
from pages.topics.contingency_students import PAIRS, named
from pages.topics.matters import by_unit, cards, counted, missing_sheet, titles_of, word_of
from schema.figures import CAMPUS
from schema.kinds import form_of
from schema.need import NEEDS
from services import contingencies
from services.contingencies import InNeed
from ui import identity
from ui.filters import Filters
from ui.language import gettext

_ = gettext
_FORM = form_of("need", "students")


def section(filters: Filters) -> None:
    """The 160: claimed, complete and helped, by unit; what records lack; which needs there are; by name."""
    in_need = contingencies.in_need(identity.desk(), filters.on, filters.known_at)
    campus = in_need.counts.set_index("unit").loc[CAMPUS]
    if not campus["listed"] and pd.isna(campus["surveyed_in_need"]):
        missing_sheet("need", filters)
        return
    cards(filters, ("need_claimed", "need_records", "need_support", "need_survey"))
    _sums(campus, filters)
    by_unit(in_need.counts, _columns(), filters, name=_("困难学生帮扶"))
    lacking, needed = st.columns([1, 3])
    with lacking:
        _parts(in_need, int(campus["listed"]))
    with needed:
        _needs(in_need, filters)
    named("need", filters)


def _columns() -> dict[str, str]:
    return {
        "listed": _("名单人数"),
        "claimed": _("已认领"),
        "complete": _("记录完整"),
        "helped": _("已帮扶"),
        "topped_up": _("流量充值"),
        "surveyed_in_need": _("摸排困难学生"),
    }


def _sums(campus: pd.Series, filters: Filters) -> None:
    """Whether the lists, the surveys and the notice speak of the same number of students."""
    sums = {
        _("通知所列"): filters.term.students_in_need,
        _("各学院名单合计"): campus["listed"],
        _("各学院摸排合计"): campus["surveyed_in_need"],
    }
    numbers = {who: int(number) for who, number in sums.items() if number is not None and not pd.isna(number)}
    line = "　".join(f"{who} **{wording.format_count(number)}**" for who, number in numbers.items())
    apart = max(numbers.values()) - min(numbers.values())
    agreed = (
        f":orange[! {_('最多相差 {count} 人').format(count=apart)}]"
        if apart
        else f":green[✓ {_('三处一致')}]"
    )
    st.markdown(f"{line}　{agreed}")
    with st.container(horizontal=True):
        for state, (icon, color, word) in PAIRS.items():
            st.markdown(f":{color}-badge[{icon} {_(word)}] {counted(campus[state])}", width="content")


def _parts(in_need: InNeed, listed: int) -> None:
    """Which parts of the records are missing, the most often missing first."""
    st.markdown(f"**{_('记录还缺什么')}**")
    names = titles_of(_FORM, list(in_need.parts["part"]))
    parts = pd.DataFrame(
        {"part": [names[part] for part in in_need.parts["part"]], "students": in_need.parts["students"]}
    )
    st.dataframe(
        parts,
        hide_index=True,
        height="content",
        alt=_("记录还缺什么"),
        column_config={
            "part": st.column_config.TextColumn(_("内容")),
            "students": st.column_config.ProgressColumn(
                _("缺此项的学生"), format="%d", min_value=0, max_value=max(listed, 1)
            ),
        },
    )


def _needs(in_need: InNeed, filters: Filters) -> None:
    """Students by need; one may have several."""
    st.markdown(f"**{_('需要什么')}**")
    words = [column for column in in_need.needs if column != "unit"]
    titles = {word: word_of(NEEDS, word) for word in words}
    by_unit(in_need.needs, titles, filters, name=_("困难学生的需求"), empty=_("名单里还没有写明需求。"))
    st.caption(_("一人可有几项需求，所以各项相加多于人数。少于 5 人的格子只对能看名单的人显示。"))
