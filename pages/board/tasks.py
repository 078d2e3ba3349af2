"""任务: the sixteen tasks of the notice, who carries which duty, and how far each of them is."""

from __future__ import annotations

import streamlit as st

from pages.board import task_detail, tasks_table
from schema.term import Term, load_term
from services import tasks
from services.figures import series
from ui.filters import choose
from ui.identity import desk
from ui.language import gettext
from ui.show import head, needs_plan

_ = gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = choose(st.sidebar, term, with_units=False)
    head(_("任务"), filters)
    needs_plan(series(desk(), filters.known_at), term)
    task_detail.recall()
    top, (where, which) = st.container(), st.columns([2, 5])
    with where:
        place = tasks_table.choose_place(term)
    boards = tasks.boards(desk(), filters.on, filters.known_at)
    lines = boards[place]
    with top:
        tasks_table.headline(lines, term)
    with which:
        chosen = tasks_table.choose_states(lines)
    tasks_table.rows([line for line in lines if not chosen or line.state in chosen], place, filters)
    st.caption(filters.as_of)
    st.header(_("各学院(系、部)"), anchor=False)
    tasks_table.units_table(boards, filters)
    task_detail.show(boards, place, filters)


main(load_term())
