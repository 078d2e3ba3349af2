"""What waits for an answer of the person: the last word of every thread, with the way to it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from charts import wording
from schema.figures import CAMPUS
from schema.term import Term
from services import comments
from services.desk import Desk
from store import StoreError
from ui import address
from ui.comments import line
from ui.language import gettext, language, ngettext
from ui.links import INDICATOR, OPENED, PLACE, UNIT_STATE

_ = gettext


def section(desk: Desk, term: Term) -> None:
    """Each question with the way to where it is answered, and a button for what needs no answer."""
    waiting = comments.waiting(desk)
    if waiting.empty:
        return
    count = wording.format_count(len(waiting))
    title = ngettext("{count} 条留言等您答复", len(waiting)).format(count=count)
    with st.expander(title, icon=":material/forum:", expanded=len(waiting) < 4):
        for _place, said in waiting.iterrows():
            with st.container(horizontal=True, vertical_alignment="center"):
                about = f"[{_about(said, term)}]({_way(said)})"
                st.markdown(f"{about}　{line(said, term)}", width="stretch")
                number = int(said["comment"])
                if st.button(_("不需要答复"), key=f"settle {number}", type="tertiary"):
                    _settle(desk, number)


def _settle(desk: Desk, number: int) -> None:
    try:
        comments.settle(desk, number, "")
    except StoreError as error:
        st.error(error.message(language()))
    else:
        st.rerun()


def _about(said: pd.Series, term: Term) -> str:
    unit = wording.unit_title(CAMPUS if pd.isna(said["unit"]) else said["unit"], term, language())
    if not pd.isna(said["submission"]):
        return _("{unit} · 第 {number} 号上报").format(unit=unit, number=said["submission"])
    if not pd.isna(said["indicator"]):
        day = wording.format_day(said["on"], language(), weekday=False)
        return f"{unit} · {wording.indicator_title(said['indicator'], language())} · {day}"
    return _("{unit} · 教学班 {item}").format(unit=unit, item=said["item"])


def _way(said: pd.Series) -> str:
    """Where it is answered."""
    if not pd.isna(said["submission"]):
        return address.to("history", **{OPENED: str(said["submission"])})
    if not pd.isna(said["indicator"]):
        place = CAMPUS if pd.isna(said["unit"]) else said["unit"]
        return address.to("trace", **{INDICATOR: said["indicator"], PLACE: place})
    return address.to("unit", **{UNIT_STATE: said["unit"]})
