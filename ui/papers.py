"""What can be taken along about a phase: the meeting mode, and the document in every format."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import exports
from exports.papers.formats import FORMATS, made
from metrics import compare
from schema.language import spoken_in, titled
from schema.term import Phase
from services.papers.briefing import paper_of
from services.papers.scope import INDICATORS_OF, Scope
from ui import address
from ui.filters import Filters
from ui.language import gettext, language
from ui.links import page
from ui.show import download

_ = gettext


def choose_phase(place: DeltaGenerator, filters: Filters) -> Phase:
    """The phase of the address, else that of the chosen day; shown as a choice in ``place``."""
    known = {phase.id: phase for phase in filters.term.phases if phase.id in INDICATORS_OF}
    now = [phase.id for phase in compare.phases_on(filters.term, filters.on) if phase.id in known]
    address.recall("phase", now[0] if now else next(reversed(known)), address.one_of(known))
    names = {id: titled(phase, part="name") for id, phase in known.items()}
    chosen = place.selectbox(_("哪一阶段"), list(known), format_func=lambda id: names[id], key="phase")
    return known[str(chosen)]


def take_along(scope: Scope) -> None:
    """The meeting mode at one click, and the document as Word, slides, PDF and one page."""
    drawable = exports.browser_path() is not None
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
