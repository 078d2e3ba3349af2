"""A returned submission: why it came back, and the cells that are meant."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from access import Denied
from pages.reporting import row_changes
from services import returned, submissions
from services.desk import Desk
from services.returned import Place
from services.words import plain_value
from store import StoreError
from ui.language import gettext, language

_ = gettext


def opened(desk: Desk, number: int) -> None:
    """The cells that are meant; where there are none, all that the submission changed."""
    try:
        if not cells(desk, number):
            st.caption(_("没有指到具体的行，也没有查出问题的格：请按退回的理由核对这一份改了什么。"))
            row_changes.show(desk, submissions.one(desk, number))
    except (Denied, StoreError) as error:
        st.caption(error.message(language()))


def cells(desk: Desk, number: int) -> bool:
    """The cells and rows that are meant, with their addresses, what stands there and what is said of it.

    Whether there are any.
    """
    places = returned.places(desk, number)
    if not places:
        return False
    table = pd.DataFrame(
        {
            _("单元格"): [place.cell or _("第 {row} 行").format(row=place.row) for place in places],
            _("项目"): [place.title for place in places],
            _("内容"): [_content(place) for place in places],
            _("说明"): [_words(place) for place in places],
        }
    )
    st.dataframe(
        table.dropna(axis=1, how="all"),
        hide_index=True,
        height="content" if len(table) < 9 else 340,
        placeholder="—",
        alt=_("退回所指的格"),
    )
    return True


def _content(place: Place) -> str | None:
    """What stands in a cell, or what a row is known by."""
    if place.title is None and isinstance(place.value, tuple):
        known = [plain_value(value) for value in place.value]
        return " · ".join(word for word in known if word) or None
    return plain_value(place.value)


def _words(place: Place) -> str | None:
    if isinstance(place.said, str):
        return place.said or None
    return place.said.message(language())
