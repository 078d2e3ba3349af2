"""The meeting mode: slides over the whole screen, turned by the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from charts.theme import DARK, LIGHT, Palette
from ui.language import gettext, language

_ = gettext


def _in_the_dark(attribute: str) -> str:
    """Rules that give what is drawn in a colour of the light theme that of the dark one, on a dark screen."""
    pairs = {light: dark for light, dark in zip(_colors(LIGHT), _colors(DARK), strict=True) if light != dark}
    return "".join(
        f'[{attribute}="{light}"] {{ {attribute}: light-dark({light}, {dark}) }}\n'
        for light, dark in pairs.items()
    )


def _colors(palette: Palette) -> list[str]:
    return [palette.text, palette.muted, palette.faint, palette.grid, *palette.lines, palette.status["bad"]]


_CSS = Path(__file__).with_name("meeting_deck.css").read_text(encoding="utf-8")
_CSS += _in_the_dark("fill") + _in_the_dark("stroke")
_JS = Path(__file__).with_name("meeting_deck.js").read_text(encoding="utf-8")
_HTML = """<div class="deck" popover="manual" tabindex="-1" role="dialog" aria-label="{name}">
<main class="stage" tabindex="0"><article class="slide" aria-live="polite"></article></main>
<nav><button data-turn="-1" aria-label="{before}" title="{before}">←</button><output></output>
<button data-turn="1" aria-label="{after}" title="{after}">→</button>
<button data-full aria-label="{full}" title="{full}">F</button>
<a href="{back}" aria-label="{leave}" title="{leave}">×</a></nav></div>"""


def present(slides: Sequence[str], back: str) -> None:
    """Show ``slides``, HTML in which every text is escaped; closing them goes to the address ``back``."""
    words = {
        "name": _("汇报模式"),
        "before": _("上一页（←）"),
        "after": _("下一页（→）"),
        "full": _("全屏（F）"),
        "leave": _("关闭（Esc）"),
        "back": back,
    }
    html = _HTML.format(**{name: escape(text) for name, text in words.items()})
    # The component is registered by its name, and its words are those of one language.
    mount = st.components.v2.component(f"meeting_{language()}", html=html, css=_CSS, js=_JS)
    mount(data={"slides": list(slides), "back": back}, key="meeting")
