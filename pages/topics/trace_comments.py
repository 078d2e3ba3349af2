"""What was said of a figure and of the rows behind it, and the fields in which one more thing is said."""

from __future__ import annotations

from functools import partial

import streamlit as st

from schema.figures import CAMPUS, FigureKey
from services import comments
from services.comments import Pointed
from ui.comments import line, write
from ui.filters import Filters
from ui.identity import desk
from ui.language import gettext

_ = gettext


def of_figure(indicator: str, place: str, filters: Filters) -> None:
    """The thread of an indicator of a place, of whichever day, with the day on which each was said."""
    said = comments.of_figures(desk())
    own = said["unit"].isna() if place == CAMPUS else said["unit"] == place
    for _number, one in said[own & (said["indicator"] == indicator)].iterrows():
        st.markdown(f":small[{one['on']:%m-%d} · {line(one, filters.term)}]")
    with st.popover(_("对这个数字留言"), icon=":material/add_comment:"):
        st.caption(_("看得到这个数字的人都看得到，请不要写学生的姓名和学号。"))
        figure = FigureKey(indicator, place, filters.on)
        write(f"{indicator} {place}", partial(_say_of_figure, figure))


def _say_of_figure(figure: FigureKey, text: str) -> None:
    comments.on_figure(desk(), figure, text)


def of_row(submission: int, row: int, filters: Filters) -> None:
    """The thread of a row of a sheet whose cells the person sees."""
    said = comments.of_submission(desk(), submission)
    for _number, one in said[said["row"] == row].iterrows():
        st.markdown(f":small[{line(one, filters.term)}]")
    with st.popover(_("对这一行留言"), icon=":material/add_comment:", key=f"speak {submission} {row}"):
        write(f"{submission} {row}", partial(_say_of_row, submission, row))


def _say_of_row(submission: int, row: int, text: str) -> None:
    comments.on_submission(desk(), submission, text, Pointed(row))
