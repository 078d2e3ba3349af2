"""What stands beside a figure on a page: whom it leaves out, with the list one click away, and the mark."""

from __future__ import annotations

from charts.texts import text
from charts.wording import MARK
from metrics.outside import BLANK, NO_GROUP, NO_PLACE, UNLISTED, UNPLANNED
from schema.figures import CAMPUS
from services.beside import Beside, beside
from services.beside_words import AS_ZERO_WORDS, LEFT_OUT, NOT_SUM_WORDS, counts, is_no_sum, kinds
from ui import address, identity
from ui.filters import Filters
from ui.language import gettext, language
from ui.links import trace_address
from ui.words import joined

_ = gettext
# Of which figure the items are those that a narrower one leaves out.
_WIDER = {NO_GROUP: "group_creation", NO_PLACE: "teacher_place"}


def beside_figures(filters: Filters, *, first_only: bool = False) -> Beside:
    """What stands beside the figures of the day of ``filters``: all of them, or those known already."""
    return beside(identity.desk(), filters.on, filters.known_at, first_only=first_only)


def remark_links(known: Beside, indicator: str, unit: str, filters: Filters) -> str:
    """The same as markdown, every number a link to its list and the mark one to 核对."""
    own_counts = counts(known, indicator, unit)
    parts = [
        heading.format(
            who=joined(
                [
                    f"[{_(words[what]).format(count=count)}]({_list_of(what, indicator, unit, filters)})"
                    for what, count in own
                ]
            )
        )
        for heading, words in kinds()
        if (own := [(what, count) for what, count in own_counts if what in words])
    ]
    if is_no_sum(known, indicator, unit):
        parts.append(f"[{_(NOT_SUM_WORDS)}]({trace_address(indicator, unit, filters)})")
    if (indicator, unit) in known.contradicted:
        parts.append(f"[{text('contradicted', language())}]({address.to('agreement')})")
    return _("；").join(parts)


def short_links(known: Beside, indicator: str, unit: str, filters: Filters) -> list[str]:
    """The same where there is no room for words: how many are left out or count 0, and the mark."""
    short = {
        **dict.fromkeys(LEFT_OUT, _("未计入 {count}")),
        **dict.fromkeys(AS_ZERO_WORDS, _("按 0 计 {count}")),
    }
    numbers = [
        f"[{short[what].format(count=count)}]({_list_of(what, indicator, unit, filters)})"
        for what, count in counts(known, indicator, unit)
    ]
    is_contradicted = (indicator, unit) in known.contradicted
    return [*numbers, *([f"[{MARK}]({address.to('agreement')})"] if is_contradicted else [])]


def _list_of(what: str, indicator: str, unit: str, filters: Filters) -> str:
    """Where those are listed whom a figure leaves out."""
    if what == BLANK and unit != CAMPUS:
        return address.to("unit", unit=unit)
    if what == UNPLANNED:
        return address.to("unit", unit=unit) if unit != CAMPUS else address.to("agreement")
    if what == UNLISTED:
        return address.to("left_out")
    return trace_address(_WIDER.get(what, indicator), unit, filters)
