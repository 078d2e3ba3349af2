"""A rate day by day as a small line without axes, drawn as SVG inside a card.

Streamlit's own sparkline brings a second charting library to the browser, which takes longer to
load than all the rest of a card; see docs/performance.md.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

import streamlit as st

from charts import theme
from ui.show import is_dark

_WIDTH, _HEIGHT, _EDGE = 160, 36, 3


def sparkline(rates: Sequence[float], *, alt: str) -> None:
    """Draw ``rates`` (fractions, from 0 to 100 % of the height) from left to right."""
    drawing = base64.b64encode(_drawing(rates).encode()).decode()
    st.html(
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
