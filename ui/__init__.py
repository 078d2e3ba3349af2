"""What the pages share of Streamlit: language, filters, cached loads, the frame, and showing.

Pages import from here and from ``desk``, ``charts`` and ``exports``; nothing else knows Streamlit.
"""

from ui.filters import Filters, choose, choose_language, publish, seed
from ui.frame import explained, head, needs_plan
from ui.heat import heat_table
from ui.language import gettext, language, lazy, ngettext
from ui.links import UNIT_STATE, enter, navigation, open_unit
from ui.reports import reports_table
from ui.second import second_figures
from ui.show import CSV, XLSX, chart, download, downloads, is_dark, line_of, style, table
from ui.sources import Reporting, lists, reporting, series, store
from ui.sparkline import sparkline
from ui.words import (
    change_color,
    escaped,
    form_title,
    headings,
    joined,
    kind_title,
    unit_names,
    worded,
)

__all__ = [
    "CSV",
    "UNIT_STATE",
    "XLSX",
    "Filters",
    "Reporting",
    "change_color",
    "chart",
    "choose",
    "choose_language",
    "download",
    "downloads",
    "enter",
    "escaped",
    "explained",
    "form_title",
    "gettext",
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
    "navigation",
    "needs_plan",
    "ngettext",
    "open_unit",
    "publish",
    "reporting",
    "reports_table",
    "second_figures",
    "seed",
    "series",
    "sparkline",
    "store",
    "style",
    "table",
    "unit_names",
    "worded",
]
