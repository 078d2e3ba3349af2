"""What stands beside a figure on a page: whom it leaves out, with the list one click away, and the mark."""

from __future__ import annotations

from metrics.outside import BLANK, NO_GROUP, NO_PLACE, UNLISTED, UNPLANNED
from schema.figures import CAMPUS, CONTRADICTED
from services.beside import Beside, beside
from services.beside_words import remark
from ui import address, identity
from ui.filters import Filters
from ui.language import gettext
from ui.links import trace_address

_ = gettext
# Of which figure the items are those that a narrower one leaves out.
_WIDER = {NO_GROUP: "group_creation", NO_PLACE: "teacher_place"}


def beside_figures(filters: Filters, *, first_only: bool = False) -> Beside:
    """What stands beside the figures of the day of ``filters``: all of them, or those known already."""
    return beside(identity.desk(), filters.on, filters.known_at, first_only=first_only)


def remark_links(known: Beside, indicator: str, unit: str, filters: Filters) -> str:
    """:func:`services.beside_words.remark` as markdown: links to lists, and the mark one to 核对."""

    def linked(words: str, what: str) -> str:
        return f"[{words}]({list_of(what, indicator, unit, filters)})"

    return remark(known, indicator, unit, linked)


def list_of(what: str, indicator: str, unit: str, filters: Filters) -> str:
    """Where those are listed whom a figure leaves out, or who contradict it."""
    if what == CONTRADICTED:
        return address.to("agreement")
    if what == BLANK and unit != CAMPUS:
        return address.to("unit", unit=unit)
    if what == UNPLANNED:
        return address.to("unit", unit=unit) if unit != CAMPUS else address.to("agreement")
    if what == UNLISTED:
        return address.to("left_out")
    return trace_address(_WIDER.get(what, indicator), unit, filters)
