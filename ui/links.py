"""From page to page: the menu, the addresses, the unit that is opened, the mark in the browser's tab."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import Page

from schema.term import Term, load_term
from ui.language import gettext, lazy

_ROOT = Path(__file__).resolve().parent.parent
_ENTERED = "entered"
_ICON = Path(__file__).with_name("icon.png")
SUBMIT = _ROOT / "pages" / "submit.py"
UNIT = _ROOT / "pages" / "unit.py"
UNIT_STATE = "unit"
_MENU = (
    ("overview", lazy("总览"), ":material/dashboard:"),
    ("unit", lazy("学院"), ":material/account_balance:"),
    ("first_week", lazy("首周"), ":material/view_week:"),
    ("first_month", lazy("首月"), ":material/calendar_month:"),
    ("submit", lazy("上报"), ":material/upload_file:"),
    ("export", lazy("导出"), ":material/download:"),
)


def navigation() -> Page:
    """Show the menu and give the page that was asked for; the first one is at the root."""
    st.set_page_config(page_title="如期 Ruqi", page_icon=_ICON, layout="wide")
    st.session_state[_ENTERED] = True
    return st.navigation(
        [
            st.Page(_ROOT / "pages" / f"{name}.py", title=gettext(title), icon=icon)
            for name, title, icon in _MENU
        ]
    )


def enter() -> Term:
    """The configured term, for a page that was reached through the dashboard.

    Until some script has called ``st.navigation``, Streamlit takes the folder ``pages/`` for an
    app of its older kind: the first visitor of a fresh server who follows a link to a page gets
    that page alone, without menu and language. So the page declares the menu and starts again.
    Raises ``TermError`` when the term's file cannot be used.
    """
    if _ENTERED not in st.session_state:
        navigation()
        st.rerun()
    return load_term()


def open_unit(unit: str) -> NoReturn:
    """Go to the page of ``unit``."""
    st.session_state[UNIT_STATE] = unit
    st.switch_page(UNIT, query_params={UNIT_STATE: unit})
