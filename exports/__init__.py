"""Exports: figures, lists and charts as files that leave the house."""

from exports.figures import figures_csv, figures_workbook
from exports.images.browser import browser_path
from exports.images.drawing import ImageUnavailable
from exports.images.images import chart_html, chart_image
from exports.sources import sources_csv
from exports.tables import findings_frame, table_csv, table_workbook, tables_workbook

__all__ = [
    "ImageUnavailable",
    "browser_path",
    "chart_html",
    "chart_image",
    "figures_csv",
    "figures_workbook",
    "findings_frame",
    "sources_csv",
    "table_csv",
    "table_workbook",
    "tables_workbook",
]
