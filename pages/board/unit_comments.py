"""What was said of the classes of a list of gaps, and the field in which one more thing is said."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from schema.term import Term
from services import comments
from services.comments import Listed
from ui.comments import line, write
from ui.identity import desk
from ui.language import gettext

_ = gettext


def section(listed: str, rows: pd.DataFrame, unit: str, term: Term) -> None:
    """The threads of a list, class by class, and a class of it to speak of."""
    said = comments.of_list(desk(), listed, unit)
    for item, thread in said.groupby("item", sort=False):
        st.markdown(f"**{item}**")
        for _place, one in thread.iterrows():
            st.markdown(line(one, term))
    classes = sorted({*rows["class_id"], *said["item"]})
    if not classes:
        return
    with st.popover(_("留言"), icon=":material/add_comment:", key=f"speak {listed}"):
        item = st.selectbox(_("教学班"), classes, key=f"speak of {listed}")
        write(f"{listed} {item}", partial(_say, Listed(listed, unit, str(item))))


def _say(place: Listed, text: str) -> None:
    comments.on_item(desk(), place, text)
