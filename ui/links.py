"""From page to page: the addresses, the unit that is opened, and the way from a figure to its trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import Page

from ui import address
from ui.filters import Filters
from ui.language import gettext

_ = gettext
PAGES = Path(__file__).resolve().parent.parent / "pages"
UNIT_STATE = "unit"
# What the page of traces is about, in the address beside the filters. A place is a unit or the campus.
INDICATOR, PLACE = "indicator", "place"
ICON = ":material/account_tree:"
OPENED = "submission"  # the number of the one that is opened in the history


def page(name: str) -> Path:
    """The file of the page whose address is ``name``."""
    return next(PAGES.glob(f"*/{name}.py"))


@lru_cache(maxsize=256)
def declared(file: str, title: str, icon: str, *, listed: bool) -> Page:
    """A page as it is declared, to be copied: its file is looked for once, and everybody runs their own."""
    return st.Page(PAGES / file, title=title, icon=icon, visibility="visible" if listed else "hidden")


SUBMIT, UNIT, TRACE = page("submit"), page("unit"), page("trace")


def trace_link(indicator: str, unit: str, filters: Filters, label: str = "") -> None:
    """Show a link to what the figure of ``indicator`` for ``unit`` (or the campus) is made of.

    It is the figure of ``filters``: for that of a checkpoint, hand in filters with its day and its moment.
    """
    query = _asked(indicator, unit, filters)
    st.page_link(TRACE, label=label or _("溯源"), icon=ICON, query_params=query)


def trace_address(indicator: str, unit: str, filters: Filters) -> str:
    """The same as an address, for a column of links in a table."""
    return traces(filters)(indicator, unit)


def why_address(indicator: str, unit: str, filters: Filters, since: dt.date) -> str:
    """Where it is told why the figure of the day is another one than that of ``since``."""
    return f"{trace_address(indicator, unit, filters)}&since={since.isoformat()}"


def traces(filters: Filters) -> Callable[[str, str], str]:
    """:func:`trace_address` of many figures: what was chosen is the same for all of them."""
    chosen = _chosen(filters)
    return lambda indicator, unit: f"trace?{urlencode(chosen | _about(indicator, unit), doseq=True)}"


def _asked(indicator: str, unit: str, filters: Filters) -> dict[str, str | list[str]]:
    return _chosen(filters) | _about(indicator, unit)


def _about(indicator: str, unit: str) -> dict[str, str | list[str]]:
    return {INDICATOR: indicator, PLACE: unit}


def _chosen(filters: Filters) -> dict[str, str | list[str]]:
    """All that the page needs, usual or not: the link may be sent, and what was chosen there is over."""
    query: dict[str, str | list[str]] = {**address.current(), "on": filters.on.isoformat()}
    if filters.known_at is not None:  # 24:00 of a day
        day = filters.term.local_day(filters.known_at - dt.timedelta(seconds=1))
        query["known_at"] = day.isoformat()
    return query
