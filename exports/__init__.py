"""Exports: figures, lists and charts as files that leave the house."""

from exports.browser import browser_path
from exports.drawing import ImageUnavailable
from exports.images import chart_html, chart_image

__all__ = ["ImageUnavailable", "browser_path", "chart_html", "chart_image"]
