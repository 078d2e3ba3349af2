"""From page to page: the addresses, and the unit that is opened."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import streamlit as st

from ui import address

PAGES = Path(__file__).resolve().parent.parent / "pages"
SUBMIT = PAGES / "submit.py"
UNIT = PAGES / "unit.py"
UNIT_STATE = "unit"


def open_unit(unit: str) -> NoReturn:
    """Go to the page of ``unit``."""
    address.choose(UNIT_STATE, unit)
    st.switch_page(UNIT, query_params={**address.current(), UNIT_STATE: unit})
