"""Below a trend, for academic affairs: noting what happened on a day, and taking it off the line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import streamlit as st

from access import Action, Denied
from charts import wording
from schema.events import Event
from schema.figures import CAMPUS
from services import events
from store import StoreError
from ui.filters import Filters
from ui.identity import desk
from ui.language import gettext, language

_ = gettext


def section(filters: Filters, unit: str = CAMPUS) -> None:
    """The events that are noted, each with a button that takes it off, and the fields of one more."""
    if not desk().may(Action.NOTE_EVENTS):
        return
    noted = events.noted(desk())
    with st.popover(_("事件（{count}）").format(count=len(noted)), icon=":material/flag:"):
        _note(filters, unit)
        for row in noted.itertuples():
            place = wording.unit_title(CAMPUS if row.unit != row.unit else row.unit, filters.term, language())
            day = wording.format_day(row.on, language(), weekday=False)
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(f"{day} · {place} · {row.text}", width="stretch")
                take_off = partial(_attempt, partial(events.withdraw, desk(), int(row.event)))
                st.button(_("撤下"), key=f"event {row.event}", type="tertiary", on_click=take_off)
        if said := st.session_state.pop(_SAID, ""):
            st.error(said, icon=":material/block:")


_SAID = "events said"


def _note(filters: Filters, unit: str) -> None:
    term = filters.term
    with st.form("event", clear_on_submit=True, border=False):
        day = st.date_input(
            _("哪一天"),
            value=filters.on,
            min_value=term.first_day,
            max_value=term.last_day,
            format="YYYY-MM-DD",
        )
        places = [CAMPUS, *term.unit_names]
        titled = partial(wording.unit_title, term=term, language=language())
        place = st.selectbox(_("范围"), places, index=places.index(unit), format_func=titled)
        text = st.text_input(_("发生了什么"), placeholder=_("如：学习通登录故障"))
        pressed = st.form_submit_button(_("记在走势上"), icon=":material/flag:")
    if pressed and isinstance(day, dt.date):
        _attempt(partial(events.note, desk(), Event(day, text, None if place == CAMPUS else place)))
        st.rerun()


def _attempt(act: Callable[[], object]) -> None:
    """Do it, and keep what is to be said where it is refused."""
    try:
        act()
    except (StoreError, Denied) as error:
        st.session_state[_SAID] = error.message(language())
