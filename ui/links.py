"""From page to page: the addresses, and the unit that is opened."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import streamlit as st

from ui import address

PAGES = Path(__file__).resolve().parent.parent / "pages"
UNIT_STATE = "unit"
OPENED = "submission"  # the number of the one that is opened in the history


def page(name: str) -> Path:
    """The file of the page whose address is ``name``."""
    return next(PAGES.glob(f"*/{name}.py"))


SUBMIT, UNIT = page("submit"), page("unit")


def open_unit(unit: str) -> NoReturn:
    """Go to the page of ``unit``."""
    address.choose(UNIT_STATE, unit)
    st.switch_page(UNIT, query_params={**address.current(), UNIT_STATE: unit})
