"""任务: the sixteen tasks of the notice, who carries which duty, and how far each of them is."""

from __future__ import annotations

import streamlit as st

import ui
from schema.term import Term
from ui import board, board_detail, board_figures

_ = ui.gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = ui.choose(st.sidebar, term, with_units=False)
    ui.head(_("任务"), filters)
    ui.needs_plan(ui.series(term, filters.known_at), term)
    board_detail.recall()
    top, (where, which) = st.container(), st.columns([2, 5])
    with where:
        place = board.choose_place(term)
    boards = board_figures.boards(filters)
    lines = boards[place]
    with top:
        board.headline(lines, term)
    with which:
        chosen = board.choose_states(lines)
    board.rows([line for line in lines if not chosen or line.state in chosen], term)
    st.caption(filters.as_of)
    st.subheader(_("各学院(系、部)"), anchor=False)
    board.units_table(boards, filters)
    board_detail.show(boards, place, filters)


ui.show(main)
