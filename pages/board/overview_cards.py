"""The cards of 总览: one a headline indicator of the campus, written in HTML as the heat table is.

Eight cards of Streamlit's own are forty elements and as many texts in markdown; a browser takes as long
over them as over the chart.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from charts import theme, wording
from metrics.indicators import indicator_by_id
from pages.board.colors import change_color
from pages.board.overview_figures import Glance
from pages.board.short_links import short_links
from schema.figures import CAMPUS
from schema.language import titled
from services.beside import Beside
from ui.filters import Filters
from ui.language import gettext
from ui.language import language as language_
from ui.links import trace_address, why_address
from ui.show import is_dark

_ = gettext
# So wide that no figure is cut, and two fit a phone; more go to the next line.
_CARDS = "display: flex; flex-wrap: wrap; gap: 0.5rem"
_CARD = (
    "width: 170px; max-width: calc(50% - 0.25rem); padding: 0.7rem 0.8rem; border-radius: 0.5rem; "
    "display: flex; flex-direction: column; gap: 0.25rem; font-size: 0.875rem; break-inside: avoid"
)
_FIGURE = "font-size: 1.75rem; line-height: 1.2; font-variant-numeric: tabular-nums"
_BESIDE = "font-size: 0.8125rem; margin-top: auto"
_WIDTH, _HEIGHT, _EDGE = 160, 20, 2
_MUTED = theme.css(lambda dark: theme.palette(dark).muted)
_GRID = theme.css(lambda dark: theme.palette(dark).grid)


def cards(view: Glance, known: Beside, since: dt.date, filters: Filters) -> None:
    """One card a headline indicator of the campus: rate, change, n / d with its trace, sparkline."""
    texts = [_card(row, view.lines[str(id)], known, since, filters) for id, row in view.campus.iterrows()]
    st.html(f'<div style="{_CARDS}">{"".join(texts)}</div>')


def _card(row: pd.Series, rates: Sequence[float], known: Beside, since: dt.date, filters: Filters) -> str:
    """The figure of one indicator, its change, and what it counts, which leads to where it comes from."""
    language, indicator = language_(), indicator_by_id(str(row.name))
    title = wording.indicator_title(str(row.name), language)
    figure = wording.format_figure(row, language, counts=False, mark=False)
    change = wording.format_change(row["change"], language) if since < filters.on else ""
    ratio = f"{wording.format_ratio(row['n'], row['d'])} {titled(indicator.counted, language)}"
    links = [
        (ratio, trace_address(indicator.id, CAMPUS, filters)),
        *short_links(known, indicator.id, CAMPUS, filters),
    ]
    if row["change"]:
        links.append((_("为什么变了"), why_address(indicator.id, CAMPUS, filters, since)))
    beside = " · ".join(
        f'<a href="{escape(target, quote=True)}" style="color: {_MUTED}">{escape(words)}</a>'
        for words, target in links
    )
    line = sparkline(rates, alt=_("{indicator}逐日走势").format(indicator=title))
    return (
        f'<section data-card="{indicator.id}" style="{_CARD}; border: 1px solid {_GRID}">'
        f'<div style="color: {_MUTED}">{escape(title)}</div>'
        f'<div style="{_FIGURE}">{escape(figure)}</div>'
        f'<div style="color: {_color(row["change"])}">{escape(change)}</div>'
        f'<div style="{_BESIDE}">{beside}</div>{line}</section>'
    )


def _color(change: float) -> str:
    """The colour of a change, which always stands with its sign or word."""
    looks = {"green": "good", "red": "bad"}
    look = looks.get(change_color(change))
    return theme.css(lambda dark: theme.palette(dark).status[look]) if look else _MUTED


def sparkline(rates: Sequence[float], *, alt: str) -> str:
    """``rates`` (fractions, from 0 to 100 % of the height) drawn from left to right, as HTML."""
    drawing = base64.b64encode(_drawing(rates).encode()).decode()
    return (
        f'<img src="data:image/svg+xml;base64,{drawing}" alt="{escape(alt, quote=True)}" '
        f'style="display: block; width: 100%; height: {_HEIGHT}px">'
    )


def _drawing(rates: Sequence[float]) -> str:
    colors = theme.palette(is_dark())
    step = _WIDTH / max(1, len(rates) - 1)
    points = " ".join(
        f"{place * step:.1f},{_HEIGHT - _EDGE - rate * (_HEIGHT - 2 * _EDGE):.1f}"
        for place, rate in enumerate(rates)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" preserveAspectRatio="none" fill="none">'
        f'<path d="M0 {_EDGE}H{_WIDTH}" stroke="{colors.faint}" stroke-dasharray="2 3" '
        'vector-effect="non-scaling-stroke"/>'
        f'<polyline points="{points}" stroke="{colors.accent}" stroke-width="1.75" '
        'stroke-linejoin="round" vector-effect="non-scaling-stroke"/></svg>'
    )
