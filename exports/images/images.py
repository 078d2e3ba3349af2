"""Charts as pictures, and as pages that need no network."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from charts import alt_text, modebar
from exports.images.drawing import shared
from schema.language import chosen

DEFAULT_WIDTH = 1100
_FORMATS = ("png", "svg")
_SVG_START = re.compile(rb"<svg\b[^>]*>")


def chart_image(
    figure: go.Figure,
    format: str,
    *,
    width: int = DEFAULT_WIDTH,
    height: int | None = None,
    scale: float = 2,
) -> bytes:
    """The chart as ``"png"`` or ``"svg"``, ``width`` pixels wide (390 suits a phone).

    ``height`` is the chart's own unless given; ``scale`` multiplies the dots of a PNG. May be
    called from any thread. Raises ``exports.ImageUnavailable`` when no browser can be used,
    ``ValueError`` for another format.
    """
    if format not in _FORMATS:
        raise ValueError(f"a chart is drawn as {' or '.join(_FORMATS)}, not as {format!r}")
    options: dict[str, Any] = {"format": format, "width": width, "scale": scale}
    options["height"] = height or figure.layout.height
    data = shared.picture(_on_paper(figure), options)
    return data if format == "png" else _named(data, figure)


def _on_paper(figure: go.Figure) -> dict[str, Any]:
    """The figure with its background painted: on a page it lets the page's shine through."""
    drawn: dict[str, Any] = figure.to_dict()
    drawn["layout"] = {**drawn["layout"], "paper_bgcolor": figure.layout.meta["paper"]}
    return drawn


def _named(svg: bytes, figure: go.Figure) -> bytes:
    """The SVG with its title and description, which screen readers and searches look for."""
    meta = figure.layout.meta
    head = (f"<title>{escape(meta['title'])}</title><desc>{escape(alt_text(figure))}</desc>").encode()
    return _SVG_START.sub(lambda start: start.group() + head, svg, count=1)


_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{margin:0;background:{paper};color:{text}}}figure{{margin:0 auto;max-width:70rem}}
figcaption{{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}}</style>
<script>{library}</script>
</head>
<body>
<figure><div role="img" aria-label="{alt}">{chart}</div><figcaption>{alt}</figcaption></figure>
</body>
</html>
"""


def chart_html(figure: go.Figure) -> bytes:
    """A page in UTF-8 with the chart, its title, language and description; plotly.js inside.

    It can be opened from a mail or a USB stick and loads nothing from anywhere.
    """
    meta = figure.layout.meta
    language = meta["language"]
    config = modebar(meta["title"], language)
    chart = figure.to_html(full_html=False, include_plotlyjs=False, config=config, div_id="chart")
    page = _PAGE.format(
        lang=chosen("zh-CN", "en", language),
        title=escape(meta["title"]),
        alt=escape(alt_text(figure)),
        paper=meta["paper"],
        text=meta["text"],
        library=get_plotlyjs(),
        chart=chart,
    )
    return page.encode()
