"""The meeting mode: slides over the whole screen, turned by the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from ui.language import gettext, language

_ = gettext
_CSS = Path(__file__).with_name("meeting_deck.css").read_text(encoding="utf-8")
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
