"""汇报: what is shown in a meeting about a phase, a slide after another over the whole screen."""

from __future__ import annotations

import streamlit as st

from exports.papers.deck import deck
from metrics import compare
from schema.language import titled
from schema.term import Term, load_term
from services.papers.briefing import paper_of
from services.papers.scope import INDICATORS_OF, scope_of
from ui import address, identity
from ui.filters import Filters, choose
from ui.language import gettext
from ui.meeting import present
from ui.show import head, needs_plan

_ = gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = choose(st.sidebar, term)
    head(_("汇报"), filters)
    id = _phase(filters)
    scope = scope_of(identity.desk(), term.phase(id), filters.both_times, filters.units)
    needs_plan(scope.figures, term)
    present(deck(paper_of(scope)), address.to(id))


def _phase(filters: Filters) -> str:
    """The phase of the address, else that of the chosen day."""
    known = {phase.id: phase for phase in filters.term.phases if phase.id in INDICATORS_OF}
    now = [phase.id for phase in compare.phases_on(filters.term, filters.on) if phase.id in known]
    usual = now[0] if now else next(reversed(known))
    address.recall("phase", usual, address.one_of(known))
    names = {id: titled(phase, part="name") for id, phase in known.items()}
    chosen = st.sidebar.selectbox(_("阶段"), list(known), format_func=lambda id: names[id], key="phase")
    return str(chosen)


main(load_term())
