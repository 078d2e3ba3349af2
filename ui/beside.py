"""What stands beside a figure on a page: whom it leaves out, with the list one click away, and the mark."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from charts.texts import text
from charts.wording import MARK, state_of
from metrics.outside import AS_ZERO, BLANK, NO_GROUP, NO_PLACE, NOT_SUM, SILENT, UNLISTED, UNPLANNED
from schema.figures import CAMPUS
from services.beside import Beside, beside
from ui import address, identity
from ui.filters import Filters
from ui.language import gettext, language, lazy
from ui.links import trace_address
from ui.words import joined

_ = gettext
_LEFT_OUT = {
    SILENT: lazy("{count} 个学院(系、部)未报"),
    UNPLANNED: lazy("{count} 个计划外教学班"),
    UNLISTED: lazy("{count} 个教学班没有名单"),
    NO_GROUP: lazy("{count} 个教学班未建群"),
    NO_PLACE: lazy("{count} 位教师地点未知"),
}
# Who is in the denominator, and counts 0 for want of a number.
_AS_ZERO = {
    AS_ZERO: lazy("{count} 个学院(系、部)未报"),
    BLANK: lazy("{count} 个教学班人数留空"),
}
# In a table whose rows do not add up to that of the campus.
_NOT_SUM = lazy("全校不是各学院之和")
# Of which figure the items are those that a narrower one leaves out.
_WIDER = {NO_GROUP: "group_creation", NO_PLACE: "teacher_place"}


def beside_figures(filters: Filters, *, first_only: bool = False) -> Beside:
    """What stands beside the figures of the day of ``filters``: all of them, or those known already."""
    return beside(identity.desk(), filters.on, filters.known_at, first_only=first_only)


def remark(known: Beside, indicator: str, unit: str) -> str:
    """Whom the figure leaves out, who counts 0 in it, and what spot checks say of it; mostly nothing."""
    counts = _counts(known, indicator, unit)
    parts = [
        heading.format(who=joined([_(words[what]).format(count=count) for what, count in own]))
        for heading, words in _kinds()
        if (own := [(what, count) for what, count in counts if what in words])
    ]
    not_sum = [_(_NOT_SUM)] if _is_no_sum(known, indicator, unit) else []
    against = [text("contradicted", language())] if (indicator, unit) in known.contradicted else []
    return _("；").join([*parts, *not_sum, *against])


def remarks(known: Beside, figures: pd.DataFrame) -> list[str | None]:
    """A remark a row of ``figures``, mostly ``None``, after the word for why it says nothing."""
    return [
        _("；").join(filter(None, [state_words(row), remark(known, row.indicator, row.unit)])) or None
        for row in figures.itertuples()
    ]


def state_words(row: object) -> str:
    """Why the figure ``row`` says nothing, in a word; "" where it says something."""
    state = state_of(row)
    return text(state, language()) if state else ""


def remark_links(known: Beside, indicator: str, unit: str, filters: Filters) -> str:
    """The same as markdown, every number a link to its list and the mark one to 核对."""
    counts = _counts(known, indicator, unit)
    parts = [
        heading.format(
            who=joined(
                [
                    f"[{_(words[what]).format(count=count)}]({_list_of(what, indicator, unit, filters)})"
                    for what, count in own
                ]
            )
        )
        for heading, words in _kinds()
        if (own := [(what, count) for what, count in counts if what in words])
    ]
    if _is_no_sum(known, indicator, unit):
        parts.append(f"[{_(_NOT_SUM)}]({trace_address(indicator, unit, filters)})")
    if (indicator, unit) in known.contradicted:
        parts.append(f"[{text('contradicted', language())}]({address.to('agreement')})")
    return _("；").join(parts)


def _kinds() -> tuple[tuple[str, Mapping[str, str]], ...]:
    return (_("未计入：{who}"), _LEFT_OUT), (_("按 0 计：{who}"), _AS_ZERO)


def short_links(known: Beside, indicator: str, unit: str, filters: Filters) -> list[str]:
    """The same where there is no room for words: how many are left out or count 0, and the mark."""
    short = {**dict.fromkeys(_LEFT_OUT, _("未计入 {count}")), **dict.fromkeys(_AS_ZERO, _("按 0 计 {count}"))}
    numbers = [
        f"[{short[what].format(count=count)}]({_list_of(what, indicator, unit, filters)})"
        for what, count in _counts(known, indicator, unit)
    ]
    is_contradicted = (indicator, unit) in known.contradicted
    return [*numbers, *([f"[{MARK}]({address.to('agreement')})"] if is_contradicted else [])]


def _counts(known: Beside, indicator: str, unit: str) -> list[tuple[str, int]]:
    """Whom the figure leaves out; that a unit itself is silent is what its figure says already."""
    counts = known.left_out.get((indicator, unit), {})
    return [
        (what, count)
        for what, count in counts.items()
        if what != NOT_SUM and (what not in {SILENT, AS_ZERO} or unit == CAMPUS)
    ]


def _is_no_sum(known: Beside, indicator: str, unit: str) -> bool:
    return NOT_SUM in known.left_out.get((indicator, unit), {})


def _list_of(what: str, indicator: str, unit: str, filters: Filters) -> str:
    """Where those are listed whom a figure leaves out."""
    if what == BLANK and unit != CAMPUS:
        return address.to("unit", unit=unit)
    if what == UNPLANNED:
        return address.to("unit", unit=unit) if unit != CAMPUS else address.to("agreement")
    if what == UNLISTED:
        return address.to("left_out")
    return trace_address(_WIDER.get(what, indicator), unit, filters)
