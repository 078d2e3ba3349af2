"""What can be taken along about a phase: the meeting mode, and the document in every format."""

from __future__ import annotations

from functools import partial

import streamlit as st

from exports.images.browser import browser_path
from exports.papers.formats import FORMATS, made
from schema.language import spoken_in
from services.papers.briefing import paper_of
from services.papers.scope import Scope
from ui import address
from ui.language import gettext, language
from ui.links import page
from ui.show import download

_ = gettext


def take_along(scope: Scope) -> None:
    """The meeting mode at one click, and the document as Word, slides, PDF and one page."""
    drawable = browser_path() is not None
    name = _("{phase}简报").format(phase=scope.name) + f"_{scope.until}"
    with st.container(horizontal=True, vertical_alignment="center"):
        query = {**address.current(), "phase": scope.phase.id}
        st.page_link(page("meeting"), label=_("汇报模式"), icon=":material/slideshow:", query_params=query)
        for id, format in FORMATS.items():
            make = partial(_made, scope, id, language())
            enabled = drawable or id != "pdf"
            download(_(format.title), make, f"{name}.{id}", format.mime, enabled=enabled)
    if not drawable:
        st.caption(_("服务器上没有找到浏览器，暂时不能生成 PDF；其他格式不受影响。"))


def _made(scope: Scope, format: str, spoken: str) -> bytes:
    """The file, in the language in which the reader asked for it."""
    with spoken_in(spoken):
        return made(paper_of(scope), format, scope.term.letterhead)
