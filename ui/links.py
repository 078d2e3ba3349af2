"""From page to page: the addresses, the unit that is opened, and the mark in the browser's tab."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import streamlit as st

ICON = Path(__file__).with_name("icon.png")
SUBMIT = "pages/submit.py"
UNIT = "pages/unit.py"
UNIT_STATE = "unit"


def open_unit(unit: str) -> NoReturn:
    """Go to the page of ``unit``."""
    st.session_state[UNIT_STATE] = unit
    st.switch_page(UNIT, query_params={UNIT_STATE: unit})
