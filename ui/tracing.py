"""From a figure anywhere to what it is made of: links to the page of traces."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

import streamlit as st

from ui import address
from ui.filters import Filters
from ui.language import gettext
from ui.links import page

_ = gettext
TRACE = page("trace")
ICON = ":material/account_tree:"
# What the page of traces is about, in the address beside the filters. A place is a unit or the campus.
INDICATOR, PLACE = "indicator", "place"


def trace_link(indicator: str, unit: str, filters: Filters, label: str = "") -> None:
    """Show a link to what the figure of ``indicator`` for ``unit`` (or the campus) is made of.

    It is the figure of ``filters``: for that of a gate, hand in filters with its day and its moment.
    """
    asked = _asked(indicator, unit, filters)
    st.page_link(TRACE, label=label or _("溯源"), icon=ICON, query_params=asked)


def trace_address(indicator: str, unit: str, filters: Filters) -> str:
    """The same as an address, for a column of links in a table."""
    return f"trace?{urlencode(_asked(indicator, unit, filters), doseq=True)}"


def _asked(indicator: str, unit: str, filters: Filters) -> dict[str, str | list[str]]:
    """All that the page needs, usual or not: the link may be sent, and what was chosen there is over."""
    asked: dict[str, str | list[str]] = {**address.current(), "on": filters.on.isoformat()}
    if filters.known_at is not None:  # 24:00 of a day
        day = filters.term.local_day(filters.known_at - dt.timedelta(seconds=1))
        asked["known_at"] = day.isoformat()
    return {**asked, INDICATOR: indicator, PLACE: unit}
