"""Exports: figures, lists and charts as files that leave the house.

What is listed here is brought in when it is first asked for: a document of Word waits neither for what
draws pictures nor for what writes workbooks.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exports.figures import Enclosed, figures_csv, figures_workbook
    from exports.images.browser import browser_path
    from exports.images.fonts import NoFont, chinese_font
    from exports.images.images import chart_html, chart_image
    from exports.images.note import note_image
    from exports.images.unavailable import ImageUnavailable
    from exports.sources import sources_csv
    from exports.tables import findings_frame, table_csv, table_workbook, tables_workbook

__all__ = [
    "Enclosed",
    "ImageUnavailable",
    "NoFont",
    "browser_path",
    "chart_html",
    "chart_image",
    "chinese_font",
    "figures_csv",
    "figures_workbook",
    "findings_frame",
    "note_image",
    "sources_csv",
    "table_csv",
    "table_workbook",
    "tables_workbook",
]

_MODULE_OF = {
    "ImageUnavailable": "images.unavailable",
    "NoFont": "images.fonts",
    "browser_path": "images.browser",
    "chart_html": "images.images",
    "chart_image": "images.images",
    "chinese_font": "images.fonts",
    "figures_csv": "figures",
    "figures_workbook": "figures",
    "Enclosed": "figures",
    "findings_frame": "tables",
    "note_image": "images.note",
    "sources_csv": "sources",
    "table_csv": "tables",
    "table_workbook": "tables",
    "tables_workbook": "tables",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
