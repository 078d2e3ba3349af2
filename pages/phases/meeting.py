"""汇报: what is shown in a meeting about a phase, a slide after another over the whole screen."""

from __future__ import annotations

import streamlit as st

from exports.papers.deck import deck
from pages.phases.meeting_deck import present
from schema.term import Term, load_term
from services.papers.briefing import paper_of
from services.papers.scope import scope_of
from ui import address, identity
from ui.filters import choose
from ui.language import gettext
from ui.papers import choose_phase
from ui.show import head, needs_plan

_ = gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = choose(st.sidebar, term)
    head(_("汇报"), filters)
    phase = choose_phase(st.sidebar, filters)
    scope = scope_of(identity.desk(), phase, filters.both_times, filters.units)
    needs_plan(scope.figures, term)
    present(deck(paper_of(scope)), address.to(phase.id))


main(load_term())
