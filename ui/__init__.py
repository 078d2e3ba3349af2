"""What the pages share of Streamlit: language, filters, cached loads, the frame, and showing.

Pages import from here and from ``desk``, ``charts`` and ``exports``; nothing else knows Streamlit.
"""

from ui.filters import Filters, choose
from ui.frame import head, needs_plan
from ui.front import desk
from ui.glance import HEADLINES, Glance, campus_trend, glance
from ui.heat import heat_table
from ui.house import enter, explained, show
from ui.language import gettext, language, lazy, ngettext
from ui.news import news, watch
from ui.reports import reports_table
from ui.second import second_figures
from ui.show import CSV, XLSX, chart, download, downloads, is_dark, line_of, style, table
from ui.sources import Reporting, lists, reporting, series
from ui.sparkline import sparkline
from ui.tracing import trace_address
from ui.words import (
    change_color,
    escaped,
    headings,
    joined,
    kind_title,
    role_title,
    unit_names,
    worded,
)

__all__ = [
    "CSV",
    "HEADLINES",
    "XLSX",
    "Filters",
    "Glance",
    "Reporting",
    "campus_trend",
    "change_color",
    "chart",
    "choose",
    "desk",
    "download",
    "downloads",
    "enter",
    "escaped",
    "explained",
    "gettext",
    "glance",
    "head",
    "headings",
    "heat_table",
    "is_dark",
    "joined",
    "kind_title",
    "language",
    "lazy",
    "line_of",
    "lists",
    "needs_plan",
    "news",
    "ngettext",
    "reporting",
    "reports_table",
    "role_title",
    "second_figures",
    "series",
    "show",
    "sparkline",
    "style",
    "table",
    "trace_address",
    "unit_names",
    "watch",
    "worded",
]
