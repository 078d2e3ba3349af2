"""Returning a submission, or saying something of it, with the rows that were clicked pointed at."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from access import Action
from pages.reporting.decisions import Form
from services import comments, decisions
from services.comments import Pointed
from services.desk import Desk
from store.decisions import RETURNED
from ui import identity
from ui.language import gettext
from ui.words import headings

_ = gettext


def at_rows(desk: Desk, row: pd.Series, pointed: Sequence[Pointed]) -> None:
    """A field for what is wrong with the clicked rows, to return the submission or just to say it."""
    if not pointed:
        st.caption(_("点一格或勾几行，就可以指着它们退回或留言。"))
        return
    number = int(row["submission"])
    with Form("point", number) as form:
        st.text_area(
            _("对{places}说什么").format(places="、".join(map(place_words, pointed))),
            height=80,
            key=form.key("comment"),
        )
        with st.container(horizontal=True):
            unit = None if pd.isna(row["unit"]) else row["unit"]
            if desk.may(Action.DECIDE, unit) and row["state"] != RETURNED:
                form.button(
                    _("指着这些行退回"),
                    ":material/undo:",
                    _("已退回第 {number} 号。").format(number=number),
                    lambda: decisions.send_back(
                        identity.desk(),
                        number,
                        decisions.Return(form.text("comment"), tuple(pointed)),
                        seen=row["state"],
                    ),
                )
            form.button(
                _("只留言"),
                ":material/add_comment:",
                _("留言已保存。"),
                lambda: _say(number, form.text("comment"), pointed),
                type="secondary",
            )


def _say(number: int, text: str, pointed: Sequence[Pointed]) -> None:
    first, *others = pointed
    comments.on_submission(identity.desk(), number, text, first)
    for other in others:
        comments.on_submission(identity.desk(), number, text, other)


def place_words(place: Pointed) -> str:
    """A row, and the column of the cell that is pointed at."""
    cell = f"“{headings([place.cell])[place.cell]}”" if place.cell else ""
    return _("第 {row} 行").format(row=place.row) + cell
