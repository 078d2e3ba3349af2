"""The one theme: colours, fonts and the Plotly templates for light and dark.

One accent, neutral greys, three status colours that are never shown without their icon or word.
Line colours keep a contrast of at least 4.5 against their background, because the direct labels
are written in them, and stay apart for the usual kinds of colour blindness.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import plotly.graph_objects as go

# Families whose digits are of one width and that hold simplified Chinese, on each usual system.
FONTS = (
    '"Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", '
    '"Microsoft YaHei", "Hiragino Sans GB", "WenQuanYi Micro Hei", Arial, sans-serif'
)
TITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 16, 12, 11


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one mode, as hex; ``lines`` holds those of up to four labelled lines.

    ``gap`` has for each of :data:`charts.gap.BINS` the fill of a cell and the colour of its figure.
    """

    paper: str
    text: str
    muted: str
    faint: str
    grid: str
    bands: tuple[str, str]
    accent: str
    lines: tuple[str, str, str, str]
    gap: tuple[tuple[str, str], ...]
    status: dict[str, str]
    status_fill: dict[str, str]


LIGHT = Palette(
    paper="#ffffff",
    text="#1f2933",
    muted="#56626d",
    faint="#b4bec8",
    grid="#e3e8ed",
    bands=("#f0f3f6", "#fafbfc"),
    accent="#0b5fa5",
    lines=("#0b5fa5", "#b3470b", "#1f2933", "#007a5e"),
    gap=(("#e9eff5", "#1f2933"), ("#fdebc8", "#1f2933"), ("#f5b971", "#1f2933"), ("#b23b12", "#ffffff")),
    status={"good": "#1b7340", "warn": "#8f5b00", "bad": "#b3261e"},
    status_fill={"good": "#dff1e6", "warn": "#fbeccb", "bad": "#f9dedc"},
)
DARK = Palette(
    paper="#11181f",
    text="#e6ebf0",
    muted="#a3afba",
    faint="#53606c",
    grid="#28323c",
    bands=("#1b242d", "#151d25"),
    accent="#6cb4f0",
    lines=("#6cb4f0", "#f29e5c", "#dfe5ea", "#2fc4a0"),
    gap=(("#1f2b36", "#e6ebf0"), ("#4d3c14", "#f3ead6"), ("#8a5a1a", "#ffffff"), ("#f58a5b", "#11181f")),
    status={"good": "#6fd39a", "warn": "#f0bf5a", "bad": "#ff9d94"},
    status_fill={"good": "#15382a", "warn": "#3d300f", "bad": "#45201e"},
)


@dataclass(frozen=True, slots=True)
class Status:
    """A state with the icon that its colours never appear without."""

    icon: str
    color: str
    color_dark: str


STATUS: dict[str, Status] = {
    id: Status(icon, LIGHT.status[id], DARK.status[id])
    for id, icon in {"good": "✓", "warn": "!", "bad": "×"}.items()
}


def palette(dark: bool) -> Palette:
    """The colours of the dark or of the light mode."""
    return DARK if dark else LIGHT


def css(pick: Callable[[bool], str]) -> str:
    """A colour as CSS that the browser takes of the mode of its page, whatever the server knew of it.

    ``pick`` gives the colour of the dark or of the light mode.
    """
    return f"light-dark({pick(False)}, {pick(True)})"


def luminance(color: str) -> float:
    """Relative luminance of a hex colour, 0 for black to 1 for white, as WCAG defines it."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@cache
def template(dark: bool) -> go.layout.Template:
    """The Plotly template of the dark or of the light mode, made when the first chart is drawn."""
    colors = palette(dark)
    axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": colors.faint,
        "tickcolor": colors.faint,
        "gridcolor": colors.grid,
        "tickfont": {"size": SMALL_SIZE, "color": colors.muted},
        "automargin": False,
        "fixedrange": True,  # a drag on a phone scrolls the page instead of zooming
    }
    layout = {
        "font": {"family": FONTS, "size": TEXT_SIZE, "color": colors.text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": list(colors.lines),
        "showlegend": False,
        "hovermode": "closest",
        "hoverdistance": 30,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": colors.paper,
            "bordercolor": colors.faint,
            "align": "left",
            "font": {"family": FONTS, "size": TEXT_SIZE, "color": colors.text},
        },
        "modebar": {
            "bgcolor": "rgba(0,0,0,0)",
            "color": colors.muted,
            "activecolor": colors.accent,
        },
        "xaxis": axis,
        "yaxis": axis,
    }
    return go.layout.Template(layout=layout)
